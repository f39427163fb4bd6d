"""The text and its page, side by side and with a browser, as the author has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.preview.alongside import Alongside, read_place, show_line
from editor.gui.preview.pane import PreviewPane
from editor.gui.preview.widths import Width
from editor.gui.writing.editor import WritingEditor
from editor.workspace.rendering import Snapshot
from tests.gui.preview.pages import POST, asking

LINE = "كلمات كثيرة في سطر طويل حتى ينكسر، and some English words to break the line again. "
BODY = "\n\n".join(
    [
        *(f"فقرة {number}: {LINE * (1 + number % 3)}" for number in range(30)),
        "- بند أول\n- بند ثان\n- بند ثالث",
        "```\n" + "code\n" * 40 + "```",
        *(f"paragraph {number}: {LINE * (1 + number % 4)}" for number in range(30)),
    ]
)


class Desk:
    """A text, its page, and questions to both."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.around = QWidget()
        self.editor = WritingEditor(self.around)
        self.pane = PreviewPane(lambda post, name: None, self.around)
        self.alongside = Alongside(self.editor, self.pane)
        self.pane.page_made.connect(self.alongside.take)
        self.pane.rendering_shown.connect(
            lambda rendering, newest: self.alongside.show(rendering, is_newest=newest)
        )
        row = QHBoxLayout(self.around)
        row.addWidget(self.editor, 1)
        row.addWidget(self.pane, 1)
        self.around.resize(1000, 600)

    def write(self, body: str, title: str = "عنوان") -> None:
        self.editor.load(body)
        self.show(title)
        layout, block = self.editor.document().documentLayout(), self.editor.document().begin()
        while block.isValid():  # or the lines are counted one after the other as they are seen
            layout.blockBoundingRect(block)
            block = block.next()

    def show(self, title: str = "عنوان") -> None:
        """What is in the editor comes onto the page."""
        snapshot = Snapshot(
            POST, title=title, body=self.editor.text(), direction=Direction.RTL, language="ar"
        )
        with self.qtbot.waitSignal(self.pane.post_shown, timeout=30_000):
            self.around.show()
            self.pane.start()
            self.pane.show_post(snapshot)

    def ask(self, expression: str) -> Any:
        assert self.pane._view is not None
        return asking(self.qtbot, self.pane._view)(expression)

    @property
    def scrolled(self) -> float:
        return float(self.ask("document.documentElement.scrollTop"))

    @property
    def end(self) -> float:
        return float(
            self.ask(
                "document.documentElement.scrollHeight - document.documentElement.clientHeight"
            )
        )

    def scroll_page(self, to: float) -> None:
        """As a reader does: the page learns of it by an event."""
        self.ask(f"document.documentElement.scrollTop = {to}; 0")

    def settled(self, look: Callable[[], object]) -> None:
        """Wait until nothing that was asked of the page is under way."""
        before = None
        while (now := look()) != before:
            before = now
            self.qtbot.wait(120)

    def on_page(self) -> str:
        """The words of the block that is read on the page."""
        return str(
            self.ask(
                "(() => { const r = document.documentElement;"
                "const y = r.scrollTop / (r.scrollHeight - r.clientHeight) * r.clientHeight;"
                "return [...document.querySelectorAll('.block')].filter("
                "b => b.getBoundingClientRect().top <= y + 1).at(-1).innerText })()"
            )
        )

    def in_text(self) -> str:
        block = read_place(self.editor)[0]
        while not block.text().strip():
            block = block.previous()
        return str(block.text()[:14])


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.around.hide()
    view = made.pane._view
    if view is None:
        made.pane.shut_down()
    else:
        with qtbot.waitSignal(view.page().destroyed):
            made.pane.shut_down()
    made.around.deleteLater()


def test_the_page_follows_the_text(desk: Desk) -> None:
    desk.write(BODY)
    bar = desk.editor.verticalScrollBar()
    for share in (0.2, 0.5, 0.8):
        bar.setValue(round(bar.maximum() * share))
        desk.settled(lambda: desk.scrolled)
        assert desk.on_page().startswith(desk.in_text())
    bar.setValue(bar.maximum())
    desk.qtbot.waitUntil(lambda: abs(desk.scrolled - desk.end) < 2)
    bar.setValue(0)
    desk.qtbot.waitUntil(lambda: desk.scrolled == 0)


def test_the_text_follows_the_page(desk: Desk) -> None:
    desk.write(BODY)
    bar = desk.editor.verticalScrollBar()
    for share in (0.3, 0.6):
        desk.scroll_page(desk.end * share)
        desk.settled(bar.value)
        assert desk.on_page().startswith(desk.in_text())
    desk.scroll_page(desk.end)
    desk.qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    desk.scroll_page(0)
    desk.qtbot.waitUntil(lambda: bar.value() == 0)


def test_what_follows_does_not_lead(desk: Desk) -> None:
    """No echo: the one who moved stays where it was put, the other moves once."""
    desk.write(BODY)
    bar = desk.editor.verticalScrollBar()
    led: list[float] = []
    assert desk.pane._view is not None
    places = desk.alongside._places
    assert places is not None
    places.scrolled.connect(led.append)
    for value in range(5, 60, 7):
        bar.setValue(value)
        desk.settled(lambda: desk.scrolled)
        assert bar.value() == value
    assert not led, "what the page was told is not taken for its reader's wish"
    moved: list[int] = []
    bar.valueChanged.connect(moved.append)
    to = round(desk.end / 2)
    desk.scroll_page(to)
    desk.settled(bar.value)
    assert len(led) == 1, "one wish, one answer"
    assert moved
    assert desk.scrolled == to


