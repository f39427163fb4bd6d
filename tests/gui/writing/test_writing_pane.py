"""Title, bar and body together."""

from __future__ import annotations

import pytest
from measuring import put_caret, type_words
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QIcon, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction, Format, Post, PostId
from editor.gui.phrases import direction_name
from editor.gui.theme import DARK
from editor.gui.writing.editor import Place
from editor.gui.writing.palette import Palette
from editor.gui.writing.pane import WritingPane
from editor.gui.writing.title_field import TitleField
from editor.system import translation
from editor.text.direction import base_direction, strong_words


@pytest.fixture
def pane(qtbot: QtBot) -> WritingPane:
    pane = WritingPane(lambda _name: QIcon())
    qtbot.addWidget(pane)
    pane.resize(900, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def title_is_at_right(field: TitleField) -> bool:
    rect = field.document().firstBlock().layout().lineAt(0).naturalTextRect()
    return abs(rect.right() + field.viewport().x() - field.width()) < 2


def test_a_post_is_shown_and_given_back_untouched(pane: WritingPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pane.text_edited), qtbot.assertNotEmitted(pane.title_edited):
        pane.load_post("عنوان\nفي سطرين", "نص\r\n", "ar", None)
    assert pane.title() == "عنوان\nفي سطرين"
    assert pane.title_field.toPlainText() == "عنوان في سطرين"
    assert pane.body() == "نص\r\n"
    with qtbot.waitSignal(pane.title_edited):
        type_words(pane.title_field, ".")
    assert pane.title() == "عنوان في سطرين."


def test_no_markdown_is_written_into_html(pane: WritingPane) -> None:
    pane.load_post("عنوان", "Bare words of a blog", format=Format.HTML)
    pane.editor.direction_wanted.emit(Direction.RTL)
    assert pane.body() == "Bare words of a blog"


def test_the_title_reads_its_own_way(pane: WritingPane) -> None:
    field = pane.title_field
    pane.load_post("WordPress للمبتدئين", "", "ar", None)
    assert title_is_at_right(field)
    pane.load_post("Only English", "", "ar", None)
    assert not title_is_at_right(field)
    pane.load_post("", "", "ar", None)
    type_words(field, "مرحبا")
    assert title_is_at_right(field)


def test_a_pasted_title_is_one_line(pane: WritingPane) -> None:
    data = QMimeData()
    data.setText("سطر\r\nثان\tو\x07ثالث\u2028\n")
    pane.title_field.insertFromMimeData(data)
    assert pane.title() == "سطر  ثان و ثالث"


def test_a_title_of_70_000_spaces_hangs_nothing(pane: WritingPane) -> None:
    spaces = " " * 70_000
    data = QMimeData()
    data.setText(f"سطر{spaces}ثان  ثالث")
    pane.title_field.insertFromMimeData(data)
    assert pane.title() == "سطر ثان  ثالث"
    pane.load_post(f"a{spaces}b", "", "ar", None)
    assert pane.title_field.toPlainText() == "a b"
    assert pane.title() == f"a{spaces}b", "nobody touched it"


def test_a_long_title_wraps_and_grows(pane: WritingPane, qtbot: QtBot) -> None:
    pane.load_post("عنوان", "", "ar", None)
    qtbot.waitUntil(lambda: pane.title_field.height() > 20)
    low = pane.title_field.height()
    pane.load_post("عنوان طويل جدا " * 8, "", "ar", None)
    qtbot.waitUntil(lambda: pane.title_field.height() > 1.8 * low)
    pane.load_post("عنوان", "", "ar", None)
    qtbot.waitUntil(lambda: pane.title_field.height() == low)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down])
def test_the_title_is_left_towards_the_body(pane: WritingPane, qtbot: QtBot, key: Qt.Key) -> None:
    pane.title_field.setFocus()
    with qtbot.waitSignal(pane.title_field.left_below):
        qtbot.keyClick(pane.title_field, key)
    assert pane.title() == ""
    assert pane.focusWidget() is pane.editor


