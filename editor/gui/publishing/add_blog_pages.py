"""The three pages of adding a blog: its address, signing in to it, the posts that shall go there.

They show and take; who asks the blog is `add_blog`. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.domain.blog import Discovery
from editor.domain.post import PostId, PostSummary
from editor.gui import phrases
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.text.isolates import isolated, left_to_right
from editor.workspace.signing_in import password_in


class _Page(QWidget):
    """A heading, a paragraph, and what follows in `column`."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(label(title, "heading"))
        self.column.addWidget(label(words, "muted", wrap=True))

    def begin(self) -> None:
        """Put the keyboard where it belongs: a page that was switched off has lost it."""


class AddressPage(_Page):
    """`folder_chosen`: the address is a folder now, picked in a dialog."""

    folder_chosen = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Where is your blog?"),
            _(
                "Paste its address, as readers know it. Or choose a folder on this computer: "
                "Midad keeps a plain site in it that opens in any browser."
            ),
        )
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://example.org")
        self.address.setAccessibleName(_("Address of the blog"))
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        choose = button(_("Choose a folder …"), self._on_choose_clicked)
        choose.setAutoDefault(False)
        row.addWidget(choose)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self) -> None:
        self.address.setFocus()
        self.address.selectAll()

    def _on_choose_clicked(self) -> None:
        chooser = QFileDialog(self, _("Choose a folder for the site"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._on_folder_selected)
        chooser.open()

    def _on_folder_selected(self, folder: str) -> None:
        self.address.setText(folder)
        self.folder_chosen.emit()


class SignInPage(_Page):
    """`page_wanted`: the blog's page shall be opened. Where that page leads nowhere and shows the
    password, what its author copies there is filled in (`watch_clipboard`)."""

    page_wanted = Signal()

    def __init__(self, *, is_locked: bool) -> None:
        """`is_locked`: the notebook, which keeps the password, has a passphrase."""
        super().__init__(
            _("Sign in"),
            _(
                "Your blog gives Midad a password of its own. Open the page, sign in there as you "
                "always do and press the button that approves. You can take the password back on "
                "the blog at any time, under Users → Profile; your own password stays yours."
            ),
        )
        self._watches = False
        self._copied = ""
        self._before = ""
        self.site = label("", "name", wrap=True)
        self.column.addWidget(self.site)
        self.open_page = button(_("Open the page in the browser"), self.page_wanted.emit)
        self.open_page.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.open_page)
        row.addStretch(1)
        self.column.addLayout(row)
        self.way_back = label("", "muted", wrap=True)
        self.column.addWidget(self.way_back)
        self.username = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for words, field in (
            (_("User name on the blog"), self.username),
            (_("Application password"), self.password),
        ):
            self.column.addWidget(label(words, "small"))
            field.setAccessibleName(words)
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.column.addWidget(field)
        if is_locked:
            kept = _("The password is kept inside your notebook, which only your passphrase opens.")
        else:
            kept = _(
                "The password is kept inside your notebook file, which only your account on this "
                "computer can read. The file is not encrypted."
            )
        self.column.addWidget(label(kept, "small", wrap=True))
        self.column.addStretch(1)
        QGuiApplication.clipboard().dataChanged.connect(self.look_at_clipboard)

    def begin(self) -> None:
        field = self.password if self.username.text() else self.username
        field.setFocus()
        field.selectAll()

    def show_site(self, found: Discovery) -> None:
        """Whom it is about, and how the password comes here."""
        self.site.setText(f"{isolated(found.name)} · {left_to_right(found.address)}")
        self.way_back.setText(
            _("The page leads back here by itself. You can also fill in the fields by hand.")
            if found.leads_back
            else _("Copy the password that the page shows you, and come back: Midad fills it in.")
        )

    def watch_clipboard(self) -> None:
        """The page was opened: what is copied next, if it is such a password, is meant for here."""
        self._watches = True
        self._before = QGuiApplication.clipboard().text()

    def look_at_clipboard(self) -> None:
        """Take a password that was copied; anything else there is none of our business."""
        if not self._watches or self.password.text() or not self.isVisible():
            return
        copied = QGuiApplication.clipboard().text()
        found = password_in(copied) if copied != self._before else ""
        if not found:
            return
        self._watches = False
        self._copied = found
        self.password.setText(found)
        if self.username.text():
            self.way_back.setText(_("The password you copied is filled in. Press Continue."))
        else:
            self.way_back.setText(
                _("The password you copied is filled in. Only your user name is missing.")
            )
            self.username.setFocus()

    def forget(self) -> None:
        """Leave the password nowhere: it was kept, or nobody wants it any more."""
        self.password.clear()
        clipboard = QGuiApplication.clipboard()
        if self._copied and password_in(clipboard.text()) == self._copied:
            clipboard.clear()
        self._copied = ""
        self._watches = False


class PostsPage(_Page):
    """Posts that have no blog yet, none of them ticked."""

    def __init__(self) -> None:
        super().__init__(
            _("Which posts shall go there?"),
            _(
                "None, unless you tick them. New posts belong to this blog; drafts travel by "
                "themselves as drafts, and readers see nothing before you press Publish."
            ),
        )
        self.posts = QListWidget()
        self.posts.setProperty("look", "card")
        self.posts.setAccessibleName(_("Posts"))
        self.posts.setMinimumHeight(180)
        self.column.addWidget(self.posts, 1)

    def begin(self) -> None:
        self.posts.setFocus()

    def offer(self, posts: Iterable[PostSummary]) -> None:
        """List `posts`."""
        for post in posts:
            item = QListWidgetItem(phrases.in_its_direction(post.title or _("Untitled")))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, post.id)
            self.posts.addItem(item)
        self.posts.setCurrentRow(0)

    def ticked(self) -> list[PostId]:
        """The posts that were chosen."""
        items = [self.posts.item(row) for row in range(self.posts.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
