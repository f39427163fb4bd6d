"""Marks hidden characters that make a text look other than it is, says why, and takes them out.

What they are is for `text.controls` to say; here a line of the editor is asked about as it is
painted, and remembered. Code is what the editor takes for code, so what is marked is what is taken
out. Thread: GUI. Positions are the document's, spans UTF-16 units of a block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QToolTip

from editor.gui.writing import codec
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.marks import Mark, MarkSpan
from editor.system.translation import gettext as _
from editor.text.blocks import Kind, cut_file
from editor.text.controls import Reason, cleaned, has_shapeless, warnings

if TYPE_CHECKING:
    from editor.gui.writing.editor import WritingEditor

_MOST = 20  # of each of two sorts in a line; more are noise, and each costs as much to paint
_LONGEST = 100_000  # characters of a line; a longer one is no prose
_REMEMBERED = 500  # lines
_CODE = frozenset({Kind.FENCE, Kind.CODE})
_KEEP = QTextCursor.MoveMode.KeepAnchor


def surprises_in(text: str) -> list[Reason]:
    """Why Markdown that is about to come in is worth a look: each reason once, in the order of
    the text; empty for nearly every text. Pure, any thread, linear; lines end in LF."""
    if not has_shapeless(text):
        return []
    found: dict[Reason, None] = {}
    for block in cut_file(text):
        for line in block.text.split("\n"):
            for surprise in warnings(line, code=block.kind in _CODE, most=_MOST):
                found[surprise.reason] = None
    return list(found)


def explained(reason: Reason) -> str:
    """A sentence about a character that is marked."""
    match reason:
        case Reason.UNCLOSED:
            return _(
                "A hidden sign here changes the direction of the writing, and nothing ends it "
                "before the end of the line."
            )
        case Reason.STRAY_END:
            return _("A hidden sign here ends a change of direction that was never begun.")
        case Reason.OVERRIDE:
            return _(
                "A hidden sign here shows letters in another order than the one they are written "
                "in."
            )
        case Reason.IN_CODE:
            return _(
                "There is a hidden character in this code or address: it may not work, or lead "
                "elsewhere."
            )
        case Reason.HIDDEN:
            return _("There is a hidden character in this word: a search will not find the word.")
        case Reason.SMUGGLED:
            return _("There are hidden characters here that can carry a secret text.")
        case Reason.CONTROL:
            return _("There is a control character here, which no text needs.")


def news_of_paste() -> str:
    """What a banner says after a paste that brought surprises."""
    return _(
        "What you pasted contains hidden characters that can make a text look other than it is."
    )


class _Found(NamedTuple):
    span: MarkSpan
    reason: Reason


class Deceptive(QObject):
    """Belongs to `editor`; tells in a tooltip why something is marked."""

    def __init__(self, editor: WritingEditor, facts: Callable[[QTextBlock], LineFacts]) -> None:
        """`facts` says what a line is."""
        super().__init__(editor)
        self._editor, self._facts = editor, facts
        self._read: dict[tuple[str, bool], Sequence[_Found]] = {}
        self._listens = False  # every event would wait for it: not before something is marked

    def marks(self, block: QTextBlock) -> Sequence[MarkSpan]:
        """What of a line is to be marked."""
        return [found.span for found in self._found(block)]

    def words_at(self, position: int) -> str:
        """Why something is marked at a position, a sentence in each line; else empty."""
        block = self._editor.document().findBlock(position)
        at = position - block.position()
        reasons = (f.reason for f in self._found(block) if f.span.start <= at <= f.span.end)
        return "\n".join(dict.fromkeys(explained(reason) for reason in reasons))

    def clean(self, start: int, end: int) -> bool:
        """Take what is marked, and what closed it, out of the lines from `start` to `end`, as one
        step to undo; False where there is nothing."""
        QGuiApplication.inputMethod().commit()
        changed = [block for block in self._blocks(start, end) if self._found(block)]
        if not changed:
            return False
        cursor = QTextCursor(self._editor.document())
        cursor.beginEditBlock()
        for block in changed:
            text = block.text()
            _put(cursor, block.position(), text, cleaned(text, code=self._is_code(block)))
        cursor.endEditBlock()
        return True

    def clean_line(self, position: int) -> bool:
        """The same in one line."""
        return self.clean(position, position)

    def clean_all(self) -> bool:
        """The same in the whole post."""
        return self.clean(0, self._editor.document().characterCount() - 1)

    def _blocks(self, start: int, end: int) -> list[QTextBlock]:
        document = self._editor.document()
        block, last = document.findBlock(start), document.findBlock(end)
        found = []
        while block.isValid():
            found.append(block)
            if block == last:
                break
            block = block.next()
        return found

    def _is_code(self, block: QTextBlock) -> bool:
        return self._facts(block).kind in _CODE

    def _found(self, block: QTextBlock) -> Sequence[_Found]:
        text = block.text()
        if text.isascii() and text.isprintable():
            return ()
        key = text, self._is_code(block)
        known = self._read.get(key)
        if known is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            known = self._read[key] = _look(*key)
            if known and not self._listens:
                self._listens = True
                self._editor.viewport().installEventFilter(self)
        return known

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        editor, point = self._editor, event.pos()
        on_words = editor.is_on_words(point.toPointF())
        words = self.words_at(editor.cursorForPosition(point).position()) if on_words else ""
        if words:
            QToolTip.showText(event.globalPos(), words, editor.viewport())
        else:
            QToolTip.hideText()
        return bool(words)


def add_row(menu: QMenu, deceptive: Deceptive, position: int) -> None:
    """A row that takes out what is marked at a position, where something is."""
    why = deceptive.words_at(position)
    if why:
        menu.setToolTipsVisible(True)
        row = menu.addAction(_("Remove the hidden characters of this line"))
        row.setToolTip(why)
        row.triggered.connect(lambda: deceptive.clean_line(position))
        menu.addSeparator()


def _look(text: str, code: bool) -> Sequence[_Found]:
    if len(text) > _LONGEST:
        return ()
    surprises = warnings(text, code=code, most=_MOST)
    if not surprises:
        return ()
    units = range(len(text) + 1) if codec.units(text) == len(text) else codec.unit_offsets(text)
    return [
        _Found(MarkSpan(units[each.start], units[each.end], Mark.DECEPTIVE), each.reason)
        for each in surprises
    ]


def _put(cursor: QTextCursor, position: int, old: str, new: str) -> None:
    """`new` in the place of `old`, touching no more than what lies between their differences."""
    if old == new:
        return
    length = min(len(old), len(new))
    first = next((n for n in range(length) if old[n] != new[n]), length)
    alike = 0
    while alike < length - first and old[-1 - alike] == new[-1 - alike]:
        alike += 1
    cursor.setPosition(position + codec.units(old[:first]))
    cursor.setPosition(position + codec.units(old[: len(old) - alike]), _KEEP)
    # The block's own text already has what a document cannot hold by its stand-ins.
    cursor.insertText(codec.whole(new[first : len(new) - alike]))
