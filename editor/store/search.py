"""Finding posts in the index that indexing.py keeps.

Ranking everything that has a common word takes a thousand times as long as finding the first
few. So there are two questions: `glance` for what can be shown at once, and `find` for the whole
answer, best first, which may be given up on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from editor.domain.post import BlogId, Format, PostId, PostSummary
from editor.store import driver
from editor.store.indexing import sound, visible
from editor.store.listing import LINE, LINE_WIDTH, Line, summaries
from editor.store.packing import pack_time, stored_text, unpack_words

if TYPE_CHECKING:
    from editor.store.database import Notebook, Value
    from editor.store.driver import Row
    from editor.store.snippet import Finder
    from editor.text.query import Search

FIRST = 24  # what a window shows, and as much again
_RANK = "bm25(post_search, 10.0, 1.0, 5.0, 0.2), rowid DESC"
_NEWEST = "rowid DESC"
_STEPS = 20_000  # of SQLite's machine, between two looks whether anybody still waits: some ms


@dataclass(frozen=True, slots=True)
class Glance:
    """The first posts a search found. Unless `is_all`, there are more, perhaps better ones."""

    posts: list[PostSummary]
    is_all: bool


def glance(
    notebook: Notebook,
    search: Search,
    *,
    blog: BlogId | None = None,
    limit: int = FIRST,
    is_stale: Callable[[], bool] = lambda: False,
) -> Glance:
    """What can be shown of the answer at once: the newest posts with the words as typed, then
    with other forms of them. Where nothing is left out, it is in the order of `find`."""
    from editor.text.query import exact_expression, expression

    scope = _scope(notebook, search, blog)
    with _while_awaited(notebook, is_stale):
        first = _matches(notebook, scope, exact_expression(search), _NEWEST, limit + 1)
        if len(first) <= limit and not _is_slow(search):
            more = _matches(notebook, scope, expression(search), _NEWEST, limit + 1)
            first = list(dict.fromkeys((*first, *more)))
            if len(first) <= limit:
                every = find(notebook, search, limit, blog=blog, is_stale=is_stale)
                return Glance(every, is_all=len(every) < limit)
        return Glance(_summaries(notebook, search, [], first[:limit], is_stale), is_all=False)
    return Glance([], is_all=True)


def find(
    notebook: Notebook,
    search: Search,
    limit: int,
    *,
    blog: BlogId | None = None,
    is_stale: Callable[[], bool] = lambda: False,
) -> list[PostSummary]:
    """Posts outside the bin that are searched for, best first: those with the words as they
    were typed, among them those with the very letters; then those with other forms of them.
    Without words, the newest change first. `blog` narrows to one blog.

    `is_stale` is asked every few milliseconds: once it is true, the search ends with nothing.
    """
    from editor.text.query import exact_expression, expression

    scope = _scope(notebook, search, blog)
    with _while_awaited(notebook, is_stale):
        wide = expression(search)
        if not wide:
            numbers = [] if search.is_vain else _listed(notebook, scope, limit)
            return _summaries(notebook, search, [], numbers, is_stale)
        exact = _matches(notebook, scope, exact_expression(search), _RANK, limit)
        others: list[int] = []
        if len(exact) < limit:
            seen = set(exact)
            ranked = _matches(notebook, scope, wide, _RANK, limit)
            others = [number for number in ranked if number not in seen][: limit - len(exact)]
        return _summaries(notebook, search, exact, others, is_stale)
    return []


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which posts come into question: a condition on `posts`, and what not to MATCH."""

    where: str
    values: tuple[Value, ...]
    unwanted: str

    @property
    def is_narrow(self) -> bool:
        return bool(self.values)


def _scope(notebook: Notebook, search: Search, blog: BlogId | None) -> _Scope:
    from editor.text.query import unwanted_expression

    parts = ["binned IS NULL"]
    values: list[Value] = []

    def among(conditions: list[str], *more: Value) -> None:
        parts.append(f"({' OR '.join(conditions)})")
        values.extend(more)

    if search.statuses:
        among(["status = ?"] * len(search.statuses), *(each.value for each in search.statuses))
    if search.languages:
        both = [value for code in search.languages for value in (code, f"{code}-%")]
        among(["language LIKE ? OR language LIKE ?"] * len(search.languages), *both)
    if search.blogs:
        homes = _blogs(notebook, search.blogs) or [""]
        among(["blog = ?"] * len(homes), *homes)
    if blog is not None:
        among(["blog = ?"], blog)
    if search.after is not None:
        among(["updated >= ?"], _beginning(search.after))
    if search.before is not None:
        among(["updated < ?"], _beginning(search.before))
    return _Scope(" AND ".join(parts), tuple(values), sound(unwanted_expression(search)))


