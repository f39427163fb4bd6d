"""What is said of a picture: asked gently when one comes in, and whenever the author wants.

The picture is in the text before anything is asked, so nothing depends on an answer. Thread: GUI.
"""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from editor.domain.media import MediaItem
from editor.domain.post import PostId
from editor.gui import phrases
from editor.gui.bridge import STORE
from editor.gui.widgets import button, label
from editor.gui.writing.finding.find_parts import Field
from editor.gui.writing.markdown import picturing
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.pictures import PictureMark, is_of_the_web

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.gui.writing.editor import WritingEditor
    from editor.workspace.workspace import Workspace

_CREDITS = "pictures.credits"
_MOST_CREDITS = 30
_LONGEST = 1000  # characters of a line
_WIDTH = 460
_THUMBNAIL = QSize(_WIDTH - 48, 190)  # device-independent pixels


class PictureWords(QObject):
    """Of one window. `missed`: the author asked for a picture's words where none is.
    `replacement_wanted`: another shall take a picture's place."""

    missed = Signal()
    replacement_wanted = Signal(str)  # what the body calls the picture

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = window.bridge
        self._credits = _known_credits(self._bridge.workspace)
        self._waiting: deque[PictureMark] = deque()
        self.dialog: PictureDialog | None = None

    @property
    def _editor(self) -> WritingEditor:
        return self._window.frame.writing.editor

    def put_in(self, item: MediaItem) -> None:
        """Put a picture that came in below the caret's paragraph, then ask about it."""
        editor = self._editor
        editor.apply(picturing.insert(item.name))
        mark = picturing.newest(editor.text(), item.name, editor.caret())
        if mark is not None:
            self._waiting.append(mark)
            self._ask()

    def ask_here(self) -> None:
        """Ask about the picture at the caret."""
        editor = self._editor
        mark = picturing.picture_at(editor.text(), editor.caret())
        if mark is None:
            self.missed.emit()
            return
        self.ask(mark)

    def ask(self, mark: PictureMark) -> None:
        """Ask about one picture of the text, before all that wait."""
        self._waiting.appendleft(mark)
        self._ask()

    def _ask(self) -> None:
        if self.dialog is not None:
            self.dialog.say_waiting(len(self._waiting))
            return
        post = self._window.desk.post
        if post is None or not self._waiting:
            self._waiting.clear()
            return
        mark = self._waiting.popleft()
        workspace = self._bridge.workspace
        self.dialog = dialog = PictureDialog(mark, self._credits, self._window)
        dialog.say_waiting(len(self._waiting))
        dialog.finished.connect(self._on_dialog_finished)
        dialog.replaced.connect(self.replacement_wanted)
        dialog.open()
        self._bridge.run(STORE, lambda: _seen(workspace, post.id, mark.target), self._on_seen)

    def _on_seen(self, seen: tuple[MediaItem, QImage] | None) -> None:
        if self.dialog is not None and seen is not None and self.dialog.mark.target == seen[0].name:
            self.dialog.show_picture(*seen)

    def _on_dialog_finished(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        # What was written stays, whichever way the dialog was left: it is one step to undo.
        alt, caption, credit = (field.text() for field in dialog.fields)
        self._editor.apply(picturing.describe(dialog.mark, alt, caption, credit))
        self._keep_credit(credit)
        if result != QDialog.DialogCode.Accepted:
            self._waiting.clear()
        self._ask()

    def leave(self) -> None:
        """Ask nothing more, and keep what was written."""
        if self.dialog is not None:
            self.dialog.reject()

    def _keep_credit(self, credit: str) -> None:
        """Credits are offered again, the last one first."""
        said = " ".join(credit.split())
        if said and self._credits[:1] != [said]:
            others = [each for each in self._credits if each != said]
            self._credits = [said, *others][:_MOST_CREDITS]
            workspace, kept = self._bridge.workspace, json.dumps(self._credits)
            self._bridge.run(STORE, lambda: workspace.put_setting(_CREDITS, kept))


class PictureDialog(QDialog):
    """One picture and three lines for words. Nothing has to be filled in. `replaced`: the words
    are done, and another picture is wanted in the place of this one."""

    replaced = Signal(str)

    def __init__(
        self, mark: PictureMark, credits: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.mark = mark
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About this picture"))
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(_("About this picture"), "heading"))
        column.addSpacing(6)
        self._picture = QLabel()
        self._picture.setFixedHeight(_THUMBNAIL.height())
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(mark.target)
        column.addWidget(self._picture)
        self._facts = label(" ", "small")
        column.addWidget(self._facts)
        column.addWidget(label(_("Where, when and with what it was taken is not in it."), "small"))
        column.addSpacing(8)
        self.alt = self._line(
            column, _("What can be seen"), _("Read aloud to readers who cannot see it"), mark.alt
        )
        self.caption = self._line(column, _("Caption"), _("Stands below the picture"), mark.caption)
        self.credit = self._line(
            column, _("Credit"), _("Who took it, or where it comes from"), mark.credit
        )
        completer = QCompleter(self)
        completer.setModel(QStringListModel(credits, completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.credit.setCompleter(completer)
        self.fields: tuple[QLineEdit, ...] = (self.alt, self.caption, self.credit)
        self._more = label("", "small")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._other = button(_("Replace …"), self._on_other_clicked)
        self._other.setAutoDefault(False)
        self._other.setToolTip(_("Choose another picture; what is said of this one stays"))
        self._other.setVisible(not is_of_the_web(mark.target))
        foot.addWidget(self._other)
        foot.addWidget(self._more, 1)
        later = button(_("Later"), self.reject)
        later.setAutoDefault(False)
        later.setToolTip(_("The picture stays; its words can be added at any time"))
        foot.addWidget(later)
        self.done_button = button(_("Done"), self.accept, "strong")
        self.done_button.setDefault(True)
        foot.addWidget(self.done_button)
        column.addSpacing(8)
        column.addStretch(1)
        column.addLayout(foot)
        self.alt.setFocus()

    def show_picture(self, item: MediaItem, image: QImage) -> None:
        """Show its look and say what it is."""
        self._picture.setPixmap(QPixmap.fromImage(_fitted(image, self.devicePixelRatioF())))
        self._facts.setText(
            _("{width} × {height} pixels, {size}").format(
                width=phrases.number(item.width),
                height=phrases.number(item.height),
                size=phrases.data_size(item.size),
            )
        )

    def _on_other_clicked(self) -> None:
        self.accept()
        self.replaced.emit(self.mark.target)

    def say_waiting(self, count: int) -> None:
        """Say that others wait for their words."""
        words = ngettext("{n} more after this one", "{n} more after this one", count)
        self._more.setText(words.format(n=count) if count else "")
        self._other.setVisible(not count and not is_of_the_web(self.mark.target))

    def _line(self, column: QVBoxLayout, words: str, hint: str, said: str) -> QLineEdit:
        name, field = label(words, "name"), Field(self)
        field.setMaxLength(_LONGEST)
        field.entered.connect(self.accept)
        name.setBuddy(field)
        field.setAccessibleName(words)
        field.setAccessibleDescription(hint)
        field.setPlaceholderText(hint)
        field.setText(said)
        field.follow_words()
        column.addWidget(name)
        column.addWidget(field)
        column.addSpacing(6)
        return field


def _known_credits(workspace: Workspace) -> list[str]:
    try:
        kept = json.loads(workspace.setting(_CREDITS) or "[]")
    except ValueError:
        return []
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []


def _seen(workspace: Workspace, post: PostId, name: str) -> tuple[MediaItem, QImage] | None:
    """The picture as it can be shown; slow. QImage may be made on any thread."""
    picture = workspace.picture(post, name)
    if picture is None:
        return None
    data = QByteArray(picture.data)
    buffer = QBuffer(data)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() > 4 * _THUMBNAIL.width():
        reader.setScaledSize(size.scaled(_THUMBNAIL * 4, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else (picture.item, image)


def _fitted(image: QImage, ratio: float) -> QImage:
    """At most as large as the dialog has room for; never enlarged."""
    room = QSize(round(_THUMBNAIL.width() * ratio), round(_THUMBNAIL.height() * ratio))
    if image.width() > room.width() or image.height() > room.height():
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(room, keep, smooth)
    image.setDevicePixelRatio(ratio)
    return image
