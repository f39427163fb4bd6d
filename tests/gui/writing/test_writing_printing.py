"""The writing on paper, read back from a PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from measuring import Open
from PySide6.QtCore import QMarginsF, QSize, qInstallMessageHandler
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPdf import QPdfDocument

from editor.domain.post import Direction
from editor.gui.writing.choices import WritingChoices
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.printing import print_on

TEXT = "# Heading one\n\nSome words of a line.\n\n- item\n\n```\ncode\n```\n\n"


def printed(editor: WritingEditor, path: Path, title: str = "") -> QPdfDocument:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    pages = print_on(editor.sheets(title), writer)
    document = QPdfDocument(editor)
    document.load(str(path))
    assert document.pageCount() == pages
    return document


def words(document: QPdfDocument, page: int) -> str:
    return document.getAllText(page).text().replace("\r\n", "\n")


def test_every_line_is_on_one_page_in_its_order(open_editor: Open, tmp_path: Path) -> None:
    lines = [f"Line number {n}." for n in range(200)]
    editor = open_editor("\n\n".join(lines))
    document = printed(editor, tmp_path / "x.pdf", "A title")
    assert document.pageCount() > 3
    # The reader of PDFs guesses at spaces and lines.
    whole = "".join("".join(words(document, n).split()) for n in range(document.pageCount()))
    assert whole.startswith("Atitle")
    assert re.findall(r"Linenumber(\d+)\.", whole) == [str(n) for n in range(200)]
    assert words(document, 1).endswith("2")  # the page's number


def test_a_heading_is_not_left_alone_at_the_end_of_a_page(
    open_editor: Open, tmp_path: Path
) -> None:
    for before in range(20, 40):
        editor = open_editor("x\n" * before + "\n## Its heading\n\nIts first words")
        document = printed(editor, tmp_path / "x.pdf")
        page = next(n for n in range(document.pageCount()) if "Its heading" in words(document, n))
        assert "Its first words" in words(document, page)


@pytest.mark.parametrize("direction", Direction)
def test_lines_begin_where_they_begin_on_the_screen(
    open_editor: Open, tmp_path: Path, direction: Direction
) -> None:
    text = "كلمة قصيرة" if direction is Direction.RTL else "short words"
    document = printed(open_editor(text, direction), tmp_path / "x.pdf")
    image = document.render(0, QSize(900, 1270)).convertToFormat(QImage.Format.Format_ARGB32)
    dark = [
        x for y in range(200) for x in range(900) if image.pixelColor(x, y).lightness() < 90
        and image.pixelColor(x, y).alpha() > 90
    ]  # fmt: skip
    middle = sum(dark) / len(dark)
    assert middle > 600 if direction is Direction.RTL else middle < 300


def test_signs_that_stepped_back_are_not_printed(open_editor: Open, tmp_path: Path) -> None:
    editor = open_editor("# Heading\n\nSome **bold** words")
    assert "**bold**" in words(printed(editor, tmp_path / "a.pdf"), 0)
    editor.take_choices(WritingChoices(bare=True))
    assert "Some bold words" in words(printed(editor, tmp_path / "b.pdf"), 0)


def test_printing_changes_nothing(open_editor: Open, tmp_path: Path) -> None:
    editor = open_editor(TEXT * 20)
    editor.document().setModified(False)
    printed(editor, tmp_path / "x.pdf")
    assert editor.text() == TEXT * 20
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()


def test_a_device_that_does_not_work_is_said(open_editor: Open, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "no" / "such" / "place.pdf"))
    before = qInstallMessageHandler(lambda *_said: None)  # Qt says it, too
    pages = print_on(open_editor(TEXT).sheets(""), writer)
    qInstallMessageHandler(before)
    assert pages == 0
