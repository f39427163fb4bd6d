"""A sheet that knows what each of its lines is, and which way the post and its lines run: of what
is typed at once, of the whole text when the author pauses.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction, Format
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.sheet import Sheet

_PAUSE = 350  # milliseconds without a key, then the whole document is looked at
_AT_ONCE = 2  # pieces of the text, before anything of it is painted


class DirectedSheet(Sheet):
    """caret_moved: the caret, the selection, or what the caret stands in changed."""

    caret_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._format = Format.MARKDOWN
        self._override: Direction | None = None
        self._language = ""
        self._default = Direction.LTR
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._recut)
        self._sweep: Iterator[list[QTextBlock]] = iter(())
        self._sweeping = QTimer(self)
        self._sweeping.timeout.connect(self._on_sweeping_timeout)

    # --- which way it runs --------------------------------------------------------------------

    def set_post_direction(self, direction: Direction | None) -> None:
        """The author's word on the whole post; None: its language and words decide."""
        self.settle(self._language, direction, self._default)
        self._recut()

    def set_language(self, language: str) -> None:
        """The post's language (BCP 47), or nothing."""
        self.settle(language, self._override, self._default)
        self._recut()

    def set_default_direction(self, direction: Direction) -> None:
        """The direction where neither the author, the language nor the words say one."""
        if direction is not self._default:
            self._default = direction
            self._settle()
            self._recut()

    def settle(
        self, language: str, direction: Direction | None, default: Direction = Direction.LTR
    ) -> None:
        """All at once, for the text that is loaded next."""
        self._language, self._override, self._default = language, direction, default
        self._settle()

    @property
    def post_direction(self) -> Direction:
        """The post's direction, as it is in force."""
        return self._directions.post

    @property
    def block_direction(self) -> Direction:
        """The direction of the block the caret is in; of a card, the post's."""
        facts = self._facts()
        return self._directions.post if self._folds.chosen() else facts.direction

    @property
    def override(self) -> Direction | None:
        """The author's word on the whole post."""
        return self._override

    @property
    def language(self) -> str:
        """The post's language (BCP 47), or nothing."""
        return self._language

    @property
    def is_source(self) -> bool:
        """True where the text is HTML."""
        return self._format is Format.HTML

    def facts(self, block: QTextBlock) -> LineFacts:
        """What a line was when it was looked at last."""
        return self._directions.facts(block)

    @property
    def facts_here(self) -> LineFacts:
        """What the line of the caret was when it was looked at last."""
        return self._directions.facts(self.textCursor().block())

    def _facts(self) -> LineFacts:
        self.look()
        return self.facts_here

    def _settle(self) -> None:
        plain = self._format is Format.HTML
        self._directions.settle(self._override, self._language, plain=plain, default=self._default)

    def _recut(self) -> None:
        """Look at the whole text again: at its head at once, at the rest piece by piece."""
        self._sweep = self._directions.sweep()
        for _ in range(_AT_ONCE):
            if not self._swept():
                return
        self._sweeping.start(0)

    def _swept(self) -> bool:
        """Look at the next piece; False at the end of the text."""
        post = self._directions.post
        changed = next(self._sweep, None)
        self._layout.forget(changed or ())
        if changed:
            self._folds.look(changed)
        if self._directions.post is not post:
            self._turn()
        if changed or self._directions.post is not post:
            self.caret_moved.emit()
        return changed is not None

    def _turn(self) -> None:
        """The scroll bar stands where the lines end."""
        rtl = self._directions.post is Direction.RTL
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )

    def _on_sweeping_timeout(self) -> None:
        if not self._swept():
            self._sweeping.stop()
