"""What a translation must not have, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ARABIC = Path("resources/locale/ar/LC_MESSAGES/midad.po")
_WRONG = {
    "a note of the translator's": re.compile(r"msgctxt|msgid|\|\|\|"),
    "Latin punctuation behind an Arabic letter": re.compile(r"[\u0621-\u064a\u0651]\s*[,;?]"),
    "a space before an ellipsis": re.compile(r"\s…(?=\s|$)"),
    "an option that turns round in an Arabic line": re.compile(r"[\u0621-\u064a:؛،] --[a-z]"),
    "another word for a post": re.compile(r"منشور(?:ات|ًا|ان|ين)"),
    "two signs in one place": re.compile(r"\u0651\u0651"),
}


def said() -> Iterator[tuple[str, str]]:
    with ARABIC.open("rb") as file:
        for message in read_po(file, locale="ar"):
            words = [message.string] if isinstance(message.string, str) else message.string
            for each in words if message.id else ():
                yield str(message.id), each


def test_arabic_sentences_are_clean() -> None:
    found = [
        (what, id, words)
        for id, words in said()
        for what, wrong in _WRONG.items()
        if wrong.search(words)
    ]
    assert not found
