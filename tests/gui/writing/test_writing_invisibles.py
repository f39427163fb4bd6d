"""Signs beside characters without a shape: what they are, and that nothing else moves for them."""

from __future__ import annotations

from unicodedata import bidirectional

import pytest
from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st
from measuring import Open, put_caret, type_words

from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.invisibles import MOST, SIGNS, places, sign_of, signs
from editor.gui.writing.sheet.swaps import Showing

_LETTERS = "abcdefابتثجحאבגדה0123456789٠١٢٣٤٥.,:+-$%/()[]!?*"
_MARKS = "\u0301\u064b"
# Not the tab: python-bidi does not apply rule L1 to it where format characters follow.
_SHAPELESS = "".join(SIGNS).replace("\t", "") + "\u2003\u2061\x01\u180e"
_NO_INK = frozenset(
    ("BN", "S", "WS", "NSM", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
)
_NOT_COMPARED = frozenset((*SIGNS.values(), *SIGNS, "␣", "□", "⌧", "▪"))


def shown(line: str) -> str:
    return Display(line, signs(line)).text


def seen(line: str, side: str) -> str:
    """The ink of a line from left to right, without the signs."""
    return "".join(
        character
        for character in get_display(line, base_dir=side)
        if character not in _NOT_COMPARED and bidirectional(character) not in _NO_INK
    )


@given(
    st.text(st.sampled_from(_LETTERS + _MARKS) | st.sampled_from(_SHAPELESS), max_size=14),
    st.sampled_from("LR"),
)
@example("٣\u200c\u064b\u034f٤", "L")  # between digits, though marks and joiners lie between
@example("٠\u200c\u064b\u202bb?", "L")  # a number before an embedding
@example("+(\u202b\u202fb\u202c\xad0", "L")  # and behind one
@example("3\u200d\u202b4\u202c\u202d\u2066a", "R")
@example("10\u00a0000", "R")
def test_nothing_else_moves(line: str, side: str) -> None:
    assert seen(shown(line), side) == seen(line, side)


@given(st.text(st.sampled_from(_LETTERS + _MARKS + _SHAPELESS + "\t😀👩"), max_size=20))
def test_every_character_of_the_line_is_still_there_in_its_order(line: str) -> None:
    letters = iter(shown(line))
    assert all(character in letters for character in line)


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("می\u200cخواهم", "می\u200c¦خواهم"),
        ("ب\u200dب", "ب\u200d‿\u200dب"),  # the letters still join
        ("5\u00a0كم", "5\u00a0⍽كم"),
        ("ا\u200fب", "ا\u200f◂ب"),
        ("ا\u2066b\u2069", "ا\u2066⇢b\u2069⇣"),
        ("a\tb", "a\t↹b"),
        ("a  b", "a · ·b"),
        (" a ", " ·a ·"),
        ("a b", "a b"),  # one space says itself
        ("10\u00a0000", "10\u00a0000"),  # a number is not torn apart
        ("👩\u200d💻", "👩\u200d💻"),  # nor an emoji
        ("ا\u202bب\u202c ت", "ا\u202b⇐ب⇓\u202c ت"),  # within the embedding
        ("\u202b\u202c", "\u202b\u202c"),  # with nothing in it but the signs
    ],
)
def test_each_is_shown_with_its_sign(line: str, there: str) -> None:
    assert shown(line) == there


def test_offsets_are_units_of_utf_16() -> None:
    (sign,) = signs("😀ا\u200cب")
    assert (sign.start, sign.end) == (3, 4)


def test_a_line_of_nothing_else_has_a_bounded_number_of_signs() -> None:
    assert len(signs("\u200b" * (3 * MOST))) == MOST


@pytest.mark.parametrize(
    "character", ["\u200c", "\u2066", "\u2003", "\U000e0041", "\x01", "\ufff9"]
)
def test_a_character_without_a_shape_has_a_sign_of_its_own(character: str) -> None:
    assert len(sign_of(character)) == 1


@pytest.mark.parametrize("character", ["a", "ب", "😀", "\u0301"])
def test_one_with_a_shape_has_none(character: str) -> None:
    assert sign_of(character) == ""


def test_signs_are_neutral_so_that_they_may_stand_anywhere() -> None:
    assert {bidirectional(sign) for sign in SIGNS.values()} == {"ON"}


def test_the_text_stays_the_authors(open_editor: Open) -> None:
    text = "می\u200cخواهم 5\u00a0كم\n\u2067ab\u2069  \tc"
    editor = open_editor(text)
    editor.show_as(Showing(invisibles=True))
    editor.grab()
    block = editor.document().firstBlock()
    assert "¦" in editor.shown(block).display.text
    put_caret(editor, 3)
    type_words(editor, "ا")
    assert editor.text() == text[:3] + "ا" + text[3:]
    editor.undo()
    assert editor.text() == text


@pytest.mark.parametrize("character", [*SIGNS, "\U000e0041", "\u2003"])
def test_the_place_of_a_sign_is_known(character: str) -> None:
    source = f"😀ا{character}{character}ب"
    display = Display(source, [*signs(source), Swap(2, 2, "\u2067"), Swap(2, 3, "")])
    raw = display.text.encode("utf-16-le")
    found = [raw[2 * at : 2 * at + 2].decode("utf-16-le") for at in places(display)]
    assert found == [sign_of(character)] * len(signs(source))
