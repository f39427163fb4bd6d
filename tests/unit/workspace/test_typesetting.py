"""What the process beside the editor makes of a post."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.domain.post import Credit, Direction, Format, PostId
from editor.workspace import typesetting
from editor.workspace.rendering import Rendering, Snapshot
from editor.workspace.typesetting import Page
from tests.typesetters import rendered

POST = PostId("11111111-2222-4333-8444-555555555555")
MIXED = Snapshot(
    POST,
    title="دفتر الطريق",
    body="خرجنا قبل الفجر ولم نجد في الطريق أحدًا سوى بائع الخبز.\n\n"
    "We left before dawn and met nobody.\n",
)


def html(rendering: Rendering) -> str:
    return "\n".join(block.html for block in rendering.blocks)


def test_each_block_has_its_own_direction() -> None:
    rendering = rendered(MIXED)
    assert rendering.snapshot is MIXED
    assert rendering.direction is Direction.RTL
    head, arabic, english = rendering.blocks
    assert MIXED.title in head.html
    assert 'dir="ltr"' not in arabic.html
    assert 'dir="ltr"' in english.html
    assert (rendering.lines, rendering.starts) == ([0, 0, 2], [0, 0, MIXED.body.index("We")])


@pytest.mark.parametrize(
    ("snapshot", "direction"),
    [
        (Snapshot(POST, body="كلمات"), Direction.RTL),
        (Snapshot(POST, body="2026", default=Direction.RTL), Direction.RTL),
        (Snapshot(POST, title="Bridge", body="2026", default=Direction.RTL), Direction.LTR),
        (Snapshot(POST, body="words"), Direction.LTR),
        (Snapshot(POST, body="words", language="ar"), Direction.RTL),
        (Snapshot(POST, body="كلمات", language="ar", direction=Direction.LTR), Direction.LTR),
        (Snapshot(POST, title="عنوان"), Direction.RTL),
        (Snapshot(POST), Direction.LTR),
        (
            Snapshot(POST, body="<p class='left-to-right'>كلمة</p>", format=Format.HTML),
            Direction.RTL,
        ),
    ],
)
def test_the_direction_of_the_post(snapshot: Snapshot, direction: Direction) -> None:
    assert rendered(snapshot).direction is direction


def test_pictures_get_addresses_of_the_preview() -> None:
    body = "![جسر](جسر.jpg)\n\n![elsewhere](https://example.org/x.png)\n"
    shown = html(rendered(Snapshot(POST, body=body)))
    assert f'src="media://picture/{POST}/%D8%AC%D8%B3%D8%B1.jpg"' in shown
    assert "example.org" not in shown
    assert 'alt="elsewhere"' in shown


@pytest.mark.parametrize("format", list(Format))
def test_what_runs_or_fetches_is_taken_out(format: Format) -> None:
    body = (
        "<p onclick='x()'>كلمة</p>\n\n<script>x()</script>\n\n<iframe src='https://example.org'>"
        "</iframe>\n\n<img src='https://example.org/x.png' onerror='x()'>\n"
    )
    shown = html(rendered(Snapshot(POST, body=body, format=format)))
    assert "كلمة" in shown
    for taken in ("onclick", "onerror", "script", "iframe", "example.org"):
        assert taken not in shown


def test_a_body_from_a_blog_stays_html() -> None:
    body = "<p>سطر *ليس مائلًا*</p>\n<ul><li>a</li></ul>"
    rendering = rendered(Snapshot(POST, body=body, format=Format.HTML))
    assert "*ليس مائلًا*" in html(rendering)
    assert "<li>a</li>" in html(rendering)


def test_people_and_date_are_told_in_the_language_of_the_post() -> None:
    post = replace(
        MIXED,
        publish_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        credits=(
            Credit("author", "سالم <b>"),
            Credit("photographer", "Sara"),
            Credit("editor", " "),
        ),
    )
    arabic = rendered(replace(post, language="ar")).blocks
    english = rendered(replace(post, language="en")).blocks
    assert "سالم &lt;b&gt;" in arabic[0].html
    assert "2026" in english[0].html
    assert "2026" not in arabic[0].html
    assert "تصوير: " in arabic[-1].html
    assert "Photographs: " in english[-1].html
    assert "Editor" not in english[-1].html


def test_a_post_without_words_is_no_page() -> None:
    assert rendered(Snapshot(POST, title=" ", body="\n\n")).blocks == ()


def test_a_block_that_did_not_change_is_the_same_object() -> None:
    page = Page()
    before = rendered(MIXED, page).blocks
    after = rendered(replace(MIXED, body=MIXED.body + "\nسطر جديد\n"), page).blocks
    assert [block.html for block in after[:3]] == [block.html for block in before]
    assert all(new.html is old.html for new, old in zip(after, before, strict=False))
    assert len(after) == 4


def test_half_a_character_stops_nothing() -> None:
    assert "كلمة" in html(rendered(Snapshot(POST, body="كلمة \ud83d كلمة")))


def test_it_can_be_left_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "SLICE", 0)
    words = "\n\n".join(f"{place} كلمة *word* [رابط](https://example.org)" for place in range(30))
    *steps, whole = Page().steps(Snapshot(POST, body=words))
    assert steps == [None] * 32
    assert whole is not None
    assert len(whole.blocks) == 30
