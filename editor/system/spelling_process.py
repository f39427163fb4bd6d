"""The process that knows Hunspell: questions come in as lines, answers go out as lines.

It is apart from the editor because Hunspell keeps Python's lock while it loads a dictionary (a
third of a second) and looks for suggestions, and because a dictionary that brings it down must
not bring down what somebody is writing. It remembers dictionaries and no word, writes nothing
anywhere, and ends with the pipe it is asked through. `speller` starts it, by this file's path:
it imports nothing of Midad's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

CHECK, SUGGEST = "check", "suggest"


class _Dictionaries(dict[str, Any]):
    def __missing__(self, path: str) -> Any:
        from hunspell import Hunspell

        place = Path(path)
        self[path] = Hunspell(place.name, str(place.parent), "utf-8")
        return self[path]


def answer(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until nobody asks any more. `[deed, dictionary, words]` is a question; the answer is
    a list, with a true or false or a list of words for each word, or null."""
    dictionaries = _Dictionaries()
    for line in questions:
        try:
            deed, path, words = json.loads(line)
            known = dictionaries[path]
            said: list[Any] | None = [
                _spelt(known, word) if deed == CHECK else list(known.suggest(word))
                for word in words
            ]
        except (OSError, UnicodeError):  # no such dictionary, or not written in its letters
            said = None
        answers.write(json.dumps(said).encode("ascii") + b"\n")
        answers.flush()


def _spelt(known: Any, word: str) -> bool:
    """What a dictionary has no letters for, it has no opinion of."""
    try:
        return bool(known.spell(word))
    except UnicodeError:
        return True


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer)
