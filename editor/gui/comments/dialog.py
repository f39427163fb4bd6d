"""What readers say below all posts: the newest on one side, the chosen one with its answers on the
other. Everything works offline; the blog hears of it with the next sync. Thread: GUI.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from editor.domain.changes import Changes
from editor.domain.comment import CommentRow, Verdict
from editor.domain.errors import EditorError
from editor.domain.post import Direction
from editor.gui import phrases
from editor.gui.bridge import STORE, Bridge
from editor.gui.comments.begun import Begun, Key, key_of
from editor.gui.comments.orphans import Orphans
from editor.gui.comments.thread import Thread, standing_of
from editor.gui.sizes import take_size
from editor.gui.theme import Tokens
from editor.gui.two_lines import BELOW, TwoLines
from editor.gui.widgets import Choice, button, label
from editor.gui.writing.finding.find_parts import Field
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl
from editor.text.direction import line_direction
from editor.text.isolates import isolated
from editor.workspace.labels import verdict_label
from editor.workspace.messages import explain

SIZE = QSize(940, 620)
LISTED = 300
_LIST = 320  # pixels wide
_SEARCH_AFTER = 150  # milliseconds
_REPLY = 84  # pixels high
_SIZE_KEY = "window.comments"
_BEGUN_KEY = "comments.begun"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the store found, and which question it answers."""

    asked: int
    rows: list[CommentRow]


@dataclass(frozen=True, slots=True)
class _ThreadAnswer:
    asked: int
    row: CommentRow
    replies: list[CommentRow]


@dataclass(frozen=True, slots=True)
class _Sent:
    """An answer, and what became of it: kept where it has a number."""

    key: Key
    text: str
    number: int
    error: EditorError | None = None


