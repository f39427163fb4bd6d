"""A post as its blog shows it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from editor.domain.blog import Blog
from editor.domain.post import BlogId, Credit, Direction, Format, Post, PostId, Status
from editor.workspace.rendering import Snapshot
from editor.workspace.typesetting import Page
from editor.workspace.wearing import Wear, wear_of
from tests.typesetters import rendered

BLOG = BlogId("22222222-2222-4333-8444-555555555555")
ID = PostId("11111111-2222-4333-8444-555555555555")
BLOCKS = Wear(BLOG, 1, manner="blocks", language="en-US")
CLASSIC = Wear(BLOG, 1, manner="classic", language="en-US")
RTL, LTR = Direction.RTL, Direction.LTR


def blocks(
    wear: Wear | None,
    body: str,
    *,
    title: str = "",
    format: Format = Format.MARKDOWN,
    **more: object,
) -> dict[str, str]:
    found = rendered(Snapshot(ID, title, body, format, wear=wear, **more))  # type: ignore[arg-type]
    return {
        block.key if block.key in ("head", "foot") else str(number): block.html.strip()
        for number, block in enumerate(found.blocks)
    }


def test_a_blog_of_blocks_gets_blocks() -> None:
    found = blocks(BLOCKS, "كلمات عربية\n\n## عنوان\n\n> قول", title='يوم "جميل"')
    assert found["head"] == "يوم “جميل”"
    assert 'dir="rtl"' in found["1"]
    assert found["1"].startswith("<p")
    assert 'class="wp-block-heading' in found["2"]
    assert 'class="wp-block-quote' in found["3"]
    assert "<!--" not in "".join(found.values())


def test_a_blog_of_plain_html_gets_one_element_around_the_post() -> None:
    found = rendered(Snapshot(ID, "", "كلمات عربية", wear=CLASSIC, language="ar"))
    assert found.said == (RTL, "ar")
    assert [block.html for block in found.blocks] == ["<p>كلمات عربية</p>"]


@pytest.mark.parametrize(
    ("wear", "direction", "language", "said"),
    [
        (CLASSIC, LTR, "", ("", "")),
        (CLASSIC, LTR, "en", ("", "")),
        (CLASSIC, LTR, "fr", ("", "fr")),
        (CLASSIC, RTL, "ar", (RTL, "ar")),
        (CLASSIC, RTL, "", (RTL, "")),
        (BLOCKS, RTL, "ar", ("", "")),
        (Wear(BLOG, 1, language="ar"), RTL, "ar-LB", ("", "")),
        (Wear(BLOG, 1, language="ar"), LTR, "en", (LTR, "en")),
        (Wear(BLOG, 1, kind="folder", language="en"), RTL, "ar", (RTL, "ar")),
    ],
)
def test_what_is_said_around_a_post(
    wear: Wear, direction: Direction, language: str, said: tuple[str, str]
) -> None:
    assert wear.around(direction, language) == said


def test_credits_stand_where_the_blog_puts_them() -> None:
    credits = (Credit("photographer", "Sam O'Neil"),)
    found = blocks(BLOCKS, "Words", language="en", credits=credits)
    assert "Sam O'Neil" in found["foot"]
    assert "midad-credits" in found["foot"]


def test_a_body_that_came_as_html_stays_it() -> None:
    body = '<p class="x">It\'s "so"</p><script>run()</script>'
    found = blocks(CLASSIC, body, format=Format.HTML)
    assert list(found.values()) == ['<p class="x">It’s “so”</p>']


def test_code_keeps_its_signs() -> None:
    found = blocks(BLOCKS, 'It\'s `a "b"`\n\n```\n\'x\' -- "y"\n```\n')
    assert "It’s" in found["0"]
    assert 'a "b"' in found["0"]
    assert "'x' -- \"y\"" in found["1"]


def test_without_a_look_nothing_is_as_the_blog_has_it() -> None:
    found = blocks(None, "It's ## so\n\n> قول", title="يوم")
    assert "<h1" in found["head"]
    assert "It's" in found["1"]
    assert not any("wp-block" in html for html in found.values())


def test_the_author_of_a_title_cannot_leave_it() -> None:
    found = blocks(CLASSIC, "x", title='<img src="http://e/"> & "q"')
    assert found["head"] == "&lt;img src=”http://e/”&gt; &amp; “q”"


def test_a_title_in_a_folder_says_how_it_runs() -> None:
    found = blocks(Wear(BLOG, 1, kind="folder"), "كلمات", title="C++ & it's so")
    assert found["head"] == '<h1 dir="ltr">C++ &amp; it\'s so</h1>'
    assert "head" not in blocks(Wear(BLOG, 1, kind="folder"), "كلمات")


def test_the_look_of_a_blog() -> None:
    blog = Blog(BLOG, "wordpress", "حبر", "https://b.example", language="ar", manner="blocks")
    wear = wear_of(blog, datetime(2026, 11, 21, 12, 0, 0, 5, tzinfo=UTC))
    assert wear.page == f"media://dress/{BLOG}/1795262400000005/"
    assert (wear.manner, wear.kind, wear.direction) == ("blocks", "wordpress", RTL)


def test_only_what_changed_is_dressed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    make = Wear.block

    def overheard(self: Wear, html: str, *more: object) -> str:
        asked.append(html)
        return make(self, html, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Wear, "block", overheard)
    page = Page()
    lines = [f"Line {number}" for number in range(30)]
    for time, wear in enumerate((BLOCKS, BLOCKS, CLASSIC)):
        asked.clear()
        made = rendered(Snapshot(ID, "", "\n\n".join(lines), wear=wear), page)
        assert len([html for html in asked if html]) == (1 if time == 1 else 30)
        assert len(made.blocks) == 30
        lines[7] += "!"


def test_a_post_is_as_it_is_published() -> None:
    """The blocks of the preview are those that are sent."""
    from editor.domain.blog import Outgoing
    from editor.remotes.wordpress.body import chunks_there
    from editor.remotes.wordpress.flavour import Flavour
    from editor.text.html import sanitise

    body = "كلمات عربية مع English\n\n## عنوان\n\nWords in English.\n\n- a\n- ب\n\n> قول\n"
    post = Post(ID, title="", body=body, language="ar", status=Status.PUBLISHED)
    for wear, flavour in ((BLOCKS, Flavour.BLOCKS), (CLASSIC, Flavour.CLASSIC)):
        sent = "".join(chunk.raw for chunk in chunks_there(Outgoing(post), "en-US", flavour))
        found = rendered(Snapshot(ID, "", body, language="ar", wear=wear))
        inside = "".join(block.html for block in found.blocks)
        direction, language = found.said
        if direction:
            inside = f'<div dir="{direction}" lang="{language}">{inside}</div>'
        assert _plain(sanitise(sent)) == _plain(inside)


def _plain(html: str) -> str:
    return "".join(html.split())
