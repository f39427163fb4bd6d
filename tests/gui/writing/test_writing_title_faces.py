"""The title follows the faces of the writing, and nobody notices but the eye."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from measuring import type_words
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.fonts import MONOSPACE, TEXT, Faces
from editor.gui.writing.sheet.looks import Looks
from editor.gui.writing.title_field import TitleField

WORDS = "كتبنا Python"
HIGH = "لِلَّٰهِ"  # reaches far above the letters, and ي with kasra far below
DEEP = "أَحْيِ"

Show = Callable[[str], TitleField]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(title: str) -> TitleField:
        field = TitleField()
        qtbot.addWidget(field)
        field.resize(700, 60)
        field.load(title, Direction.RTL)
        with qtbot.waitExposed(field):
            field.show()
        return field

    return shown


def faces_of(field: TitleField) -> list[str]:
    """The face of the first and of the last word."""
    block = field.document().firstBlock()
    field.blockBoundingRect(block)
    line = block.layout().lineAt(0)
    return [line.glyphRuns(at, 1)[0].rawFont().familyName() for at in (0, block.length() - 2)]


def test_the_title_is_set_in_the_faces_of_the_writing(show: Show) -> None:
    field = show(WORDS)
    assert faces_of(field) == [TEXT, TEXT]
    field.take_looks(Looks(faces=Faces(latin=MONOSPACE)))
    assert faces_of(field) == [TEXT, MONOSPACE]
    field.take_looks(Looks(faces=Faces(arabic=MONOSPACE)))
    assert faces_of(field) == [MONOSPACE, TEXT]
    field.setFocus()
    type_words(field, " now")
    assert faces_of(field) == [MONOSPACE, TEXT]
    field.take_looks(Looks())
    assert faces_of(field) == [TEXT, TEXT]


def test_another_face_is_no_edit(show: Show, qtbot: QtBot) -> None:
    field = show(WORDS)
    edited: list[bool] = []
    field.title_edited.connect(lambda: edited.append(True))
    for faces in (Faces(latin=MONOSPACE), Faces(arabic=MONOSPACE), Faces()):
        field.take_looks(Looks(faces=faces))
        qtbot.wait(5)  # what Qt put off until now
    assert not edited
    assert field.title() == WORDS
    assert not field.document().isModified()
    assert not field.document().isUndoAvailable()


@pytest.mark.parametrize("faces", [Faces(), Faces(arabic=MONOSPACE)])
def test_no_vowel_sign_is_cut_off(show: Show, faces: Faces) -> None:
    field = show(f"{HIGH} {DEEP}")
    field.take_looks(Looks(faces=faces))
    field.setCursorWidth(0)
    ground = field.grab().toImage().pixelColor(0, 0)
    image: QImage = field.grab().toImage()
    for row in (0, image.height() - 1):
        assert all(image.pixelColor(x, row) == ground for x in range(image.width())), row


def test_the_words_stand_at_the_edge_whatever_room_they_have(show: Show) -> None:
    field = show("Title")
    field.load("Title", Direction.LTR)
    for faces in (Faces(), Faces(arabic=MONOSPACE)):
        field.take_looks(Looks(faces=faces))
        field.blockBoundingRect(field.document().firstBlock())
        line = field.document().firstBlock().layout().lineAt(0)
        edge = line.cursorToX(0)[0] + field.contentOffset().x() + field.viewport().x()
        assert abs(edge) < 1
