"""Whoever is at a word is there again when somebody else changed the text around it."""

from __future__ import annotations

import random

import pytest

from editor.text.staying import stayed

# `|` is where the author is, before and after.
STORIES = {
    "nothing changed": ("one\n\ntwo|\n\nthree", "one\n\ntwo|\n\nthree"),
    "a word before it, in its line": (
        "الجسر over the river near town.|\n\nz",
        "الجسر across the wide river near town.|\n\nz",
    ),
    "a paragraph before it": ("b\n\ncaret| here", "a new one\n\nb\n\ncaret| here"),
    "a paragraph right before its line": ("a\n\n|b", "a\n\nnew\n\n|b"),
    "before and behind": ("a\n\nمرحبا| بك\n\nc", "aa\n\nمرحبا| بك\n\nc d"),
    "its own word": ("a\n\nsome wo|rd\n\nb", "a\n\nsome ot|her\n\nb"),
    "its paragraph is gone": ("a\n\ngone| now\n\nb", "a\n\n|b"),
    "at the end": ("one two|", "zero one two|"),
    "all is gone": ("one|", "|"),
    "of an empty text": ("|", "|one"),
}


@pytest.mark.parametrize(("before", "after"), STORIES.values(), ids=list(STORIES))
def test_a_place_stays_at_its_words(before: str, after: str) -> None:
    old, new = before.replace("|", ""), after.replace("|", "")
    assert stayed(before.index("|"), old, new) == after.index("|")


def test_a_place_is_never_outside() -> None:
    dice = random.Random(7)
    for _round in range(300):
        old, new = ("".join(dice.choices("ab \nب\r", k=dice.randrange(30))) for _side in "12")
        for offset in range(len(old) + 1):
            assert 0 <= stayed(offset, old, new) <= len(new)
            assert stayed(offset, old, old) == offset
