"""What the process that knows Hunspell does (`aside`).

It is apart from the editor because Hunspell keeps Python's lock while it loads a dictionary (a
third of a second) and looks for suggestions, and because a dictionary that brings it down must
not bring down what somebody is writing. It remembers dictionaries and no word, and writes nothing
anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

CHECK, SUGGEST = "check", "suggest"

Question = tuple[str, str, Sequence[str]]


class _Dictionaries(dict[str, Any]):
    def __missing__(self, path: str) -> Any:
        from hunspell import Hunspell

        place = Path(path)
        self[path] = Hunspell(place.name, str(place.parent), "utf-8")
        return self[path]


def answerer() -> Callable[[Question], list[Any] | None]:
    """`[deed, dictionary, words]` is a question; the answer is a list, with a true or false or a
    list of words for each word, or None."""
    dictionaries = _Dictionaries()

    def answer(question: Question) -> list[Any] | None:
        deed, path, words = question
        try:
            known = dictionaries[path]
            return [
                _spelt(known, word) if deed == CHECK else list(known.suggest(word))
                for word in words
            ]
        except (OSError, UnicodeError):  # no such dictionary, or not written in its letters
            return None

    return answer


def _spelt(known: Any, word: str) -> bool:
    """What a dictionary has no letters for, it has no opinion of."""
    try:
        return bool(known.spell(word))
    except UnicodeError:
        return True