def test_title_and_body_stand_in_one_column(pane: WritingPane, qtbot: QtBot) -> None:
    pane.load_post("عنوان", "سطر\n\n" * 200, "ar", None)
    for mirrored in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        pane.setLayoutDirection(mirrored)
        for width in (900, 640, 1200):
            pane.resize(width, 700)

            def aligned() -> bool:
                left, measure = pane.editor.column()
                field = pane.title_field.geometry()
                return abs(field.x() - left) <= 1 and abs(field.width() - measure) <= 1

            qtbot.waitUntil(aligned)


def test_buttons_format_and_leave_the_caret_in_the_text(pane: WritingPane, qtbot: QtBot) -> None:
    pane.load_post("", "كلمة", "ar", None)
    pane.editor.selectAll()
    pane.format_bar.button("bold").click()
    assert pane.body() == "**كلمة**"
    pane.editor.undo()
    assert pane.body() == "كلمة"
    with qtbot.waitSignal(pane.picture_wanted):
        pane.format_bar.button("image").click()


def test_the_direction_buttons_show_and_say_the_blocks_direction(pane: WritingPane) -> None:
    left, right = (pane.format_bar.button(f"pilcrow-{side}") for side in ("right", "left"))
    pane.load_post("", "مرحبا\n\nHello there", "ar", None)
    assert (left.isChecked(), right.isChecked()) == (False, True)
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    assert (left.isChecked(), right.isChecked()) == (True, False)
    right.click()
    assert pane.body() == 'مرحبا\n\nHello there\n{: dir="rtl"}'
    assert (left.isChecked(), right.isChecked()) == (False, True)
    right.click()
    assert (left.isChecked(), right.isChecked()) == (False, True)
    left.click()
    assert pane.body() == "مرحبا\n\nHello there"


def test_every_button_has_a_name_and_is_reached_by_tab(pane: WritingPane) -> None:
    for name in ("heading", "bold", "italic", "link", "image", "list", "list-ordered",
                 "text-quote", "code", "table", "pilcrow-right", "pilcrow-left"):  # fmt: skip
        button = pane.format_bar.button(name)
        assert button.accessibleName()
        assert button.accessibleName() in button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_html_has_no_formatting_bar(pane: WritingPane) -> None:
    pane.load_post("عنوان", "<p>نص</p>", "ar", None, Format.HTML)
    assert not pane.format_bar.isVisible()
    pane.load_post("عنوان", "نص", "ar", None)
    assert pane.format_bar.isVisible()


def test_theme_and_language_change_while_it_is_open(pane: WritingPane, qtbot: QtBot) -> None:
    pane.load_post("", "", "", Direction.RTL)
    light = pane.grab().toImage().pixelColor(2, 2).lightness()
    pane.set_theme(DARK)
    translation.use("ar")
    pane.retranslate()
    qtbot.wait(10)
    assert pane.grab().toImage().pixelColor(2, 2).lightness() < light
    assert pane.grab().toImage().pixelColor(2, 680).lightness() < light


@pytest.mark.parametrize(
    ("interface", "title", "body", "wanted"),
    [
        ("ar", "", "", Direction.RTL),
        ("en", "", "", Direction.LTR),
        ("en", "دفتر الطريق", "", Direction.RTL),
        ("ar", "Notes", "", Direction.LTR),
        ("ar", "WordPress and one كلمة more", "", Direction.LTR),
        ("ar", "", "Only English words", Direction.LTR),
        ("en", "", "خرجنا مع الفجر", Direction.RTL),
        ("ar", "2026", "```\ncode\n```", Direction.RTL),
    ],
)
def test_a_post_without_words_begins_where_its_title_or_the_interface_does(
    pane: WritingPane, interface: str, title: str, body: str, wanted: Direction
) -> None:
    translation.use(interface)
    pane.load_post(title, body)
    assert pane.editor.post_direction is wanted
    if strong_words(title + body) != (0, 0):
        post = Post(PostId("p"), title=title, body=body)
        assert title == "2026" or pane.editor.post_direction is base_direction(post)


def test_a_typed_title_gives_the_blank_body_its_direction(pane: WritingPane) -> None:
    pane.load_post("", "")
    type_words(pane.title_field, "مرحبا")
    assert pane.editor.post_direction is Direction.RTL
    assert pane.title_field.direction is Direction.RTL


