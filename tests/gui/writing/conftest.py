"""An editor on a screen that is not there."""

from __future__ import annotations

import pytest
from measuring import Open
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.writing.editor import WritingEditor


@pytest.fixture
def open_editor(qtbot: QtBot) -> Open:
    """Show a text; `post` is the author's word on its direction."""

    def show(text: str = "", post: Direction | None = None, language: str = "") -> WritingEditor:
        editor = WritingEditor()
        qtbot.addWidget(editor)
        editor.resize(900, 700)
        editor.settle(language, post)
        editor.load(text)
        with qtbot.waitExposed(editor):
            editor.show()
        return editor

    return show
