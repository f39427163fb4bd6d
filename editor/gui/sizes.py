"""How large a dialog is, remembered in the notebook. Thread: GUI."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from editor.domain.errors import EditorError

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace


FRAME = QSize(4, 40)  # what a desktop puts around a window, pixels


def take_size(dialog: QDialog, workspace: Workspace, key: str, usual: QSize) -> None:
    """Make `dialog` as large as it was, or `usual`, and remember it when it is done."""
    kept = workspace.setting(key).split("x")
    if len(kept) == 2 and all(part.isdecimal() for part in kept):
        usual = QSize(int(kept[0]), int(kept[1]))
    dialog.resize(usual.boundedTo(dialog.screen().availableSize() - FRAME))
    dialog.finished.connect(lambda _code: _keep(dialog, workspace, key))


def _keep(dialog: QDialog, workspace: Workspace, key: str) -> None:
    size = f"{dialog.width()}x{dialog.height()}"
    if size != workspace.setting(key):
        with suppress(EditorError):  # a notebook that takes nothing must not hold the dialog
            workspace.put_setting(key, size)
