"""Adding a blog: paste its address; Midad finds out what it is, and asks only what it must.

Everything that waits for a network runs on a lane and can be left; nothing is sent to the blog
but the question who we are. No existing post goes there unless it is ticked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.domain.blog import Blog, Discovery
from editor.domain.post import PostId, PostSummary
from editor.gui import phrases
from editor.gui.bridge import DISCOVERY, STORE, Bridge
from editor.gui.fitting import FittingDialog
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.text.isolates import isolated, left_to_right
from editor.workspace.messages import explain
from editor.workspace.protection import State, state

if TYPE_CHECKING:
    from editor.workspace.signing_in import SignIn

_LISTED = 500
_SIGNING_IN = "signing in"  # a lane of its own: it waits for a person


class AddBlogDialog(FittingDialog):
    """Three pages, of which most people see two: address, sign-in, posts."""

    added = Signal(object)  # Blog

    def __init__(
        self, bridge: Bridge, parent: QWidget | None = None, *, again: Blog | None = None
    ) -> None:
        """`again`: a blog that is here and wants another password."""
        super().__init__(parent)
        self._bridge = bridge
        self._again = again
        self._found: Discovery | None = None
        self._blog: Blog | None = None
        self._waits = False
        self._asked = 0  # an answer to a question that was left is dropped
        self._sign_in: SignIn | None = None
        self.setWindowTitle(_("Sign in again") if again else _("Add a blog"))
        self.setMinimumWidth(480)
        self.resize(480, 200)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = [
            self._make_address_page(),
            self._make_sign_in_page(),
            self._make_posts_page(),
        ]
        self.trouble = label("", "warning", wrap=True)
        self.trouble.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.next = QPushButton(_("Continue"))
        self.next.setProperty("look", "strong")
        self.next.setDefault(True)
        self.next.clicked.connect(lambda _checked=False: self._on_next_clicked())
        self.leave = button(_("Cancel"), self._on_leave_clicked)
        self._lay_out()
        self._show_page(0)
        if again is not None:
            self.address.setText(again.address)
            self.username.setText(again.username)
            self._discover()

    # --- building -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        for page in self._pages:
            column.addWidget(page, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.next)
        column.addLayout(row)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._on_leave_clicked)

    def _show_page(self, at: int) -> None:
        self._at = at
        for i, page in enumerate(self._pages):
            page.setVisible(i == at)
        self.fit()
        self._begin()

    def _begin(self) -> None:
        """Put the keyboard where it belongs: a page that was switched off has lost it."""
        missing = self.password if self.username.text() else self.username
        field = (self.address, missing, self.posts)[self._at]
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()

    def _page(self, title: str, words: str) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(title, "heading"))
        column.addWidget(label(words, "muted", wrap=True))
        return page, column

    def _make_address_page(self) -> QWidget:
        page, column = self._page(
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
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _make_sign_in_page(self) -> QWidget:
        page, column = self._page(
            _("Sign in"),
            _(
                "Your blog gives Midad a password of its own. Open the page, sign in there as you "
                "always do and press the button that approves. You can take the password back on "
                "the blog at any time, under Users → Profile; your own password stays yours."
            ),
        )
        self.site = label("", "name", wrap=True)
        column.addWidget(self.site)
        self.open_page = button(_("Open the page in the browser"), self._on_open_page_clicked)
        self.open_page.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.open_page)
        row.addStretch(1)
        column.addLayout(row)
        self.way_back = label("", "muted", wrap=True)
        column.addWidget(self.way_back)
        self.username = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for words, field in (
            (_("User name on the blog"), self.username),
            (_("Application password"), self.password),
        ):
            column.addWidget(label(words, "small"))
            field.setAccessibleName(words)
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            column.addWidget(field)
        if state(self._bridge.workspace.path) is State.LOCKED:
            kept = _("The password is kept inside your notebook, which only your passphrase opens.")
        else:
            kept = _(
                "The password is kept inside your notebook file, which only your account on this "
                "computer can read. The file is not encrypted."
            )
        column.addWidget(label(kept, "small", wrap=True))
        column.addStretch(1)
        return page

    def _make_posts_page(self) -> QWidget:
        page, column = self._page(
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
        column.addWidget(self.posts, 1)
        return page

    # --- what the author does -----------------------------------------------------------------

    @property
    def page(self) -> int:
        """0 address, 1 sign-in, 2 posts."""
        return self._at

    def _on_choose_clicked(self) -> None:
        chooser = QFileDialog(self, _("Choose a folder for the site"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._on_folder_chosen)
        chooser.open()

    def _on_folder_chosen(self, folder: str) -> None:
        self.address.setText(folder)
        self._on_next_clicked()

    def _on_next_clicked(self) -> None:
        if self._waits:
            return
        self.trouble.hide()
        match self.page:
            case 0:
                self._discover()
            case 1:
                self._add()
            case _:
                self._assign()

    def _on_leave_clicked(self) -> None:
        if self._waits:  # stop waiting, stay in the dialog
            self._asked += 1
            self._wait(False)
        else:
            self.reject()

    def done(self, result: int) -> None:
        self._close_door()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._asked += 1
        self._close_door()
        self.password.clear()
        super().closeEvent(event)

    # --- asking -------------------------------------------------------------------------------

    def _wait(self, on: bool) -> None:
        self._waits = on
        self.bar.setVisible(on)
        self._pages[self._at].setEnabled(not on)
        self.next.setEnabled(not on)
        self.leave.setText(_("Stop") if on else _("Cancel"))
        if not on:
            self._begin()

    def _ask(self) -> int:
        self._asked += 1
        self._wait(True)
        return self._asked

    def _discover(self) -> None:
        address = self.address.text().strip()
        if not address:
            self.address.setFocus()
            return
        asked = self._ask()
        self._bridge.run(
            DISCOVERY,
            lambda: (asked, self._bridge.workspace.blogs.discover(address)),
            self._on_blog_discovered,
            lambda error: self._on_lane_failed(asked, error),
        )

    def _on_blog_discovered(self, answer: tuple[int, Discovery]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        self._found = found
        self._wait(False)
        if found.needs_password:
            self.way_back.setText(_way_back(found))
            self.site.setText(f"{isolated(found.name)} · {left_to_right(found.address)}")
            self._show_page(1)
        else:
            self._add()

    def _on_open_page_clicked(self) -> None:
        """The browser shows the blog's page; where that leads back, fill in what it brings."""
        if self._found is None:
            return
        self._close_door()
        workspace = self._bridge.workspace
        self._sign_in = sign_in = workspace.blogs.sign_in(self._found, workspace.clock.now())
        if sign_in.leads_back:
            self._bridge.run(_SIGNING_IN, sign_in.wait, self._on_came_home, self._on_door_failed)
        QDesktopServices.openUrl(QUrl(sign_in.page))
        self.username.setFocus()

    def _on_came_home(self, brought: tuple[str, str] | None) -> None:
        if self.page != 1 or self._waits or self._sign_in is None:
            return
        if brought is None:
            self.trouble.setText(
                _("The blog's page did not let Midad in. Open it again, or fill in the fields.")
            )
            self.trouble.show()
            return
        self.username.setText(brought[0])
        self.password.setText(brought[1])
        self.activateWindow()
        self._add()

    def _on_door_failed(self, error: BaseException) -> None:
        self.trouble.setText(str(explain(error)))
        self.trouble.show()

    def _close_door(self) -> None:
        if self._sign_in is not None:
            self._sign_in.close()
            self._sign_in = None

    def _add(self) -> None:
        found = self._found
        username, password = self.username.text().strip(), self.password.text().strip()
        if found is None or (found.needs_password and not (username and password)):
            (self.password if username else self.username).setFocus()
            return
        asked, again, blogs = self._ask(), self._again, self._bridge.workspace.blogs

        def keep() -> tuple[int, Blog]:
            if again is None:
                return asked, blogs.add(found, username, password)
            blogs.renew(again.id, username, password)
            return asked, again

        self._bridge.run(
            DISCOVERY,
            keep,
            self._on_blog_added,
            lambda error: self._on_lane_failed(asked, error),
        )

    def _on_blog_added(self, answer: tuple[int, Blog]) -> None:
        asked, blog = answer
        self.password.clear()
        self._blog = blog
        self.added.emit(blog)
        if asked != self._asked:
            return
        self._wait(False)
        if self._again is not None:
            self.accept()
            return
        workspace = self._bridge.workspace
        self._bridge.run(STORE, lambda: workspace.page(limit=_LISTED), self._on_posts_read)

    def _on_posts_read(self, posts: list[PostSummary]) -> None:
        homeless = [post for post in posts if post.blog is None and not post.version_of]
        if not homeless:
            self.accept()
            return
        for post in homeless:
            item = QListWidgetItem(phrases.in_its_direction(post.title or _("Untitled")))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, post.id)
            self.posts.addItem(item)
        self._show_page(2)
        self.posts.setCurrentRow(0)
        self.next.setText(_("Done"))
        self.leave.hide()

    def _assign(self) -> None:
        items = [self.posts.item(row) for row in range(self.posts.count())]
        chosen: list[PostId] = [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        blog = self._blog
        if chosen and blog is not None:
            workspace = self._bridge.workspace
            self._bridge.run(STORE, lambda: workspace.assign(chosen, blog.id))
        self.accept()

    def _on_lane_failed(self, asked: int, error: BaseException) -> None:
        if asked != self._asked:
            return
        self._wait(False)
        self.trouble.setText(str(explain(error)))
        self.trouble.show()


def _way_back(found: Discovery) -> str:
    if found.leads_back:
        return _("The page leads back here by itself. You can also fill in the fields by hand.")
    return _("Copy the password that the page shows you into the field below.")
