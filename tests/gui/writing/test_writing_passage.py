"""Commands on a document: one step to undo, endings kept, the same near by as on all of it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import drawn, read
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.gui.writing import codec
from editor.gui.writing.markdown import commands, keys, passage, tables
from editor.gui.writing.markdown.edits import Command, Edit
from editor.text.blocks import cut

KEEP = QTextCursor.MoveMode.KeepAnchor


class Page(NamedTuple):
    """A document, which would go with its last name, and a selection in it."""

    document: QTextDocument
    cursor: QTextCursor


def filled(text: str, start: int, end: int) -> Page:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    codec.load(document, text)
    cursor = QTextCursor(document)
    cursor.setPosition(codec.position_of(document, start))
    cursor.setPosition(codec.position_of(document, end), KEEP)
    return Page(document, cursor)


def opening(page: Page) -> passage.Opens:
    lines = {block.line for block in cut(codec.read_lines(page.document))}

    def opens(block: QTextBlock) -> bool:
        return block.blockNumber() in lines

    return opens


def shown(page: Page) -> str:
    document, cursor = page
    at = [codec.offset_of(document, each) for each in (cursor.anchor(), cursor.position())]
    return drawn(codec.read(document), *at)


STEPS: list[tuple[Command, str, str]] = [
    (keys.enter, "1. 😀¦\r\n2. b\r\n3. c", "1. 😀\r\n2. ¦\r\n3. b\r\n4. c"),
    (keys.enter, "1. a¦\n2. b\r\n3. c\u20294. d", "1. a\n2. ¦\n3. b\r\n4. c\u20295. d"),
    (keys.tab, "- a\r\n- \ud800¦\r\nb", "- a\r\n  - \ud800¦\r\nb"),
    (keys.backspace, "١. أ\r‹٢. 😀\r›٣. ج\r٤. د", "١. أ\r¦٢. ج\r٣. د"),
    (commands.move_down, "😀¦\r\n\r\nb\n\nc", "b\r\n\r\n😀¦\n\nc"),
    (tables.format_table, "| 😀¦ |\r\n|-|\r\n", "| 😀¦  |\r\n| --- |\r\n"),
    (commands.bold, "a\n😀 ‹b›\u2028", "a\n😀 **‹b›**\u2028"),
]


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize(("command", "before", "after"), STEPS)
def test_a_command_is_one_step_and_keeps_the_endings(
    command: Command, before: str, after: str, near: bool
) -> None:
    text, start, end = read(before)
    page = filled(text, start, end)
    assert passage.run(command, page.cursor, opening(page) if near else None)
    assert shown(page) == after
    page.document.undo()
    assert codec.read(page.document) == text
    assert not page.document.isUndoAvailable()


def test_nothing_to_do_is_no_step() -> None:
    document, cursor = filled("نص", 1, 1)
    assert not passage.run(keys.tab, cursor)
    assert passage.run(lambda _text, start, end: Edit(start, end, "", 0, 0), cursor)
    assert not document.isUndoAvailable()
    assert cursor.position() == 0


def test_a_key_in_a_long_list_sees_its_own_line() -> None:
    text = "\n".join(f"{number}. بند" for number in range(1, 4001))
    at = text.index("3000.") + len("3000. بند")
    page = filled(text, at, at)
    assert passage.run(keys.enter, page.cursor, opening(page))
    assert codec.read(page.document) == f"{text[:at]}\n3001. {text[at:]}"


pieces = st.lists(
    st.sampled_from(
        ["\n", "\n\n", "- ", "1. ", "٢. ", "  ", "> ", "كلمة", "w", " ", "😀",
         "```\n", "a|b\n-|-\n"]
    ),
    max_size=16,
).map("".join)  # fmt: skip
EVERY = [keys.enter, keys.backspace, keys.delete, keys.tab, keys.backtab]


@settings(max_examples=300, deadline=None)
@given(pieces, st.integers(0, 60), st.integers(0, 60), st.sampled_from(EVERY))
def test_near_by_is_as_good_as_all_of_it(text: str, one: int, other: int, command: Command) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    near, whole = filled(text, start, end), filled(text, start, end)
    did = passage.run(command, near.cursor, opening(near))
    assert did == passage.run(command, whole.cursor)
    assert shown(near) == shown(whole)
    near.document.undo()
    assert codec.read(near.document) == text
