"""A post in a page of its blog: in its places, patched block by block, and nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEnginePage
from pytestqt.qtbot import QtBot

from editor.domain.dress import DressFile
from editor.domain.post import Direction, PostId
from editor.gui.preview.schemes import Content, read
from editor.gui.preview.view import PreviewView, Sheet
from editor.text.dress import look_of
from editor.workspace.wearing import Wear
from tests.gui.preview.pages import POST, Ask, asking, put
from tests.gui.preview.test_lockdown import HOSTILE, Listener
from tests.gui.preview.test_view import a_picture
from tests.unit.text.dress_pages import BLOCK_THEME, BODY, STATIC, TITLE

BLOG = "22222222-2222-4333-8444-555555555555"
PAGE = f"media://dress/{BLOG}/1/"
RULES = b"""
.entry-content > p { margin-inline-start: 40px; color: rgb(1, 2, 3) }
.entry-content > :first-child { margin-block-start: 0 }
aside { background: url("2.png") } h1 { letter-spacing: 3px }
@import url("3.css");
"""


def dressed(page: str, sheets: tuple[str, ...] = ("1.css",)) -> str:
    look = look_of(page, "https://blog.example/p/", TITLE, BODY)
    assert look is not None
    names = [*sheets, *[None] * (len(look.sheets) - len(sheets))]
    return look.page(names, lambda _address, _sort: "2.png")


@contextmanager
def wearing(qtbot: QtBot, page: str, *files: DressFile) -> Iterator[tuple[PreviewView, Ask]]:
    """A view in this page; `files` are those of the look."""
    kept: dict[str, Content] = {file.name: (file.mime, file.data) for file in files}
    kept[""] = ("text/html", page.encode())
    view = PreviewView(
        lambda _post, _name: None,
        dress=lambda blog, name: kept.get(name) if blog == BLOG else None,
    )
    view.resize(480, 600)
    view.show()
    with qtbot.waitSignal(view.page().loadFinished, timeout=20_000):
        view.load_page()
    yield view, asking(qtbot, view)
    view.hide()
    ended = view.page()
    with qtbot.waitSignal(ended.destroyed):
        view.close_down()
    view.deleteLater()


def sheet(
    *blocks: str,
    title: str = "عنوان",
    said: tuple[Direction | str, str] = ("", ""),
    page: str = PAGE,
) -> Sheet:
    named = tuple((f"{place}", html) for place, html in enumerate(blocks))
    return Sheet(POST, *said, (("head", title), *named) if title else named, page)  # type: ignore[arg-type]


STYLE = DressFile("1.css", "text/css", RULES)
PICTURE = DressFile("2.png", "image/png", a_picture(30, 20))
BODY_PLACE = "document.querySelector('[data-midad=body]')"


@pytest.fixture
def worn(qtbot: QtBot) -> Iterator[tuple[PreviewView, Ask]]:
    with wearing(qtbot, dressed(BLOCK_THEME), STYLE, PICTURE) as made:
        yield made


def test_a_post_stands_in_the_places_of_the_page(
    qtbot: QtBot, worn: tuple[PreviewView, Ask]
) -> None:
    view, ask = worn
    put(qtbot, view, sheet("<p>أول</p>", "<h2>second</h2>"))
    assert ask("document.querySelector('h1').textContent") == "عنوان"
    assert ask(f"[...{BODY_PLACE}.children].map(e => e.tagName).join()") == "P,H2"
    assert view.url() == QUrl(PAGE)


def test_the_rules_of_the_look_find_the_blocks(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    put(qtbot, view, sheet("<p>أول</p>"))
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert ask(style.format("[data-midad=body] > p", "color")) == "rgb(1, 2, 3)"
    assert ask(style.format("h1", "letterSpacing")) == "3px"
    qtbot.waitUntil(lambda: ask("document.querySelector('aside img').naturalWidth") == 30)


def test_only_the_changed_block_is_made_anew(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    lines = [f"<p>سطر {place}</p>" for place in range(60)]
    put(qtbot, view, sheet(*lines))
    ask(f"[...{BODY_PLACE}.children].forEach((block, at) => block.mark = at); 0")
    put(qtbot, view, sheet(*lines[:30], "<h3>سطر 30 جديد</h3>", *lines[31:]))
    marks = ask(f"[...{BODY_PLACE}.children].map(b => b.mark ?? -1).join()")
    assert marks == ",".join(map(str, [*range(30), -1, *range(31, 60)]))
    put(qtbot, view, sheet(*lines[:30], *lines[31:], title="آخر"))
    assert ask(f"{BODY_PLACE}.children.length") == 59
    assert ask("document.querySelector('h1').textContent") == "آخر"


def test_the_title_goes_and_comes_back(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    put(qtbot, view, sheet("<p>أول</p>"))
    put(qtbot, view, sheet("<p>أول</p>", title=""))
    assert ask("document.querySelector('h1').textContent") == ""
    put(qtbot, view, sheet("<p>أول</p>", title="من جديد"))
    assert ask("document.querySelector('h1').textContent") == "من جديد"
    assert ask(f"{BODY_PLACE}.textContent") == "أول"


def test_a_block_of_several_elements_is_one(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    put(qtbot, view, sheet("<p>أول</p><p>ثان</p>", "bare words", "<p>ثالث</p>"))
    put(qtbot, view, sheet("<p>ثالث</p>"))
    assert ask(f"{BODY_PLACE}.innerText.trim()") == "ثالث"


def test_the_post_keeps_its_direction_and_the_page_its_own(
    qtbot: QtBot, worn: tuple[PreviewView, Ask]
) -> None:
    view, ask = worn
    direction = "getComputedStyle(document.querySelector('{}')).direction"
    put(qtbot, view, sheet("<p id='p'>English words</p>", said=(Direction.LTR, "en")))
    assert ask(direction.format("#p")) == "ltr"
    assert ask(direction.format("html")) == ask(direction.format("h1")) == "rtl"
    assert ask(f"{BODY_PLACE}.firstElementChild.lang") == "en"
    put(qtbot, view, sheet("<p id='p'>English words</p>", "<p>عربي</p>"))
    assert ask(direction.format("#p")) == "rtl"
    assert ask(f"[...{BODY_PLACE}.children].map(e => e.tagName).join()") == "P,P"


def test_what_stands_behind_the_post_stays_behind_it(qtbot: QtBot) -> None:
    with wearing(qtbot, dressed(STATIC), STYLE, PICTURE) as (view, ask):
        put(qtbot, view, sheet("<p>أول</p>", "<p>ثان</p>"))
        put(qtbot, view, sheet("<p>أول</p>", "<p>ثان</p>", "<p>ثالث</p>"))
        words = "document.querySelector('article').innerText.replace(/\\s+/g, ' ')"
        assert ask(words) == "عنوان 21 November أول ثان ثالث sea"
        put(qtbot, view, sheet("<p>words</p>", said=(Direction.RTL, "")))
        assert ask(words) == "عنوان 21 November words sea"


def test_from_one_look_to_the_other_and_back(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    clean = Sheet(POST, Direction.RTL, "ar", (("0", "<p>حبر</p>"),))
    for _again in range(2):
        put(qtbot, view, clean)
        assert ask("document.querySelectorAll('article.post > .block').length") == 1
        assert ask("document.documentElement.dir") == "rtl"
        assert view.page().backgroundColor() == QColor("#f7f5f0")
        put(qtbot, view, sheet("<p>حبر</p>"))
        assert ask(f"{BODY_PLACE}.children.length") == 1
        assert view.page().backgroundColor() == QColor("#ffffff")


def test_a_click_finds_its_block(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    put(qtbot, view, sheet("<p>أول</p>", "<p><b id='b'>ثان</b></p>"))
    box = "document.getElementById('b').getBoundingClientRect()"
    assert ask(f"midad.under({box}.left + 2, {box}.top + 4)[0]") == 2
    box = "document.querySelector('h1').firstChild.parentElement.getBoundingClientRect()"
    assert ask(f"midad.under({box}.right - 6, {box}.top + 9)?.[0]") == 0


def test_a_dead_link_leads_nowhere(qtbot: QtBot, worn: tuple[PreviewView, Ask]) -> None:
    view, ask = worn
    followed: list[str] = []
    view.link_followed.connect(followed.append)
    put(qtbot, view, sheet("<p>أول</p>"))
    ask("document.querySelector('aside a').click(); 0")
    assert ask("location.href").rstrip("#") == PAGE
    assert followed == []


HOSTILE_CSS = """
@import "{u}/import.css"; @import url({u}/import2.css);
@font-face {{ font-family: x; src: url({u}/font.woff2) }}
body {{ background: url({u}/bg); font-family: x; cursor: url({u}/cursor), auto }}
h1::before {{ content: url({u}/content) }}
p[data-key^="0"] {{ background-image: image-set("{u}/set" 1x) }}
input[value^="a"] {{ list-style: url({u}/value) }}
aside {{ mask: url({u}/mask#m); filter: url({u}/filter#f); border-image: url({u}/border) }}
"""


def test_a_look_that_nobody_sanitised_reaches_nobody(qtbot: QtBot) -> None:
    listener = Listener()
    here = f"http://127.0.0.1:{listener.port}"
    page = (
        f"<!doctype html><html><head><link rel=stylesheet href=1.css>"
        f"{HOSTILE.format(u=here)}</head><body><h1 data-midad=title></h1>"
        f"<div data-midad=body></div><aside>{HOSTILE.format(u=here)}"
        f"<img id=last src=2.png></aside></body></html>"
    )
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{here}/svg'/></svg>"
    files = (
        DressFile("1.css", "text/css", HOSTILE_CSS.format(u=here).encode()),
        DressFile("2.png", "image/svg+xml", drawing.encode()),
    )
    with wearing(qtbot, page, *files) as (view, ask):
        put(qtbot, view, sheet("<p>أول</p>", "<p><input value='abc'></p>"))
        qtbot.waitUntil(lambda: ask("document.getElementById('last').complete"), timeout=20_000)
        ask("document.querySelectorAll('a, button').forEach(each => each.click()); 0")
        put(qtbot, view, sheet("<p>ثان</p>"))
        assert ask("document.querySelector('h1').textContent") == "عنوان"
        assert ask("String(globalThis.ran)") == "undefined"
        assert view.url() == QUrl(PAGE)
    assert listener.connections == 0
    listener.close()


@pytest.mark.parametrize(
    ("address", "content"),
    [
        (PAGE, True),
        (PAGE + "1.css", True),
        (PAGE + "4.css", False),
        (PAGE + "../1.css", False),
        (PAGE + "sub/1.css", False),
        (f"media://dress/{POST}/1/", False),
        ("media://dress/", False),
        (f"media://dress/{BLOG}/1/script.js", False),
        (f"media://dress/{BLOG}/1/page.html", False),
    ],
)
def test_only_what_is_kept_is_served(address: str, content: bool) -> None:
    kept: dict[str, Content] = {
        "": ("text/html", b"<p>"),
        "1.css": ("text/css", b""),
        "script.js": ("text/javascript", b""),
        "page.html": ("text/html", b""),
    }

    def dress(blog: str, name: str) -> Content | None:
        return kept.get(name) if blog == BLOG else None

    assert (read(QUrl(address), lambda _post, _name: None, dress) is not None) is content


@pytest.mark.parametrize(
    ("address", "typed", "allowed"),
    [
        (PAGE, True, True),
        (PAGE + "#fn-1", False, True),
        (PAGE + "#", False, False),
        (PAGE, False, False),
        ("media://preview/#fn-1", False, False),
        (f"media://dress/{BLOG}/2/#fn-1", False, False),
        (PAGE + "1.css", True, False),
    ],
)
def test_the_page_stays_where_it_is(
    qtbot: QtBot, worn: tuple[PreviewView, Ask], address: str, typed: bool, allowed: bool
) -> None:
    view, _ = worn
    put(qtbot, view, sheet("<p>أول</p>"))
    kinds = QWebEnginePage.NavigationType
    kind = kinds.NavigationTypeTyped if typed else kinds.NavigationTypeLinkClicked
    assert view.page().acceptNavigationRequest(QUrl(address), kind, True) is allowed


def test_the_address_is_the_one_the_looks_have() -> None:
    from editor.domain.post import BlogId

    assert Wear(BlogId(BLOG), 1).page == PAGE
    assert PostId(POST) != BLOG


def test_a_page_that_is_made_for_each_post_runs_as_its_post(qtbot: QtBot) -> None:
    with wearing(qtbot, dressed(STATIC), STYLE, PICTURE) as (view, ask):
        shown = sheet("<p>كلمات</p>", title='<h1 dir="ltr">C++</h1>', said=(Direction.RTL, "ar"))
        put(qtbot, view, replace(shown, is_whole=True))
        assert ask("document.querySelector('h1').innerHTML") == "C++"
        direction = "getComputedStyle(document.querySelector('{}')).direction"
        assert ask(direction.format("h1")) == "ltr"
        assert ask(direction.format(".tags")) == "rtl"
        assert ask("document.documentElement.lang") == "ar"
        assert ask("document.querySelector('article').children[2].tagName") == "P"


def test_styles_of_a_kind_of_blocks_count_where_one_is(qtbot: QtBot) -> None:
    page = dressed(BLOCK_THEME).replace(
        "</head>", '<link rel="stylesheet" href="3.css" data-midad-kind="list"></head>'
    )
    rules = DressFile("3.css", "text/css", b"ul { padding: 77px }")
    with wearing(qtbot, page, STYLE, PICTURE, rules) as (view, ask):
        padding = "getComputedStyle(document.querySelector('[data-midad=body] ul')).paddingTop"
        shown = sheet("<ul><li>بند</li></ul>")
        for kinds, wanted in ((("list",), "77px"), ((), "0px"), (("code", "list"), "77px")):
            put(qtbot, view, replace(shown, kinds=kinds))
            assert ask(padding) == wanted
