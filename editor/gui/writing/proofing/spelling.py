"""Marks misspelt words in an editor, and knows what to do about them.

A source of marks (`marks`) is asked for every line that is painted, so it answers from memory.
A line it has not read yet is read when the author pauses; until then the marks of the line as it
was stay on the letters that are still there. Only lines that were painted are ever looked at.
The author's own words come from the notebook and go back there (`own_words`).
Thread: GUI. Positions are the document's, spans UTF-16 units of a block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from editor.gui.writing import codec
from editor.gui.writing.proofing.line_words import moved, read, strangers
from editor.gui.writing.proofing.verdicts import Run, Verdicts
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.marks import Mark, MarkSpan
from editor.system.translation import current
from editor.text.blocks import Kind
from editor.text.lines import fenced
from editor.text.words import Word, is_own

LANE = "spelling"

_PAUSE = 300  # milliseconds without a key
_SOON = 20  # for a line that nobody types in
_AT_ONCE = 4_000  # characters read in one turn of the event loop: one or two milliseconds
_LONGEST = 150_000  # characters of a line; a longer one is no prose
_REMEMBERED = 400_000  # characters
_FAR = 300  # lines around one that stands in a list
# Words of this trade that dictionaries lack.
_OURS = frozenset({"Midad", "Markdown", "WordPress", "تدوينة", "ووردبريس", "ماركداون", "هاشتاغ"})
_NESTING = frozenset({Kind.LIST, Kind.QUOTE, Kind.TERMS, Kind.FOOTNOTE})


class Standing(Enum):
    """Why a word that no dictionary knows is marked, or not."""

    MISSPELT = auto()
    OWN = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Met:
    """A word no dictionary knows. `cursor` has it selected, and moves with it."""

    cursor: QTextCursor
    source: str
    word: Word
    standing: Standing


@dataclass(slots=True)
class _Line:
    """A line that was read; `spans` are of `age`."""

    words: Sequence[Word]
    strangers: frozenset[Word]  # to Arabic's dictionary
    spans: Sequence[MarkSpan] = ()
    age: int = -1


class _Reading(NamedTuple):
    """A long line, read on the lane."""

    epoch: int
    key: tuple[str, Kind]
    words: list[Word]


class Spelling(QObject):
    """Belongs to `editor`. changed: other words are marked, paint again. learnt: the author's own
    words are others now; a frozenset, to be kept."""

    changed = Signal()
    learnt = Signal(object)

    def __init__(
        self,
        editor: QPlainTextEdit,
        facts: Callable[[QTextBlock], LineFacts],
        run: Run,
        places: Sequence[Path] | None = None,
        locale: str = "",
    ) -> None:
        """`facts` says what a line is. `places` and `locale` ("en_GB"): where dictionaries lie and
        what the author reads, if not as the system says."""
        super().__init__(editor)
        self._editor, self._facts, self._run = editor, facts, run
        self._document = editor.document()
        self._locale = locale or QLocale.system().name()
        self._verdicts = Verdicts(run, self, places)
        self._on = True
        self._post = ""
        self._own: frozenset[str] = frozenset()
        self._ignored: dict[str, set[str]] = {}
        self._lines: dict[tuple[str, Kind], _Line] = {}
        self._held = 0  # characters in _lines
        self._shown: dict[int, tuple[str, Sequence[MarkSpan]]] = {}
        self._unread: dict[int, tuple[str, Kind]] = {}
        self._age = 0
        self._epoch = 0
        self._kept_back = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._read)
        self._verdicts.settled.connect(self._on_verdicts_settled)
        self._document.contentsChange.connect(self._on_contents_change)
        editor.cursorPositionChanged.connect(self._on_cursor_position_changed)

    # --- what is checked ----------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """Are words checked?"""
        return self._on

    def set_on(self, on: bool) -> None:
        """Check words, or leave them alone."""
        self._on = on
        self._change()

    def open_post(self, post: str, language: str) -> None:
        """Another post, by its name in the notebook, in a language (BCP 47, or nothing)."""
        self._post = post
        self._forget_lines()
        self._verdicts.look_again()
        self.set_language(language)

    def set_language(self, language: str) -> None:
        """The post's language, or nothing."""
        region = self._locale.partition("_")[2]
        self._verdicts.speak(language, (self._locale, current()), region)
        self._change()

    def set_own_words(self, own: Iterable[str]) -> None:
        """The author's own words."""
        self._own = frozenset(own)
        self._change()

    def missing(self) -> list[str]:
        """The languages of words met in this post for which no dictionary is installed."""
        return self._verdicts.missing() if self._on else []

    def forget(self) -> None:
        """The notebook is locked: know none of the author's words any more, here or in Hunspell's
        process."""
        self._verdicts.forget()
        self._own = frozenset()
        self._ignored.clear()
        self._forget_lines()

    def _forget_lines(self) -> None:
        self._epoch += 1
        self._pause.stop()
        self._lines.clear()
        self._shown.clear()
        self._unread.clear()
        self._held = 0

    def _change(self) -> None:
        self._age += 1
        self.changed.emit()

    def _on_verdicts_settled(self, wrong: bool) -> None:
        self._age += 1
        if wrong:
            self.changed.emit()

    # --- marks --------------------------------------------------------------------------------

    def marks(self, block: QTextBlock) -> Sequence[MarkSpan]:
        """The misspelt words of a line, but for the one that is being typed."""
        text = block.text() if self._on else ""
        if not text:
            return ()
        number = block.blockNumber()
        spans = self._spans(number, (text, self._facts(block).kind))
        self._shown[number] = (text, spans)
        if not spans:
            return ()
        cursor = self._editor.textCursor()
        caret = cursor.position() - block.position()
        if any(span.end == caret for span in spans) and not cursor.hasSelection():
            self._kept_back = True
            return [span for span in spans if span.end != caret]
        return spans

    def _spans(self, number: int, key: tuple[str, Kind]) -> Sequence[MarkSpan]:
        line = self._lines.get(key)
        if line is None:
            self._unread[number] = key
            if not self._pause.isActive():
                self._pause.start(_SOON)
            return moved(*self._shown[number], key[0]) if number in self._shown else ()
        if line.age != self._age:
            self._judge(line)
        return line.spans

    def _judge(self, line: _Line) -> None:
        left = line.strangers if self._verdicts.asks_arabic else frozenset[Word]()
        line.spans = [
            MarkSpan(word.start, word.end, Mark.MISSPELT)
            for word in line.words
            if word not in left
            and self._is_unknown(word)
            and self._standing(word) is Standing.MISSPELT
        ]
        line.age = self._age

    def _is_unknown(self, word: Word) -> bool:
        return self._verdicts.of(word) is False and not is_own(word.letters, _OURS)

    def _standing(self, word: Word) -> Standing:
        if is_own(word.letters, self._own):
            return Standing.OWN
        ignored = word.letters in self._ignored.get(self._post, ())
        return Standing.IGNORED if ignored else Standing.MISSPELT

    # --- reading ------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what was painted and is not known, some of it in each turn."""
        budget, changed = _AT_ONCE, False
        fences: dict[int, bool] = {}
        while self._unread and budget > 0:
            number, key = self._unread.popitem()
            block = self._document.findBlockByNumber(number)
            text, kind = key
            if key in self._lines or block.text() != text:
                continue
            if kind in _NESTING and self._is_fenced(block, fences):
                self._keep(key, [])
            elif len(text) <= _AT_ONCE:
                budget -= len(text)
                self._keep(key, read(text, kind))
            else:
                self._run(partial(_read_long, self._epoch, key), self._on_line_read)
                continue
            changed |= self._is_news(number, key)
        if self._unread:
            self._pause.start(0)
        if changed:
            self.changed.emit()

    def _is_news(self, number: int, key: tuple[str, Kind]) -> bool:
        """Is the line shown with other marks than it now has?"""
        line = self._lines[key]
        self._judge(line)
        shown = self._shown.get(number)
        return shown is not None and list(shown[1]) != list(line.spans)

    def _on_line_read(self, reading: _Reading) -> None:
        if reading.epoch == self._epoch:
            self._keep(reading.key, reading.words)
            self.changed.emit()

    def _keep(self, key: tuple[str, Kind], found: list[Word]) -> None:
        text, kind = key
        if kind in _NESTING and ("```" in text or "~~~" in text):
            # A fence more or less: what other lines are may have changed.
            for other in [other for other in self._lines if other[1] in _NESTING]:
                self._held -= len(other[0])
                del self._lines[other]
        self._lines[key] = _Line(found, strangers(found))
        self._held += len(text)
        while self._held > _REMEMBERED and len(self._lines) > 1:
            oldest = next(iter(self._lines))
            self._held -= len(oldest[0])
            del self._lines[oldest]

    def _is_fenced(self, block: QTextBlock, known: dict[int, bool]) -> bool:
        """Is a line of a list or a quotation code? `known` are the answers of this turn."""
        number = block.blockNumber()
        if number not in known:
            first, texts = block, list[str]()
            for _ in range(_FAR):
                if self._facts(first).opens or not first.previous().isValid():
                    break
                first = first.previous()
            line = first
            while line.isValid() and line.blockNumber() < number + _FAR:
                if texts and self._facts(line).opens:
                    break
                texts.append(line.text())
                line = line.next()
            known.update(enumerate(fenced(texts), first.blockNumber()))
        return known[number]

    def _on_contents_change(self, _position: int, _removed: int, _added: int) -> None:
        if self._on:
            self._pause.start(_PAUSE)

    def _on_cursor_position_changed(self) -> None:
        if self._kept_back:
            self._kept_back = False
            self.changed.emit()

    # --- one word -----------------------------------------------------------------------------

    def met_at(self, position: int) -> Met | None:
        """The word at a position of the document, where no dictionary knows it."""
        block = self._document.findBlock(position)
        line = self._lines.get((block.text(), self._facts(block).kind)) if self._on else None
        at = position - block.position()
        for word in line.words if line else ():
            if word.start <= at <= word.end and self._is_unknown(word):
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + word.start)
                cursor.setPosition(block.position() + word.end, QTextCursor.MoveMode.KeepAnchor)
                return Met(cursor, codec.selected(cursor), word, self._standing(word))
        return None

    def suggest(self, met: Met, done: Callable[[list[str]], None]) -> None:
        """Give `done` some words that may have been meant, in a moment."""
        self._verdicts.suggest(met.word, met.source, done)

    def replace(self, met: Met, meant: str) -> None:
        """Put another word in its place, as one step to undo."""
        if codec.selected(met.cursor) == met.source and not self._editor.isReadOnly():
            codec.insert(QTextCursor(met.cursor), meant)

    def learn(self, met: Met) -> None:
        """It is one of the author's own words."""
        self._set_own(self._own | {met.word.letters})

    def unlearn(self, met: Met) -> None:
        """It is none after all."""
        self._set_own(frozenset(own for own in self._own if not is_own(met.word.letters, {own})))

    def _set_own(self, own: frozenset[str]) -> None:
        self._own = own
        self._change()
        self.learnt.emit(own)

    def ignore(self, met: Met) -> None:
        """Leave it alone in this post, until Midad is closed or locked."""
        self._ignored.setdefault(self._post, set()).add(met.word.letters)
        self._change()

    def notice(self, met: Met) -> None:
        """Mark it again."""
        self._ignored.get(self._post, set()).discard(met.word.letters)
        self._change()


def _read_long(epoch: int, key: tuple[str, Kind]) -> _Reading:
    """Runs on the lane."""
    text, kind = key
    return _Reading(epoch, key, read(text, kind) if len(text) <= _LONGEST else [])
