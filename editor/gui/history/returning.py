"""Going back to an earlier state: one step that Undo takes back where the post is open, else a
save. What the post is now is kept first. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from editor.domain.post import Post, PostId
from editor.domain.revision import Cause, Revision
from editor.gui import phrases
from editor.gui.bridge import STORE
from editor.gui.writing import codec
from editor.system.translation import gettext as _
from editor.text import particulars
from editor.text.stretch import changed_stretch
from editor.workspace.history import returned

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow


class Returning(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._step: _Step | None = None

    def go_back(self, revision: Revision) -> None:
        """Let the post be again what it was then."""
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
            window.frame.writing.editor.commit_unfinished()
            before = window.desk.snapshot() or post
            if self.lay(before, returned(before, state)):
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

    def lay(self, before: Post, after: Post, fields: Sequence[str] = particulars.FIELDS) -> bool:
        """Let the open post, which is `before`, be `after` in title, body and `fields`: one step
        that Undo takes back. False where the window does not say so afterwards."""
        window = self._window
        writing = window.frame.writing
        _say_in_one_step(writing.editor.textCursor(), before.body, after.body)
        _change(window, before, after, fields)
        writing.editor.setFocus()
        if (writing.title(), writing.body()) != (after.title, after.body):
            return False
        if self._step is not None:
            self._step.end()
        self._step = _Step(window, before, after, fields, self)
        return True

    def _tell(self, revision: Revision, *, undoable: bool) -> None:
        moment = phrases.date_and_time(revision.moment)
        words = _("The post says again what it said on {moment}.").format(moment=moment)
        if undoable:
            words += " " + _("Undo takes that back.")
        self._window.news.say(words, icon="undo-2")


class _Step(QObject):
    """Lets what is no part of the body go with its last step, when that is undone and redone."""

    def __init__(
        self,
        window: MainWindow,
        before: Post,
        after: Post,
        fields: Sequence[str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._fields = fields
        self._states = before, after
        self._is_done = True
        self._has_ended = False
        self._document = window.frame.writing.editor.document()
        self._steps = self._document.availableUndoSteps()
        self._document.contentsChanged.connect(self._on_document_contents_changed)
        self._document.undoCommandAdded.connect(self._on_document_undo_command_added)

    def _on_document_contents_changed(self) -> None:
        is_done = self._document.availableUndoSteps() >= self._steps
        if is_done is self._is_done:
            return
        post = self._window.desk.post
        is_there = is_done or self._document.isRedoAvailable()  # else it is another text
        if post is None or post.id != self._states[0].id or not is_there:
            self.end()
            return
        self._is_done = is_done
        old, new = self._states if is_done else reversed(self._states)
        _change(self._window, old, new, self._fields)

    def _on_document_undo_command_added(self) -> None:
        if not self._is_done:  # its author went another way: there is nothing to redo
            self.end()

    def end(self) -> None:
        """Let nothing go with that step any more."""
        if self._has_ended:
            return
        self._has_ended = True
        self._document.contentsChanged.disconnect(self._on_document_contents_changed)
        self._document.undoCommandAdded.disconnect(self._on_document_undo_command_added)
        self.deleteLater()


def _change(window: MainWindow, old: Post, new: Post, fields: Sequence[str]) -> None:
    """Title and what is said about the post: from `old` to `new`, where it is still as `old`."""
    post = window.desk.snapshot()
    if post is None:
        return
    if post.title == old.title:
        field = window.frame.writing.title_field.document()
        _say(QTextCursor(field), old.title, new.title)
    window.desk.change(
        **{name: getattr(new, name) for name in fields if getattr(post, name) == getattr(old, name)}
    )


def _say_in_one_step(cursor: QTextCursor, old: str, new: str) -> None:
    """As `_say`, and a step to undo even where nothing is different."""
    if old == new:
        cursor.clearSelection()
        cursor.beginEditBlock()
        codec.write_plainly(cursor, " ")
        cursor.deletePreviousChar()
        cursor.endEditBlock()
    else:
        _say(cursor, old, new)


def _say(cursor: QTextCursor, old: str, new: str) -> None:
    """Let the document, which says `old`, say `new`: one step to undo, and nothing touched but
    what is different."""
    start, old_end, new_end = changed_stretch(old, new)
    if old == new:
        return
    document = cursor.document()
    cursor.setPosition(codec.position_of(document, start))
    cursor.setPosition(codec.position_of(document, old_end), QTextCursor.MoveMode.KeepAnchor)
    codec.insert(cursor, new[start:new_end])
