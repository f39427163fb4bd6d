"""The author's blogs: ask whether all is well, choose the default, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from editor.domain.blog import Blog, BlogReport
from editor.domain.changes import Changes
from editor.domain.errors import NotebookBusy, RemoteError
from editor.domain.post import BlogId
from editor.gui import phrases
from editor.gui.bridge import STORE, Bridge
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated, left_to_right
from editor.workspace.labels import clock_words, manner_labels
from editor.workspace.lanes import blog_lane
from editor.workspace.messages import explain

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace


class BlogsDialog(QDialog):
    """A list and what can be done with the chosen blog."""

    add_wanted = Signal()
    password_wanted = Signal(object)  # Blog: sign in to it again

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._blogs: list[Blog] = []
        self._removing: BlogId | None = None
        self.setWindowTitle(_("Blogs"))
        self.setMinimumSize(520, 380)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setProperty("look", "card")
        self.list.setAccessibleName(_("Blogs"))
        self.list.currentRowChanged.connect(lambda _row: self._on_row_changed())
        self.news = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.check = button(_("Check"), self._on_check_clicked)
        self.default = button(_("Use for new posts"), self._on_default_clicked)
        self.password = button(_("Sign in again …"), self._on_password_clicked)
        self.remove = button(_("Remove …"), self._on_remove_clicked)
        self.manner_label = label(_("New posts are written as"))
        self.manner = Choice()
        self.manner.setAccessibleName(_("New posts are written as"))
        for manner, words in manner_labels().items():
            self.manner.addItem(words, manner)
        self.manner.setToolTip(_("Posts that are on the blog already stay as they are there."))
        self.manner_label.setBuddy(self.manner)
        self.manner.activated.connect(lambda _index: self._on_manner_activated())
        self._lay_out()
        self._on_row_changed()
        bridge.changed.connect(self._on_bridge_changed)
        self._read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Blogs"), "heading"))
        column.addWidget(self.list, 1)
        column.addWidget(self.news)
        column.addWidget(self.bar)
        # In two rows: in one they are wider than the dialog in some languages.
        for deeds in ((self.check, self.password), (self.default, self.remove)):
            row = QHBoxLayout()
            for one in deeds:
                one.setAutoDefault(False)
                row.addWidget(one)
            row.addStretch(1)
            column.addLayout(row)
        manner = QHBoxLayout()
        manner.addWidget(self.manner_label)
        manner.addWidget(self.manner)
        manner.addStretch(1)
        column.addLayout(manner)
        foot = QHBoxLayout()
        foot.addWidget(button(_("Add a blog …"), self.add_wanted.emit))
        foot.addStretch(1)
        close = button(_("Close"), self.accept, "strong")
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)

    @property
    def blog(self) -> Blog | None:
        """The chosen one."""
        row = self.list.currentRow()
        return self._blogs[row] if 0 <= row < len(self._blogs) else None

    def _read(self) -> None:
        self._bridge.run(STORE, self._bridge.workspace.blogs.all, self._on_blogs_read)

    def _on_blogs_read(self, blogs: list[Blog]) -> None:
        row = max(0, self.list.currentRow())
        self._blogs = blogs
        self.list.clear()
        for blog in blogs:
            words = f"{isolated(blog.name)} · {left_to_right(blog.address)}"
            if blog.is_default:
                words += " · " + _("for new posts")
            self.list.addItem(words)
        self.list.setCurrentRow(min(row, len(blogs) - 1))
        if not blogs:
            self.news.setText(_("No blog yet. Your posts stay in the notebook."))
        self._on_row_changed()

    def _on_bridge_changed(self, changes: Changes) -> None:
        if changes.blogs:
            self._read()

    def _on_row_changed(self) -> None:
        blog = self.blog
        self.check.setEnabled(blog is not None)
        self.remove.setEnabled(blog is not None)
        self.default.setEnabled(blog is not None and not blog.is_default)
        self.password.setVisible(blog is not None and blog.kind != "folder")
        for widget in (self.manner_label, self.manner):
            widget.setVisible(blog is not None and blog.kind == "wordpress")
        if blog is not None:
            self.manner.setCurrentIndex(self.manner.findData(blog.manner or "classic"))
        self._forget_removal()

    def _forget_removal(self) -> None:
        self._removing = None
        self.remove.setText(_("Remove …"))

    def _on_check_clicked(self) -> None:
        blog = self.blog
        if blog is None:
            return
        self.news.setText(_("Asking {blog} …").format(blog=isolated(blog.name)))
        self.bar.show()
        workspace = self._bridge.workspace
        self._bridge.run(
            blog_lane(blog.id),
            lambda: _checked(workspace, blog.id),
            self._on_blog_checked,
            self._on_lane_failed,
        )

    def _on_blog_checked(self, answer: tuple[BlogReport, int]) -> None:
        report, lost = answer
        self.bar.hide()
        words = [_("All is well with {blog}.").format(blog=isolated(report.name))]
        if report.user:
            words.append(_("You are signed in as {user}.").format(user=isolated(report.user)))
        if not report.capabilities.publish:
            words.append(_("This account may write drafts, but not publish."))
        if not report.capabilities.drafts:
            words.append(_("It keeps no drafts: posts go there when you publish them."))
        if clock := clock_words(report):
            words.append(clock)
        if lost:
            again = ngettext(
                "{n} picture is missing there. It goes again with its post: with a draft by "
                "itself, with others when you update them.",
                "{n} pictures are missing there. They go again with their posts: with drafts by "
                "themselves, with others when you update them.",
                lost,
            )
            words.append(again.format(n=phrases.number(lost)))
        self.news.setText(" ".join(words))

    def _on_password_clicked(self) -> None:
        if self.blog is not None:
            self.password_wanted.emit(self.blog)

    def _on_default_clicked(self) -> None:
        blog = self.blog
        if blog is not None:
            workspace = self._bridge.workspace
            self._bridge.run(STORE, lambda: workspace.blogs.set_default(blog.id))

    def _on_manner_activated(self) -> None:
        blog = self.blog
        if blog is not None:
            workspace, manner = self._bridge.workspace, str(self.manner.currentData())
            self._bridge.run(STORE, lambda: workspace.blogs.set_manner(blog.id, manner))

    def _on_remove_clicked(self) -> None:
        blog = self.blog
        if blog is None:
            return
        if self._removing != blog.id:
            self._removing = blog.id
            self.remove.setText(_("Yes, remove it"))
            self.news.setText(
                _(
                    "Midad forgets {blog} and its password. Your posts stay here, and what is on "
                    "the blog stays there."
                ).format(blog=isolated(blog.name))
            )
            return
        self._forget_removal()
        workspace = self._bridge.workspace
        self._bridge.run(
            blog_lane(blog.id),
            lambda: workspace.blogs.remove(blog.id),
            self._on_blog_removed,
            self._on_lane_failed,
        )

    def _on_blog_removed(self, _nothing: None) -> None:
        self.news.setText(_("Removed."))

    def _on_lane_failed(self, error: BaseException) -> None:
        self.bar.hide()
        self.news.setText(str(explain(error)))


def _checked(workspace: Workspace, blog: BlogId) -> tuple[BlogReport, int]:
    """What the blog says of itself, and how many pictures it has lost. Slow."""
    report = workspace.blogs.check(blog)
    try:
        return report, len(workspace.look_for_lost_pictures(blog))
    except (RemoteError, NotebookBusy):  # the blog itself is well; the pictures another time
        return report, 0
