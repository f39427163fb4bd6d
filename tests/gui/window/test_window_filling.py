"""A window is filled after its first paint, in steps; whoever leaves before that is not kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.gui.app import build_window
from editor.gui.filling import Filling
from editor.gui.main_window import MainWindow
from editor.workspace.assembly import open_workspace


def test_a_window_that_was_locked_at_once_is_filled_no_further(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    """The preview asked a closed notebook how wide a line is to be."""
    workspace = open_workspace(tmp_path / "n.midad")
    window = build_window(workspace, "en", scheme="light", app=qapp)
    window.was_painted = True  # the steps are begun here
    window.show()
    with qtbot.captureExceptions() as bugs:
        Filling(window).begin()
        window.ending.skip()  # as a lock does
        window.close()
        workspace.close()
        for _turn in range(20):
            with qtbot.waitSignal(_next_turn(window)):
                pass
    assert not bugs
    assert not window.frame.is_full
    window.deleteLater()
    qapp.setStyleSheet("")


def _next_turn(window: MainWindow) -> SignalInstance:
    timer = QTimer(window, singleShot=True, interval=0)
    timer.start()
    return timer.timeout
