"""When and how the window syncs: what the author asks for, what the timetable wants, and what the
sync panel offers. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.domain.post import BlogId

if TYPE_CHECKING:
    from editor.domain.blog import Blog
    from editor.gui.main_window import MainWindow
    from editor.gui.publishing.condition import Way


class Syncing(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._has_begun = False

    def begin(self) -> None:
        """Listen, from now on, to who wants a sync."""
        if self._has_begun:
            return
        self._has_begun = True
        window = self._window
        window.timetable.due.connect(self._on_timetable_due)
        window.news.deletions_accepted.connect(self._on_news_deletions_accepted)
        window.news.sync_shown.connect(lambda: window.panes.show_over("sync"))

    def sync(self) -> None:
        """Both ways with every blog; without one, offer to add it."""
        if self._window.overview.blogs:
            self._sync(self._window.overview.blogs)
        else:
            self._window.dialogs.add_blog()

    def go(self, way: Way) -> None:
        """Do what the panel offered."""
        from editor.gui.publishing.condition import Way

        window = self._window
        match way:
            case Way.SYNC:
                self.sync()
            case Way.STOP:
                window.lookout.stop()
            case Way.RESUME:
                window.frame.actions_by_name["pause"].setChecked(False)
            case Way.ADD:
                window.dialogs.add_blog()
            case Way.SIGN_IN:
                if (blog := window.lookout.shut_out()) is not None:
                    window.dialogs.add_blog(blog)
            case Way.ACCEPT:
                self._sync(window.lookout.emptied(), accept_deletions=True)

    def show(self) -> None:
        """A click on the chip: the details, or nothing more than the text again."""
        window = self._window
        if not window.overview.blogs and window.overview.is_known:
            window.dialogs.add_blog()
        else:
            window.panes.show_over("" if window.panes.over == "sync" else "sync")

    def _sync(self, blogs: list[Blog], *, accept_deletions: bool = False) -> None:
        courier = self._window.courier
        self._window.desk.settle(lambda: courier.sync(blogs, accept_deletions=accept_deletions))

    def _on_timetable_due(self) -> None:
        # A folder, too: its files may have been changed by hand.
        if self._window.overview.blogs and not self._window.ending.is_under_way:
            self.sync()

    def _on_news_deletions_accepted(self, id: BlogId) -> None:
        emptied = [blog for blog in self._window.overview.blogs if blog.id == id]
        self._sync(emptied, accept_deletions=True)