def _beginning(day: date) -> str | None:
    """Midnight where the author lives."""
    return pack_time(datetime.combine(day, time()).astimezone())


def _blogs(notebook: Notebook, wanted: tuple[str, ...]) -> list[str]:
    """Blogs with one of these texts in their name or address."""
    from editor.text.normalise import fold

    rows = notebook.rows("SELECT uuid, name, address FROM blogs")
    return [
        row["uuid"]
        for row in rows
        if any(text in fold(f"{row['name']}\n{row['address']}") for text in wanted)
    ]


def _listed(notebook: Notebook, scope: _Scope, limit: int) -> list[int]:
    without, values = "", list(scope.values)
    if scope.unwanted:
        without = "AND number NOT IN (SELECT rowid FROM post_search WHERE post_search MATCH ?)"
        values.append(scope.unwanted)
    rows = notebook.rows(
        f"SELECT number FROM posts WHERE {scope.where} {without} "  # noqa: S608
        f"ORDER BY updated DESC, number DESC LIMIT {limit:d}",
        values,
    )
    return [row[0] for row in rows]


def _matches(
    notebook: Notebook, scope: _Scope, expression: str, order: str, limit: int
) -> list[int]:
    if not expression:
        return []
    if scope.unwanted:
        expression = f"({expression}) NOT ({scope.unwanted})"
    # Without the plus, SQLite asks the index once for every post of the scope.
    narrow = f"AND +rowid IN (SELECT number FROM posts WHERE {scope.where})"  # noqa: S608
    rows = notebook.rows(
        "SELECT rowid FROM post_search WHERE post_search MATCH ? "  # noqa: S608
        f"{narrow if scope.is_narrow else ''} ORDER BY {order} LIMIT {limit:d}",
        (sound(expression), *scope.values),
    )
    return [row[0] for row in rows]


def _is_slow(search: Search) -> bool:
    """True where a beginning is so short that half the language begins with it."""
    opens = (words for words in (*search.wanted, *search.tags) if words.is_open)
    return any(len(row[-1]) < 3 for words in opens for row in words.readings)


def _summaries(
    notebook: Notebook,
    search: Search,
    exact: list[int],
    others: list[int],
    is_stale: Callable[[], bool],
) -> list[PostSummary]:
    numbers = exact + others
    if not numbers:
        return []
    marks = ", ".join("?" * len(numbers))
    rows = notebook.rows(
        f"SELECT {LINE}, p.number, p.format, p.tags, p.categories, p.body "  # noqa: S608
        f"FROM posts p WHERE p.number IN ({marks})",
        numbers,
    )
    from editor.store.snippet import Finder

    finder = Finder(search)
    found = {row["number"]: _Hit(row, finder) for row in rows}
    best = sorted((each for each in exact if each in found), key=lambda n: not found[n].is_literal)
    shown: list[Line] = []
    snippets: dict[PostId, str] = {}
    for number in (*best, *(each for each in others if each in found)):
        if is_stale():
            return []
        hit = found[number]
        shown.append(tuple(hit.row)[:LINE_WIDTH])
        snippets[PostId(hit.row["uuid"])] = hit.snippet()
    return summaries(notebook, shown, snippets)


class _Hit:
    """A found post, and where in it the words are."""

    def __init__(self, row: Row, finder: Finder) -> None:
        self.row = row
        self._finder = finder
        self._body = visible(stored_text(row["body"]), Format(row["format"]))
        self._title = stored_text(row["title"])
        self._lists = [
            " · ".join(unpack_words(stored_text(row[name]))) for name in ("tags", "categories")
        ]

    @property
    def is_literal(self) -> bool:
        """True where the words stand in it with the very letters that were typed."""
        return self._finder.is_literal("\n".join((self._title, self._body, *self._lists)))

    def snippet(self) -> str:
        return (
            self._finder.snippet(self._body)
            or next(filter(None, map(self._finder.marked, (self._title, *self._lists))), "")
            or stored_text(self.row["opening"])
        )


@contextmanager
def _while_awaited(notebook: Notebook, is_stale: Callable[[], bool]) -> Iterator[None]:
    """Give up what runs inside, quietly, once `is_stale`."""
    connection = notebook.connection
    connection.set_progress_handler(is_stale, _STEPS)
    try:
        yield
    except driver.Error:
        if not is_stale():
            raise
    finally:
        connection.set_progress_handler(None, 0)
