from __future__ import annotations

import threading

from PySide6.QtCore import QBuffer, QByteArray, QIODeviceBase
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction, PostId
from editor.gui.preview.schemes import Content
from editor.gui.preview.view import PreviewView
from tests.gui.preview.pages import POST, Ask, asking, open_view, put, sheet

LINES = [f"<p>سطر {place} line</p>" for place in range(200)]


def a_picture(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#17645f"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODeviceBase.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return data.data()


def mark(ask: Ask) -> None:
    """Name every element in a way only the same element keeps."""
    ask("[...document.querySelectorAll('.block')].forEach((block, at) => block.mark = at); 0")


def marks(ask: Ask) -> list[int]:
    """The marks in the page's order; -1 for an element that was made since."""
    text = ask("[...document.querySelectorAll('.block')].map(b => b.mark ?? -1).join()")
    return [int(mark) for mark in text.split(",")]


def test_typing_makes_one_element_new(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet(*LINES))
    mark(ask)
    put(qtbot, view, sheet(*LINES[:100], "<p>سطر 100 lineا</p>", *LINES[101:]))
    assert marks(ask) == [*range(100), -1, *range(101, 200)]
    assert ask("document.querySelectorAll('.block')[100].textContent") == "سطر 100 lineا"


def test_the_place_stays_while_the_author_types(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet(*LINES))
    ask("document.documentElement.scrollTop = 3000; 0")
    put(qtbot, view, sheet(*LINES[:199], "<p>في آخر الصفحة</p>"))
    assert ask("document.documentElement.scrollTop") == 3000


def test_what_is_read_stays_when_the_text_above_grows(
    qtbot: QtBot, view: PreviewView, ask: Ask
) -> None:
    where = "document.querySelectorAll('.block')[{}].getBoundingClientRect().top"
    put(qtbot, view, sheet(*LINES))
    ask("document.documentElement.scrollTop = 3000; 0")
    before = ask(where.format(80))
    tall = "<p>طويل<br>جدًّا<br>هذا<br>السطر</p>"
    put(qtbot, view, sheet(tall, *LINES[1:]))
    assert abs(ask(where.format(80)) - before) < 1
    assert ask("document.documentElement.scrollTop") > 3000


def test_another_post_begins_at_its_top(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet(*LINES))
    ask("document.documentElement.scrollTop = 3000; 0")
    put(qtbot, view, sheet(*LINES, post=PostId("another")))
    assert ask("document.documentElement.scrollTop") == 0


def test_only_the_newest_sheet_waits(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    shown: list[None] = []
    view.sheet_shown.connect(lambda: shown.append(None))
    for place in range(50):
        view.show_sheet(sheet(f"<p>حرف {place}</p>"))
    qtbot.waitUntil(lambda: view.is_at_rest, timeout=20_000)
    assert ask("document.querySelector('.block').textContent") == "حرف 49"
    assert len(shown) <= 2


def test_both_directions_in_one_post(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(
        qtbot,
        view,
        sheet(
            "<p id='ar'>كتبنا هذا بلا شبكة.</p>",
            "<p id='en' dir='ltr'>We wrote this offline.</p>",
            "<p id='code'>عند <code>km 214</code> تمامًا</p>",
            direction=Direction.RTL,
        ),
    )
    direction = "getComputedStyle(document.querySelector('{}')).direction"
    assert ask(direction.format("#ar")) == "rtl"
    assert ask(direction.format("#en")) == "ltr"
    assert ask(direction.format("#code code")) == "ltr"
    assert ask(direction.format("article")) == "rtl"


def test_three_megabytes_are_shown(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    words = "كلمة word " * 30
    blocks = [f"<p>{place} {words}</p>" for place in range(10_000)]
    assert sum(map(len, blocks)) > 3_000_000
    put(qtbot, view, sheet(*blocks))
    assert ask("document.querySelectorAll('.block').length") == 10_000
    assert ask("document.querySelector('.block:last-child').textContent").startswith("9999 ")


def test_rare_characters_arrive_as_they_are(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    rare = "\u2028\u2029\u00a0\u200f\u200c\U0001f58b '\"\\`${x}</script>"
    put(qtbot, view, sheet(f"<p>{rare.replace('<', '&lt;')}</p>"))
    assert ask("document.querySelector('.block').textContent") == rare


def test_dark_and_light(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet("<p>ليل</p>"))
    surface = "getComputedStyle(document.querySelector('article')).backgroundColor"
    assert ask(surface) == "rgb(255, 255, 255)"
    view.set_dark(True)
    qtbot.waitUntil(lambda: ask(surface) == "rgb(27, 31, 36)")
    assert view.page().backgroundColor() == QColor("#15181c")
    view.set_dark(False)
    qtbot.waitUntil(lambda: ask(surface) == "rgb(255, 255, 255)")


def test_pictures_come_from_the_notebook_on_another_thread(qtbot: QtBot) -> None:
    asked: list[tuple[str, str, bool]] = []
    data = a_picture(30, 20)

    class Notebook(dict[tuple[str, str], Content]):
        def get(self, key: tuple[str, str], default: object = None) -> Content:  # type: ignore[override]
            asked.append((*key, threading.current_thread() is threading.main_thread()))
            return "image/png", data

    with open_view(qtbot, Notebook()) as view:
        ask = asking(qtbot, view)
        put(qtbot, view, sheet(f'<img src="media://picture/{POST}/%D8%AC%D8%B3%D8%B1%20a.png">'))
        qtbot.waitUntil(lambda: ask("document.querySelector('img').naturalWidth") == 30)
    assert asked == [(POST, "جسر a.png", False)]


def test_a_picture_from_elsewhere_is_its_words(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet('<p><img alt="جسر بعيد" src=""> <img alt="b" src="https://x.org/"></p>'))
    assert ask("[...document.querySelectorAll('.absent')].map(b => b.textContent).join()") == (
        "جسر بعيد,b"
    )
    assert ask("document.querySelectorAll('img').length") == 0


def test_a_picture_the_notebook_lacks_is_its_words(
    qtbot: QtBot, view: PreviewView, ask: Ask
) -> None:
    put(qtbot, view, sheet(f'<img alt="ضاع" src="media://picture/{POST}/%D8%AC.png">'))
    qtbot.waitUntil(lambda: ask("document.querySelectorAll('.absent').length") == 1)
    assert ask("document.querySelector('.absent').textContent") == "ضاع"


def test_a_footnote_scrolls(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet("<p><a id='to' href='#fn:1'>1</a></p>", *LINES, "<p id='fn:1'>هامش</p>"))
    ask("document.getElementById('to').click(); 0")
    qtbot.waitUntil(lambda: ask("document.documentElement.scrollTop") > 1000)
    assert view.is_at_rest


def test_a_page_that_ended_comes_back(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet("<p>باقٍ</p>"))
    with qtbot.waitSignal(view.page_lost, timeout=20_000):
        view.page().renderProcessTerminated.emit(
            view.page().RenderProcessTerminationStatus.CrashedTerminationStatus, 11
        )
    with qtbot.waitSignal(view.sheet_shown, timeout=20_000):
        view.load_page()
    assert ask("document.querySelector('.block').textContent") == "باقٍ"


def test_a_page_follows_no_link_by_itself(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    heard: list[str] = []
    view.link_followed.connect(heard.append)
    away = '<meta http-equiv="refresh" content="0;url=https://example.org/">'
    put(qtbot, view, sheet(f"{away}<p><a id='to' href='https://example.org/a'>رابط</a></p>"))
    ask("document.getElementById('to').click(); 0")  # as a reader does
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["https://example.org/a"]
    assert ask("document.querySelector('#to').textContent") == "رابط", "our page is still there"
