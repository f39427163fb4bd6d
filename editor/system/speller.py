"""Asks Hunspell, which runs in a process of its own (`spelling_process`).

The process starts with the first question. Questions may block for as long as a dictionary takes
to load: ask on a lane. `close` may be called on any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from editor.system.aside import Aside, AsideFailed, AsideSilent
from editor.system.spelling_process import CHECK, SUGGEST

_WORK = "editor.system.spelling_process"
_PATIENCE = 10.0  # seconds; the largest dictionaries load in half a second
_BATCH = 500


class SpellerSilent(Exception):
    """No answer: Hunspell is not installed, fell, was closed, or thought for too long."""


class Speller:
    """One at a time may ask."""

    def __init__(self, program: Sequence[str] = ()) -> None:
        """`program` stands in the place of our own process."""
        self._aside = Aside(_WORK, patience=_PATIENCE, program=program)

    def check(self, dictionary: Path, words: Sequence[str]) -> list[bool]:
        """Which words are right. All are where the dictionary cannot be read."""
        right: list[bool] = []
        for at in range(0, len(words), _BATCH):
            batch = words[at : at + _BATCH]
            said = self._ask(CHECK, dictionary, batch)
            right += [bool(each) for each in said] if said else [True] * len(batch)
        return right

    def suggest(self, dictionary: Path, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        said = self._ask(SUGGEST, dictionary, [word])
        return [str(each) for each in said[0]] if said else []

    def close(self) -> None:
        """End the process, and with it all it knew. The next question starts another."""
        self._aside.end()

    def _ask(self, deed: str, dictionary: Path, words: Sequence[str]) -> list[Any] | None:
        try:
            said = self._aside.ask([deed, str(dictionary), list(words)])
        except (AsideSilent, AsideFailed) as error:
            raise SpellerSilent from error
        return said if isinstance(said, list) else None
