"""The list of posts, page by page: Qt asks for more, the store's lane brings it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from editor.domain.changes import Changes
from editor.domain.post import BlogId, PostId, PostSummary, Status
from editor.gui.bridge import STORE, Bridge
from editor.gui.library.rows import Row, edits, refined, rows, spoken
from editor.workspace.searching import SEARCH, Searching

PAGE = 200
ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which posts are listed. With `words`, those that are found by them."""

    words: str = ""
    status: Status | None = None
    binned: bool = False
    blog: BlogId | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """What a job brought: for which question, from where on, and whether there may be more."""

    asked: int
    start: int
    lines: list[Row]
    more: bool
    is_glance: bool = False  # of a search: there are more, and perhaps better ones


class PostList(QAbstractListModel):
    """Summaries as Rows under ROW_ROLE. `settled` says that an answer is in the list."""

    settled = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.in_reach: Callable[[], int] = lambda: 0
        """How many lines from the top the author is reading: they stay when better ones come."""
        self._filter = Filter()
        self._rows: list[Row] = []
        self._more = True
        self._loading = False
        self._asked = 0  # answers to earlier questions are dropped
        self._stale = False
        self._is_glance = False  # what is listed is the first of an answer
        self.is_moving = False  # lines come and go, and Qt moves the choice along
        bridge.changed.connect(self._on_bridge_changed)

    # --- what Qt asks -------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:  # type: ignore[override]
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = 0) -> Any:  # type: ignore[override]
        if not 0 <= index.row() < len(self._rows):
            return None
        line = self._rows[index.row()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line, self._bridge.workspace.clock.now())
        return None

    def canFetchMore(self, parent: QModelIndex) -> bool:  # type: ignore[override]
        return not parent.isValid() and self._more and not self._loading

    def fetchMore(self, parent: QModelIndex) -> None:  # type: ignore[override]
        if self.canFetchMore(parent):
            # A second version stands below its post here, wherever it comes in the notebook.
            last = min(
                (line.post for line in reversed(self._rows)),
                key=lambda post: (
                    post.binned if self._filter.binned and post.binned else post.updated
                ),
                default=None,
            )
            self._ask(start=len(self._rows), limit=PAGE, after=last)

    # --- what the window asks -----------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """What is listed."""
        return self._filter

    def show(self, wanted: Filter) -> None:
        """List what `wanted` says, from the top."""
        if wanted != self._filter:
            self._filter = wanted
            if wanted.words:
                self._search(_glance)
            else:
                self._ask(start=0, limit=PAGE)

    def reload(self) -> None:
        """Read again what is loaded."""
        if self._filter.words:
            self._search(_whole_answer)
        else:
            self._ask(start=0, limit=max(PAGE, len(self._rows)))

    def post_at(self, row: int) -> PostSummary | None:
        """The post of a line, or None beyond the list."""
        return self._rows[row].post if 0 <= row < len(self._rows) else None

    def place_of(self, post: PostId | None) -> QModelIndex:
        """Where `post` is listed; an invalid index where it is not."""
        for i, line in enumerate(self._rows):
            if line.post.id == post:
                return self.index(i)
        return QModelIndex()

    # --- reading ------------------------------------------------------------------------------

    def _ask(self, start: int, limit: int, after: PostSummary | None = None) -> None:
        self._asked += 1
        self._loading = True
        self._bridge.run(
            STORE,
            _reading(self._bridge, self._filter, self._asked, start, limit, after),
            self._on_store_page_read,
            self._on_store_failed,
        )

    def _search(self, answer: _Answer) -> None:
        self._asked += 1
        self._loading = True
        asked, wanted, searching = self._asked, self._filter, self._bridge.workspace.searching
        self._bridge.run(
            SEARCH,
            lambda: answer(searching, wanted, asked, lambda: self._asked != asked),
            self._on_search_found,
            self._on_store_failed,
        )

    def _on_search_found(self, page: _Page) -> None:
        if page.asked != self._asked:
            return
        if page.is_glance:
            if page.lines:
                self._become(page.lines)
                self.settled.emit()
            self._is_glance = bool(page.lines)
            self._search(_whole_answer)
            return
        if self._is_glance:
            self._is_glance = False
            page = replace(page, lines=refined(self._rows, page.lines, self.in_reach()))
        self._on_store_page_read(page)

    def _on_store_page_read(self, page: _Page) -> None:
        if page.asked != self._asked:
            return
        self._loading = False
        self._more = page.more
        if page.start:
            self._append(page.lines)
        else:
            self._become(page.lines)
        self.settled.emit()
        if self._stale:
            self._stale = False
            self.reload()

    def _on_store_failed(self, error: BaseException) -> None:
        self._loading = False
        self._more = False
        self.settled.emit()
        self._bridge.unexpected.emit(error)

    def _on_bridge_changed(self, changes: Changes) -> None:
        if not (changes.posts or changes.removed or changes.travel):
            return
        if self._loading:
            self._stale = True
        else:
            self.reload()

    def _append(self, lines: list[Row]) -> None:
        known = {line.post.id for line in self._rows}
        fresh = [line for line in lines if line.post.id not in known]
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows.extend(fresh)
            self.endInsertRows()

    def _become(self, lines: list[Row]) -> None:
        """Take the shortest way, so that selection and scroll position stay."""
        self.is_moving = True
        for step in edits(self._rows, lines):
            if step.count:
                self.beginRemoveRows(_NOWHERE, step.at, step.at + step.count - 1)
                del self._rows[step.at : step.at + step.count]
                self.endRemoveRows()
            else:
                self.beginInsertRows(_NOWHERE, step.at, step.at + len(step.lines) - 1)
                self._rows[step.at : step.at] = step.lines
                self.endInsertRows()
        self.is_moving = False
        for i, line in enumerate(lines):
            if self._rows[i] != line:
                self._rows[i] = line
                self.dataChanged.emit(self.index(i), self.index(i))


def _reading(
    bridge: Bridge,
    wanted: Filter,
    asked: int,
    start: int,
    limit: int,
    after: PostSummary | None,
) -> Callable[[], _Page]:
    workspace = bridge.workspace

    def read() -> _Page:
        posts = workspace.page(
            limit=limit,
            after=after,
            binned=wanted.binned,
            status=wanted.status,
            blog=wanted.blog,
        )
        return _Page(asked, start, rows(posts), more=len(posts) == limit)

    return read


_Answer = Callable[[Searching, Filter, int, Callable[[], bool]], _Page]


def _glance(
    searching: Searching, wanted: Filter, asked: int, is_stale: Callable[[], bool]
) -> _Page:
    found = searching.glance(wanted.words, blog=wanted.blog, is_stale=is_stale)
    return _Page(asked, 0, rows(found.posts), more=False, is_glance=not found.is_all)


def _whole_answer(
    searching: Searching, wanted: Filter, asked: int, is_stale: Callable[[], bool]
) -> _Page:
    found = searching.find(wanted.words, blog=wanted.blog, is_stale=is_stale)
    return _Page(asked, 0, rows(found), more=False)
