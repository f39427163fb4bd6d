"""The acceptance table of writing in two directions, one test for each of its 31 rows, on the
real widget. What a row is about is in its test's name; the words of the rows are also among the
cases (cases/acceptance.toml), where python-bidi judges them.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

import pytest
from measuring import Open, type_words
from page_reading import first_direction, paragraphs
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reading import edges, foretold, is_in_one_piece, seen
from test_unicode_bidi import check

from editor.domain.post import Direction
from editor.gui.writing.editor import WritingEditor
from editor.text.finding import find
from editor.text.page import stylesheet
from editor.text.render import render_html

RTL, LTR = Direction.RTL, Direction.LTR
CLICKED = [
    "# HTML للمبتدئين",
    "- WordPress منصة",
    "**Note**: مرحبا",
    "[link](http://x.com/) ثم نص",
    "شغل `--force` الآن",
    "اكتب `foo()` و `bar()`",
    "زر http://x.com/ اليوم",
    "لغة C++ قوية",
]


def inks(editor: WritingEditor, number: int = 0) -> list[str]:
    """What is met in a line, from left to right."""
    shown = editor.shown(editor.document().findBlockByNumber(number))
    return [glyph.ink for glyph in seen(shown.layout, shown.display.text)]


def side(editor: WritingEditor, number: int = 0) -> Direction:
    """The side at which a line begins; it must be the one it is said to run from."""
    shown = editor.shown(editor.document().findBlockByNumber(number))
    column, width = editor.column()
    left, right = edges(shown.layout)
    at_left = abs(left - column) < 1.5
    at_right = abs(right - column - width) < 1.5
    assert at_left != at_right, "at one edge of the column, and one only"
    assert shown.direction is (RTL if at_right else LTR)
    return shown.direction


def middle_of(editor: WritingEditor, number: int = 0) -> float:
    """The height of a line of one line, in the viewport."""
    block = editor.document().findBlockByNumber(number)
    return editor.blockBoundingGeometry(block).translated(editor.contentOffset()).center().y()


def click(editor: WritingEditor, x: float, number: int = 0) -> None:
    at = QPoint(round(x), round(middle_of(editor, number)))
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_row_01_a_heading_that_begins_with_html(open_editor: Open) -> None:
    editor = open_editor("# HTML للمبتدئين", RTL)
    assert side(editor) is RTL
    assert inks(editor)[-1] == "#"
    assert is_in_one_piece("HTML", inks(editor))


def test_row_02_a_click_on_the_marker_of_a_list(open_editor: Open) -> None:
    editor = open_editor("- WordPress منصة", RTL)
    assert side(editor) is RTL
    shown = editor.shown(editor.document().firstBlock())
    dash = seen(shown.layout, shown.display.text)[-1]
    assert dash.ink == "-"
    for x in range(round(dash.left) + 1, round(edges(shown.layout)[1])):
        click(editor, x)
        assert editor.textCursor().position() in (0, 1), x


def test_row_03_a_bold_english_word_first(open_editor: Open) -> None:
    editor = open_editor("**Note**: مرحبا", RTL)
    assert side(editor) is RTL
    assert "".join(inks(editor)[-8:]) == "**Note**"


def test_row_04_the_destination_of_a_link(open_editor: Open) -> None:
    editor = open_editor("[link](http://x.com/) ثم نص", RTL)
    assert side(editor) is RTL
    assert is_in_one_piece("(http://x.com/)", inks(editor))


def test_row_05_an_option_in_code(open_editor: Open) -> None:
    editor = open_editor("شغل `--force` الآن", RTL)
    assert is_in_one_piece("`--force`", inks(editor))


def test_row_06_functions_in_code(open_editor: Open) -> None:
    editor = open_editor("اكتب `foo()` و `bar()`", RTL)
    assert is_in_one_piece("`foo()`", inks(editor))
    assert is_in_one_piece("`bar()`", inks(editor))


def test_row_07_an_address(open_editor: Open) -> None:
    editor = open_editor("زر http://x.com/ اليوم", RTL)
    assert is_in_one_piece("http://x.com/", inks(editor))


def test_row_08_c_plus_plus(open_editor: Open) -> None:
    editor = open_editor("لغة C++ قوية", RTL)
    assert is_in_one_piece("C++", inks(editor))


def test_row_09_a_telephone_number(open_editor: Open) -> None:
    editor = open_editor("رقم +964 770 123 4567", RTL)
    assert is_in_one_piece("+964 770 123 4567", inks(editor))


def test_row_10_a_range_follows_unicode_here_and_on_the_page(open_editor: Open) -> None:
    editor = open_editor("سعر 3-5", RTL)
    assert is_in_one_piece("5-3", inks(editor))
    [paragraph] = paragraphs(render_html("سعر 3-5", direction=RTL), RTL)
    assert foretold(paragraph.text, paragraph.direction) == inks(editor)


@pytest.mark.parametrize("post", Direction)
def test_row_11_lines_without_words_follow_the_post(open_editor: Open, post: Direction) -> None:
    editor = open_editor("2024\n\n![](a.png)\n\n---\n\n", post)
    for number in (0, 2, 4):
        assert side(editor, number) is post
    column, width = editor.column()
    for number in (1, 5, 6):
        click(editor, column + width / 2, number)
        assert editor.textCursor().blockNumber() == number
        edge = column + (width if post is RTL else 0)
        assert abs(editor.caret_rect().center().x() - edge) <= 2, "the caret waits at the side"


def test_row_12_code_stands_at_the_left(open_editor: Open) -> None:
    editor = open_editor("```python\n# تعليق\nx=1\n```", RTL)
    assert [side(editor, number) for number in range(4)] == [LTR] * 4
    assert inks(editor, 1)[0] == "#"


def test_row_13_an_english_paragraph_in_an_arabic_post(open_editor: Open) -> None:
    assert side(open_editor("This is a full English paragraph with كلمة", RTL)) is LTR


def test_row_14_an_arabic_sentence_in_an_english_post(open_editor: Open) -> None:
    assert side(open_editor("WordPress منصة تدوين عربية", LTR)) is RTL


def test_row_15_an_english_item_in_an_english_post(open_editor: Open) -> None:
    assert side(open_editor("- Open the ملف menu", LTR)) is LTR


@pytest.mark.parametrize("text", ["١. بند", "1. بند"])
def test_row_16_the_number_of_an_item_stands_at_the_right(open_editor: Open, text: str) -> None:
    editor = open_editor(text, RTL)
    assert side(editor) is RTL
    assert inks(editor)[-2:] == [".", text[0]]
    assert render_html(text, direction=RTL).startswith("<ol")


def test_row_17_all_markers_of_a_list_at_the_right(open_editor: Open) -> None:
    text = "- بند\n- WordPress\n- بند"
    editor = open_editor(text, RTL)
    for number in range(3):
        assert side(editor, number) is RTL
        assert inks(editor, number)[-1] == "-"
    html = render_html(text, direction=RTL)
    assert first_direction(html, RTL) is RTL
    assert not re.search(r"<li[^>]* dir", html), "no item turns alone: its bullet would too"


def test_row_18_the_first_column_of_a_table_is_the_rightmost(open_editor: Open) -> None:
    text = "| الاسم | العمر |\n|---|---|\n| سالم | 30 |"
    editor = open_editor(text, RTL)
    line = "".join(inks(editor))
    assert line.index("العمر"[::-1]) < line.index("الاسم"[::-1])
    assert [side(editor, number) for number in range(3)] == [RTL] * 3
    in_english = render_html(text, direction=LTR)
    assert in_english.startswith('<table dir="rtl"'), "only a table's own dir turns its columns"


def test_row_19_the_bar_of_a_quotation_is_at_the_right(open_editor: Open) -> None:
    editor = open_editor("> اقتباس", RTL)
    assert side(editor) is RTL
    assert inks(editor)[-1] == "<", "it is drawn turned around"
    assert first_direction(render_html("> اقتباس", direction=RTL), RTL) is RTL
    [rule] = re.findall(r"^blockquote \{(.*)\}", stylesheet(), re.MULTILINE)
    assert "border-inline-start" in rule
    assert not re.search("left|right", rule), "its sides are those of the reading"


def test_row_20_a_zwnj_is_kept(open_editor: Open) -> None:
    text = "می\u200cروم به VS Code"
    editor = open_editor(text, RTL, language="fa")
    assert side(editor) is RTL
    assert is_in_one_piece("VS Code", inks(editor))
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    type_words(editor, "!")
    assert editor.text() == text + "!"


@pytest.mark.parametrize(("language", "text"), [("he", "שלום עולם"), ("ckb", "کوردستان API")])
def test_row_21_hebrew_and_kurdish(open_editor: Open, language: str, text: str) -> None:
    assert side(open_editor(text, RTL, language=language)) is RTL
    assert side(open_editor(text, None, language=language)) is RTL


def test_row_22_turning_the_post_touches_nothing_else(open_editor: Open) -> None:
    editor = open_editor("نص عربي\n\n2024", RTL)
    editor.setFocus()
    type_words(editor, "abc ")
    editor.undo()
    document = editor.document()

    def standing() -> tuple[object, ...]:
        return (
            editor.text(),
            document.availableUndoSteps(),
            document.availableRedoSteps(),
            document.isModified(),
            document.revision(),
        )

    before = standing()
    for direction in (LTR, RTL, None, LTR):
        editor.set_post_direction(direction)
        editor.repaint()
        assert side(editor, 2) is (direction or RTL)
        assert standing() == before
    editor.redo()
    assert editor.text() == "abc نص عربي\n\n2024"


def test_row_23_typing_undone_painted_and_redone(open_editor: Open) -> None:
    text = "مرحبا `--force` نص"
    editor = open_editor(text, RTL)
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    type_words(editor, " لغة C++ 😀")
    words = ["", " ", " لغة ", " لغة C++ ", " لغة C++ 😀"]
    for _ in range(3):
        for left in words[-2::-1]:
            editor.undo()
            editor.repaint()
            assert editor.text() == text + left
        for again in words[1:]:
            editor.redo()
            editor.repaint()
            assert editor.text() == text + again
        assert is_in_one_piece("C++", inks(editor))


def test_row_24_left_walks_over_everything_once(open_editor: Open) -> None:
    text = "مرحبا abc نص"
    editor = open_editor(text, RTL)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Home)
    places = [editor.textCursor().position()]
    at = [editor.caret_rect().center().x()]
    for _ in text:
        QTest.keyClick(editor, Qt.Key.Key_Left)
        places.append(editor.textCursor().position())
        at.append(editor.caret_rect().center().x())
    assert at == sorted(at, reverse=True)
    assert len(set(at)) == len(at), "every key moves the caret"
    assert sorted(places) == list(range(len(text) + 1))
    column, width = editor.column()
    assert abs(at[0] - column - width) <= 2
    shown = editor.shown(editor.document().firstBlock())
    assert abs(at[-1] - edges(shown.layout)[0]) <= 2
    for _ in text:
        QTest.keyClick(editor, Qt.Key.Key_Right)
    assert editor.caret_rect().center().x() == at[0], "and all the way back"


@pytest.mark.parametrize("text", CLICKED)
def test_row_25_a_click_puts_the_caret_within_half_a_glyph(open_editor: Open, text: str) -> None:
    editor = open_editor(text, RTL)
    shown = editor.shown(editor.document().firstBlock())
    first, last = edges(shown.layout)
    starts = sorted({glyph.left for glyph in seen(shown.layout, shown.display.text)})
    bounds = [*starts, last]
    for x in range(round(first) - 20, round(last) + 20):
        click(editor, x)
        caret = editor.caret_rect().center().x()
        inside = min(max(float(x), first), last - 0.01)
        index = bisect_right(bounds, inside) - 1
        glyph = bounds[index + 1] - bounds[index]
        assert abs(caret - inside) <= glyph / 2 + 1, (x, caret)


def test_row_26_no_isolate_gets_into_the_text(open_editor: Open) -> None:
    own = "اسمه \u2066--dry-run\u2069 حقًا"
    text = f"شغل `--force` و http://x.com/ الآن\n{own}\n+964 770 123 4567"
    editor = open_editor(text, RTL)
    editor.repaint()
    assert "\u2066" in editor.shown(editor.document().firstBlock()).display.text
    assert editor.text() == text
    assert editor.toPlainText() == text
    editor.selectAll()
    editor.copy()
    clipboard = QApplication.clipboard()
    assert clipboard.text() == text
    other = open_editor("", RTL)
    other.paste()
    assert other.text() == text
    dragged: QMimeData = editor.createMimeDataFromSelection()
    assert dragged.text() == text


def test_row_27_a_key_lays_out_its_own_paragraph_only(open_editor: Open) -> None:
    """The milliseconds are for `make bench`; this is why there are so few."""
    paragraph = "كلمة عربية with some `--force` وأخرى " * 17
    editor = open_editor("\n\n".join([paragraph] * 500), RTL)
    editor.setFocus()
    document = editor.document()
    blocks = [document.findBlockByNumber(number) for number in range(0, 200, 2)]
    before = [editor.shown(block).display for block in blocks]
    type_words(editor, "ا")
    editor.repaint()
    after = [editor.shown(block).display for block in blocks]
    kept = [one is other for one, other in zip(before, after, strict=True)]
    assert kept == [False, *[True] * 99]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("كَتَبَ مُحَمَّدٌ رسالة", "محمد", "مُحَمَّدٌ"),
        ("زارنا أحمد", "احمد", "أحمد"),
        ("مدرسة البنات", "مدرسه", "مدرسة"),
        ("یک کتاب", "يك", "یک"),
        ("عام ٢٠٢٤ كان", "2024", "٢٠٢٤"),
        ("من می\u200cروم", "میروم", "می\u200cروم"),
        ("שָׁלוֹם לכולם", "שלום", "שָׁלוֹם"),
    ],
)
def test_row_28_words_are_found_however_they_are_written(
    open_editor: Open, text: str, wanted: str, found: str
) -> None:
    """All 28 pairs: test_normalise.py (the index), test_finding.py and test_finder.py (here)."""
    editor = open_editor(text, RTL)
    [(start, end)] = find(editor.text(), wanted)
    assert text[start:end] == found


def test_row_29_unicodes_own_test(qapp: QApplication) -> None:
    """Every 9th row, and every one: test_unicode_bidi.py."""
    assert check(97) > 900


def test_row_30_wordpress_takes_nothing_away() -> None:
    """A real author without `unfiltered_html`: test_wordpress.py. Its filter keeps `dir` and
    `lang`, and takes `<bdi>` and `unicode-bidi` away: they are not there."""
    html = "\n".join(render_html(text, direction=post) for text in CLICKED for post in Direction)
    assert 'dir="ltr"' in html
    assert 'dir="rtl"' in html
    assert not re.search(r"<bd[io]|unicode-bidi|direction:", html)
    assert set(re.findall(r' ([a-z-]+)="', html)) <= {"dir", "lang", "href"}


def test_row_31_void_calls_keep_the_reference_to_none(open_editor: Open) -> None:
    viewport = open_editor("نص").viewport()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        viewport.update()
    assert before - sys.getrefcount(None) < 100
