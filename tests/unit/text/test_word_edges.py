"""The word a place in a line means."""

from __future__ import annotations

import pytest

from editor.text.word_edges import word_around


@pytest.mark.parametrize(
    ("line", "at", "word"),
    [
        ("هذا، ثم", 1, "هذا"),
        ("هذا، ثم", 3, "هذا"),
        ("قال «قول» ثم", 6, "قول"),
        ("كُتُبٌ جديدة", 2, "كُتُبٌ"),
        ("می\u200cخواهم برم", 4, "می\u200cخواهم"),
        ("it's here", 1, "it's"),
        ("a well-known place", 4, "well-known"),
        ("😀 word", 3, "word"),
        ("صح؟ نعم", 1, "صح"),
        ("a  b", 2, None),
        ("", 0, None),
    ],
)
def test_the_word(line: str, at: int, word: str | None) -> None:
    found = word_around(line, at)
    assert (line[found[0] : found[1]] if found else None) == word
