"""Tables in a narrow pane."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.preview.view import PreviewView
from tests.gui.preview.pages import Ask, put, sheet

LINES = "new Set([...document.querySelectorAll('{}')].flatMap(each => {{ \
const range = document.createRange(); range.selectNodeContents(each); \
return [...range.getClientRects()].map(box => box.top) }})).size"


def test_no_word_comes_apart_in_a_table(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    view.resize(240, 500)
    cells = "".join(f"<td>{word}</td>" for word in ("السليمانية", "المحافظات", "the longest road"))
    address = "https://ink.example/" + "a" * 60
    rows = f"<tr id='one'>{cells}</tr><tr><td colspan='3'><a id='far'>{address}</a></td></tr>"
    put(qtbot, view, sheet(f"<table dir='rtl'>{rows}</table>", direction=Direction.RTL))
    assert ask(LINES.format("#one td:nth-child(1)")) == 1
    assert ask(LINES.format("#one td:nth-child(2)")) == 1
    assert ask(LINES.format("#far")) > 1, "an address may"
