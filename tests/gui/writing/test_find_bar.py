"""Finding and replacing, as an author meets it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from measuring import put_caret, type_words
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.style import style_sheet
from editor.gui.theme import LIGHT
from editor.gui.writing import codec
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.finding import find_bar, finder
from editor.gui.writing.finding.find_bar import FindBar
from editor.system import translation
from editor.text.html_import import island

SECOND = 22  # where the second one begins
TEXT = "قال مُحَمَّدٌ كلمة\nثم محمد\nThe road, a ROAD and roads\nومحمد"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches are through at once, however busy the machine; slices have tests of their own."""
    monkeypatch.setattr(finder, "_SLICE", 60_000)


@dataclass
class Page:
    window: QWidget
    editor: WritingEditor
    bar: FindBar

    def show(self, text: str) -> Page:
        self.editor.load(text)
        return self

    @property
    def text(self) -> str:
        return self.editor.text()

    @property
    def selected(self) -> str:
        return codec.selected(self.editor.textCursor())

    @property
    def said(self) -> str:
        return self.bar.said.text()


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(LIGHT))
    editor = WritingEditor(window)
    editor.settle("", Direction.RTL)
    bar = FindBar(editor, lambda _name: QIcon(), window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(editor, 1)
    column.addWidget(bar)
    window.resize(760, 560)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return Page(window, editor, bar).show(TEXT)


def test_the_bar_is_hidden_until_it_is_asked_for(page: Page) -> None:
    assert not page.bar.isVisible()
    page.bar.open()
    assert page.bar.isVisible()
    assert page.window.focusWidget() is page.bar.field
    assert page.said == ""
    assert not page.bar.next.isEnabled()


def test_words_are_found_while_they_are_typed(page: Page) -> None:
    page.bar.open()
    type_words(page.bar.field, "محمد")
    assert (page.selected, page.said) == ("مُحَمَّدٌ", "1 of 3")
    assert page.window.focusWidget() is page.bar.field
    assert page.text == TEXT
    assert not page.editor.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("key", "modifier", "said"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "2 of 3"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "2 of 3"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, "From the end"),
    ],
)
def test_enter_goes_on_and_shift_enter_back(
    page: Page, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, said: str
) -> None:
    page.bar.open()
    type_words(page.bar.field, "محمد")
    qtbot.keyClick(page.bar.field, key, modifier)
    assert page.said == said


def test_going_round_is_said_for_a_while(
    page: Page, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_bar, "_NOTICE", 50)
    page.bar.open()
    type_words(page.bar.field, "محمد")
    page.bar.previous.click()
    assert (page.said, page.selected) == ("From the end", "محمد")
    page.bar.previous.click()
    assert page.said == "2 of 3"
    page.bar.next.click()
    page.bar.next.click()
    assert (page.said, page.selected) == ("From the beginning", "مُحَمَّدٌ")
    qtbot.waitUntil(lambda: page.said == "1 of 3")


def test_the_selection_becomes_the_wanted_words(page: Page) -> None:
    put_caret(page.editor, SECOND + 4, anchor=SECOND)
    page.bar.open()
    assert page.bar.field.text() == page.bar.field.selectedText() == "محمد"
    assert (page.selected, page.said) == ("محمد", "2 of 3")
    page.editor.selectAll()  # more than a line is no word
    page.bar.open()
    assert page.bar.field.text() == "محمد"


def test_a_closed_bar_remembers_its_words(page: Page) -> None:
    page.bar.open()
    type_words(page.bar.field, "road")
    page.bar.dismiss()
    put_caret(page.editor, 0)
    page.bar.open()
    assert (page.bar.field.text(), page.said) == ("road", "3 matches")
    assert not page.selected
    page.bar.dismiss()
    page.bar.step()  # F3
    assert page.bar.isVisible()
    assert (page.said, page.selected) == ("1 of 3", "road")
    assert page.window.focusWidget() is page.editor


def test_f3_without_words_asks_for_them(page: Page) -> None:
    page.bar.step()
    assert page.window.focusWidget() is page.bar.field


def test_one_match_is_one(page: Page) -> None:
    page.bar.open()
    type_words(page.bar.field, "كلمة")
    put_caret(page.editor, 0)
    assert page.said == "1 match"


