"""The two doors to a comparison with the blog: both versions beside each other, and what readers
will see change. Open only where there is something to see. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from editor.domain.post import PostId
from editor.gui.standing import is_live, waits_for_update

if TYPE_CHECKING:
    from editor.gui.frame import Frame
    from editor.gui.main_window import MainWindow


class Comparing(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._frame: Frame | None = None
        window.overview.changed.connect(self._say)
        window.desk.opened.connect(lambda _post: self._say())
        window.desk.emptied.connect(self._say)
        window.news.compare_wanted.connect(self.choose)
        window.news.changes_wanted.connect(self.show_changes)

    def take(self, frame: Frame) -> None:
        """Answer to the actions of `frame` from now on."""
        self._frame = frame
        self._actions = frame.actions_by_name
        self._actions["compare"].triggered.connect(lambda _checked: self.choose())
        self._actions["changes"].triggered.connect(lambda _checked: self.show_changes())
        self._say()

    def _say(self) -> None:
        post, standing = self._window.desk.post, self._window.overview.standing
        known = post is not None and standing.post == post.id and not post.binned
        is_version = post is not None and post.version_of is not None
        two = known and (standing.conflict or bool(standing.versions) or is_version)
        self._actions["compare"].setEnabled(two)
        self._actions["changes"].setEnabled(known and bool(standing.agreed) and not two)
        if self._frame is not None:
            waits = post is not None and known and waits_for_update(post, standing)
            self._frame.top.changes.setVisible(waits)

    def choose(self, id: PostId | None = None) -> None:
        """Show both versions of the open post, or of `id`."""
        from editor.gui.publishing.choosing.opening import open_choosing

        post = self._window.desk.post
        if id is not None or post is not None:
            open_choosing(self._window, id or post.id)  # type: ignore[union-attr]

    def show_changes(self) -> None:
        """Show what readers will see change, once every word is saved."""
        self._window.desk.settle(self._show_changes)

    def _show_changes(self) -> None:
        from editor.gui.publishing.what_changes import WhatChangesDialog

        window = self._window
        post = window.desk.post
        if post is None:
            return
        dialog = WhatChangesDialog(
            window.bridge,
            window.theme.tokens,
            post.id,
            can_update=is_live(post) and not (post.binned or post.version_of or post.stays_here),
            parent=window,
        )
        dialog.update_wanted.connect(window.news.update_wanted)
        dialog.open()
