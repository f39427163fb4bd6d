"""Everything in the window that is seen, built once for a language and put in its place. No
decisions here: main_window.py connects it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from editor.domain.post import BlogId, PostId
from editor.gui import icons
from editor.gui.actions import make_actions, make_menu
from editor.gui.bridge import Bridge
from editor.gui.side_pane import SidePane
from editor.gui.status_line import StatusLine
from editor.gui.theme import Theme
from editor.gui.top_bar import TopBar
from editor.gui.widgets import Banner, hairline
from editor.gui.writing.pane import WritingPane
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from editor.gui.details import DetailsPanel
    from editor.gui.library.panel import LibraryPanel
    from editor.gui.preview.pane import PreviewPane
    from editor.gui.publishing.sync_panel import SyncPanel

_NO_LIMIT = 16_777_215  # Qt's QWIDGETSIZE_MAX
SIZES = [300, 660, 480]  # of the panes in a window 1440 wide
_LEAST_LIBRARY = 272


class Frame(QWidget):
    """Bar, three panes, line. The first paint waits for the bar and the text only: the panes
    beside the text stand empty until `library` is asked for and the `fill_` methods are called.
    """

    preview: PreviewPane
    details: DetailsPanel
    sync: SyncPanel

    def __init__(self, bridge: Bridge, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        tokens = theme.tokens
        self.actions_by_name = make_actions(self)
        self.menu = make_menu(owner, self.actions_by_name, theme)
        self.top = TopBar(self.actions_by_name, self.menu, theme)
        self.start = _empty_pane("side")
        self.start.setMinimumWidth(_LEAST_LIBRARY)
        self.writing = WritingPane(lambda name: icons.icon(name, theme.tokens))
        self.banner = Banner(tokens)
        self.status = StatusLine(theme)
        self.side = SidePane(theme)
        self.is_full = False
        self._bridge, self._theme = bridge, theme
        self.splitter = self._make_splitter()
        self._top_line, self._status_line = hairline(), hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._top_line)
        column.addWidget(self.splitter, 1)
        column.addWidget(self._status_line)
        column.addWidget(self.status)

    @cached_property
    def library(self) -> LibraryPanel:
        """The posts, made in their place when they are first asked for."""
        from editor.gui.library.panel import LibraryPanel

        made = LibraryPanel(self._bridge, self._theme)
        column = QVBoxLayout(self.start)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)
        before: QWidget = self.top.publish
        for inside in made.findChildren(QWidget):  # Tab goes as the eye does, not as they came
            if inside.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, inside)
                before = inside
        return made

    def fill_over(self) -> None:
        """Make what may stand in the preview's place: details and sync."""
        from editor.gui.details import DetailsPanel
        from editor.gui.publishing.sync_panel import SyncPanel

        self.details = DetailsPanel(self._theme)
        self.sync = SyncPanel(self._theme)
        self.side.add("details", self.details, _("Post details"))
        self.side.add("sync", self.sync, _("Sync"))

    def fill_preview(self) -> None:
        """Make the preview; it comes last."""
        from editor.gui.preview.pane import PreviewPane

        self.preview = PreviewPane(_picture_source(self._bridge), dress=_dress_source(self._bridge))
        self.side.add("preview", self.preview)
        formats = self.writing.format_bar.make_menu(self.menu)
        self.menu.insertMenu(self.actions_by_name["details"], formats)
        self.is_full = True

    def _make_splitter(self) -> QSplitter:
        middle = _empty_pane("surface")
        middle.setMinimumWidth(424)  # the formatting bar's
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.writing, 1)
        self._middle = column
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 12)
        foot.addWidget(self.banner)
        column.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for widget in (self.start, middle, self.side):
            splitter.addWidget(widget)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(SIZES)
        return splitter

    def show_card(self, card: QWidget) -> None:
        """Show `card` below the text, above the news; it goes when it is deleted."""
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 16)
        row.addStretch(1)
        row.addWidget(card, 1000)
        row.addStretch(1)
        self._middle.insertLayout(1, row)

    def show_calm(self, calm: bool) -> None:
        """Hide everything but the text, or show it again; the panes keep their own choice."""
        for widget in (self.top, self._top_line, self._status_line, self.status):
            widget.setVisible(not calm)
        # Hidden, the bar would take its shortcuts with it.
        self.writing.format_bar.setMaximumHeight(0 if calm else _NO_LIMIT)


def _empty_pane(look: str) -> QWidget:
    made = QWidget()
    made.setProperty("look", look)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def _picture_source(bridge: Bridge) -> Callable[[str, str], tuple[str, bytes] | None]:
    """For the preview: (post, name) → (type, bytes). Called on the preview's own thread."""

    def read(post: str, name: str) -> tuple[str, bytes] | None:
        picture = bridge.workspace.picture(PostId(post), name)
        return (picture.item.mime, picture.data) if picture else None

    return read


def _dress_source(bridge: Bridge) -> Callable[[str, str], tuple[str, bytes] | None]:
    """For the preview: (blog, name) → (type, bytes), the page itself without a name. Called on the
    preview's own thread."""

    def read(blog: str, name: str) -> tuple[str, bytes] | None:
        dressing = bridge.workspace.dressing
        if not name:
            dress = dressing.get(BlogId(blog))
            return ("text/html", dress.page.encode("utf-8", "replace")) if dress else None
        file = dressing.file(BlogId(blog), name)
        return (file.mime, file.data) if file else None

    return read
