"""Has the words of the open post checked in the frame it was given, keeps what was learnt, and
watches for hidden characters that deceive.

Thread: GUI; the notebook and the dictionaries are read on lanes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.domain.post import Post
from editor.gui.bridge import STORE, Bridge
from editor.gui.desk import Desk

if TYPE_CHECKING:
    from editor.gui.writing.editor import WritingEditor
    from editor.gui.writing.proofing.spelling import Spelling


class Proofreading(QObject):
    """At work from `take` on.

    deceived: what was pasted has hidden characters that may deceive; it carries a function that
    takes them out."""

    deceived = Signal(object)

    def __init__(self, bridge: Bridge, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._desk = bridge, desk
        self._spelling: Spelling | None = None
        self._is_on = True
        desk.opened.connect(self._on_desk_opened)
        desk.changed.connect(self._on_desk_changed)

    def take(self, editor: WritingEditor) -> None:
        """Mark the misspelt words of this editor from now on."""
        from editor.gui.writing.proofing.deceptive import Deceptive
        from editor.gui.writing.proofing.own_words import read_words
        from editor.gui.writing.proofing.spelling import LANE, Spelling

        spelling = Spelling(editor, editor.facts, partial(self._bridge.run, LANE))
        self._spelling = spelling
        spelling.set_on(self._is_on)
        spelling.changed.connect(editor.refresh_marks)
        spelling.learnt.connect(self._on_spelling_learnt)
        editor.add_marks(spelling.marks)
        self._deceptive = Deceptive(editor, editor.facts)
        editor.add_marks(self._deceptive.marks)
        editor.pasted.connect(self._on_editor_pasted)
        workspace = self._bridge.workspace
        self._bridge.run(STORE, lambda: read_words(workspace), spelling.set_own_words)
        if self._desk.post is not None:
            self._on_desk_opened(self._desk.post)

    def set_on(self, on: bool) -> None:
        """Check words, or leave them alone."""
        self._is_on = on
        if self._spelling is not None:
            self._spelling.set_on(on)

    def end(self) -> None:
        """The window closes: let the process go that knows the dictionaries."""
        if self._spelling is not None:
            self._spelling.forget()
            self._spelling = None

    def _on_desk_opened(self, post: Post) -> None:
        if self._spelling is not None:
            self._spelling.open_post(post.id, post.language)

    def _on_desk_changed(self, post: Post) -> None:
        if self._spelling is not None:
            self._spelling.set_language(post.language)

    def _on_editor_pasted(self, words: str) -> None:
        from editor.gui.writing.proofing.deceptive import surprises_in

        if surprises_in(words):
            self.deceived.emit(self._deceptive.clean_all)

    def _on_spelling_learnt(self, own: frozenset[str]) -> None:
        from editor.gui.writing.proofing.own_words import keep_words

        workspace = self._bridge.workspace
        self._bridge.run(STORE, lambda: keep_words(workspace, own))
