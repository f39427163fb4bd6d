"""Adding a blog: paste its address; Midad finds out what it is, and asks only what it must.

Everything that waits for a network runs on a lane and can be left; nothing is sent to the blog
but the question who we are. No existing post goes there unless it is ticked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from editor.domain.blog import Blog, Discovery
from editor.domain.post import PostSummary
from editor.gui.bridge import DISCOVERY, STORE, Bridge
from editor.gui.fitting import FittingDialog
from editor.gui.publishing.add_blog_pages import AddressPage, PostsPage, SignInPage
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
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
        self._address_page = AddressPage()
        is_locked = state(bridge.workspace.path) is State.LOCKED
        self._sign_in_page = SignInPage(is_locked=is_locked)
        self._posts_page = PostsPage()
        self._pages = [self._address_page, self._sign_in_page, self._posts_page]
        self._address_page.folder_chosen.connect(self._on_next_clicked)
        self._sign_in_page.page_wanted.connect(self._on_page_wanted)
        self.address = self._address_page.address
        self.site = self._sign_in_page.site
        self.username, self.password = self._sign_in_page.username, self._sign_in_page.password
        self.open_page, self.way_back = self._sign_in_page.open_page, self._sign_in_page.way_back
        self.posts = self._posts_page.posts
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
        self._pages[at].begin()

    # --- what the author does -----------------------------------------------------------------

    @property
    def page(self) -> int:
        """0 address, 1 sign-in, 2 posts."""
        return self._at

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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:  # back from the browser
            self._sign_in_page.look_at_clipboard()
        return super().event(event)

    def done(self, result: int) -> None:
        self._close_door()
        self._sign_in_page.forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._asked += 1
        self._close_door()
        self._sign_in_page.forget()
        super().closeEvent(event)

    # --- asking -------------------------------------------------------------------------------

    def _wait(self, on: bool) -> None:
        self._waits = on
        self.bar.setVisible(on)
        self._pages[self._at].setEnabled(not on)
        self.next.setEnabled(not on)
        self.leave.setText(_("Stop") if on else _("Cancel"))
        if not on:
            self._pages[self._at].begin()

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
            self._sign_in_page.show_site(found)
            self._show_page(1)
        else:
            self._add()

    def _on_page_wanted(self) -> None:
        """The browser shows the blog's page; where that leads back, fill in what it brings."""
        if self._found is None:
            return
        self._close_door()
        workspace = self._bridge.workspace
        self._sign_in = sign_in = workspace.blogs.sign_in(self._found, workspace.clock.now())
        if sign_in.leads_back:
            self._bridge.run(_SIGNING_IN, sign_in.wait, self._on_came_home, self._on_door_failed)
        else:
            self._sign_in_page.watch_clipboard()
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
        self._sign_in_page.forget()
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
        self._posts_page.offer(homeless)
        self._show_page(2)
        self.next.setText(_("Done"))
        self.leave.hide()

    def _assign(self) -> None:
        chosen = self._posts_page.ticked()
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
