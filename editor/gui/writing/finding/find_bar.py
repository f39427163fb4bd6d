"""The slim bar below the text that finds and replaces words.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QIcon,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.gui.widgets import hairline, label, look
from editor.gui.writing import codec
from editor.gui.writing.finding.find_parts import (
    LONGEST,
    Field,
    Words,
    chip,
    count_said,
    name_button,
    push,
    replaced_said,
)
from editor.gui.writing.finding.finder import Finder, Wanted
from editor.system.translation import gettext as _
from editor.text.finding import find

_FIELD = 140  # pixels of a field below which the switches go to a row of their own
_SAID = 104  # pixels kept for the count, so that it never moves the field
_NOTICE = 2_500  # milliseconds
_LOOKED_AT, _TRIED = 100_000, 4  # characters and words: an answer within some milliseconds

_PREVIOUS, _NEXT, _REPLACE, _CLOSE = "chevron-up", "chevron-down", "replace", "x"


class FindBar(QWidget):
    """Hidden until `open`. Its `finder` tells where the words are; connect its marks to the
    editor's."""

    def __init__(
        self, editor: QPlainTextEdit, icon: Callable[[str], QIcon], parent: QWidget | None = None
    ) -> None:
        """`icon` gives the icon of a Lucide name, in the colours in force."""
        super().__init__(parent)
        self.hide()
        self._editor, self._icon = editor, icon
        self._notice = ""  # stands in the place of the count for a while
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._on_over_timeout)
        self.finder = Finder(editor, self)
        self.field, self.replacement = Field(self), Field(self)
        self.said = label("", "muted")
        self._tools: dict[str, QToolButton] = {}
        self.previous = self._tool(_PREVIOUS, lambda: self.step(forward=False))
        self.next = self._tool(_NEXT, self.step)
        self.replacing = self._tool(_REPLACE, self._on_replacing_clicked, keeps=True)
        self.close_button = self._tool(_CLOSE, self.dismiss)
        self.exact, self.whole_words = chip(self._look), chip(self._look)
        self.replace_one = push(self._on_replace_clicked)
        self.replace_all = push(self._on_replace_all_clicked)
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._look(follow=True))
        self.field.entered.connect(self.step)
        self.replacement.entered.connect(self._on_replacement_entered)
        self.finder.counted.connect(self._tell)
        self.finder.wrapped.connect(self._on_finder_wrapped)
        self.retranslate()
        self.refresh_icons()

    def _lay_out(self) -> None:
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # What does not fit is broken into rows, so the window need not stay wide for it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said.setMinimumWidth(_SAID)
        steps, deeds = QHBoxLayout(), QHBoxLayout()
        for widget in (self.previous, self.next, self.said):
            steps.addWidget(widget)
        for button in (self.replace_one, self.replace_all):
            deeds.addWidget(button)
        self._steps, self._switches, self._deeds = QWidget(self), QWidget(self), QWidget(self)
        self._steps.setLayout(steps)
        switches = QHBoxLayout(self._switches)
        for switch in (self.exact, self.whole_words, self.replacing):
            switches.addWidget(switch)
        self._deeds.setLayout(deeds)
        for row in (steps, deeds, switches):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 6, 12, 6)  # alike: margins are not mirrored
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.field, 0, 0)
        self._grid.addWidget(self._steps, 0, 1)
        self._grid.addWidget(self.close_button, 0, 3)
        self._grid.addWidget(self.replacement, 2, 0)
        self._grid.addWidget(self._deeds, 2, 1, 1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline(self))
        column.addLayout(self._grid)
        self._arrange()
        self._show_replacing(False)
        order = (self.field, self.replacement, self.previous, self.next, self.exact,
                 self.whole_words, self.replacing, self.replace_one, self.replace_all,
                 self.close_button)  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _tool(self, name: str, deed: Callable[[], object], *, keeps: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret in its field
        button.setCheckable(keeps)
        button.clicked.connect(lambda _on=False: deed())
        self._tools[name] = button
        return button

    # --- what the window asks -----------------------------------------------------------------

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar, ready for words; words that are selected in the text are the wanted
        ones. `replacing`: with the field for other words."""
        words = self._editor.textCursor().selectedText()
        seeded = bool(words) and len(words) <= LONGEST and "\u2029" not in words
        if seeded:
            self.field.setText(words)
        if replacing:
            self._show_replacing(True)
        self._begin()
        field = self.replacement if replacing and seeded else self.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def open_with(self, query: str) -> None:
        """Show what a search over all posts found here: the whole of `query` where it stands so
        in the text, else the first of its words that does; else stay as it is. The keyboard
        stays where it is."""
        text = codec.read_lines(self._editor.document())[:_LOOKED_AT]
        choices = (query[:LONGEST], *query.split()[:_TRIED])
        words = next((words for words in choices if find(text, words)), "")
        if words:
            self.field.setText(words)
            self._begin(follow=True)

    def step(self, forward: bool = True) -> None:
        """Go to the next or previous find; a closed bar opens with the words it had."""
        if not self.field.text():
            self.open()
            return
        self._begin()
        self._notice = ""
        self.finder.go(forward)
        self._tell()

    def dismiss(self) -> None:
        """Close; the author is back in the text, on what was found last."""
        self._notice = ""
        self.hide()
        self.finder.stop()
        self._editor.setFocus()

    def refresh_icons(self) -> None:
        """Take the icons again, in other colours or mirrored."""
        for name, button in self._tools.items():
            button.setIcon(self._icon(name))

    def retranslate(self) -> None:
        """Take the words of the language in force."""
        self.setAccessibleName(_("Find and replace"))
        for field, words in (
            (self.field, _("Find in this post")),
            (self.replacement, _("Replace with")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.follow_words()
        exact = _(
            "Only what is written exactly so, capitals and vowel marks too. Otherwise harakat, "
            "forms of alef and accents make no difference."
        )
        for button, said in (
            (self.previous, Words(_("Previous match"), keys="Shift+F3")),
            (self.next, Words(_("Next match"), keys="F3")),
            (self.replacing, Words(_("Replace"), keys="Ctrl+H")),
            (self.close_button, Words(_("Close"), keys="Escape")),
            (self.exact, Words(_("Exact letters"), exact)),
            (self.whole_words, Words(_("Whole words"), _("Not inside a longer word."))),
        ):
            name_button(button, said)
        self.exact.setText(_("Exact letters"))
        self.whole_words.setText(_("Whole words"))
        self.replace_one.setText(_("Replace"))
        self.replace_all.setText(_("Replace all"))
        self.replace_all.setToolTip(_("One undo takes all of it back."))
        self._tell()

    # --- looking ------------------------------------------------------------------------------

    def _begin(self, *, follow: bool = False) -> None:
        if self.isHidden():
            self.show()
            self._look(follow=follow)
            self._keep_in_view()

    def _look(self, follow: bool = False) -> None:
        if self.isHidden():
            return
        self._notice = ""
        wanted = Wanted(self.field.text(), self.exact.isChecked(), self.whole_words.isChecked())
        self.finder.look_for(wanted, follow=follow)

    def _tell(self) -> None:
        """Say how things stand. A search under way says nothing yet, lest the words flicker."""
        if not self.finder.is_through:
            return
        count, here = self.finder.count, self.finder.here
        missing = bool(self.field.text()) and not count and not self._notice
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)
        for deed in (self.replace_one, self.replace_all):
            deed.setEnabled(count > 0 and not self._editor.isReadOnly())
        if (self.field.property("mood") == "missing") is not missing:
            look(self.field, "", "missing" if missing else "")
        said = self._notice or count_said(count, here, bool(self.field.text()))
        if said != self.said.text():
            self.said.setText(said)
            self._announce(said)

    def _announce(self, said: str) -> None:
        if said and QAccessible.isActive() and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, said))

    def _show_replacing(self, on: bool) -> None:
        self.replacing.setChecked(on)
        self.replacement.setVisible(on)
        self._deeds.setVisible(on)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """As soon as the text knows how much room is left to it."""
        QTimer.singleShot(0, self, self.finder.keep_in_view)

    # --- what happened ------------------------------------------------------------------------

    def _on_finder_wrapped(self, forward: bool) -> None:
        self._notice = _("From the beginning") if forward else _("From the end")
        self._over.start(_NOTICE)
        self._tell()

    def _on_over_timeout(self) -> None:
        self._notice = ""
        self._tell()

    def _on_replacing_clicked(self) -> None:
        self._show_replacing(self.replacing.isChecked())
        (self.replacement if self.replacing.isChecked() else self.field).setFocus()

    def _on_replacement_entered(self, forward: bool) -> None:
        if forward:
            self._on_replace_clicked()
        else:
            self.step(forward=False)

    def _on_replace_clicked(self) -> None:
        if self.replace_one.isEnabled():
            self._notice = ""
            self.finder.replace(self.replacement.text())

    def _on_replace_all_clicked(self) -> None:
        replaced = self.finder.replace_all(self.replacement.text())
        self._over.stop()
        self._notice = replaced_said(*replaced)
        self._tell()

    # --- keys and room ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Escape means the bar before it means the window.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        parts = (self._steps, self._switches, self.close_button)
        margins = self._grid.contentsMargins()
        beside = sum(part.sizeHint().width() + self._grid.spacing() for part in parts)
        if self.width() >= _FIELD + beside + margins.left() + margins.right():
            self._grid.addWidget(self._switches, 0, 2)
        else:
            self._grid.addWidget(self._switches, 1, 0, 1, 4)
