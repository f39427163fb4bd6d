"""The preview beside the text: quiet until it is needed, then always a moment behind the author.

GUI thread. QtWebEngine is imported, and its processes begin, only when the pane is visible,
`start` was called (after the window's first paint) and there is a post to show.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from editor.gui.preview.bar import PreviewBar
from editor.gui.preview.hint import Hint
from editor.gui.preview.pace import Pace
from editor.gui.preview.surroundings import before_browser, before_page, sandbox_is_possible
from editor.gui.preview.widths import Width, fit
from editor.system.aside import AsideFailed
from editor.system.translation import gettext as _
from editor.workspace.render_lane import RenderingStopped, RenderLane
from editor.workspace.rendering import Rendering, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editor.domain.post import BlogId
    from editor.gui.preview.schemes import DressSource, PictureSource
    from editor.gui.preview.view import PreviewView
    from editor.workspace.wearing import Wear

log = logging.getLogger(__name__)


class Notice(Enum):
    """What stands in the pane's place while there is no page in it."""

    EMPTY = auto()
    LOADING = auto()
    UNAVAILABLE = auto()
    STOPPED = auto()
    BROKEN = auto()


def notice_text(notice: Notice) -> str:
    """`notice` in the interface's language."""
    return {
        Notice.EMPTY: _("What you write appears here as your readers will see it."),
        Notice.LOADING: _("Setting the page …"),
        Notice.UNAVAILABLE: _(
            "The preview cannot start on this computer: a part of it is missing or the system "
            "does not allow it. Everything else works, and your text is safe."
        ),
        Notice.STOPPED: _("The preview stopped. Your text is safe."),
        Notice.BROKEN: _(
            "This post could not be set for the preview. Your text is safe; go on writing, the "
            "preview tries again with your next change."
        ),
    }[notice]


