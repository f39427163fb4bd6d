"""Going back to an earlier state: one step that Undo takes back where the post is open, else a
save. What the post says now is kept first. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from editor.domain.post import Post, PostId
from editor.domain.revision import Cause, Revision
from editor.gui import phrases
from editor.gui.bridge import STORE
from editor.gui.writing import codec
from editor.system.translation import gettext as _
from editor.text.stretch import changed_stretch

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from editor.gui.main_window import MainWindow


class Returning(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def go_back(self, revision: Revision) -> None:
        """Let the post say again what it said then."""
        window = self._window
        workspace, id = window.workspace, revision.post

        def keep() -> Post:
            workspace.history.keep(id, Cause.RESTORED)
            return workspace.history.state(id, revision.number)

        window.desk.settle(
            lambda: window.bridge.run(
                STORE, keep, lambda state: self._put(revision, state), window.deeds.failed.emit
            )
        )

    def _put(self, revision: Revision, state: Post) -> None:
        window = self._window
        post = window.desk.snapshot()
        if post is not None and post.id == revision.post and post.format is state.format:
            writing = window.frame.writing
            window.desk.change(language=state.language, direction=state.direction)
            writing.editor.commit_unfinished()
            _say(writing.title_field.document(), post.title, state.title)
            _say(writing.editor.document(), post.body, state.body)
            writing.editor.setFocus()
            if (writing.title(), writing.body()) == (state.title, state.body):
                self._tell(revision, undoable=True)
                return
        id: PostId = revision.post
        workspace = window.workspace
        window.bridge.run(
            STORE,
            lambda: workspace.history.go_back(id, revision.number),
            lambda _post: self._tell(revision, undoable=False),
            window.deeds.failed.emit,
        )

    def _tell(self, revision: Revision, *, undoable: bool) -> None:
        moment = phrases.date_and_time(revision.moment)
        words = _("The post says again what it said on {moment}.").format(moment=moment)
        if undoable:
            words += " " + _("Undo takes that back.")
        self._window.news.say(words, icon="undo-2")


def _say(document: QTextDocument, old: str, new: str) -> None:
    """Let the document, which says `old`, say `new`: one step to undo, and nothing touched but
    what is different."""
    start, old_end, new_end = changed_stretch(old, new)
    if old == new:
        return
    cursor = QTextCursor(document)
    cursor.setPosition(codec.position_of(document, start))
    cursor.setPosition(codec.position_of(document, old_end), QTextCursor.MoveMode.KeepAnchor)
    codec.insert(cursor, new[start:new_end])
