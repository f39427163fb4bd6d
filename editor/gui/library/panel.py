"""The side of the window that holds the posts: blog, search, filters, list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.domain.blog import Blog
from editor.domain.post import BlogId, PostId, PostSummary, Status, Travel
from editor.gui import icons
from editor.gui.bridge import Bridge
from editor.gui.library.empty import EmptyList, hint
from editor.gui.library.header import BlogHeader
from editor.gui.library.model import Filter, PostList
from editor.gui.theme import Theme, Tokens
from editor.gui.widgets import button
from editor.system.translation import gettext as _
from editor.workspace.searching import words_of

SEARCH_AFTER = 150  # milliseconds after the last key


class LibraryPanel(QWidget):
    """Lists posts and says what the author wants done with which."""

    chosen = Signal(object)  # PostId
    empty_wanted = Signal()  # the bin
    asked = Signal(str, object)  # a deed ("publish", "bin" …) and a PostSummary
    new_wanted = Signal()
    undo_wanted = Signal()
    blog_wanted = Signal()  # add one
    blogs_wanted = Signal()  # show the list of blogs

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self.setProperty("look", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filter = Filter()
        self._open: PostId | None = None
        self._is_dressed = False
        self.posts = PostList(bridge, self)
        self.header = BlogHeader(theme)
        self.header.chosen.connect(self._on_header_chosen)
        self.header.add_wanted.connect(self.blog_wanted)
        self.header.all_wanted.connect(self.blogs_wanted)
        self.search = self._make_search()
        self.view = self._make_view()
        self.posts.in_reach = self._lines_in_reach
        self._empty = EmptyList()
        self.empty_bin = button(_("Empty the bin …"), self.empty_wanted.emit, "link")
        self.empty_bin.hide()
        self._lay_out()
        self.posts.settled.connect(self._on_posts_settled)
        theme.changed.connect(self._on_theme_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.setSpacing(8)
        top.addWidget(self.header)
        top.addWidget(self.search)
        top.addLayout(self._make_filters())
        column.addLayout(top)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack, 1)
        column.addWidget(self.empty_bin)

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(_("Search posts"))
        field.setAccessibleName(_("Search posts"))
        field.setClearButtonEnabled(True)
        field.setToolTip(hint())
        glass = QAction(field)
        icons.dress(glass, "search", self._theme.tokens)
        field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(SEARCH_AFTER)
        self._search_timer.timeout.connect(self._on_search_rested)
        field.textChanged.connect(lambda _text: self._search_timer.start())
        for key, slot in (("Down", self.focus_list), ("Escape", field.clear)):
            shortcut = QShortcut(QKeySequence(key), field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        return field

    def _make_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._chips = QButtonGroup(self)
        self._chips.setExclusive(True)
        for words, status, binned in (
            (_("All"), None, False),
            (_("Drafts"), Status.DRAFT, False),
            (_("Published"), Status.PUBLISHED, False),
            (_("Bin"), None, True),
        ):
            chip = QToolButton()
            chip.setProperty("look", "chip")
            chip.setText(words)
            chip.setCheckable(True)
            chip.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(_choosing(self._on_chip_chosen, status, binned))
            self._chips.addButton(chip)
            row.addWidget(chip)
        self._chips.buttons()[0].setChecked(True)
        row.addStretch(1)
        return row

    def _make_view(self) -> QListView:
        view = QListView()
        view.setModel(self.posts)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setMouseTracking(True)
        view.setAccessibleName(_("Posts"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu_wanted)
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        for key, slot in (
            (QKeySequence(QKeySequence.StandardKey.Delete), self._on_delete_pressed),
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo_wanted.emit),
        ):
            shortcut = QShortcut(key, view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        return view

    # --- what the window asks -----------------------------------------------------------------

    def load(self) -> None:
        """Read the first page."""
        self.posts.reload()

    def mark(self, post: PostId | None) -> None:
        """Show `post` as the open one, without opening it."""
        self._open = post
        place = self.posts.place_of(post)
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        if place.isValid():
            selection.setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.view.viewport().update()

    def following(self, post: PostId) -> PostId | None:
        """The post to go to when `post` leaves the list."""
        row = self.posts.place_of(post).row()
        beside = self.posts.post_at(row + 1) or self.posts.post_at(row - 1)
        return beside.id if beside and beside.id != post else None

    def focus_search(self) -> None:
        """Put the caret into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_list(self) -> None:
        """Let the arrow keys walk through the posts."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_blogs(self, blogs: list[Blog]) -> None:
        """Name the blogs in the header."""
        self.header.show_blogs(blogs, self._filter.blog)

    @property
    def sought(self) -> str:
        """The words that are searched for, without what only narrows the search."""
        return words_of(self.search.text())

    @property
    def shown_blog(self) -> BlogId | None:
        """The blog the list is narrowed to; None: every one."""
        return self._filter.blog

    # --- slots --------------------------------------------------------------------------------

    def _on_search_rested(self) -> None:
        words = self.search.text().strip()
        if words and not self._chips.buttons()[0].isChecked():
            self._chips.buttons()[0].setChecked(True)
            self._filter = Filter(blog=self._filter.blog)
        self._show(words=words)

    def _on_chip_chosen(self, status: Status | None, binned: bool) -> None:
        self.search.clear()
        self._search_timer.stop()
        self._filter = Filter(status=status, binned=binned, blog=self._filter.blog)
        self._show(words="")

    def _on_header_chosen(self, blog: BlogId | None) -> None:
        old = self._filter
        self._filter = Filter(old.words, old.status, old.binned, blog)
        self._show(words=old.words)

    def _show(self, words: str) -> None:
        old = self._filter
        self._filter = Filter(words, old.status, old.binned, old.blog)
        self.posts.show(self._filter)

    def _on_posts_settled(self) -> None:
        self._dress_view()
        self._stack.setCurrentWidget(self.view if self.posts.rowCount() else self._empty)
        if not self.posts.rowCount():
            self._empty.teach(self._filter, self.new_wanted.emit)
        self.empty_bin.setVisible(self._filter.binned)
        self.mark(self._open)

    def _lines_in_reach(self) -> int:
        """How many lines the author has gone to, by key, pointer or scrolling: better ones that
        come later must not push them away under the hand."""
        view = self.view
        scrolled = view.verticalScrollBar().value() > 0
        if not (scrolled or view.hasFocus() or view.underMouse()):
            return 0
        last = view.indexAt(view.viewport().rect().bottomLeft() + QPoint(1, -1))
        return last.row() + 1 if last.isValid() else self.posts.rowCount()

    def _dress_view(self) -> None:
        """The one who paints the lines comes with the first lines: loading it takes longer than
        an empty window may wait."""
        if not self._is_dressed:
            from editor.gui.library.delegate import PostDelegate

            self._is_dressed = True
            clock = self._bridge.workspace.clock
            self.view.setItemDelegate(PostDelegate(self._theme, clock, self.view))

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self.posts.is_moving:  # the list goes on to a neighbour by itself; nobody chose it
            return
        post = self.posts.post_at(current.row()) if current.isValid() else None
        if post is not None and post.id != self._open:
            self.chosen.emit(post.id)

    def _on_delete_pressed(self) -> None:
        post = self.posts.post_at(self.view.currentIndex().row())
        if post is not None and not post.binned:
            self.asked.emit("bin", post)

    def _on_menu_wanted(self, point: QPoint) -> None:
        post = self.posts.post_at(self.view.indexAt(point).row())
        if post is None:
            return
        menu = QMenu(self.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed, words in deeds_of(post):
            action = menu.addAction(words)
            action.triggered.connect(_choosing(self.asked.emit, deed, post))
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _on_theme_changed(self, _tokens: Tokens) -> None:
        self.view.viewport().update()


def deeds_of(post: PostSummary) -> list[tuple[str, str]]:
    """What can be done with a post now: (deed, words). Nothing that would not work."""
    if post.binned:
        return [("restore", _("Take back from the bin"))]
    deeds: list[tuple[str, str]] = []
    live = post.status in (Status.PUBLISHED, Status.SCHEDULED, Status.PRIVATE)
    if post.version_of:
        compare = ("compare", _("Compare …"))
        return [compare, ("use_version", _("Use this version")), ("bin", _("Move to bin"))]
    if post.travel is Travel.CONFLICT:
        deeds.append(("compare", _("Compare …")))
    if not post.stays_here:
        if not live:
            deeds.append(("publish", _("Publish …")))
        elif post.travel in (Travel.CHANGED_HERE, Travel.CONFLICT, Travel.TROUBLE):
            deeds.append(("publish", _("Update on the blog …")))
    if live:
        deeds.append(("unpublish", _("Take back from readers")))
    if not live:
        stay = _("May travel to the blog") if post.stays_here else _("Stays on this computer")
        deeds.append(("travel" if post.stays_here else "stay", stay))
    deeds.append(("bin", _("Move to bin")))
    return deeds


def _choosing(call: Callable[..., object], *values: object) -> Callable[..., None]:
    def choose(_checked: bool = False) -> None:
        call(*values)

    return choose
