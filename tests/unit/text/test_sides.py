"""Three bodies side by side: whose change is whose, and that no choice loses a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.blocks import cut
from editor.text.sides import Kind, Pick, Row, Take, joined, pieces, proposal, rows, whole

A = "خرجنا مع الفجر إلى الجسر.\n\n"
B = "The road was long and empty.\n\n"
C = "ثم نمنا في خان قديم عند النهر.\n"


def kinds(base: str | None, mine: str, theirs: str) -> list[Kind]:
    return [row.kind for row in rows(base, mine, theirs)]


def proposed(made: list[Row]) -> str:
    picks = [proposal(row.kind) for row in made]
    return joined(made, [pick for pick in picks if pick is not None])


@pytest.mark.parametrize(
    ("why", "mine", "theirs", "expected"),
    [
        ("nobody changed it", A + B + C, A + B + C, "same same same"),
        ("changed here", A + B.replace("long", "short") + C, A + B + C, "same mine same"),
        ("changed there", A + B + C, A.replace("الفجر", "الغروب") + B + C, "theirs same same"),
        ("both wrote the same", A.upper() + "x\n\n" + B + C, A.upper() + "x\n\n" + B + C, ""),
        (
            "other words of one block",
            A + B.replace("long", "short") + C,
            A + B.replace("The", "Our") + C,
            "same both same",
        ),
        (
            "the same words of one block",
            A + B.replace("long", "short") + C,
            A + B.replace("long", "wide") + C,
            "same conflict same",
        ),
        ("taken out here", A + C, A + B + C, "same mine same"),
        ("taken out there", A + B + C, A + C, "same theirs same"),
        ("taken out on both sides", A + C, A + C, "same same"),
        ("taken out here, written there", A + C, A + B.replace("long", "wide") + C, "2 both"),
        ("added here", A + "And a new one here.\n\n" + B + C, A + B + C, "same mine same same"),
        ("added there", A + B + C, A + B + C + "\nآخر السطر\n", "same same same theirs"),
        (
            "two others at one place",
            A + "Alpha beta.\n\n" + B + C,
            A + "غاما دلتا.\n\n" + B + C,
            "same mine theirs same same",
        ),
        (
            "nearly the same at one place",
            A + "We met the old ferryman there.\n\n" + B + C,
            A + "We met the young ferryman there.\n\n" + B + C,
            "same conflict same same",
        ),
    ],
)
def test_each_row_says_who_changed_it(why: str, mine: str, theirs: str, expected: str) -> None:
    found = kinds(A + B + C, mine, theirs)
    if not expected:
        assert set(found) == {Kind.SAME}, why
    elif expected.startswith("2 "):
        assert found[1] is Kind(expected[2:]), why
    else:
        assert [kind.value for kind in found] == expected.split(), why


def test_without_a_base_whatever_differs_is_a_conflict() -> None:
    assert kinds(None, A + B, A + B.replace("long", "short") + C) == [
        Kind.SAME,
        Kind.CONFLICT,
        Kind.CONFLICT,
    ]


def test_changes_that_fit_are_proposed_together() -> None:
    made = rows(A + B + C, A + B.replace("long", "short") + C, A + B.replace("The", "Our") + C)
    assert proposed(made) == A + "Our road was short and empty.\n\n" + C


def test_an_edit_is_proposed_where_the_other_side_took_the_block_out() -> None:
    theirs = B.replace("long", "wide")
    assert proposed(rows(A + B + C, A + C, A + theirs + C)) == A + theirs + C


def test_a_row_offers_both_only_where_both_say_something() -> None:
    both, there = rows(A + B, A + B.replace("long", "short"), "x" + A + B.replace("long", "wide"))
    assert there.kind is Kind.CONFLICT
    assert Take.BOTH in there.takes
    taken_out = rows(A + B, A, A + B)[1]
    assert taken_out.takes == (Take.MINE, Take.THEIRS, Take.OWN)
    assert both.kind is Kind.THEIRS
    assert Take.BOTH not in both.takes, "it would say the same twice"


def test_pieces_of_different_sides_are_parted_by_an_empty_line() -> None:
    made = rows("", "one alone", "something else here")
    assert joined(made, [Pick(Take.MINE), Pick(Take.THEIRS)]) == "one alone\n\nsomething else here"


def test_lines_end_as_they_do_in_the_post() -> None:
    made = rows(None, "one\r\ntwo", "one\r\nthree")
    assert joined(made, [Pick(Take.BOTH)]) == "one\r\ntwo\r\n\r\none\r\nthree"


def test_what_stands_together_on_a_side_stays_together() -> None:
    """A heading right above its paragraph."""
    mine = "# Head\nWords below it.\n"
    made = rows("", mine, "")
    assert len(made) == 2
    assert joined(made, [Pick(Take.MINE)] * 2) == mine
    parted = joined(made, [Pick(Take.MINE), Pick(Take.OWN, "Words of mine.\n")])
    assert parted == "# Head\n\nWords of mine.\n"


def test_a_body_that_cannot_be_cut_is_one_row() -> None:
    (row,) = whole("<p>a</p>", "<p>b</p>", "<p>a</p>")
    assert (row.kind, row.mine) == (Kind.MINE, "<p>b</p>")
    assert whole(None, "a", "a")[0].kind is Kind.CONFLICT


# --- whatever the bodies are ----------------------------------------------------------------------

PLAIN = [A, B, C, "# عنوان\n", "# عنوان\n\n", "- one\n- two\n", "> q\n\n", "\n", "كلمة"]
ODD = [
    "```\ncode\n\n```\n",
    "[a]: https://ink.example\n",
    "x\r\n\r\n",
    "  \n\ty\n",
    "| a |\n|--|\n",
]
BLOCKS = st.sampled_from([*PLAIN, *ODD])
BODIES = st.lists(BLOCKS, max_size=7).map("".join) | st.text(max_size=40)
TAKES = st.sampled_from([Take.MINE, Take.THEIRS, Take.BOTH, Take.OWN])


@given(BODIES | st.none(), BODIES, BODIES)
def test_one_side_all_along_is_that_side(base: str | None, mine: str, theirs: str) -> None:
    made = rows(base, mine, theirs)
    assert joined(made, [Pick(Take.MINE)] * len(made)) == mine
    assert joined(made, [Pick(Take.THEIRS)] * len(made)) == theirs


@given(BODIES | st.none(), BODIES, BODIES, st.data())
def test_no_choice_loses_what_was_chosen(
    base: str | None, mine: str, theirs: str, data: st.DataObject
) -> None:
    made = rows(base, mine, theirs)
    picks = [Pick(data.draw(TAKES), "ما كتبته بنفسي\n") for _row in made]
    body = joined(made, picks)
    at = 0
    for row, pick in zip(made, picks, strict=True):
        wanted = [row.mine, row.theirs] if pick.take is Take.BOTH else [row.text(pick)]
        for text in wanted:
            found = body.find(text, at)
            assert found >= at, (text, body)
            assert not body[at:found].strip(), "nothing comes in between"
            at = found + len(text)
    assert not body[at:].strip()


@given(BODIES, BODIES)
def test_what_only_one_side_changed_is_taken_by_itself(base: str, side: str) -> None:
    changed_here, changed_there = rows(base, side, base), rows(base, base, side)
    assert {row.kind for row in changed_here} <= {Kind.SAME, Kind.MINE}
    assert {row.kind for row in changed_there} <= {Kind.SAME, Kind.THEIRS}
    assert proposed(changed_here) == side
    assert [block.text.strip() for block in cut(proposed(changed_there))] == [
        block.text.strip() for block in cut(side)
    ] or proposed(changed_there).split() == side.split()


@given(BODIES)
def test_the_pieces_of_a_body_are_the_body(body: str) -> None:
    assert "".join(pieces(body)) == body
