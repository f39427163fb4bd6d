"""The side of the window that holds the posts, shown over 1,000 posts and over 100,000.

From making it to the end of the first paint with lines in it, by turns in one process.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.shelves import fill
from tests.bench.timing import Row

FEW, MANY = 1_000, 100_000
SIZE = 320, 800
ROUNDS = 15


def measure() -> list[Row]:
    """One row of (what, at 1,000, at 100,000, goal as a ratio)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from PySide6.QtWidgets import QApplication

    from editor.workspace.assembly import open_workspace

    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        workspaces = []
        for size in (FEW, MANY):
            path = Path(folder) / f"{size}.midad"
            fill(path, size, is_searched=False)
            workspaces.append(open_workspace(path))
        for workspace in workspaces:  # what is loaded once
            _shown(application, workspace)
        pairs = [[_shown(application, each) for each in workspaces] for _round in range(ROUNDS)]
        for workspace in workspaces:
            workspace.close()
    few, many = (median(each) for each in zip(*pairs, strict=True))
    return [(f"the list is shown: {MANY:,} against {FEW:,}", few, many, 1.3)]


def _shown(application: Any, workspace: Any) -> float:
    """Milliseconds until the lines are painted."""
    from PySide6.QtCore import QEvent, QObject

    from editor.gui.bridge import Bridge
    from editor.gui.library.panel import LibraryPanel
    from editor.gui.theme import Theme

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and panel.posts.rowCount():
                application.exit()  # once it is painted
            return False

    watch = Watch()
    start = time.perf_counter()
    bridge = Bridge(workspace)
    panel = LibraryPanel(bridge, Theme(application, "light"))
    panel.resize(*SIZE)
    panel.view.viewport().installEventFilter(watch)
    panel.show()
    panel.load()
    application.exec()
    took = (time.perf_counter() - start) * 1000
    bridge.close()
    panel.close()
    panel.deleteLater()
    return took
