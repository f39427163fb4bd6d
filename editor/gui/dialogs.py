"""The dialogs the window opens over itself; each is imported when it is wanted. Thread: GUI."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow


class Dialogs:
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def add_blog(self) -> None:
        """Help to connect a blog."""
        from editor.gui.publishing.add_blog import AddBlogDialog

        AddBlogDialog(self._window.bridge, self._window).open()

    def show_blogs(self) -> None:
        """Show the blogs there are."""
        from editor.gui.publishing.blogs import BlogsDialog

        dialog = BlogsDialog(self._window.bridge, self._window)
        dialog.add_wanted.connect(self.add_blog)
        dialog.open()

    def show_history(self) -> None:
        """Show the earlier states of the open post."""
        from editor.gui.history.opening import open_history

        open_history(self._window)

    def empty_bin(self) -> None:
        """Ask whether the bin shall be emptied."""
        from editor.gui.history.opening import open_bin

        open_bin(self._window)

    def show_preferences(self) -> None:
        """Let the author choose; every choice is obeyed at once."""
        from editor.gui.preferences.dialog import PreferencesDialog

        window = self._window
        locking = window.locking
        dialog = PreferencesDialog(
            window.choices,
            window.habits.choices,
            window,
            is_protected=locking.is_protected,
            lock_after=locking.absence.minutes,
        )
        dialog.lock_after_chosen.connect(locking.set_minutes)
        dialog.protection_wanted.connect(locking.do)
        dialog.chosen.connect(window.choose)
        dialog.writing_chosen.connect(lambda fields: window.habits.change(**fields))
        dialog.open()
