"""What the list says of a post, and the shortest way from one list to the next."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import Direction, PostId, PostSummary, Status, Travel
from editor.gui.library.panel import deeds_of
from editor.gui.library.rows import Row, bring_near, edits, found_words, row, rows, spoken

RTL, LTR = Direction.RTL, Direction.LTR
NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


def post(id: str, **fields: object) -> PostSummary:
    plain = PostSummary(
        id=PostId(id),
        title="دفتر الطريق",
        opening="خرجنا مع الفجر",
        status=Status.DRAFT,
        language="ar",
        direction=RTL,
        updated=NOW,
    )
    return plain._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "direction", "expected"),
    [
        ("WordPress بالعربية: أول أسبوع", RTL, RTL),
        ("Notes from the bridge", RTL, LTR),
        ("دفتر الطريق", LTR, RTL),
        ("2026", RTL, RTL),
    ],
)
def test_a_title_runs_as_its_words_do(
    title: str, direction: Direction, expected: Direction
) -> None:
    assert row(post("a", title=title, direction=direction)).title_direction is expected


@pytest.mark.parametrize(
    ("snippet", "text", "spans"),
    [
        ("on the \x02bridge\x03 at dawn", "on the bridge at dawn", ((7, 13),)),
        ("\x02الجسر\x03 عند \x02الجسر\x03", "الجسر عند الجسر", ((0, 5), (10, 15))),
        ("a\nb", "a b", ()),
        ("\x03 no beginning \x02no end", " no beginning no end", ()),
    ],
)
def test_found_words_are_told_apart(
    snippet: str, text: str, spans: tuple[tuple[int, int], ...]
) -> None:
    assert found_words(snippet) == (text, spans)


def test_a_found_word_far_on_is_brought_near() -> None:
    text = "one two three four five six seven eight nine ten river"
    at = text.index("river")
    near, spans = bring_near(text, ((at, at + 5),))
    assert near.startswith("…")
    assert [near[a:b] for a, b in spans] == ["river"]
    assert len(near) < 30
    assert bring_near("a river", ((2, 7),)) == ("a river", ((2, 7),))


def test_a_second_version_stands_below_its_post() -> None:
    version = post("v", version_of=PostId("a"))
    assert [line.post.id for line in rows([version, post("b"), post("a")])] == ["b", "a", "v"]
    assert [line.post.id for line in rows([version, post("b")])] == ["v", "b"]


def test_a_screen_reader_hears_everything_the_eye_sees() -> None:
    words = spoken(row(post("a", travel=Travel.CONFLICT)), NOW)
    assert "دفتر الطريق" in words
    assert "Draft" in words
    assert "both are kept" in words
    assert "العربية" in words


ids = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(ids, ids)
def test_the_steps_lead_from_the_old_list_to_the_new(old: list[str], new: list[str]) -> None:
    lines = [row(post(id)) for id in old]
    wanted = [row(post(id)) for id in new]
    for step in edits(lines, wanted):
        if step.count:
            del lines[step.at : step.at + step.count]
        else:
            lines[step.at : step.at] = step.lines
    assert lines == wanted


def test_a_post_that_rises_to_the_top_moves_alone() -> None:
    old: list[Row] = [row(post(id)) for id in "abcd"]
    new = [old[3], *old[:3]]
    assert [(step.at, step.count, len(step.lines)) for step in edits(old, new)] == [
        (3, 1, 0),
        (0, 0, 1),
    ]


@pytest.mark.parametrize(
    ("summary", "deeds"),
    [
        (post("a"), ["publish", "stay", "bin"]),
        (post("a", stays_here=True), ["travel", "bin"]),
        (post("a", binned=NOW), ["restore"]),
        (post("a", status=Status.PUBLISHED, travel=Travel.SYNCED), ["unpublish", "bin"]),
        (
            post("a", status=Status.PUBLISHED, travel=Travel.CHANGED_HERE),
            ["publish", "unpublish", "bin"],
        ),
        (post("a", version_of=PostId("b")), ["compare", "use_version", "bin"]),
        (post("a", travel=Travel.CONFLICT), ["compare", "publish", "stay", "bin"]),
    ],
)
def test_only_what_works_is_offered(summary: PostSummary, deeds: list[str]) -> None:
    assert [deed for deed, _words in deeds_of(summary)] == deeds
