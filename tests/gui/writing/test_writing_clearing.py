"""Formatting taken away again; `‹` and `›` stand around the selection, `¦` is the caret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import run

from editor.gui.writing.markdown.clearing import clear_formatting
from editor.gui.writing.markdown.edits import applied

TABLE = [
    ("قال **كل¦مة** هنا", "قال كل¦مة هنا"),
    ("**a** *b* ~~c~~ _d_ __e__¦", "a b c d e¦"),
    ("***¦a** b*", "¦a b"),
    ("**مُحَمَّد می\u200cروم**¦", "مُحَمَّد می\u200cروم¦"),
    ("## عن¦وان **x**", "عن¦وان x"),
    ("**a** ‹**b**› **c**", "**a** ‹b› **c**"),
    ("**one ‹two› three**", "one ‹two› three"),
    ("‹# a\n\n**b**›", "‹a\n\nb›"),
    ("# a‹b›c", "# a‹b›c"),
    ("- **a**¦", "- a¦"),
    ("> ## **a**¦", "> ## a¦"),
    ("**a\nb¦**", "a\nb¦"),
    ("**x**{.big} y¦", "x y¦"),
    # What is no formatting stays.
    ("2 * 3 * 4¦", "2 * 3 * 4¦"),
    ("snake_case_word¦", "snake_case_word¦"),
    ("`**a**` \\*b\\*¦", "`**a**` \\*b\\*¦"),
    ("[a](http://x/_y_*z*) ![*b*](c.png)¦", "[a](http://x/_y_*z*) ![b](c.png)¦"),
    ("http://x/_y_*z* **a**¦", "http://x/_y_*z* a¦"),
    ("**a¦\n\nb**", "**a¦\n\nb**"),
    ("- ¦", "- ¦"),
    ("¦", "¦"),
]


@pytest.mark.parametrize(("before", "after"), TABLE)
def test_clearing(before: str, after: str) -> None:
    assert run(clear_formatting, before) == after


pieces = st.lists(
    st.sampled_from(
        ["*", "**", "_", "~~", "`", "\\", "كلمة", "w", " ", "\n", "\n\n", "# ", "](", ")"]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(pieces, st.integers(0, 40), st.integers(0, 40))
def test_only_signs_go(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = clear_formatting(text, start, end)
    if edit is None:
        return
    made = applied(text, edit)
    assert 0 <= edit.anchor <= edit.caret <= len(made)
    assert made.count("\n") == text.count("\n")
    for character in "كلمةw`\\()":
        assert made.count(character) == text.count(character)
