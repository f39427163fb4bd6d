"""Islands of HTML in the window: their pictures out of the notebook, and hints in the status
line."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.gui.island_pictures import small
from editor.gui.main_window import MainWindow
from editor.text.html_import import island
from editor.workspace.workspace import Workspace

GALLERY = island(
    '<div class="gallery"><img src="https://b.example/2020/bridge-300x200.png">'
    '<img src="https://b.example/2020/river.png"></div>'
)


def png(colour: str, width: int = 400, height: int = 300) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def open_island(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    post = workspace.new_post("T", body=f"{GALLERY}\n\nwords")
    workspace.add_picture(post.id, png("#ff0000"), "bridge.png", is_named=True)
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.frame.writing.body() == post.body)


def test_an_island_shows_its_picture_from_the_notebook(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    open_island(window, workspace, qtbot)
    editor = window.frame.writing.editor

    def is_red() -> bool:
        image = editor.viewport().grab().toImage()
        reds = sum(
            image.pixelColor(x, y).name() == "#ff0000"
            for x in range(0, image.width(), 3)
            for y in range(0, min(image.height(), 120), 3)
        )
        return reds > 50

    qtbot.waitUntil(is_red)


def test_why_nothing_is_typed_is_said_in_the_status_line(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    open_island(window, workspace, qtbot)
    editor, status = window.frame.writing.editor, window.frame.status
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Right)
    QTest.keyClick(editor, Qt.Key.Key_X)
    assert status.hinted.isVisible()
    assert "Enter" in status.hinted.text()
    assert not status.words.isVisible()
    status._end_hint()
    assert not status.hinted.isVisible()
    assert status.words.isVisible()


def test_the_menu_of_formats_opens_an_island(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    open_island(window, workspace, qtbot)
    bar, editor = window.frame.writing.format_bar, window.frame.writing.editor
    menu = QMenu(window)
    bar._fill_menu(menu)
    row = next(row for row in menu.actions() if row.text() == "Edit as HTML")
    row.trigger()
    assert window.frame.status.hinted.text() == "Select a folded piece of HTML first."
    editor.choose_island(0)
    row.trigger()
    assert editor.textCursor().block().text().startswith("<div")


def test_what_is_no_picture_is_none() -> None:
    assert small(b"<svg", 10) is None
    assert small(b"", 10) is None
    made = small(png("#00ff00"), 30)
    assert made is not None
    assert (made.width(), made.height()) == (40, 30)
