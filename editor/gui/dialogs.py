"""The dialogs the window opens over itself; each is imported when it is wanted. Thread: GUI."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.domain.blog import Blog
    from editor.gui.main_window import MainWindow


class Dialogs:
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def add_blog(self, again: Blog | None = None) -> None:
        """Help to connect a blog, or to sign in `again` to one that is here."""
        from editor.gui.publishing.add_blog import AddBlogDialog

        dialog = AddBlogDialog(self._window.bridge, self._window, again=again)
        if again is not None:  # what waited for the password may go
            dialog.added.connect(lambda _blog: self._window.sync())
        else:
            added: list[Blog] = []
            dialog.added.connect(added.append)
            dialog.finished.connect(lambda _code: self._greet(added))
        dialog.open()

    def _greet(self, blogs: list[Blog]) -> None:
        """Fetch what new blogs have, and bring what their author ticked."""
        window = self._window
        if blogs and window.timetable.is_running and window.network.online:
            window.desk.settle(lambda: window.courier.sync(blogs))

    def show_blogs(self) -> None:
        """Show the blogs there are."""
        from editor.gui.publishing.blogs import BlogsDialog

        dialog = BlogsDialog(self._window.bridge, self._window)
        dialog.add_wanted.connect(lambda: self.add_blog())
        dialog.password_wanted.connect(self.add_blog)
        dialog.open()

    def show_comments(self) -> None:
        """Show what readers say."""
        from editor.gui.comments.dialog import CommentsDialog

        window = self._window
        dialog = CommentsDialog(window.bridge, window.theme.tokens, window)
        dialog.post_wanted.connect(window.open_post)
        dialog.sync_wanted.connect(window.sync)
        dialog.open()

    def offer_other_blog(self) -> None:
        """Help to take the open post to another blog."""
        from editor.gui.publishing.other_blog import offer_other_blog

        offer_other_blog(self._window)

    def show_history(self) -> None:
        """Show the earlier states of the open post."""
        from editor.gui.history.opening import open_history

        open_history(self._window)

    def empty_bin(self) -> None:
        """Ask whether the bin shall be emptied."""
        from editor.gui.history.opening import open_bin

        open_bin(self._window)

    def show_backups(self) -> None:
        """Offer the ways back to a backup."""
        from editor.gui.backups.dialog import BackupsDialog

        window = self._window
        dialog = BackupsDialog(window.bridge, window.theme.tokens, window)
        dialog.open_wanted.connect(_open_beside)
        dialog.open()

    def show_preferences(self) -> None:
        """Let the author choose; every choice is obeyed at once."""
        from editor.gui.backups.page import BackupsPage
        from editor.gui.preferences.dialog import PreferencesDialog

        window = self._window
        locking = window.locking
        dialog = PreferencesDialog(
            window.choices,
            window.habits.choices,
            lambda: BackupsPage(window.bridge, window.safekeeping),
            window,
            is_protected=locking.is_protected,
            is_remembered=locking.is_remembered,
            lock_after=locking.absence.minutes,
        )
        dialog.lock_after_chosen.connect(locking.set_minutes)
        dialog.protection_wanted.connect(locking.do)
        dialog.restore_wanted.connect(self.show_backups)
        dialog.chosen.connect(window.choose)
        dialog.writing_chosen.connect(lambda fields: window.habits.change(**fields))
        dialog.open()


def _open_beside(notebook: Path) -> None:
    """Another notebook, in a Midad of its own."""
    from PySide6.QtCore import QProcess

    QProcess.startDetached(sys.executable, ["-m", "editor", "--notebook", str(notebook)])
