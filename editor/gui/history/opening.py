"""Opens the history of the post on the desk, and the question before the bin is emptied.

Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.gui.history.bin_dialog import BinDialog, emptied_words
from editor.gui.history.dialog import HistoryDialog
from editor.gui.history.returning import Returning

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow


def open_history(window: MainWindow) -> None:
    """Show it over `window`, once every word is saved; nothing where no post is open."""

    def show() -> None:
        post = window.desk.post
        if post is None:
            return
        dialog = HistoryDialog(window.bridge, window.theme.tokens, post.id, window)
        returning = window.findChild(Returning) or Returning(window)
        dialog.return_wanted.connect(returning.go_back)
        dialog.open()

    window.desk.settle(show)


def open_bin(window: MainWindow) -> None:
    """Ask whether the bin shall be emptied, once every word is saved."""

    def show() -> None:
        dialog = BinDialog(window.bridge, window)
        dialog.emptied.connect(lambda done: window.news.say(emptied_words(done), icon="trash-2"))
        dialog.open()

    window.desk.settle(show)
