"""What the lane and its process say to each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import BlogId, Credit, Direction, Format, PostId
from editor.system.aside_process import decode, encode
from editor.workspace import rendering_talk
from editor.workspace.rendering import SafeBlock, Snapshot
from editor.workspace.rendering_talk import (
    Told,
    hear,
    pack_body,
    pack_snapshot,
    read_body,
    read_snapshot,
    tell,
)
from editor.workspace.wearing import Wear

POST = PostId("11111111-2222-4333-8444-555555555555")
LONG = "سطر طويل 😀 and words\r\n\n" * 200
FULL = Snapshot(
    POST,
    "عنوان \ud83d",
    "body",
    Format.HTML,
    "ar",
    Direction.LTR,
    (Credit("author", "سالم"), Credit("my own", "😀")),
    datetime(2026, 11, 20, 12, 30, 1, 5, tzinfo=UTC),
    Direction.RTL,
    wear=Wear(BlogId("b"), 7, "folder", "blocks", "ckb"),
)


def over(value: Any) -> Any:
    """What arrives at the other end."""
    return decode(encode(value))


@pytest.mark.parametrize("snapshot", [Snapshot(POST), FULL])
def test_a_snapshot_arrives_as_it_is(snapshot: Snapshot) -> None:
    assert read_snapshot(over(pack_snapshot(snapshot)), snapshot.body) == snapshot


def test_the_words_are_not_told_twice() -> None:
    assert FULL.body not in str(pack_snapshot(FULL))
    assert pack_snapshot(replace(FULL, body="x" * 100)) == pack_snapshot(FULL)


@pytest.mark.parametrize(
    ("at", "removed", "inserted"),
    [
        (0, 0, "أ"),
        (11, 0, "\U0001f469\u200d\U0001f4bb"),  # after an emoji; code points are counted
        (9, 1, ""),  # the emoji
        (9, 1, "\ud83d"),  # half of one
        (9, 1, "\ud83d" + "\ude00"),  # two halves are two characters
        (21, 1, ""),  # CR of CR LF
        (22, 1, "\r"),
        (len(LONG), 0, "نهاية"),
        (0, len(LONG), ""),
        (40, 0, "\u2028\u2029\x00"),
    ],
)
def test_a_change_arrives_wherever_it_is(at: int, removed: int, inserted: str) -> None:
    new = LONG[:at] + inserted + LONG[at + removed :]
    packed = over(pack_body(3, LONG, new))
    assert read_body(packed, 3, LONG) == new


WORDS = st.text(alphabet=["ا", "a", "\r", "\n", "😀", "\ud83d", "\ude00"], max_size=6)


@given(a=WORDS, b=WORDS, c=WORDS, d=WORDS)
def test_any_change_arrives(a: str, b: str, c: str, d: str) -> None:
    old, new = a + LONG + b, c + LONG + d
    assert read_body(over(pack_body(1, old, new)), 1, old) == new


def test_a_key_costs_a_few_bytes() -> None:
    assert len(encode(pack_body(9, LONG * 100, LONG * 50 + "ا" + LONG * 50))) < 40


def test_what_the_other_end_does_not_know_is_told_whole() -> None:
    assert pack_body(0, LONG, LONG + "a") == LONG + "a"
    changed = pack_body(3, LONG, LONG + "a")
    assert read_body(changed, 0, "") is None
    assert read_body(changed, 4, LONG) is None


BLOCK = st.builds(
    lambda number, key: SafeBlock(key or f"k{number}", f"<p>{number}</p>"),
    st.integers(0, 6),
    st.sampled_from(["", "head"]),
)
ANSWER = st.lists(st.tuples(BLOCK, st.integers(0, 99), st.integers(0, 9)), max_size=9)


def told(number: int, blocks: list[tuple[SafeBlock, int, int]]) -> Told:
    return Told(
        number,
        tuple(block for block, _, _ in blocks),
        [start for _, start, _ in blocks],
        [line for _, _, line in blocks],
    )


@given(old=ANSWER, new=ANSWER, portion=st.sampled_from([1, 12, 200]))
def test_any_answer_arrives(old: Any, new: Any, portion: int) -> None:
    before, after = told(1, old), told(2, new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering_talk, "PORTION", portion)
        said = [over(each) for each in tell(before, after, [])]
    assert [answer[0] for answer in said] == [True] * (len(said) - 1) + [False]
    assert hear(before, said) == after


def test_only_new_blocks_are_said() -> None:
    blocks = [(SafeBlock(str(n), f"<p>{n}</p>"), n * 10, n) for n in range(50)]
    new = (SafeBlock("new", "<p>new</p>"), 70, 7)
    moved = [(block, start + 1, line) for block, start, line in blocks[8:]]
    said = list(tell(told(1, blocks), told(2, [*blocks[:7], new, *moved]), []))
    assert said[0][1] == [new[0]]
    heard = hear(told(1, blocks), said)
    assert all(block is heard.blocks[at] for at, (block, _, _) in enumerate(blocks) if at != 7)
    swapped = [blocks[1], blocks[0], *blocks[2:]]
    (answer,) = tell(told(1, blocks), told(2, swapped), [])
    assert answer[1] == [1, 0]


def test_much_is_said_in_portions() -> None:
    blocks = [(SafeBlock(str(n), "x" * 50_000), n, n) for n in range(9)]
    said = list(tell(Told(), told(1, blocks), []))
    assert [len(answer[1]) for answer in said] == [4, 4, 1]
