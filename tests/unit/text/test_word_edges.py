"""The word a place in a line means."""

from __future__ import annotations

import pytest

from editor.text.word_edges import next_stop, previous_stop, word_around


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


@pytest.mark.parametrize(
    ("line", "stops"),
    [
        ("هذا، ثم", ["هذا", "،", "ثم"]),
        ("صح؟! نعم", ["صح", "؟!", "نعم"]),
        ("«قول» آخر", ["«", "قول", "»", "آخر"]),
        ("كُتُبٌ  جديدة", ["كُتُبٌ", "جديدة"]),
        ("می\u200cخواهم برم", ["می\u200cخواهم", "برم"]),
        ("don't stop", ["don't", "stop"]),
        ("صه״ל שלום", ["صه״ל", "שלום"]),
        ("C++ هي", ["C", "++", "هي"]),
        ("**غامق** a", ["**", "غامق", "**", "a"]),
        ("a 👨\u200d👩\u200d👧 b", ["a", "👨\u200d👩\u200d👧", "b"]),
        ("   ", []),
        ("", []),
    ],
)
def test_keys_go_by_words_and_by_runs_of_signs(line: str, stops: list[str]) -> None:
    places = [line.index(stops[0])] if stops else []
    for stop in stops[1:]:
        places.append(line.index(stop, places[-1] + 1))
    met, at = [], -1
    while (at := next_stop(line, at)) < len(line):
        met.append(at)
    assert met == places
    back, at = [], len(line)
    while at > (places[0] if places else 0):
        at = previous_stop(line, at)
        back.append(at)
    assert back == [*reversed(places)] or (not places and back == [0] and line)
