"""Where the window stands on the screen and how large it is, remembered in the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

from editor.gui.sizes import FRAME

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace

_PLACE = "window.place"
_USUAL = QSize(1440, 900)


def take_place(window: QMainWindow, workspace: Workspace) -> None:
    """Put `window` where it was, or make it a good size for its screen."""
    kept = QByteArray.fromHex(workspace.setting(_PLACE).encode("ascii", "ignore"))
    if not window.restoreGeometry(kept):
        room = window.screen().availableSize() - FRAME
        window.resize(_USUAL.boundedTo(room))


def keep_place(window: QMainWindow, workspace: Workspace) -> None:
    """Remember where `window` is. Blocks for a small write."""
    place = bytes(window.saveGeometry().toHex().data()).decode("ascii")
    if place != workspace.setting(_PLACE):
        workspace.put_setting(_PLACE, place)
