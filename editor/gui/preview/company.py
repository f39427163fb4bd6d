"""What belongs to one window's preview beside the page itself: it follows the text and leads back
to it, its links are opened after a question, and what was chosen for it is remembered. GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from editor.gui.bridge import STORE
from editor.gui.preview.alongside import Alongside
from editor.gui.preview.destination import destination
from editor.gui.preview.widths import Width, read_width

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.gui.preview.places import Places
    from editor.workspace.rendering import Rendering

_WIDTH, _FOLLOWS = "preview.width", "preview.follows"


class Company(QObject):
    """Of the preview in the window's frame; goes with it."""

    def __init__(self, window: MainWindow) -> None:
        pane, writing = window.frame.preview, window.frame.writing
        super().__init__(pane)
        self._window, self._pane = window, pane
        self._workspace = window.workspace
        self.alongside = Alongside(writing.editor, self)
        pane.bar.dress(window.theme.tokens)
        pane.set_width(read_width(self._workspace.setting(_WIDTH)))
        follows = self._workspace.setting(_FOLLOWS, "1") == "1"
        pane.bar.set_follows(follows)
        self.alongside.set_on(follows)
        pane.page_made.connect(self._on_pane_page_made)
        pane.rendering_shown.connect(self._on_pane_rendering_shown)
        pane.link_followed.connect(self._on_pane_link_followed)
        pane.bar.width_chosen.connect(self._on_bar_width_chosen)
        pane.bar.follows_chosen.connect(self._on_bar_follows_chosen)
        self.alongside.title_wanted.connect(writing.title_field.setFocus)
        self.alongside.source_shown.connect(pane.rest_hint)
        self.alongside.title_wanted.connect(pane.rest_hint)

    def _on_pane_page_made(self, places: Places) -> None:
        self.alongside.take(places)

    def _on_pane_rendering_shown(self, rendering: Rendering, is_newest: bool) -> None:
        self.alongside.show(rendering, is_newest=is_newest)

    def _on_pane_link_followed(self, address: str) -> None:
        to = destination(address)
        if to is None:
            return
        from editor.gui.preview.leaving import LeavingDialog

        dialog = LeavingDialog(to, self._window)
        dialog.open_wanted.connect(_open)
        dialog.open()

    def _on_bar_width_chosen(self, width: Width) -> None:
        self._pane.set_width(width)
        self._remember(_WIDTH, width.value)

    def _on_bar_follows_chosen(self, follows: bool) -> None:
        self.alongside.set_on(follows)
        self._remember(_FOLLOWS, str(int(follows)))

    def _remember(self, key: str, value: str) -> None:
        workspace = self._workspace
        self._window.bridge.run(STORE, lambda: workspace.put_setting(key, value))


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
