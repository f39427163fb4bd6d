"""In which look the preview shows the open post: the plain one, or that of its blog. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from editor.domain.changes import Changes
from editor.domain.post import BlogId
from editor.gui import icons
from editor.gui.bridge import STORE
from editor.gui.phrases import date_and_time
from editor.gui.preview.fetching import FetchingDialog
from editor.system.translation import gettext as _
from editor.text.isolates import isolated
from editor.workspace.wearing import Wear

if TYPE_CHECKING:
    from datetime import datetime

    from editor.domain.blog import Blog
    from editor.gui.main_window import MainWindow
    from editor.workspace.dressing import Offer
    from editor.workspace.workspace import Workspace

_PLAIN = "preview.plain."  # and the blog's id: its look is kept and not worn
_ROOM = 24  # characters of a blog's name


@dataclass(frozen=True, slots=True)
class _Closet:
    """The looks that are kept, when they were fetched, and those of them that are not worn."""

    wears: Mapping[BlogId, Wear]
    moments: Mapping[BlogId, datetime]
    plain: frozenset[BlogId]


class Wardrobe(QObject):
    """Of the preview in the window's frame; goes with it. `button` says which look it is."""

    def __init__(self, window: MainWindow) -> None:
        pane = window.frame.preview
        super().__init__(pane)
        self._window, self._pane, self._bridge = window, pane, window.bridge
        self._closet = _Closet({}, {}, frozenset())
        self.button = QToolButton(pane)
        self.button.setProperty("look", "chip")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.dress(self.button, "chevron-down", window.theme.tokens)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.button.setMenu(self.menu)
        self.button.hide()
        pane.bar.before.addWidget(self.button)
        window.overview.changed.connect(self._label)
        window.bridge.changed.connect(self._on_bridge_changed)
        for news in (window.desk.opened, window.desk.changed):
            news.connect(self._on_desk_told)
        window.desk.emptied.connect(self._label)
        self._read()
        self._label()

    @property
    def blog(self) -> Blog | None:
        """The blog of the open post, where a look of it can be had."""
        post = self._window.desk.post
        wanted = post.blog if post is not None else None
        return next((each for each in self._window.overview.blogs if each.id == wanted), None)

    @property
    def is_worn(self) -> bool:
        """True where the open post is shown in its blog's look."""
        blog = self.blog
        closet = self._closet
        return blog is not None and blog.id in closet.wears and blog.id not in closet.plain

    def wear(self) -> None:
        """Show posts of this blog in its look; where none is kept, ask whether to fetch it."""
        blog = self.blog
        if blog is None:
            return
        if blog.id in self._closet.wears:
            self._choose(blog.id, plain=False)
        else:
            self.fetch()

    def take_off(self) -> None:
        """Show posts of this blog in the plain look."""
        blog = self.blog
        if blog is not None and blog.id in self._closet.wears:
            self._choose(blog.id, plain=True)

    def fetch(self) -> None:
        """Ask whether the blog's look may be fetched."""
        blog, bridge = self.blog, self._bridge
        if blog is not None:
            id, dressing = blog.id, bridge.workspace.dressing
            bridge.run(STORE, lambda: dressing.offer(id), self._on_offered, self._on_refused)

    def forget(self) -> None:
        """Keep the blog's look no longer."""
        blog, bridge = self.blog, self._bridge
        if blog is not None:
            id, dressing = blog.id, bridge.workspace.dressing
            bridge.run(STORE, lambda: dressing.forget(id))

    # --- the choice -----------------------------------------------------------------------------

    def _choose(self, blog: BlogId, *, plain: bool) -> None:
        closet = self._closet
        chosen = closet.plain | {blog} if plain else closet.plain - {blog}
        self._take(_Closet(closet.wears, closet.moments, chosen))
        workspace = self._bridge.workspace
        self._bridge.run(STORE, lambda: workspace.put_setting(_PLAIN + blog, str(int(plain))))

    def _read(self) -> None:
        workspace = self._bridge.workspace
        self._bridge.run(STORE, lambda: _read_closet(workspace), self._take)

    def _take(self, closet: _Closet) -> None:
        self._closet = closet
        worn = {id: wear for id, wear in closet.wears.items() if id not in closet.plain}
        self._pane.set_wears(worn)
        self._label()

    def _label(self) -> None:
        blog = self.blog
        self.button.setVisible(blog is not None)
        if blog is None:
            return
        words = _as_blog(blog) if self.is_worn else _("Plain look")
        self.button.setText(words)
        self.button.setAccessibleName(_("The preview's look: {look}").format(look=words))
        self.button.setToolTip(_("In which look the preview shows your post"))

    def _fill_menu(self) -> None:
        self.menu.clear()
        blog = self.blog
        if blog is None:
            return
        group = QActionGroup(self.menu)
        for words, is_on, deed in (
            (_("Plain look"), not self.is_worn, self.take_off),
            (_as_blog(blog), self.is_worn, self.wear),
        ):
            action = self._add(words, deed)
            action.setCheckable(True)
            action.setChecked(is_on)
            group.addAction(action)
        moment = self._closet.moments.get(blog.id)
        if moment is not None:
            self.menu.addSeparator()
            said = self.menu.addAction(
                _("Fetched on {date}").format(date=date_and_time(moment.astimezone()))
            )
            said.setEnabled(False)
            self._add(_("Fetch the look again …"), self.fetch)
            self._add(_("Forget the look"), self.forget)

    def _add(self, words: str, deed: Callable[[], None]) -> QAction:
        action = self.menu.addAction(words)
        # Later: a dialog that opens while its menu closes would lose the keyboard to it.
        action.triggered.connect(lambda _checked=False: QTimer.singleShot(0, self, deed))
        return action

    # --- answers --------------------------------------------------------------------------------

    def _on_offered(self, offer: Offer) -> None:
        dialog = FetchingDialog(self._bridge, offer, self._window)
        dialog.fetched.connect(self._on_dialog_fetched)
        dialog.open()

    def _on_refused(self, error: BaseException) -> None:
        self._window.news.error(error)

    def _on_dialog_fetched(self, blog: BlogId) -> None:
        if blog in self._closet.plain:
            self._choose(blog, plain=False)
        self._read()

    def _on_desk_told(self, _post: object) -> None:
        self._label()

    def _on_bridge_changed(self, changes: Changes) -> None:
        if changes.blogs:
            self._read()


def _read_closet(workspace: Workspace) -> _Closet:
    dressing = workspace.dressing
    moments = dressing.moments()
    plain = {id for id in moments if workspace.setting(_PLAIN + id) == "1"}
    return _Closet(dressing.wears(), moments, frozenset(plain))


def _as_blog(blog: Blog) -> str:
    name = blog.name if len(blog.name) <= _ROOM else f"{blog.name[: _ROOM - 1].rstrip()}…"
    return _("As {blog}").format(blog=isolated(name))
