"""Lines of bloggers in five languages, as the editor sets them: against what a native reader
expects (cases/README.md), against UAX #9 by python-bidi, and against the page.

Every line has room enough not to wrap: python-bidi knows no lines.
"""

from __future__ import annotations

import pytest
from case_files import Case, load_cases
from page_reading import first_direction, paragraphs
from PySide6.QtGui import QTextBlock
from reading import edges, foretold, is_in_one_piece, misplaced, seen

from editor.domain.post import Direction
from editor.gui.writing.editor import WritingEditor
from editor.text.blocks import Kind, cut
from editor.text.render import Renderer

ROOM = 6000.0  # pixels
CASES = load_cases()
_NO_ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@pytest.fixture(scope="module")
def editor(qapp: object) -> WritingEditor:
    return WritingEditor()


def lay_out(editor: WritingEditor, case: Case) -> list[QTextBlock]:
    """The blocks of the lines that are not empty."""
    editor.settle(case.language, case.post)
    editor.load(case.text)
    editor._layout.measure = ROOM
    editor._layout.forget(None)
    return [editor.document().findBlockByNumber(number) for number in case.numbers]


@each_case
def test_each_line_runs_its_way_and_begins_at_its_edge(editor: WritingEditor, case: Case) -> None:
    for block, direction in zip(lay_out(editor, case), case.directions, strict=True):
        shown = editor._layout.shown(block)
        assert shown.direction is direction, block.text()
        assert shown.layout.lineCount() == 1
        first, last = edges(shown.layout)
        left = editor._layout.left
        if direction is Direction.RTL:
            assert last == pytest.approx(left + ROOM, abs=1), block.text()
        else:
            assert first == pytest.approx(left, abs=1), block.text()
    assert editor.text() == case.text


@each_case
def test_each_line_is_ordered_as_unicode_has_it(editor: WritingEditor, case: Case) -> None:
    for block in lay_out(editor, case):
        shown = editor._layout.shown(block)
        inks = [glyph.ink for glyph in seen(shown.layout, shown.display.text)]
        assert inks == foretold(shown.display.text, shown.direction), block.text()


@each_case
def test_each_line_reads_as_a_reader_expects(editor: WritingEditor, case: Case) -> None:
    lines: list[list[str]] = []
    for block, order in zip(lay_out(editor, case), case.orders, strict=True):
        shown = editor._layout.shown(block)
        lines.append([glyph.ink for glyph in seen(shown.layout, shown.display.text)])
        if order:
            complaint = misplaced(order, lines[-1], shown.direction)
            assert not complaint, f"{complaint}, in {''.join(lines[-1])}"
    for token in case.reads:
        assert any(is_in_one_piece(token, line) for line in lines), (token, lines)


@each_case
def test_the_page_runs_each_block_the_same_way(editor: WritingEditor, case: Case) -> None:
    """They ask one function, and can never disagree."""
    lay_out(editor, case)
    kinds = {block.line: block.kind for block in cut(case.text)}
    for made in Renderer().render(case.text, direction=case.post):
        block = editor.document().findBlockByNumber(made.line)
        # The author's own HTML runs as the author wrote it; a rule has no words.
        if kinds[made.line] not in (Kind.HTML, Kind.FOOTNOTE, Kind.RULE):
            direction = editor._layout.shown(block).direction
            assert first_direction(made.html, case.post) is direction, made.html


@each_case
def test_the_page_reads_the_same(editor: WritingEditor, case: Case) -> None:
    """A line that is the same on the page, signs and all, is met in the same order there; and
    what has to be met in one piece is so for the page's reader."""
    html = "\n".join(made.html for made in Renderer().render(case.text, direction=case.post))
    found = {
        each.text.translate(_NO_ISOLATES): foretold(each.text, each.direction)
        for each in paragraphs(html, case.post)
    }
    for block in lay_out(editor, case):
        line = found.get(block.text())
        if line is not None:
            shown = editor._layout.shown(block)
            assert line == [glyph.ink for glyph in seen(shown.layout, shown.display.text)], html
    for token in case.reads:
        if any(token in text for text in found):
            assert any(is_in_one_piece(token, line) for line in found.values()), (token, html)