def test_html_of_a_blog_says_what_it_is_and_has_no_bar(pane: WritingPane) -> None:
    pane.load_post("عنوان", "<p>سلام WordPress للجميع</p>", format=Format.HTML)
    assert pane.source_notice.isVisible()
    assert "HTML" in pane.source_notice.text()
    assert not pane.format_bar.isVisible()
    assert pane.editor.post_direction is Direction.RTL
    pane.load_post("عنوان", "نص")
    assert not pane.source_notice.isVisible()
    assert pane.format_bar.isVisible()


def test_the_authors_word_on_the_post_is_chosen_from_the_bar(
    pane: WritingPane, qtbot: QtBot
) -> None:
    pane.load_post("", "words", direction=Direction.RTL)
    menu = pane.format_bar.button("arrow-left-right").menu()
    menu.aboutToShow.emit()
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == [direction_name(Direction.RTL)]
    with qtbot.waitSignal(pane.post_direction_chosen) as chosen:
        menu.actions()[0].trigger()
    assert chosen.args == [None]


def test_words_are_found_in_the_body_and_marked(pane: WritingPane) -> None:
    pane.load_post("", "كَتَبَ ثم كتب")
    pane.find_bar.open()
    pane.find_bar.field.setText("كتب")
    block = pane.editor.document().firstBlock()
    assert len(pane.find_bar.finder.marks(block)) == 2
    assert pane.find_bar.isVisibleTo(pane)
    pane.retranslate()
    pane.set_theme(DARK)
    pane.find_bar.dismiss()
    assert not pane.find_bar.isVisibleTo(pane)


def test_every_row_of_the_format_menu_says_what_it_does(pane: WritingPane) -> None:
    window_menu = QMenu(pane)
    menu = pane.format_bar.make_menu(window_menu)
    menu.aboutToShow.emit()
    rows = [action for action in menu.actions() if not action.isSeparator()]
    assert all(action.text() for action in rows)
    table = next(action.menu() for action in rows if action.text() == "Rows and columns")
    pane.load_post("", "| أ | ب |\n|---|---|\n| ج | د |")
    pane.editor.go_to(Place(20, 20))
    table.actions()[0].trigger()
    assert pane.body().count("\n") == 3


def choose_sign(pane: WritingPane, key: str) -> None:
    pane.insert_special()
    palette = pane.findChildren(Palette)[-1]
    palette.choose(next(button.offer for button in palette.buttons() if button.offer.key == key))


@pytest.mark.parametrize(
    ("key", "start", "end", "after", "caret"),
    [
        ("\u200c", 2, 2, "می\u200cروم", 3),
        ("\u0640", 4, 4, "میروـم", 5),
        ("«»", 0, 5, "«میروم»", 7),
        ("«»", 5, 5, "میروم«»", 6),
        ("\u2066\u2069", 0, 5, "\u2066میروم\u2069", 7),
    ],
)
def test_a_sign_of_the_palette_goes_to_the_caret_or_around_the_selection(
    pane: WritingPane, key: str, start: int, end: int, after: str, caret: int
) -> None:
    pane.load_post("", "میروم")
    put_caret(pane.editor, end, anchor=start)
    choose_sign(pane, key)
    assert pane.body() == after
    assert pane.editor.textCursor().position() == caret
    assert pane.editor.hasFocus()
    pane.editor.undo()
    assert pane.body() == "میروم"


def test_the_palette_opens_at_the_caret_and_offers_first_what_was_used(pane: WritingPane) -> None:
    pane.load_post("", "نص\n\nآخر")
    put_caret(pane.editor, 7)
    for key in ("«»", "\u200c"):
        choose_sign(pane, key)
    pane.insert_special()
    palette = pane.findChildren(Palette)[-1]
    assert [button.offer.key for button in palette.buttons()[:2]] == ["\u200c", "«»"]
    caret = pane.editor.caret_rect().toAlignedRect()
    below = pane.editor.viewport().mapToGlobal(caret.bottomLeft())
    assert palette.geometry().top() >= below.y() - 2
    assert palette.geometry().left() <= below.x() <= palette.geometry().right()
    palette.close()
