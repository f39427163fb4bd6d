"""What the dictionaries say of words, remembered; what is not known yet is asked for.

`of` answers at once, from memory. Questions go to a lane, the newest words first, one batch at a
time. Memory is bounded, and can be made to forget. Thread: GUI, but for the jobs, which see only
words and paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from editor.system import dictionaries
from editor.system.speller import Speller, SpellerSilent
from editor.text.scripts import Script, languages
from editor.text.words import Word, fitted, spellings

SUGGESTIONS = 6
_REMEMBERED = 20_000  # words of a script
_BATCH = 2_000
_SOON = 10  # milliseconds
_FAILURES = 3


class Run(Protocol):
    """`Bridge.run` on a lane of spelling's own: `done` is called on the GUI thread."""

    def __call__(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None: ...


@dataclass(frozen=True, slots=True)
class _Question:
    age: int
    script: Script
    dictionary: Path
    words: list[str]


@dataclass(frozen=True, slots=True)
class _Answer:
    """`right` is None where Hunspell did not answer."""

    question: _Question
    right: dict[str, bool] | None


class Verdicts(QObject):
    """settled: something was learnt of words that were asked for; True where one is wrong, or
    where all is to be asked again."""

    settled = Signal(bool)

    def __init__(
        self, run: Run, parent: QObject | None = None, places: Sequence[Path] | None = None
    ) -> None:
        """`places`: where dictionaries lie, those of the system where None."""
        super().__init__(parent)
        self._run = run
        self._places = places
        self._speller = Speller()
        self._found: dict[str, Path] | None = None
        self._post, self._others, self._region = "", tuple[str, ...](), ""
        self._chosen: dict[Script, Path | None] = {}
        self._lacking: dict[str, None] = {}
        self._known: dict[Script, dict[str, bool]] = {script: {} for script in Script}
        self._wanted: dict[Script, dict[str, None]] = {script: {} for script in Script}
        self._busy = False
        self._failures = 0
        self._age = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._ask)

    def speak(self, post: str, others: Iterable[str] = (), region: str = "") -> None:
        """The post's language (BCP 47, or nothing), those the author reads, and the region."""
        said = (post, tuple(others), region)
        if said != (self._post, self._others, self._region):
            self._post, self._others, self._region = said
            self._choose()

    def look_again(self) -> None:
        """A dictionary may have come meanwhile."""
        if self._lacking:
            self._found = None

    def of(self, word: Word) -> bool | None:
        """Is it right? None: not known yet, `settled` will tell. True where nobody can say."""
        script = word.script
        known = self._known[script].get(word.letters)
        if known is not None:
            return known
        if self._found is not None and self._dictionary(script) is None:
            return True
        if self._failures >= _FAILURES:
            return True
        self._wanted[script][word.letters] = None
        if not self._busy and not self._soon.isActive():
            self._soon.start()
        return None

    @property
    def asks_arabic(self) -> bool:
        """True where words in Arabic's script are looked up as words of Arabic."""
        chosen = self._chosen.get(Script.ARABIC)
        return chosen is not None and chosen.stem.partition("_")[0] == "ar"

    def suggest(self, word: Word, source: str, done: Callable[[list[str]], None]) -> None:
        """Give `done` what the author may have meant by `source`, which is that word, the
        likeliest first; nothing where nobody says."""
        dictionary = self._chosen.get(word.script)
        if dictionary is None:
            done([])
        else:
            self._run(partial(_suggest, self._speller, dictionary, word.letters, source), done)

    def missing(self) -> list[str]:
        """The languages of words met so far for which no dictionary is installed."""
        return list(self._lacking)

    def forget(self) -> None:
        """Know no word any more, here and in Hunspell's process."""
        self._age += 1
        for script in Script:
            self._known[script].clear()
            self._wanted[script].clear()
        self._failures = 0
        self._speller.close()

    # --- which dictionary ---------------------------------------------------------------------

    def _dictionary(self, script: Script) -> Path | None:
        if script not in self._chosen:
            found = self._found or {}
            tags = languages(script, self._post, self._others)
            paths = (dictionaries.choose(tag, found, self._region) for tag in tags)
            self._chosen[script] = next((path for path in paths if path is not None), None)
            if self._chosen[script] is None and tags:
                # Of the system's "en_GB" only the language matters.
                tag = tags[0] if tags[0] == self._post else tags[0].partition("_")[0]
                self._lacking[tag] = None
        return self._chosen[script]

    def _choose(self) -> bool:
        """Choose again for every script met; True where a choice fell otherwise."""
        before, self._chosen = self._chosen, {}
        self._lacking.clear()
        others = [script for script, path in before.items() if self._dictionary(script) != path]
        for script in others:
            self._known[script].clear()
            self._wanted[script].clear()
        return bool(others)

    # --- questions and answers ----------------------------------------------------------------

    def _ask(self) -> None:
        if self._busy:
            return
        if self._found is None:
            self._busy = True
            self._run(partial(_look, self._places), self._on_dictionaries_found)
            return
        for script, wanted in self._wanted.items():
            dictionary = self._dictionary(script) if wanted else None
            if dictionary is None:
                wanted.clear()
            else:
                words = [wanted.popitem()[0] for _ in range(min(len(wanted), _BATCH))]
                question = _Question(self._age, script, dictionary, words)
                self._busy = True
                self._run(partial(_check, self._speller, question), self._on_checked)
                return

    def _on_dictionaries_found(self, found: dict[str, Path]) -> None:
        self._busy = False
        self._found = found
        others = self._choose()
        if any(self._wanted.values()):
            self._ask()
        self.settled.emit(others)

    def _on_checked(self, answer: _Answer) -> None:
        self._busy = False
        question, right = answer.question, answer.right
        if right is None:
            self._failures += question.age == self._age
            # What Hunspell fell over is not put before it again.
            right = dict.fromkeys(question.words, True)
        if question.age == self._age:
            is_current = question.dictionary == self._chosen.get(question.script)
            if is_current:
                self._remember(question.script, right)
            self.settled.emit(not (is_current and all(right.values())))
        if any(self._wanted.values()):
            self._soon.start()

    def _remember(self, script: Script, right: dict[str, bool]) -> None:
        known = self._known[script]
        if len(known) > _REMEMBERED:
            for letters in list(known)[: _REMEMBERED // 4]:
                del known[letters]
        known.update(right)


def _look(places: Sequence[Path] | None) -> dict[str, Path]:
    if not dictionaries.has_checker():
        return {}
    return dictionaries.find(dictionaries.folders() if places is None else places)


def _check(speller: Speller, question: _Question) -> _Answer:
    ways = {letters: spellings(letters) for letters in question.words}
    forms = list(dict.fromkeys(form for way in ways.values() for parts in way for form in parts))
    try:
        said = dict(zip(forms, speller.check(question.dictionary, forms), strict=True))
    except SpellerSilent:
        return _Answer(question, None)
    return _Answer(
        question,
        {
            letters: any(all(said[form] for form in parts) for parts in way)
            for letters, way in ways.items()
        },
    )


def _suggest(speller: Speller, dictionary: Path, letters: str, source: str) -> list[str]:
    try:
        said = speller.suggest(dictionary, letters)
    except SpellerSilent:
        return []
    meant = dict.fromkeys(fitted(source, each) for each in said)
    return [each for each in meant if each != source][:SUGGESTIONS]
