"""What an empty sheet says: where the post begins, and only as long as nothing is written."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, qGray
from PySide6.QtWidgets import QApplication

from editor.domain.post import Direction
from editor.gui.theme import DARK, LIGHT, Tokens
from editor.gui.writing.editor import WritingEditor
from editor.system import translation

LTR, RTL = Direction.LTR, Direction.RTL
_TINT = 30  # levels of grey
_WORDS = 400  # pixels of ink: more than a few letters and a caret have


def ink(editor: WritingEditor, tokens: Tokens = LIGHT) -> list[int]:
    """The x of every pixel of a letter in the first lines; a tint behind them is none."""
    picture = editor.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    paper = qGray(QColor(tokens.surface).rgb())
    return [
        x
        for y in range(min(110, picture.height()))
        for x in range(picture.width())
        if abs(qGray(picture.pixel(x, y)) - paper) > _TINT
    ]


@pytest.mark.parametrize("interface", ["en", "ar"])
@pytest.mark.parametrize("post", [LTR, RTL])
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_it_stands_where_the_post_begins(
    open_editor: Open, interface: str, post: Direction, tokens: Tokens
) -> None:
    translation.use(interface)
    editor = open_editor("", post)
    editor.retranslate()
    editor.set_theme(tokens)
    found = ink(editor, tokens)
    assert len(found) > _WORDS
    left, width = editor.column()
    edges = (left, left + width)
    near = [abs(min(found) - edges[0]), abs(max(found) - edges[1])]
    assert near.index(min(near)) == (post is RTL)
    assert min(near) < 8
    assert max(near) > 20, "not as wide as the column: else nobody could tell"


def test_the_post_turns_and_it_goes_to_the_other_side(open_editor: Open) -> None:
    editor = open_editor("", LTR)
    left, width = editor.column()
    before = ink(editor)
    editor.set_post_direction(RTL)
    after = ink(editor)
    assert min(before) < left + 8
    assert max(after) > left + width - 8
    assert min(after) > min(before) + 20


def test_the_first_letter_takes_it_away_and_the_last_brings_it_back(open_editor: Open) -> None:
    editor = open_editor("", RTL)
    assert len(ink(editor)) > _WORDS
    type_words(editor, "س")
    assert 0 < len(ink(editor)) < _WORDS
    editor.undo()
    assert len(ink(editor)) > _WORDS
    type_words(editor, "\n")
    assert len(ink(editor)) < _WORDS, "an empty line is something, too"


def test_an_unfinished_word_takes_it_away_though_nothing_is_written(open_editor: Open) -> None:
    editor = open_editor("", RTL)
    QApplication.sendEvent(editor, QInputMethodEvent("س", []))
    assert editor.text() == ""
    assert 0 < len(ink(editor)) < _WORDS
    QApplication.sendEvent(editor, QInputMethodEvent("", []))
    assert len(ink(editor)) > _WORDS


def test_a_post_with_words_never_has_it(open_editor: Open) -> None:
    editor = open_editor("س", RTL)
    put_caret(editor, 1)
    assert len(ink(editor)) < _WORDS
