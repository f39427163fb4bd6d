"""Keeps what a post says when its author goes on to something else, and tidies at quiet moments.

Thread: GUI; the work is done on lanes.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.domain.errors import EditorError
from editor.domain.post import Post, PostId
from editor.gui.bridge import STORE

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.workspace.workspace import Workspace

TIDYING = "tidying"  # a lane: a second in a large notebook, while saves go on between
FIRST = 90_000  # milliseconds after the window was made
AGAIN = 6 * 3_600_000


class StateKeeper(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._written: set[PostId] = set()
        window.desk.saved.connect(self._on_desk_saved)
        window.desk.opened.connect(self._on_desk_opened)
        window.desk.emptied.connect(self.leave)
        window.closed.connect(self.leave)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.tidy)
        self._quiet.start(FIRST)

    def leave(self, staying: PostId | None = None) -> None:
        """Keep what was written since, of every post but the one that stays open."""
        gone = [id for id in self._written if id != staying]
        self._written.intersection_update({staying} if staying else ())
        workspace = self._window.workspace
        for id in gone:
            workspace.lanes.run(STORE, lambda id=id: _leave(workspace, id))  # type: ignore[misc]

    def tidy(self) -> None:
        """Let go of what no rule keeps: states too close together, posts too long in the bin."""
        workspace = self._window.workspace
        self._window.bridge.run(TIDYING, lambda: _tidy(workspace))
        self._quiet.start(AGAIN)

    def _on_desk_saved(self, post: Post) -> None:
        self._written.add(post.id)

    def _on_desk_opened(self, post: Post) -> None:
        self.leave(post.id)


def _leave(workspace: Workspace, id: PostId) -> None:
    with suppress(EditorError):  # gone meanwhile, or no room: the words were saved before
        workspace.history.leave(id)


def _tidy(workspace: Workspace) -> None:
    with suppress(EditorError):  # another moment will do
        workspace.emptying.expire()
        workspace.history.tidy()
