"""Taking the open post to another blog: copied, so that each goes its own way, or moved.

Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from editor.domain.blog import Blog
from editor.domain.post import BlogId, Post
from editor.gui import phrases
from editor.gui.bridge import STORE
from editor.gui.fitting import FittingDialog
from editor.gui.standing import is_live
from editor.gui.widgets import Choice, button, label
from editor.system.translation import gettext as _
from editor.text.isolates import isolated

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow


class OtherBlogDialog(FittingDialog):
    """Where to, and what becomes of the first. `chosen`: the blog's id, and whether it moves."""

    chosen = Signal(object, bool)

    def __init__(
        self, post: Post, home: Blog | None, others: list[Blog], parent: QWidget | None = None
    ) -> None:
        """`home`: the blog that has the post; None where none has it yet."""
        super().__init__(parent)
        self.setWindowTitle(_("To another blog"))
        self.setMinimumWidth(460)
        self.resize(460, 200)
        title = phrases.in_its_direction(post.title.strip() or _("Untitled"))
        self.blog = Choice()
        for each in others:
            self.blog.addItem(each.name or each.address, each.id)
        where = label(_("Which blog?"), "small")
        where.setBuddy(self.blog)
        self.blog.setAccessibleName(_("Which blog?"))
        self.copies = QRadioButton(_("Copy: it stays where it is, and each goes its own way"))
        self.moves = QRadioButton(_("Move: the first one goes to the bin"))
        self.fate = label("", "muted", wrap=True)
        self.go = button("", self._on_go_clicked, "strong")
        self._home, self._is_live = home, is_live(post)
        for one in (self.copies, self.moves):
            one.setVisible(home is not None)
            one.toggled.connect(lambda _on: self._say())
        (self.copies if home is not None else self.moves).setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(where)
        column.addWidget(self.blog)
        column.addWidget(self.copies)
        column.addWidget(self.moves)
        column.addWidget(self.fate)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), self.reject))
        row.addWidget(self.go)
        column.addLayout(row)
        self.go.setDefault(True)
        self._say()
        self.fit()

    def _say(self) -> None:
        """What would become of both."""
        self.go.setText(_("Move") if self.moves.isChecked() else _("Copy"))
        self.fate.setText(fate(self._home, is_live=self._is_live, moves=self.moves.isChecked()))

    def _on_go_clicked(self) -> None:
        self.chosen.emit(self.blog.currentData(), self.moves.isChecked())
        self.accept()


def fate(home: Blog | None, *, is_live: bool, moves: bool) -> str:
    """What becomes of the post on the blog that has it, and of the new one. Pure."""
    if home is None:
        return _("No blog has it yet. It belongs to the other one from now on.")
    blog = isolated(home.name)
    draft = _("The other blog gets a draft with its words, pictures and people.")
    if not moves:
        return draft + " " + _("What you change in one later stays out of the other.")
    if is_live:
        gone = _("With the next sync its readers on {blog} do not find it any more.")
    else:
        gone = _("With the next sync the draft on {blog} goes to the bin.")
    return draft + " " + gone.format(blog=blog)


class _Outcome(NamedTuple):
    post: Post
    was_there: bool  # it had been copied before


def offer_other_blog(window: MainWindow) -> None:
    """Ask where the open post shall go, and bring it there."""
    post, overview = window.desk.post, window.overview
    if post is None or post.binned or post.version_of:
        return
    homes = overview.standing.homes if overview.standing.post == post.id else ()
    home = next((blog for blog in overview.blogs if blog.id in homes), None)
    others = [each for each in overview.blogs if each.id not in (*homes, post.blog)]
    if not others:
        window.news.say(_("There is no other blog yet. Add one first."))
        return
    id, workspace = post.id, window.workspace

    def take(blog: BlogId, moves: bool) -> None:
        def act() -> _Outcome:
            was_there = not moves and workspace.elsewhere.copy_of(id, blog) is not None
            made = workspace.move(id, blog) if moves else workspace.copy(id, blog)
            return _Outcome(made, was_there)

        name = next(each.name for each in others if each.id == blog)
        window.desk.settle(
            lambda: window.bridge.run(
                STORE, act, lambda done: _tell(window, done, name, moves), window.news.error
            )
        )

    dialog = OtherBlogDialog(post, home, others, window)
    dialog.chosen.connect(take)
    dialog.finished.connect(lambda _result: dialog.deleteLater())
    dialog.open()


def _tell(window: MainWindow, outcome: _Outcome, name: str, moves: bool) -> None:
    blog, made = isolated(name), outcome.post
    if moves:
        window.desk.open(made.id)
        window.news.say(_("It belongs to {blog} now.").format(blog=blog), general=True)
        return
    words = _("It was copied for {blog} before.") if outcome.was_there else _("Copied for {blog}.")
    window.news.say(
        words.format(blog=blog),
        (_("Open the copy"), lambda: window.desk.open(made.id)),
        lasting=True,
    )
