"""Posts in the notebook: read, listed, saved, binned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from editor.domain.errors import PostAmbiguous, PostChanged, PostMissing
from editor.domain.post import EPOCH, BlogId, Post, PostId, PostSummary, Status, Travel
from editor.domain.revision import Cause
from editor.store import indexing
from editor.store.database import Notebook, Value
from editor.store.history import History
from editor.store.listing import KIND, KIND_COLUMNS, STANDING, listed, travel_of_kind
from editor.store.packing import pack_time, storable, stored_text
from editor.store.rows import post_of, row_of

if TYPE_CHECKING:
    from editor.store.driver import Row

_TICK = timedelta(microseconds=1)
_UNSETTLED = """
    (c.agreed IS NULL OR c.agreed <> p.digest OR c.trouble <> ''
     OR EXISTS (SELECT 1 FROM intents i WHERE i.post = p.uuid))
"""


class Posts:
    """The posts of one notebook. Any thread; raises the NotebookError family beside its own."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self.history = History(notebook)

    def get(self, id: PostId) -> Post:
        """The post, wherever it is, also in the bin. Raises PostMissing."""
        row = self._row(id)
        if row is None:
            raise PostMissing(id)
        return post_of(row)

    def find(self, prefix: str) -> PostId:
        """The one post whose id begins with `prefix`, in either case of letters.

        Raises PostMissing, PostAmbiguous.
        """
        wanted = prefix.strip().lower()
        found = self._notebook.rows(
            "SELECT uuid FROM posts WHERE uuid >= ? AND uuid < ?", (wanted, wanted + "\U0010ffff")
        )
        if not wanted or not found:
            raise PostMissing(prefix)
        if len(found) > 1:
            raise PostAmbiguous(prefix, len(found))
        return PostId(found[0]["uuid"])

    def save(
        self,
        post: Post,
        expected: datetime | None = None,
        cause: Cause = Cause.WRITTEN,
    ) -> Post:
        """Keep the post and what search knows of it, in one transaction; give it back as kept.
        What it replaces goes into the history where keeping.py says so; `cause` tells why.

        `updated` becomes this moment, and always a later one than before; a post that is new
        here brings its own where it has one, and one that is stored so already stays as it is.
        `created` is set where it was not. The bin is left to bin() and restore(), and a blog
        this notebook does not know is left out. With `expected`, the `updated` the post was
        read with: raises PostChanged where it was saved since.
        """
        with self._notebook.writing() as connection:
            row = self._row(post.id)
            stored = post_of(row) if row is not None else None
            if stored is not None and expected is not None and stored.updated != expected:
                raise PostChanged(post.id)
            post = self._as_kept(post, stored)
            if stored == post:
                return stored
            updated = self._notebook.clock.now()
            if stored is not None:
                # Its next reader recognises a change by it, whatever the clock was set to.
                updated = max(updated, stored.updated + _TICK)
            elif post.updated != EPOCH:
                updated = post.updated  # it comes from elsewhere, with a past of its own
            created = updated if post.created == EPOCH else post.created
            post = replace(post, updated=updated, created=created)
            if stored is not None:
                self.history.note(stored, post, self._notebook.clock.now(), cause)
            self._write(post, row)
            indexing.index(connection, post)
        return post

    def page(
        self,
        *,
        limit: int = 200,
        offset: int = 0,
        after: PostSummary | None = None,
        binned: bool = False,
        status: Status | None = None,
        blog: BlogId | None = None,
    ) -> list[PostSummary]:
        """A stretch of the list, newest change first; of the bin, the last binned first.

        `after` is the last line of the stretch before: going on from it costs the same anywhere
        in the list, and misses nothing where the list changed meanwhile; `offset` counts."""
        where, values = _filter(binned, status, blog)
        if after is not None:
            moment = pack_time(after.binned if binned else after.updated) or ""
            column = "p.binned" if binned else "p.updated"
            where += f" AND ({column}, p.number) < (?, (SELECT number FROM posts WHERE uuid = ?))"  # noqa: S608
            values = (*values, moment, after.id)
        order = f"{'p.binned' if binned else 'p.updated'} DESC, p.number DESC"
        along = "" if binned else "INDEXED BY idx_posts_listed"
        # In the order of the index, which knows all that is asked: what is skipped is not read.
        # A limit that is bound would be compiled anew each time: SQLite plans with its value.
        return listed(
            self._notebook,
            f"{along} WHERE {where} ORDER BY {order} LIMIT {limit:d} OFFSET {offset:d}",
            values,
        )

    def count(
        self, *, binned: bool = False, status: Status | None = None, blog: BlogId | None = None
    ) -> int:
        """How many posts `page` would give if it gave all."""
        where, values = _filter(binned, status, blog)
        row = self._notebook.row(f"SELECT count(*) FROM posts p WHERE {where}", values)  # noqa: S608
        return int(row[0]) if row else 0

    def search(self, query: str, limit: int = 200) -> list[PostSummary]:
        """Posts outside the bin that `query` (text/query.py) asks for, best first. The snippet
        has the found words between U+0002 and U+0003."""
        from editor.store import search
        from editor.text.query import parse

        return search.find(self._notebook, parse(query), limit)

    def bin(self, id: PostId, when: datetime | None = None) -> None:
        """Move a post to the bin; one that is in it stays. Raises PostMissing."""
        moment = when or self._notebook.clock.now()
        with self._notebook.writing() as connection:
            self._change(id, "binned = coalesce(binned, ?)", (pack_time(moment),))
            indexing.hide(connection, id)

    def restore(self, id: PostId) -> None:
        """Take a post back from the bin. Raises PostMissing."""
        with self._notebook.writing() as connection:
            self._change(id, "binned = ?", (None,))
            indexing.index(connection, self.get(id))

    def remove(self, *ids: PostId) -> None:
        """Forget posts for good: their words, every earlier state of them, and pictures no other
        post has, are gone from the file. What blogs have of them stays in the ledger, so that it
        is not taken for something new there. Takes up to a second in a large notebook, however
        many go. Raises PostMissing.
        """
        with self._notebook.writing() as connection:
            for id in ids:
                self.get(id)
                indexing.forget(connection, id)
                connection.execute("UPDATE posts SET version_of = NULL WHERE version_of = ?", (id,))
                connection.execute("DELETE FROM posts WHERE uuid = ?", (id,))
            connection.execute(
                "DELETE FROM media WHERE digest NOT IN (SELECT digest FROM pictures)"
            )
            indexing.wipe(connection)
        self._notebook.shrink_log()

    def disposable(self, before: datetime | None = None) -> list[PostId]:
        """Posts in the bin, put there before `before` where that is given, of which no blog has
        still to be told."""
        found = self._notebook.rows(
            "SELECT uuid FROM posts p WHERE binned IS NOT NULL AND (? IS NULL OR binned < ?) "
            "AND NOT EXISTS (SELECT 1 FROM intents i WHERE i.post = p.uuid) ORDER BY binned",
            (pack_time(before), pack_time(before)),
        )
        return [PostId(row["uuid"]) for row in found]

    def versions_of(self, id: PostId) -> list[PostId]:
        """The second versions kept beside a post after a conflict, oldest first, bin excluded."""
        found = self._notebook.rows(
            "SELECT uuid FROM posts WHERE version_of = ? AND binned IS NULL ORDER BY number", (id,)
        )
        return [PostId(row["uuid"]) for row in found]

    def all_ids(self) -> list[PostId]:
        """Every post outside the bin, newest change first."""
        found = self._notebook.rows(
            "SELECT uuid FROM posts WHERE binned IS NULL ORDER BY updated DESC, number DESC"
        )
        return [PostId(row["uuid"]) for row in found]

    def unsettled(self, blog: BlogId) -> list[tuple[PostId, Travel]]:
        """Posts of a blog that have something to tell it: those that wait, are changed here, or
        met trouble. The longest untouched first."""
        pending = (Travel.WAITING, Travel.CHANGED_HERE, Travel.TROUBLE)
        return [
            (post.id, post.travel)
            for post in listed(
                self._notebook,
                f"LEFT JOIN copies c ON c.post = p.uuid AND c.blog = p.blog "
                f"WHERE p.blog = ? AND {_UNSETTLED} ORDER BY p.updated",
                (blog,),
            )
            if post.travel in pending
        ]

    def titles_without_copy(self, blog: BlogId) -> dict[str, list[PostId]]:
        """Posts that belong to a blog and are not known to be there, by every title they have
        had; those in the bin, second versions and what stays here are left out."""
        found = self._notebook.rows(
            "WITH waiting AS (SELECT uuid, title FROM posts p WHERE blog = ? AND binned IS NULL "
            "AND NOT stays_here AND version_of IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM copies c WHERE c.post = p.uuid AND c.blog = p.blog)) "
            "SELECT uuid, title FROM waiting UNION "
            "SELECT h.post, h.title FROM history h JOIN waiting w ON w.uuid = h.post",
            (blog,),
        )
        titles: dict[str, list[PostId]] = {}
        for row in found:
            titles.setdefault(stored_text(row["title"]).strip(), []).append(PostId(row["uuid"]))
        return titles

    def count_waiting(self) -> int:
        """How many posts go with the next sync."""
        # What readers see waits only where its author asked for something: the index alone finds
        # the few others among all that were published.
        kinds = self._notebook.tuples(
            f"SELECT {KIND}, count(*) FROM {STANDING} WHERE p.number IN ("  # noqa: S608
            "SELECT number FROM posts INDEXED BY idx_posts_listed "
            "WHERE binned IS NULL AND status IN (?, ?) AND blog > '' "
            "UNION SELECT q.number FROM intents i JOIN posts q ON q.uuid = i.post "
            f"WHERE q.blog > '') AND {_UNSETTLED} GROUP BY {KIND_COLUMNS}",
            (Status.DRAFT.value, Status.PENDING.value),
        )
        return sum(many for *kind, many in kinds if travel_of_kind(tuple(kind)) is Travel.WAITING)

    def _row(self, id: PostId) -> Row | None:
        return self._notebook.row("SELECT * FROM posts WHERE uuid = ?", (id,))

    def _write(self, post: Post, row: Row | None) -> None:
        """Put the post where `row` is, or behind all others. Only what changed is written: an
        index that has none of it stays as it is, also in the log."""
        record = row_of(post)
        if row is not None:
            record = {name: value for name, value in record.items() if storable(value) != row[name]}
            settings = ", ".join(f"{name} = ?" for name in record)
            self._notebook.connection.execute(
                f"UPDATE posts SET {settings} WHERE number = ?",  # noqa: S608
                (*map(storable, record.values()), row["number"]),
            )
        else:
            self._notebook.put("posts", record, "uuid")

    def _as_kept(self, post: Post, stored: Post | None) -> Post:
        if post.blog is not None:
            known = self._notebook.row("SELECT 1 FROM blogs WHERE uuid = ?", (post.blog,))
            post = post if known else replace(post, blog=None)
        if stored is None:
            return post
        created = stored.created if post.created == EPOCH else post.created
        return replace(post, binned=stored.binned, updated=stored.updated, created=created)

    def _change(self, id: PostId, setting: str, values: Sequence[Value]) -> None:
        done = self._notebook.connection.execute(
            f"UPDATE posts SET {setting} WHERE uuid = ?",  # noqa: S608
            (*values, id),
        )
        if not done.rowcount:
            raise PostMissing(id)


def _filter(
    binned: bool, status: Status | None, blog: BlogId | None
) -> tuple[str, tuple[str, ...]]:
    parts = ["p.binned IS NOT NULL" if binned else "p.binned IS NULL"]
    values = []
    if status is not None:
        parts.append("p.status = ?")
        values.append(status.value)
    if blog is not None:
        parts.append("p.blog = ?")
        values.append(blog)
    return " AND ".join(parts), tuple(values)