def test_nothing_follows_when_it_is_switched_off(desk: Desk) -> None:
    desk.alongside.set_on(False)
    desk.write(BODY)
    bar = desk.editor.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    desk.settled(lambda: desk.scrolled)
    assert desk.scrolled == 0
    bar.setValue(0)
    desk.scroll_page(700)
    desk.settled(bar.value)
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    desk.alongside.set_on(True)
    desk.qtbot.waitUntil(lambda: desk.scrolled > 700)
    bar.setValue(0)
    desk.qtbot.waitUntil(lambda: desk.scrolled == 0)


def test_typing_moves_neither(desk: Desk) -> None:
    desk.write(BODY)
    bar = desk.editor.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    desk.settled(lambda: desk.scrolled)
    block = read_place(desk.editor)[0]
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    desk.editor.setTextCursor(cursor)
    desk.editor.setFocus()
    desk.settled(lambda: desk.scrolled)
    value, before = bar.value(), desk.scrolled
    for letter in "نص abc":
        desk.editor.type_words(letter)
        desk.show()
    assert bar.value() == value
    assert desk.scrolled == before


def test_what_is_deleted_at_the_end_does_not_throw_the_author_elsewhere(desk: Desk) -> None:
    """The page becomes shorter than it is scrolled: that is no wish of its reader."""
    desk.write(BODY)
    desk.alongside.set_on(True)
    desk.scroll_page(desk.end)
    desk.settled(lambda: desk.scrolled)
    assert desk.alongside._places is not None
    led: list[float] = []
    desk.alongside._places.scrolled.connect(led.append)
    cursor = desk.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.setPosition(cursor.position() - 6000, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    desk.show()
    desk.settled(lambda: desk.scrolled)
    assert led == []


def test_what_is_typed_comes_into_sight_on_the_page(desk: Desk) -> None:
    """A short text whose page is longer than the pane: nothing scrolls in the editor."""
    desk.write("\n".join(f"# عنوان {number}" for number in range(12)))
    desk.editor.moveCursor(QTextCursor.MoveOperation.End)
    desk.around.activateWindow()
    desk.editor.setFocus()
    desk.qtbot.waitUntil(desk.editor.hasFocus)
    desk.scroll_page(0)
    desk.settled(lambda: desk.scrolled)
    desk.editor.type_words(" آخر")
    desk.show()
    bottom = "document.querySelector('.block:last-child').getBoundingClientRect().bottom"
    desk.qtbot.waitUntil(
        lambda: desk.ask(bottom) <= desk.ask("document.documentElement.clientHeight") + 60
    )


def click(desk: Desk, selector: str, share: float = 0.5) -> None:
    box = f"document.querySelector({selector!r}).getBoundingClientRect()"
    desk.settled(lambda: desk.ask(f"{box}.left"))  # its fonts come after the words
    x = desk.ask(f"{box}.left + {box}.width * {share}")
    y = desk.ask(f"{box}.top + {box}.height / 2")
    assert desk.pane._view is not None
    inside = desk.pane._view.focusProxy()
    scale = desk.pane._view.zoomFactor()
    QTest.mouseClick(
        inside, Qt.MouseButton.LeftButton, pos=QPoint(round(x * scale), round(y * scale))
    )


@pytest.mark.parametrize("width", [Width.PANE, Width.PHONE, Width.DESKTOP])
def test_a_click_on_a_paragraph_leads_to_its_source(desk: Desk, width: Width) -> None:
    desk.pane.set_width(width)
    desk.write("أول\n\nثان\n\nكلمة\u00a0ثم **غليظ** ثم 🌍 آخر\n\nرابع")
    with desk.qtbot.waitSignal(desk.alongside.source_shown):
        click(desk, "strong")
    cursor = desk.editor.textCursor()
    assert cursor.block().text().startswith("كلمة")
    assert cursor.block().text()[: cursor.positionInBlock()].startswith("كلمة\u00a0ثم **")
    assert cursor.positionInBlock() <= len("كلمة\u00a0ثم **غليظ")
    assert not cursor.hasSelection()


def test_a_click_on_the_title_leads_to_the_title(desk: Desk) -> None:
    desk.write("كلمة")
    with desk.qtbot.waitSignal(desk.alongside.title_wanted):
        click(desk, "h1", 0.95)


def test_a_click_beside_the_words_or_on_a_link_leads_nowhere(desk: Desk) -> None:
    desk.write("[رابط](https://example.org/a) كلمة\n\nآخر")
    heard: list[None] = []
    desk.alongside.source_shown.connect(lambda: heard.append(None))
    with desk.qtbot.waitSignal(desk.pane.link_followed) as followed:
        click(desk, "a")
    assert followed.args == ["https://example.org/a"]
    desk.ask("getSelection().selectAllChildren(document.querySelector('article')); 0")
    assert desk.pane._view is not None
    desk.alongside._places.ask_under(60, 100)  # type: ignore[union-attr]
    desk.settled(lambda: desk.scrolled)
    assert heard == []


def test_the_eye_finds_its_place_again(desk: Desk) -> None:
    """Scrolling to the line that is read changes next to nothing."""
    desk.write(BODY)
    bar = desk.editor.verticalScrollBar()
    for value in range(0, bar.maximum(), 9):
        bar.setValue(value)
        block, share = read_place(desk.editor)
        show_line(desk.editor, block.firstLineNumber() + share * block.lineCount())
        assert abs(bar.value() - value) <= 2