def test_escape_gives_the_caret_back_on_the_match(page: Page, qtbot: QtBot) -> None:
    page.bar.open()
    type_words(page.bar.field, "road")
    block = page.editor.document().findBlockByNumber(2)
    assert page.bar.finder.marks(block)
    # Something else in the window means Escape too.
    other = QShortcut(QKeySequence("Escape"), page.window)
    with qtbot.assertNotEmitted(other.activated):
        qtbot.keyClick(page.bar.field, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert page.window.focusWidget() is page.editor
    assert page.selected == "road"
    assert not page.bar.finder.marks(block)


def test_nothing_found_is_said_kindly(page: Page) -> None:
    def ground() -> QColor:
        field = page.bar.field
        return field.grab().toImage().pixelColor(field.width() - 20, 8)  # behind the words

    page.bar.open()
    type_words(page.bar.field, "road")
    plain = ground()
    type_words(page.bar.field, "xx")
    assert page.said == "Nothing found"
    assert ground().name() == LIGHT.warning_soft != plain.name()
    assert not page.bar.next.isEnabled()
    assert page.selected == "road"
    page.bar.field.setText("road")
    assert ground() == plain
    page.bar.field.clear()
    assert page.said == ""


def test_the_switches(page: Page) -> None:
    page.bar.open()
    type_words(page.bar.field, "road")
    assert page.bar.finder.count == 3
    page.bar.whole_words.click()
    assert page.bar.finder.count == 2
    page.bar.exact.click()
    assert page.bar.finder.count == 1
    page.bar.whole_words.click()
    assert page.bar.finder.count == 2
    assert page.said == "1 of 2"


def test_the_results_keep_up_with_the_text(page: Page, qtbot: QtBot) -> None:
    page.bar.open()
    type_words(page.bar.field, "محمد")
    put_caret(page.editor, 0)
    type_words(page.editor, "محمد ")
    qtbot.waitUntil(lambda: page.said == "4 matches")
    page.editor.undo()
    page.show("محمد")
    qtbot.waitUntil(lambda: page.said == "1 match")


def test_replacing_one_and_then_the_next(page: Page, qtbot: QtBot) -> None:
    page.bar.open(replacing=True)
    type_words(page.bar.field, "محمد")
    type_words(page.bar.replacement, "أحمد")
    page.bar.replace_one.click()
    assert page.text == TEXT.replace("مُحَمَّدٌ", "أحمد")
    assert page.said == "1 of 2"
    qtbot.keyClick(page.bar.replacement, Qt.Key.Key_Return)
    qtbot.keyClick(page.bar.replacement, Qt.Key.Key_Return)
    assert page.text == TEXT.replace("مُحَمَّدٌ", "أحمد").replace("محمد", "أحمد")
    assert page.said == "Nothing found"
    assert not page.bar.replace_one.isEnabled()
    for _ in range(3):
        page.editor.undo()
    assert page.text == TEXT


def test_replacing_all_says_how_many(page: Page, qtbot: QtBot) -> None:
    page.bar.open(replacing=True)
    type_words(page.bar.field, "محمد")
    type_words(page.bar.replacement, "🧭")
    with qtbot.waitSignal(page.bar.finder.counted):
        page.bar.replace_all.click()
    assert page.said == "3 replaced"
    assert page.bar.field.property("mood") != "missing"
    assert page.text == TEXT.replace("مُحَمَّدٌ", "🧭").replace("محمد", "🧭")
    page.editor.undo()
    assert page.text == TEXT
    type_words(page.bar.field, "x")
    assert page.said == "Nothing found"


@pytest.mark.parametrize(
    ("above", "said"),
    [("محمد\n\n", "1 replaced · 1 left in folded HTML"), ("", "1 left in folded HTML")],
)
def test_replacing_all_says_what_it_left_alone(page: Page, above: str, said: str) -> None:
    text = f"قال\n\n{above}{island('<b title=x>محمد</b>')}\n\nثم"
    page.show(text)
    page.bar.open(replacing=True)
    type_words(page.bar.field, "محمد")
    type_words(page.bar.replacement, "أحمد")
    put_caret(page.editor, 0)
    page.bar.replace_all.click()
    assert page.said == said
    assert page.text == text.replace("محمد\n", "أحمد\n")


def test_nothing_is_replaced_where_all_is_so_already(page: Page) -> None:
    page.bar.open(replacing=True)
    page.bar.field.setText("road")
    page.bar.exact.click()
    page.bar.replacement.setText("road")
    page.bar.replace_all.click()
    assert page.said == "Nothing to replace"
    assert not page.editor.document().isModified()


def test_a_text_that_cannot_be_changed_is_only_searched(page: Page) -> None:
    page.editor.setReadOnly(True)
    page.bar.open(replacing=True)
    page.bar.field.setText("road")
    assert page.bar.next.isEnabled()
    assert not page.bar.replace_one.isEnabled()
    assert not page.bar.replace_all.isEnabled()


def test_the_field_for_other_words_comes_and_goes(page: Page) -> None:
    page.bar.open()
    assert not page.bar.replacement.isVisible()
    page.bar.replacing.click()
    assert page.bar.replacement.isVisible()
    assert page.window.focusWidget() is page.bar.replacement
    page.bar.replacing.click()
    assert not page.bar.replace_all.isVisible()
    put_caret(page.editor, SECOND + 4, anchor=SECOND)
    page.bar.open(replacing=True)  # the wanted words are there already
    assert page.window.focusWidget() is page.bar.replacement


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_a_field_runs_as_its_words_do(page: Page, interface: str) -> None:
    translation.use(interface)
    page.bar.retranslate()
    rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    for words, direction in (
        ("", rtl if interface == "ar" else ltr),
        ("محمد", rtl),
        ("road", ltr),
        ("", rtl if interface == "ar" else ltr),
    ):
        page.bar.field.setText(words)
        assert page.bar.field.layoutDirection() == direction


def test_words_from_the_search_over_all_posts(page: Page) -> None:
    for query, words in (
        ("قال محمد", "قال محمد"),
        ("محمد قال road", "محمد"),  # not in this order: the first of them
        ("absent road", "road"),
    ):
        put_caret(page.editor, 0)
        page.editor.setFocus()
        page.bar.open_with(query)
        assert page.bar.isVisible()
        assert page.bar.field.text() == words
        assert page.selected
        assert page.window.focusWidget() is page.editor
        page.bar.dismiss()
    page.bar.open_with("absent")
    assert not page.bar.isVisible()


def test_everything_has_a_name_and_is_reached_by_tab_in_order(page: Page, qtbot: QtBot) -> None:
    bar = page.bar
    bar.open(replacing=True)
    bar.field.setText("road")
    for widget in (bar.field, bar.replacement, bar.previous, bar.next, bar.exact,
                   bar.whole_words, bar.replacing, bar.close_button):  # fmt: skip
        assert widget.accessibleName()
    for button in (bar.previous, bar.next, bar.replacing, bar.close_button):
        assert button.accessibleName() in button.toolTip()
    assert "F3" in bar.next.toolTip()
    order = [bar.field, bar.replacement, bar.previous, bar.next, bar.exact, bar.whole_words,
             bar.replacing, bar.replace_one, bar.replace_all, bar.close_button]  # fmt: skip
    for here, there in pairwise(order):
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        assert page.window.focusWidget() is there


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("width", [340, 424, 660, 1200])
def test_everything_has_room_at_any_width(
    page: Page, qtbot: QtBot, width: int, mirrored: bool
) -> None:
    bar = page.bar
    if mirrored:
        page.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bar.open(replacing=True)
    bar.field.setText("road")
    page.window.resize(width, 560)
    qtbot.waitUntil(lambda: bar.width() == width)
    QApplication.sendPostedEvents()
    parts = (bar.field, bar.previous, bar.next, bar.said, bar.exact, bar.whole_words,
             bar.replacing, bar.close_button, bar.replacement, bar.replace_one,
             bar.replace_all)  # fmt: skip
    places = [part.rect().translated(part.mapTo(bar, part.rect().topLeft())) for part in parts]
    for part, place in zip(parts, places, strict=True):
        assert bar.rect().contains(place)
        assert place.width() >= part.minimumSizeHint().width()
    for at, place in enumerate(places):
        assert not any(place.intersects(other) for other in places[:at])
    field, close = places[0], places[7]
    assert (field.x() > close.x()) is mirrored
    if width != 660:  # there it is the typeface that decides
        assert (places[4].y() > field.bottom()) is (width < 660)  # the switches below the field


def test_a_match_at_the_foot_is_not_hidden_by_the_bar(page: Page, qtbot: QtBot) -> None:
    page.show("\n".join(f"line {n}" for n in range(200)))
    last = page.editor.cursorForPosition(page.editor.viewport().rect().bottomLeft())
    words = last.block().previous().text()
    put_caret(page.editor, last.block().previous().position())
    page.bar.open_with(words)
    assert page.selected == words
    page.bar.open(replacing=True)

    def seen() -> bool:
        return page.editor.viewport().rect().contains(page.editor.cursorRect())

    qtbot.waitUntil(lambda: page.bar.height() > 80)
    qtbot.waitUntil(seen)