class CommentsDialog(QDialog):
    """post_wanted: a PostId, whose post is to be opened. sync_wanted: fetch what is new."""

    post_wanted = Signal(object)
    sync_wanted = Signal()

    def __init__(self, bridge: Bridge, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._commenting = bridge.workspace.commenting
        self._rows: list[CommentRow] = []
        self._replies: list[CommentRow] = []
        self._asked = self._asked_thread = 0
        self._begun = Begun()
        self._answers: Key | None = None  # whose answer is in the field
        self.setWindowTitle(_("Comments"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, bridge.workspace, _SIZE_KEY, SIZE)
        self._make_list(tokens)
        self._make_thread(tokens)
        self._lay_out()
        bridge.changed.connect(self._on_bridge_changed)
        # On the lane: what a dialog closed a moment ago keeps may still be on its way there.
        workspace = bridge.workspace
        bridge.run(STORE, lambda: Begun(workspace.setting(_BEGUN_KEY)), self._on_begun_read)
        self._read()

    # --- building -----------------------------------------------------------------------------

    def _make_list(self, tokens: Tokens) -> None:
        self.which = Choice()
        self.which.addItem(_("Read by everybody, or waiting"), None)
        for verdict in (Verdict.HELD, Verdict.SPAM, Verdict.BINNED):
            self.which.addItem(verdict_label(verdict), verdict)
        self.which.setAccessibleName(_("Which comments to show"))
        self.which.currentIndexChanged.connect(lambda _index: self._read())
        self.words = Field(self)
        self.words.setPlaceholderText(_("Search comments"))
        self.words.setAccessibleName(_("Search comments"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_AFTER)
        self._pause.timeout.connect(self._read)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.list = QListWidget()
        self.list.setProperty("look", "card")
        self.list.setAccessibleName(_("Comments, the newest first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self._lines = TwoLines(tokens, self.list)
        self.list.setItemDelegate(self._lines)
        self.list.currentRowChanged.connect(lambda _row: self._read_thread())

    def _make_thread(self, tokens: Tokens) -> None:
        self.title = label("", "name", wrap=True)
        self.thread_view = Thread(tokens)
        self.verdicts: dict[Verdict, QPushButton] = {}
        for verdict, words, keys in (
            (Verdict.APPROVED, _("Approve"), "Ctrl+Shift+A"),
            (Verdict.HELD, _("Hold"), ""),
            (Verdict.SPAM, _("Spam"), "Ctrl+Shift+X"),
            (Verdict.BINNED, _("Bin"), "Ctrl+Shift+Del"),
        ):
            made = button(words, lambda verdict=verdict: self._judge(verdict))  # type: ignore[misc]
            made.setAutoDefault(False)
            if keys:
                QShortcut(QKeySequence(keys), self).activated.connect(made.click)
                made.setToolTip(f"{words} ({QKeySequence(keys).toString(_NATIVE)})")
            self.verdicts[verdict] = made
        self.open_post = button(_("Open the post"), self._on_open_post_clicked, "link")
        self.open_post.setAutoDefault(False)
        self.reply = QPlainTextEdit()
        self.reply.setProperty("look", "field")
        self.reply.setFixedHeight(_REPLY)
        self.reply.setTabChangesFocus(True)
        self.reply.setPlaceholderText(_("Your answer"))
        self.reply.setAccessibleName(_("Your answer"))
        self.reply.textChanged.connect(self._on_reply_changed)
        self.send = button(_("Answer"), self._on_send_clicked, "strong")
        self.send.setAutoDefault(False)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.send.click)
        self.send.setToolTip(f"{_('Answer')} ({QKeySequence('Ctrl+Return').toString(_NATIVE)})")
        self.take_back = button(_("Take my answer back"), self._on_take_back_clicked)
        self.take_back.setAutoDefault(False)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.which, self.words, self.list):
            widget.setFixedWidth(_LIST)
            left.addWidget(widget)
        judging = QHBoxLayout()
        judging.setSpacing(6)
        for each in self.verdicts.values():
            judging.addWidget(each)
        judging.addStretch(1)
        judging.addWidget(self.open_post)
        answering = QHBoxLayout()
        answering.addWidget(self.take_back)
        answering.addStretch(1)
        answering.addWidget(self.send)
        chosen = QWidget()
        right = QVBoxLayout(chosen)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.thread_view, 1)
        right.addLayout(judging)
        right.addWidget(self.reply)
        right.addLayout(answering)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(chosen)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left)
        row.addLayout(self._pages, 1)
        self.news = label("", "warning", wrap=True)
        self.news.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Comments"), "heading"))
        column.addLayout(row, 1)
        column.addWidget(self.news)
        self.orphans = Orphans(self._bridge)
        column.addWidget(self.orphans)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = button(_("Close"), self.accept)
        close.setAutoDefault(False)
        foot.addWidget(close)
        column.addLayout(foot)

    def _make_empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.empty)
        row = QHBoxLayout()
        row.addStretch(1)
        self.fetch = button(_("Sync now"), self.sync_wanted.emit)
        self.fetch.setAutoDefault(False)
        row.addWidget(self.fetch)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    # --- the list -----------------------------------------------------------------------------

    @property
    def row(self) -> CommentRow | None:
        """The chosen comment."""
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _read(self) -> None:
        self.orphans.read()
        self._asked += 1
        asked, words = self._asked, self.words.text()
        chosen = self.which.currentData()
        verdict = Verdict(chosen) if chosen else None  # Qt keeps its word only
        commenting = self._commenting
        self._bridge.run(
            STORE,
            lambda: _Answer(asked, commenting.page(verdict=verdict, words=words, limit=LISTED)),
            self._on_store_read,
            self._on_failed,
        )

    def _on_store_read(self, answer: _Answer) -> None:
        if answer.asked != self._asked:
            return
        chosen = self.row
        before = self.list.currentRow()
        self._rows = answer.rows
        now = self._bridge.workspace.clock.now()
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in self._rows:
                is_begun = bool(self._begun.of(key_of(row)))
                self.list.addItem(_item(row, phrases.when(row.comment.when, now), is_begun))
            keys = [key_of(row) for row in self._rows]
            key = key_of(chosen) if chosen else None
            at = keys.index(key) if key in keys else min(max(before, 0), len(keys) - 1)
            self.list.setCurrentRow(at)
        self.empty.setText(
            _("No comment has these words.")
            if self.words.text().strip()
            else _("What readers say below your posts comes here with each sync.")
            if not self.which.currentData()
            else _("Nothing here.")
        )
        self._pages.setCurrentIndex(1 if self._rows else 0)
        self._read_thread()

    def _on_begun_read(self, begun: Begun) -> None:
        self._begun = begun

    def _read_thread(self) -> None:
        row = self.row
        self._turn_to(key_of(row) if row else None)
        if row is None:
            return
        self._asked_thread += 1
        asked, commenting = self._asked_thread, self._commenting
        self._bridge.run(
            STORE,
            lambda: _ThreadAnswer(asked, row, commenting.replies(row.blog, row.comment.id)),
            self._on_thread_read,
            self._on_failed,
        )

    def _on_thread_read(self, answer: _ThreadAnswer) -> None:
        if answer.asked != self._asked_thread:
            return
        row, self._replies = answer.row, answer.replies
        now = self._bridge.workspace.clock.now()
        self.title.setText(phrases.in_its_direction(row.title or _("A post that is not here")))
        self.thread_view.show_thread(row, self._replies, now)
        standing = standing_of(row)
        for verdict, made in self.verdicts.items():
            made.setEnabled(row.comment.may_judge and verdict is not standing)
        self.open_post.setVisible(row.post is not None)
        self.take_back.setVisible(any(reply.waiting for reply in self._replies))
        self._on_reply_changed()

    def _turn_to(self, key: Key | None) -> None:
        """What is written answers the comment it was begun for, whichever is chosen next: else
        one that a verdict took out of the list would leave its answer to its neighbour."""
        if key == self._answers:
            return
        is_changed = self._keep_begun()
        self._answers = key
        self.reply.setPlainText(self._begun.of(key) if key else "")
        if is_changed:
            self._read()

    def _keep_begun(self) -> bool:
        """True where the list shows it otherwise now."""
        key, text = self._answers, self.reply.toPlainText()
        if key is None:
            return False
        was = self._begun.of(key)
        self._begun.put(key, text)
        return bool(was) != bool(self._begun.of(key))

    def _on_bridge_changed(self, changes: Changes) -> None:
        if changes.blogs:
            self._read()

    def _on_failed(self, error: BaseException) -> None:
        self.news.setText(str(explain(error)))
        self.news.show()

    def take_colours(self, tokens: Tokens) -> None:
        """See theme.Coloured."""
        self._lines.take_colours(tokens)

    # --- what the author decides --------------------------------------------------------------

    def _judge(self, verdict: Verdict) -> None:
        row = self.row
        if row is not None:
            self.news.hide()
            commenting = self._commenting
            self._bridge.run(
                STORE,
                lambda: commenting.judge(row.blog, row.comment.id, verdict),
                None,
                self._on_failed,
            )

    def _on_open_post_clicked(self) -> None:
        row = self.row
        if row is not None and row.post is not None:
            self.accept()
            self.post_wanted.emit(row.post)

    def _on_reply_changed(self) -> None:
        text = self.reply.toPlainText()
        self.send.setEnabled(bool(text.strip()))
        own = line_direction(text, Direction.RTL if is_rtl() else Direction.LTR)
        self.reply.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if own is Direction.RTL
            else Qt.LayoutDirection.LeftToRight
        )

    def _on_send_clicked(self) -> None:
        row, text = self.row, self.reply.toPlainText()
        if row is None or not text.strip():
            return
        self.news.hide()
        self.reply.clear()
        self._keep_begun()
        commenting, key = self._commenting, key_of(row)

        def send() -> _Sent:
            try:
                return _Sent(key, text, commenting.reply(*key, text))
            except EditorError as error:
                return _Sent(key, text, 0, error)

        self._bridge.run(STORE, send, self._on_answer_sent)

    def _on_answer_sent(self, sent: _Sent) -> None:
        """Words that could not be kept come back."""
        if sent.number:
            return
        if self._answers == sent.key:
            self._put_before(sent.text)
        else:
            self._begun.put(sent.key, sent.text)
        self.news.setText(
            str(explain(sent.error))
            if sent.error
            else _("This comment is not there any more, so it cannot be answered.")
        )
        self.news.show()

    def _put_before(self, text: str) -> None:
        """Into the field, before what is being written there."""
        written = self.reply.toPlainText().strip()
        self.reply.setPlainText("\n".join(part for part in (text, written) if part))

    def _on_take_back_clicked(self) -> None:
        """The last answer that has not gone out comes back into the field."""
        waiting = [reply for reply in self._replies if reply.waiting]
        if not waiting:
            return
        last, commenting = waiting[-1], self._commenting
        self._put_before(last.comment.text)
        self._bridge.run(
            STORE, lambda: commenting.take_back(last.blog, last.waiting), None, self._on_failed
        )

    def done(self, result: int) -> None:
        self._keep_begun()
        workspace, begun = self._bridge.workspace, self._begun.packed()
        self._bridge.run(STORE, lambda: workspace.put_setting(_BEGUN_KEY, begun))
        super().done(result)


_NATIVE = QKeySequence.SequenceFormat.NativeText


def _item(row: CommentRow, when: str, is_begun: bool) -> QListWidgetItem:
    comment = row.comment
    author = isolated(comment.author or _("Somebody"))
    standing = standing_of(row)
    marks = [author, when]
    if standing is Verdict.HELD:
        marks.append(verdict_label(standing))
    if is_begun:
        marks.append(_("answer begun"))
    item = QListWidgetItem(phrases.in_a_row(marks))
    said = phrases.in_its_direction(" ".join(comment.text.split()))
    item.setData(BELOW, said)
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole, phrases.in_a_row((author, when, said, row.title))
    )
    return item
