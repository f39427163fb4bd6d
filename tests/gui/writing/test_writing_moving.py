"""Alt with Up and Down: items, rows, lines, paragraphs; `¦` is the caret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import run

from editor.gui.writing.markdown import commands
from editor.gui.writing.markdown.edits import applied

DOWN = [
    # Items, with all that is in them; the numbers stay where they are.
    ("1. a¦\n2. b\n3. c", "1. b\n2. a¦\n3. c"),
    ("١. أ¦\n٢. ب", "١. ب\n٢. أ¦"),
    ("1. a¦\n   - x\n2. b\n\nend", "1. b\n2. a¦\n   - x\n\nend"),
    ("- a¦\n- b\n  - c\n- d", "- b\n  - c\n- a¦\n- d"),
    ("- a\n  - x¦\n  - y\n- b", "- a\n  - y\n  - x¦\n- b"),
    ("1. a¦\n\n2. b", "1. b\n\n2. a¦"),
    ("9. a¦\n10. b", "9. b\n10. a¦"),
    ("- ‹a\n- b›\n- c", "- c\n- ‹a\n- b›"),
    ("‹- a\n›- b\n- c", "- b\n‹- a›\n- c"),
    ("> 1. a¦\n> 2. b", "> 1. b\n> 2. a¦"),
    ("- a\n- b¦", "- a\n- b¦"),
    ("- a\n  - x¦\n- b", "- a\n  - x¦\n- b"),
    ('- a¦\n- b\n{: dir="rtl"}', '- b\n- a¦\n{: dir="rtl"}'),
    # Paragraphs, and what stands alone.
    ("أول¦\n\nثان\n\nثالث", "ثان\n\nأول¦\n\nثالث"),
    ("# ع¦نوان\nنص", "نص\n\n# ع¦نوان"),
    ("a¦\n- b\n- c\n\nd", "- b\n- c\n\na¦\n\nd"),
    ("‹a\n\nb›\n\nc", "c\n\n‹a\n\nb›"),
    ("a¦\n\n\n\nb\n", "b\n\n\n\na¦\n"),
    ("a\n\nb¦", "a\n\nb¦"),
    ("¦", "¦"),
    # A line of a verse, within it.
    ("صدر¦\nعجز\n\nنثر", "عجز\nصدر¦\n\nنثر"),
    ("صدر\nعجز¦\n\nنثر", "صدر\nعجز¦\n\nنثر"),
    ("‹صدر\nعجز›\n\nنثر", "نثر\n\n‹صدر\nعجز›"),
    # Rows and code stay inside.
    ("| a |\n|---|\n| b¦ |\n| c |", "| a |\n|---|\n| c |\n| b¦ |"),
    ("| a¦ |\n|---|\n| b |", "| a¦ |\n|---|\n| b |"),
    ("```\na¦\nb\n```", "```\nb\na¦\n```"),
    ("```\na\nb¦\n```\n\nc", "```\na\nb¦\n```\n\nc"),
]


@pytest.mark.parametrize(("before", "after"), DOWN)
def test_down(before: str, after: str) -> None:
    assert run(commands.move_down, before) == after


UP = [
    ("1. a\n2. b¦\n3. c", "1. b¦\n2. a\n3. c"),
    ("- a\n  - x\n- b¦", "- b¦\n- a\n  - x"),
    ("أول\n\nثان¦\n\nثالث", "ثان¦\n\nأول\n\nثالث"),
    ("أول\n\n‹ثان\n\nثالث›", "‹ثان\n\nثالث›\n\nأول"),
    ("صدر\nعجز¦", "عجز¦\nصدر"),
    ("| a |\n|---|\n| b¦ |", "| a |\n|---|\n| b¦ |"),
    ("| a |\n|---|\n| b |\n| c¦ |", "| a |\n|---|\n| c¦ |\n| b |"),
    ("a¦\n\nb", "a¦\n\nb"),
    ("- a¦\n- b", "- a¦\n- b"),
]


@pytest.mark.parametrize(("before", "after"), UP)
def test_up(before: str, after: str) -> None:
    assert run(commands.move_up, before) == after


pieces = st.lists(
    st.sampled_from(
        ["\n", "\n\n", "- ", "1. ", "  ", "> ", "كلمة", "w", " ", "😀", "# ", "\ud800"]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(pieces, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_nothing_is_lost_on_the_way(text: str, one: int, other: int, down: bool) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = (commands.move_down if down else commands.move_up)(text, start, end)
    if edit is None:
        return
    made = applied(text, edit)
    assert 0 <= edit.start <= edit.end <= len(text)
    assert 0 <= edit.anchor <= edit.caret <= len(made)
    for character in "كلمةw😀\ud800-#>":
        assert made.count(character) == text.count(character)
