"""Which post the author was in, and where in it: kept in the notebook while the window is open,
so that a kill or a power cut loses no more of it than a few seconds. Thread: GUI.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock, QTextCursor

from editor.domain.errors import EditorError
from editor.gui.desk import SAVING

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.gui.writing.editor import WritingEditor
    from editor.workspace.workspace import Workspace

KEEP_AFTER = 2_000  # milliseconds after the first movement that is not kept yet
_KEY = "window.whereabouts"
_KEEP_ANCHOR = QTextCursor.MoveMode.KeepAnchor


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`is_writing`: words were typed, and the window was not closed since. Blocks by number,
    columns in UTF-16 units; `line` of the first block in view is the first in view."""

    post: str = ""
    is_writing: bool = False
    anchor: tuple[int, int] = (0, 0)
    caret: tuple[int, int] = (0, 0)
    top: int = 0
    line: int = 0


def read_whereabouts(workspace: Workspace) -> Whereabouts:
    """What was kept last; nothing in particular where that cannot be understood."""
    try:
        kept = json.loads(workspace.setting(_KEY, "{}"))
        post, is_writing = str(kept["post"]), bool(kept["is_writing"])
        (a, b), (c, d) = kept["anchor"], kept["caret"]
        numbers = [int(each) for each in (a, b, c, d, kept["top"], kept["line"])]
    except (ValueError, KeyError, TypeError):
        return Whereabouts()
    anchor, caret = (numbers[0], numbers[1]), (numbers[2], numbers[3])
    return Whereabouts(post, is_writing, anchor, caret, numbers[4], numbers[5])


def in_text(editor: WritingEditor, post: str = "", *, writing: bool = False) -> Whereabouts:
    """Where the author is. Takes the same time in a long text as in a short one."""
    document, cursor = editor.document(), editor.textCursor()
    anchor = document.findBlock(cursor.anchor())
    top = editor.firstVisibleBlock()
    line = editor.verticalScrollBar().value() - top.firstLineNumber() if top.isValid() else 0
    return Whereabouts(
        post,
        writing,
        (anchor.blockNumber(), cursor.anchor() - anchor.position()),
        (cursor.blockNumber(), cursor.positionInBlock()),
        max(top.blockNumber(), 0),
        max(line, 0),
    )


def return_to(editor: WritingEditor, place: Whereabouts) -> None:
    """Go where the author was; as near as the text of today has it."""
    cursor = editor.textCursor()
    cursor.setPosition(_position(editor, place.anchor))
    cursor.setPosition(_position(editor, place.caret), _KEEP_ANCHOR)
    editor.setTextCursor(cursor)
    top = editor.document().findBlockByNumber(place.top)
    if top.isValid():
        # It has as many lines as it was laid out in, and none was before it is asked for.
        editor.document().documentLayout().blockBoundingRect(top)
        editor.verticalScrollBar().setValue(top.firstLineNumber() + place.line)


def _position(editor: WritingEditor, spot: tuple[int, int]) -> int:
    block: QTextBlock = editor.document().findBlockByNumber(max(spot[0], 0))
    if not block.isValid():
        block = editor.document().lastBlock()
    return block.position() + max(0, min(spot[1], block.length() - 1))


class Keeper(QObject):
    """Keeps a window's whereabouts: soon after each movement, with each save, and at the end."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._kept = Whereabouts()
        self._handed = Whereabouts()  # in the words that are on their way to disk
        self._is_writing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.keep)
        desk = window.desk
        desk.handed.connect(self._on_desk_handed)
        desk.saved.connect(self._on_desk_written)
        desk.secured.connect(self._on_desk_written)
        desk.opened.connect(self._on_moved)
        desk.emptied.connect(self._on_moved)

    def take(self, editor: WritingEditor) -> None:
        """Watch the author in `editor` from now on."""
        editor.caret_moved.connect(self._on_moved)
        editor.verticalScrollBar().valueChanged.connect(self._on_moved)

    def keep(self) -> None:
        """Have it written down on the lane; where words are on their way, together with them: a
        place in other words than those on disk is another place."""
        if self._window.desk.is_saved:
            self._keep(self._now())

    def _keep(self, place: Whereabouts) -> None:
        if place != self._kept:
            self._kept = place
            workspace = self._window.workspace
            # No word of the author's depends on it: a full disk is told of by the desk.
            self._window.bridge.run(
                SAVING, lambda: _write(workspace, place), failed=self._on_store_refused
            )

    def end(self) -> None:
        """The window closes in order. Blocks for a small write."""
        self._timer.stop()
        self._is_writing = False
        with suppress(EditorError):  # the words are saved: where they were seen may be forgotten
            _write(self._window.workspace, self._now())

    def _now(self) -> Whereabouts:
        post = self._window.desk.post
        id = post.id if post is not None else ""
        return in_text(self._window.frame.writing.editor, id, writing=self._is_writing)

    def _on_moved(self, _news: object = None) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_desk_handed(self) -> None:
        self._is_writing = True
        self._handed = self._now()

    def _on_desk_written(self, _news: object) -> None:
        self._keep(self._handed)

    def _on_store_refused(self, _error: BaseException) -> None:
        self._kept = Whereabouts()


def _write(workspace: Workspace, place: Whereabouts) -> None:
    workspace.put_setting(_KEY, json.dumps(asdict(place), separators=(",", ":")))
