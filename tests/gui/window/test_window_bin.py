"""The bin is emptied by hand, and says when it empties itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.gui.history.bin_dialog import BinDialog
from editor.gui.main_window import MainWindow
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open


def opened(window: MainWindow, qtbot: QtBot) -> BinDialog:
    """The list shows the bin, and its button was pressed."""
    library = window.frame.library
    chip = next(chip for chip in library._chips.buttons() if chip.text() == "Bin")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(library.empty_bin.isVisible)
    qtbot.mouseClick(library.empty_bin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(BinDialog)))
    dialog: BinDialog = window.findChildren(BinDialog)[-1]
    qtbot.waitUntil(lambda: dialog.period.count() > 0)
    return dialog


def test_the_bin_is_emptied(open_window: Open, workspace: Workspace, qtbot: QtBot) -> None:
    stays = workspace.new_post("تبقى", body="نص")
    for title in ("أولى", "ثانية"):
        workspace.bin(workspace.new_post(title, body="نص").id)
    window = open_window()
    assert not window.frame.library.empty_bin.isVisible()
    dialog = opened(window, qtbot)
    assert dialog.question.text() == "Remove 2 posts from the bin for good?"
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.frame.banner.text == "2 posts were removed.")
    assert workspace.page(binned=True) == []
    assert [post.id for post in workspace.page()] == [stays.id]
    qtbot.waitUntil(lambda: window.frame.library.posts.rowCount() == 0)


def test_what_was_not_asked_for_is_not_done(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("أولى", body="نص")
    workspace.bin(post.id)
    window = open_window()
    dialog = opened(window, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # the button in force closes
    qtbot.waitUntil(lambda: not window.findChildren(BinDialog))
    assert [each.id for each in workspace.page(binned=True)] == [post.id]


def test_an_empty_bin_has_nothing_to_remove(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    assert dialog.question.text() == "The bin is empty"
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_the_time_is_chosen(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.emptying.days = 45
    dialog = opened(window, qtbot)
    choices = [dialog.period.itemText(at) for at in range(dialog.period.count())]
    assert choices == [
        "after 30 days",
        "after 45 days",
        "after 60 days",
        "after 180 days",
        "after 365 days",
        "never",
    ]
    assert dialog.period.currentText() == "after 45 days"
    dialog.period.setCurrentIndex(5)
    qtbot.waitUntil(lambda: workspace.emptying.days == 0)
    dialog.reject()