class PreviewPane(QWidget):
    """Shows the post as readers will see it. `picture` is called on a thread of its own."""

    link_hovered = Signal(str)
    """The address under the pointer; empty when it leaves. Nothing is opened."""

    link_followed = Signal(str)
    """The address of a link that was clicked. Nothing is opened."""

    page_made = Signal(object)
    """Places: where the reader is on the page that will show the posts."""

    rendering_shown = Signal(object, bool)
    """The Rendering that is on the page now, and whether no newer one is awaited."""

    seen = Signal()
    """Somebody can see it now: `show_post` was not needed before."""

    post_shown = Signal()
    """The newest rendering that was asked for and not overtaken is on the page."""

    _rendered = Signal(object)
    _failed = Signal(object, bool)

    def __init__(
        self,
        picture: PictureSource,
        parent: QWidget | None = None,
        dress: DressSource | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview_pane")
        self._picture, self._dress = picture, dress
        self._wears: Mapping[BlogId, Wear] = {}
        self._lane = RenderLane(self._rendered.emit, self._report_failure)
        self.pace = Pace(self)
        self._snapshot: Snapshot | None = None
        self._rendering: Rendering | None = None
        self._asked: Snapshot | None = None
        self._view: PreviewView | None = None
        self._started = self._unavailable = self._dark = False
        self._width = Width.PANE
        self._rendered.connect(self._on_lane_rendered, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._on_lane_failed, Qt.ConnectionType.QueuedConnection)
        self._build()

    def start(self) -> None:
        """Allow the browser to begin. Call after the window's first paint."""
        self._started = True
        self._follow()

    def show_post(self, snapshot: Snapshot) -> None:
        """Show `snapshot` soon; cheap enough for every key. Hidden panes wait until seen."""
        self._snapshot = self._worn(snapshot)
        self._follow()

    def set_wears(self, wears: Mapping[BlogId, Wear]) -> None:
        """Show the posts of these blogs in the look of their blog."""
        self._wears = wears
        if self._snapshot is not None:
            self._snapshot = self._worn(self._snapshot)
            self._follow()

    def _worn(self, snapshot: Snapshot) -> Snapshot:
        wear = self._wears.get(snapshot.blog) if snapshot.blog is not None else None
        return snapshot if snapshot.wear == wear else replace(snapshot, wear=wear)

    def clear(self) -> None:
        """Show no post, and have none in any process's memory."""
        self._lane.forget()
        self._snapshot = self._asked = self._rendering = None
        self._show_notice(Notice.EMPTY)

    def set_dark(self, dark: bool) -> None:
        """Follow the window's theme."""
        self._dark = dark
        if self._view is not None:
            self._view.set_dark(dark)

    def set_width(self, width: Width) -> None:
        """Show the page as on a screen of this width."""
        self._width = width
        self.bar.set_width(width)
        self._fit()

    def rest_hint(self) -> None:
        """The author knows what a click on the page does."""
        self._hint.rest()

    def shut_down(self) -> None:
        """Stop the lane and the browser; call before the window goes."""
        self._lane.close()
        self._snapshot = self._asked = self._rendering = None
        if self._view is not None:
            self._view.close_down()
            self._view = None
        self._started = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()
        super().changeEvent(event)

    def _build(self) -> None:
        self._text = QLabel(self)
        self._text.setObjectName("preview_notice")
        self._text.setProperty("look", "muted")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = QPushButton(self)
        self._again.clicked.connect(self._on_again_clicked)
        self._quiet = QWidget(self)
        column = QVBoxLayout(self._quiet)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(16)
        column.addStretch()
        column.addWidget(self._text)
        column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.bar = PreviewBar(self)
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._quiet)
        self._hint = Hint(holder)
        self._beside = QVBoxLayout()
        self._beside.addWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addLayout(self._beside, 1)
        self._show_notice(Notice.EMPTY)

    def _fit(self) -> None:
        made = fit(self._width, self.width())
        self._beside.setContentsMargins(made.margin, 0, made.margin, 0)
        if self._view is not None and self._view.zoomFactor() != made.zoom:
            self._view.setZoomFactor(made.zoom)

    def _follow(self) -> None:
        """Ask for what is not on the page yet, if anybody can see it."""
        wanted = self._snapshot is not None and self._started and self.isVisible()
        if self._unavailable or not wanted:
            return
        if self._is_blank:
            self._lane.cancel()
            self._asked = None
            self._show_notice(Notice.EMPTY)
            return
        if self._snapshot is not None and self._snapshot != self._asked:
            self._asked = self._snapshot
            self._lane.request(self._snapshot)
        if self._view is None:
            self._show_notice(Notice.LOADING)
            self._create_view()

    @property
    def _is_blank(self) -> bool:
        shot = self._snapshot
        return shot is not None and not (shot.title.strip() or shot.body.strip())

    def _create_view(self) -> None:
        before_browser()
        before_page()
        try:
            if not sandbox_is_possible():
                raise ImportError("the system allows no sandbox")
            from editor.gui.preview.places import Places
            from editor.gui.preview.schemes import no_dress
            from editor.gui.preview.view import PreviewView
        except ImportError as error:
            log.warning("no preview: %s", error)
            self._unavailable = True
            self._show_notice(Notice.UNAVAILABLE)
            self._lane.cancel()
            return
        view = PreviewView(self._picture, self, self._dress or no_dress)
        view.set_dark(self._dark)
        view.page_ready.connect(self._on_view_page_ready)
        view.sheet_shown.connect(self._on_view_sheet_shown)
        view.page_lost.connect(self._on_view_page_lost)
        view.page().linkHovered.connect(self._on_page_link_hovered)
        view.link_followed.connect(self.link_followed)
        view.resize(self._quiet.size())  # or its first page is set in Qt's own hundred pixels
        self._stack.addWidget(view)
        self._view = view
        self._fit()
        self.page_made.emit(Places(view))
        view.load_page()

    def _show_notice(self, notice: Notice) -> None:
        self._notice = notice
        self._text.setText(notice_text(notice))
        self._again.setText(_("Show it again"))
        self._again.setVisible(notice is Notice.STOPPED)
        self._stack.setCurrentWidget(self._quiet)

    def _retell(self) -> None:
        """The same in the interface's new language."""
        self._text.setText(notice_text(self._notice))
        self._again.setText(_("Show it again"))
        self.bar.retranslate()

    def _hand_over(self) -> None:
        if self._view is not None and self._rendering is not None:
            from editor.gui.preview.view import Sheet

            rendering = self._rendering
            wear = rendering.snapshot.wear
            direction, language = rendering.direction, rendering.snapshot.language
            self._view.show_sheet(
                Sheet(
                    rendering.snapshot.post,
                    *((direction, language) if wear is None else rendering.said),
                    rendering.blocks,
                    wear.page if wear is not None else "",
                    wear is not None and wear.is_whole,
                    tuple(sorted(rendering.kinds)),
                )
            )

    def _on_lane_rendered(self, rendering: Rendering) -> None:
        if self._snapshot is not None and rendering.snapshot.post == self._snapshot.post:
            self._rendering = rendering
            self._hand_over()

    def _report_failure(self, snapshot: Snapshot, error: Exception) -> None:
        """On the lane's thread. The error's own words may be the author's: they stay unwritten."""
        kind = error.args[0] if isinstance(error, AsideFailed) else type(error).__name__
        log.error("a post could not be rendered: %s", kind)
        self._failed.emit(snapshot, isinstance(error, RenderingStopped))

    def _on_lane_failed(self, snapshot: Snapshot, is_stopped: bool) -> None:
        if self._snapshot is not None and snapshot.post == self._snapshot.post and is_stopped:
            self._show_notice(Notice.STOPPED)
        elif snapshot == self._snapshot:
            self._show_notice(Notice.BROKEN)

    def _on_view_page_ready(self) -> None:
        if self._view is not None and self._notice is Notice.LOADING:
            self._stack.setCurrentWidget(self._view)

    def _on_view_sheet_shown(self) -> None:
        if self._view is None or self._snapshot is None or self._rendering is None:
            return
        if self._is_blank:
            return  # what arrives was asked for before the words went
        self._stack.setCurrentWidget(self._view)
        is_newest = self._rendering.snapshot == self._snapshot
        if self._view.is_at_rest:
            self.rendering_shown.emit(self._rendering, is_newest)
        if is_newest:
            self.post_shown.emit()

    def _on_view_page_lost(self) -> None:
        log.warning("the preview's page ended")
        self._show_notice(Notice.STOPPED)

    def _on_again_clicked(self) -> None:
        self._asked = None
        self._lane.begin_again()
        self._show_notice(Notice.LOADING)
        if self._view is not None:
            self._view.load_page()
        self._follow()

    def _on_page_link_hovered(self, address: str) -> None:
        elsewhere = "" if address.startswith("media:") else address
        self._hint.say_link(elsewhere)
        self.link_hovered.emit(elsewhere)
