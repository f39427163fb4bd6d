"""Pictures on their way into a post: chosen, dropped or pasted; cleaned and kept on a lane, put
into the text, and asked about. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal

from editor.domain.media import MediaItem
from editor.domain.post import PostId
from editor.gui import phrases
from editor.gui.bridge import STORE
from editor.system.translation import gettext as _
from editor.system.translation import ngettext

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QFileDialog, QWidget

    from editor.gui.main_window import MainWindow
    from editor.gui.picture_words import PictureWords
    from editor.gui.writing.editor import WritingEditor

LIMIT = 64 * 1024 * 1024  # bytes of a picture's file


class Pictures(QObject):
    """Adds pictures to the post on the desk. `missed`: the author wanted to describe a picture
    where none is."""

    failed = Signal(object)  # BaseException
    missed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = window.bridge
        self._desk = window.desk

    @cached_property
    def words(self) -> PictureWords:
        """Who asks about them; not made before the first picture."""
        from editor.gui.picture_words import PictureWords

        made = PictureWords(self._window)
        made.missed.connect(self.missed)
        made.replacement_wanted.connect(self.replace)
        return made

    def take(self, editor: WritingEditor) -> None:
        """Serve what is asked for in this text from now on."""
        editor.picture_to_describe.connect(lambda mark: self.words.ask(mark))
        editor.picture_to_replace.connect(lambda mark: self.replace(mark.target))
        editor.web_pictures_pasted.connect(self._on_web_pictures_pasted)

    def describe(self) -> None:
        """Ask about the picture at the caret."""
        self.words.ask_here()

    def leave(self) -> None:
        """The window is about to be put away: what was written about a picture stays."""
        if "words" in self.__dict__:
            self.words.leave()

    def choose(self, parent: QWidget) -> None:
        """Let the author choose files."""
        chooser = _chooser(_("Insert a picture"), parent)
        chooser.setFileMode(chooser.FileMode.ExistingFiles)
        chooser.filesSelected.connect(self.add_files)
        chooser.open()

    def replace(self, name: str) -> None:
        """Let the author choose the file that takes the place of the picture `name`."""
        chooser = _chooser(_("Replace the picture"), self._window)
        chooser.setFileMode(chooser.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda file: self.replace_by(name, file))
        chooser.open()

    def replace_by(self, name: str, file: str) -> None:
        """Show the picture in `file` wherever the text shows the picture `name`."""
        self._add_file(file, lambda item: self._on_replacement_taken(name, item))

    def add_files(self, files: list[str]) -> None:
        """Add files by their paths."""
        for file in files:
            self._add_file(file, self._on_taken)

    def add_image(self, image: QImage) -> None:
        """Add a picture that is no file yet (pasted)."""
        self._add(lambda: _png(image), "picture.png", self._on_taken)

    def _add_file(self, file: str, taken: Callable[[MediaItem], None]) -> None:
        from editor.system.files import read_bytes

        path = Path(file)
        self._add(lambda: read_bytes(path, LIMIT), path.name, taken)

    def _add(
        self, read: Callable[[], bytes], name: str, taken: Callable[[MediaItem], None]
    ) -> None:
        post = self._desk.post
        if post is None:
            return
        workspace = self._bridge.workspace
        long_side = self._window.habits.choices.long_side

        def take_in() -> MediaItem:
            return workspace.add_picture(post.id, read(), name, long_side=long_side)

        # The picture belongs to a post that is in the notebook.
        self._desk.keep(lambda: self._bridge.run(STORE, take_in, taken, self.failed.emit))

    def _on_taken(self, item: MediaItem) -> None:
        self.words.put_in(item)

    def _on_replacement_taken(self, name: str, item: MediaItem) -> None:
        from editor.gui.writing.markdown import picturing

        if item.name == name:
            self._window.news.say(_("It is the same picture, so nothing changed."))
        elif self._window.frame.writing.editor.apply(picturing.replace(name, item.name)):
            self._window.news.say(_replaced(), icon="image")
            self._ask_for_others(name, item.name)

    def _ask_for_others(self, old: str, new: str) -> None:
        post, workspace = self._desk.post, self._bridge.workspace
        if post is None:
            return
        id = post.id
        self._bridge.run(
            STORE,
            lambda: len(workspace.replacing.others(id, old)),
            lambda count: self._tell_of_others(id, old, new, count),
            self.failed.emit,
        )

    def _tell_of_others(self, post: PostId, old: str, new: str, count: int) -> None:
        if not count:
            return
        also = ngettext(
            "{n} other post shows the old picture, too.",
            "{n} other posts show the old picture, too.",
            count,
        ).format(n=phrases.number(count))
        go = (_("Replace it there as well"), lambda: self._replace_elsewhere(post, old, new))
        self._window.news.say(f"{_replaced()} {also}", go, icon="image", lasting=True)

    def _replace_elsewhere(self, post: PostId, old: str, new: str) -> None:
        workspace = self._bridge.workspace
        self._bridge.run(
            STORE,
            lambda: len(workspace.replacing.replace(post, old, new)),
            self._on_replaced_elsewhere,
            self.failed.emit,
        )

    def _on_replaced_elsewhere(self, count: int) -> None:
        words = ngettext(
            "Replaced in {n} other post. A draft goes out by itself; what readers see changes "
            "when you press Update there.",
            "Replaced in {n} other posts. Drafts go out by themselves; what readers see changes "
            "when you press Update there.",
            count,
        )
        self._window.news.say(words.format(n=phrases.number(count)), icon="image")

    def _on_web_pictures_pasted(self, count: int) -> None:
        if not count:
            return
        words = ngettext(
            "{n} picture stayed on the web: Midad fetched nothing. Readers' browsers will ask that "
            "site for it. To keep it in the post, save it as a file and insert that.",
            "{n} pictures stayed on the web: Midad fetched nothing. Readers' browsers will ask "
            "that site for them. To keep them in the post, save them as files and insert those.",
            count,
        )
        self._window.news.say(words.format(n=phrases.number(count)), icon="image", lasting=True)


def _replaced() -> str:
    return _(
        "The new picture stands in its place, with the same words. Readers see it once the post "
        "is sent again; the old one stays in the blog's library."
    )


def _chooser(title: str, parent: QWidget) -> QFileDialog:
    from PySide6.QtWidgets import QFileDialog

    chooser = QFileDialog(parent, title)
    kinds = "*.jpg *.jpeg *.png *.webp *.gif *.tif *.tiff *.bmp *.heic *.heif *.avif"
    chooser.setNameFilter(f"{_('Pictures')} ({kinds} {kinds.upper()})")
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return chooser


def _png(image: QImage) -> bytes:
    """The image as a PNG file. Slow; QImage may be read on any thread."""
    from PySide6.QtGui import QImageWriter

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
