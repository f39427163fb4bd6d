"""The blog above the list: its name, or a way to add the first one; a menu to change it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from editor.domain.blog import Blog
from editor.domain.post import BlogId
from editor.gui import icons
from editor.gui.theme import Theme
from editor.gui.widgets import label
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right
from editor.workspace.labels import kind_label


class BlogHeader(QWidget):
    """Which blog the list shows; blank until it is told which there are."""

    chosen = Signal(object)  # BlogId, or None for every blog
    add_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._blogs: list[Blog] = []
        self._shown: BlogId | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._monogram = QLabel()
        self._monogram.setProperty("look", "monogram")
        self._monogram.setFixedSize(34, 34)
        self._monogram.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = label("", "name")
        self._address = label("", "small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._address)
        self._more = QToolButton()
        icons.dress(self._more, "chevron-down", theme.tokens)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setAccessibleName(_("Blogs"))
        self._more.setToolTip(_("Blogs"))
        self._menu = QMenu()
        self._more.setMenu(self._menu)
        row.addWidget(self._monogram)
        row.addLayout(words, 1)
        row.addWidget(self._more)

    def show_blogs(self, blogs: list[Blog], shown: BlogId | None) -> None:
        """Name the shown blog; with several and none chosen, all of them."""
        self._blogs, self._shown = blogs, shown
        name, address = self._words()
        self._name.setText(name)
        self._address.setText(address)
        self._monogram.setText(name.strip()[:1].upper())
        self._fill_menu()

    def _words(self) -> tuple[str, str]:
        if not self._blogs:
            return _("My notebook"), _("No blog yet")
        blog = next((each for each in self._blogs if each.id == self._shown), None)
        if blog is None and len(self._blogs) > 1:
            return _("All blogs"), ""
        blog = blog or self._blogs[0]
        # An address reads left to right whatever stands around it.
        short = short_address(blog)
        if short == blog.name:  # a folder's: say it once
            return blog.name, kind_label(blog.kind)
        return blog.name or blog.address, left_to_right(short)

    def _fill_menu(self) -> None:
        self._menu.clear()
        if len(self._blogs) > 1:
            for id, words in [(None, _("All blogs"))] + [(b.id, b.name) for b in self._blogs]:
                action = self._menu.addAction(words.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(id == self._shown)
                action.triggered.connect(lambda _on=False, id=id: self._choose(id))
            self._menu.addSeparator()
        self._menu.addAction(_("Add a blog …")).triggered.connect(self.add_wanted)
        if self._blogs:
            self._menu.addAction(_("Blogs …")).triggered.connect(self.all_wanted)

    def _choose(self, id: BlogId | None) -> None:
        self.show_blogs(self._blogs, id)
        self.chosen.emit(id)


def short_address(blog: Blog) -> str:
    """The host of a site, the last part of a folder's path."""
    if "://" in blog.address:
        return blog.address.split("://", 1)[1].strip("/")
    return blog.address.rstrip("/\\").replace("\\", "/").rsplit("/", 1)[-1]
