"""The caret's line at one height whatever stands above it; what is faded and what is not."""

from __future__ import annotations

import pytest
from measuring import Open, put_caret
from PySide6.QtGui import QTextCursor, QTextDocument

from editor.domain.post import Direction
from editor.gui.theme import DARK, LIGHT, Tokens, contrast
from editor.gui.writing import codec
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.sheet import painting
from editor.gui.writing.sheet.directions import Directions
from editor.gui.writing.sheet.reading_modes import (
    SHARE,
    hold_line,
    let_go,
    opacity,
    paragraph,
    typewriter_top,
)

PARAGRAPH = "نص عربي طويل مع English words inside ومعه `code` أيضًا " * 8
UNEVEN = "\n\n".join(
    f"{'# ' * (number % 3 == 0)}عنوان {number}\n\n- بند\n- بند\n\n{PARAGRAPH}"
    for number in range(12)
)


@pytest.mark.parametrize(
    ("heights", "room", "top"),
    [
        ([17, 35, 35, 35], 100, 2),
        ([17, 35, 35, 35], 52, 1),
        ([17, 35, 35, 35], 51, 0),
        ([17, 35, 22, 47, 35], 100, 2),
        ([17, 35], 100, None),  # the text begins below the height
        ([17, 35], 52, None),
        ([17, 35], 10, 0),  # a view lower than a line
        ([], 10, None),
    ],
)
def test_the_view_begins_with_a_whole_line(
    heights: list[float], room: float, top: int | None
) -> None:
    assert typewriter_top(enumerate(heights), room) == top


def hold(editor: WritingEditor) -> float:
    """Hold the caret's line; where its middle stands then, in the whole widget."""
    block = editor.textCursor().block()
    shown = editor.shown(block)
    at = shown.display.after(editor.textCursor().positionInBlock())
    hold_line(editor, editor._layout, block, shown.layout.lineForTextPosition(at).lineNumber())
    return editor.viewport().y() + editor.caret_rect().center().y()


def test_the_carets_line_stays_at_one_height(open_editor: Open) -> None:
    editor = open_editor(UNEVEN, Direction.RTL)
    editor.take_choices(WritingChoices(typewriter=True))
    height = round(editor.height() * SHARE)
    end = editor.document().characterCount() - 1
    natural = []
    for position in (*range(0, end, 37), end):
        put_caret(editor, position)
        found = hold(editor)
        if editor.verticalScrollBar().value():
            assert abs(found - height) < 4, position  # headings' letters stand a little lower
        else:
            natural.append(found)
    assert len(natural) > 2  # at the beginning nothing can be held
    assert natural == sorted(natural)
    assert natural[-1] < height + 30
    assert editor.verticalScrollBar().value() > 50


def test_holding_a_line_again_moves_nothing(open_editor: Open) -> None:
    editor = open_editor(UNEVEN, Direction.RTL)
    put_caret(editor, 3000)
    first = hold(editor), editor.verticalScrollBar().value(), editor.viewport().geometry()
    assert (hold(editor), editor.verticalScrollBar().value(), editor.viewport().geometry()) == first


def test_letting_go_gives_the_view_its_whole_height_back(open_editor: Open) -> None:
    editor = open_editor(UNEVEN, Direction.RTL)
    whole = editor.viewport().height()
    margins = set()
    for position in range(2000, 4000, 100):
        put_caret(editor, position)
        hold(editor)
        margins.add(editor.viewportMargins().top())
    assert max(margins) > 0
    let_go(editor)
    assert editor.viewport().height() == whole


TEXT = """\
نص أول
يتبعه سطر

- بند
  وتتمته
- بند ثان
- بند ثالث

```python
x = 1

y = 2
```

> اقتباس
> طويل

ختام"""

FOCUS = [
    ((0, 0), range(2)),
    ((1, 1), range(2)),
    ((2, 2), range(2, 3)),  # an empty line
    ((3, 3), range(3, 5)),
    ((4, 4), range(3, 5)),
    ((5, 5), range(5, 6)),
    ((6, 6), range(6, 7)),
    ((10, 10), range(8, 13)),  # an empty line of code
    ((15, 15), range(14, 16)),
    ((17, 17), range(17, 18)),
    ((1, 5), range(6)),  # a selection
    ((0, 17), range(18)),
]


@pytest.fixture
def document() -> QTextDocument:
    made = QTextDocument()
    codec.load(made, TEXT)
    return made


@pytest.mark.parametrize(("chosen", "expected"), FOCUS)
def test_what_is_not_faded(
    document: QTextDocument, chosen: tuple[int, int], expected: range
) -> None:
    directions = Directions(document)
    directions.settle(None, "ar")
    directions.recut()
    first, last = (document.findBlockByNumber(number) for number in chosen)
    assert paragraph(first, last, directions.facts) == expected


def test_a_block_without_end_is_looked_at_for_some_screens_only(document: QTextDocument) -> None:
    codec.load(document, "```\n" + "x\n" * 5000 + "```")
    directions = Directions(document)
    directions.settle(None, "")
    directions.recut()
    cursor = QTextCursor(document)
    cursor.setPosition(5000)
    found = paragraph(cursor.block(), cursor.block(), directions.facts)
    assert 300 < len(found) < 500
    assert cursor.blockNumber() in found


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_faded_words_stand_back_and_can_be_found_again(tokens: Tokens) -> None:
    faded = painting.blend(tokens.ink, tokens.surface, opacity(tokens)).name()
    assert 3 <= contrast(faded, tokens.surface) < contrast(tokens.muted, tokens.surface) / 1.3
