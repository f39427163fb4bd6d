"""Everything of another notebook comes into this one, and nothing is doubled or lost.

The same post in both is known by its id. Where the words differ, those saved last stand, and the
others go into the post's history; where they do not, nothing happens. What was in the bin here
and was written on there comes out of the bin. Passwords, settings and what is known of blogs
come where this notebook has none; nothing is sent anywhere by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from editor.domain.course import Course
from editor.domain.post import BlogId, Post, PostId
from editor.domain.revision import Cause
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.driver import Row
from editor.store.journal import Journal
from editor.store.media import free_name
from editor.store.packing import stored_text
from editor.store.posts import Posts
from editor.store.rows import post_of

_TOGETHER = 100  # posts in one transaction: what a stop in between keeps


@dataclass(frozen=True, slots=True)
class Merged:
    """What came. Every post of the other notebook is in exactly one of the first five."""

    new: tuple[PostId, ...] = ()
    renewed: tuple[PostId, ...] = ()  # theirs stand now, ours are in the history
    kept: tuple[PostId, ...] = ()  # ours stand, theirs are in the history
    same: int = 0
    unreadable: int = 0
    pictures: int = 0
    broken_pictures: int = 0
    blogs: tuple[BlogId, ...] = ()


def merge(here: Notebook, other: Notebook, course: Course | None = None) -> Merged:
    """Bring `other` into `here`. One that was stopped can be begun again: what came already is
    the same then. Raises WorkCancelled and the NotebookError family."""
    return _Merging(here, other, course or Course()).run()


class _Merging:
    def __init__(self, here: Notebook, other: Notebook, course: Course) -> None:
        self._here = here
        self._other = other
        self._course = course
        self._posts = Posts(here)
        self._blog_of: dict[BlogId, BlogId] = {}  # theirs → ours
        self._new: list[PostId] = []
        self._renewed: list[PostId] = []
        self._kept: list[PostId] = []
        self._same = self._unreadable = self._pictures = self._broken = 0

    def run(self) -> Merged:
        blogs = self._take_blogs()
        typed = {
            entry.post.id: replace(entry.post, updated=entry.moment)
            for entry in Journal(self._other).entries()
        }
        for rows in self._rows():
            with self._here.writing():
                for row in rows:
                    self._take_row(row, typed)
        with self._here.writing():
            self._take_ledger()
            self._take_settings()
        return Merged(
            tuple(self._new),
            tuple(self._renewed),
            tuple(self._kept),
            self._same,
            self._unreadable,
            self._pictures,
            self._broken,
            blogs,
        )

    def _rows(self) -> Iterator[list[Row]]:
        total = self._other.rows("SELECT count(*) FROM posts")[0][0]
        done = last = 0
        while rows := self._other.rows(
            "SELECT * FROM posts WHERE number > ? ORDER BY number LIMIT ?", (last, _TOGETHER)
        ):
            self._course.step(done, total)
            done, last = done + len(rows), rows[-1]["number"]
            yield rows

    # --- posts --------------------------------------------------------------------------------

    def _take_row(self, row: Row, typed: dict[PostId, Post]) -> None:
        try:
            saved = post_of(row)
            _require_id(saved.id)
        except (ValueError, TypeError, AttributeError):
            self._unreadable += 1
            return
        theirs = typed.get(saved.id, saved)
        blog = self._blog_of.get(theirs.blog) if theirs.blog else None
        theirs = replace(theirs, blog=blog, binned=saved.binned)
        found = self._here.row("SELECT * FROM posts WHERE uuid = ?", (theirs.id,))
        if found is None:
            self._posts.save(theirs)
            self._new.append(theirs.id)
            self._take_history(theirs.id)
            self._take_pictures(theirs.id, theirs_stand=True)
            return
        ours = post_of(found)
        self._take_history(theirs.id)
        if _is_same(ours, theirs):
            self._same += 1
            self._take_pictures(theirs.id, theirs_stand=False)
            return
        stand = theirs.updated > ours.updated
        if stand:
            self._posts.save(theirs, cause=Cause.BROUGHT_IN)
            if ours.binned is not None and ours.digest != theirs.digest:
                self._posts.restore(theirs.id)
            self._renewed.append(theirs.id)
        elif ours.digest == theirs.digest or self._has_state(theirs):
            self._same += 1
        else:
            self._posts.history.keep(theirs, Cause.BROUGHT_IN)
            self._kept.append(theirs.id)
        self._take_pictures(theirs.id, theirs_stand=stand)

    def _has_state(self, post: Post) -> bool:
        values = (post.id, post.digest)
        return bool(self._here.row("SELECT 1 FROM history WHERE post = ? AND digest = ?", values))

    def _take_history(self, id: PostId) -> None:
        """Earlier states that are not here."""
        columns = "post, moment, kept, cause, title, words, digest, state"
        found = self._here.rows("SELECT moment, digest FROM history WHERE post = ?", (id,))
        known = {(row["moment"], row["digest"]) for row in found}
        theirs = self._other.rows(
            f"SELECT {columns} FROM history WHERE post = ? ORDER BY number",  # noqa: S608
            (id,),
        )
        self._here.connection.executemany(
            f"INSERT INTO history ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [tuple(row) for row in theirs if (row["moment"], row["digest"]) not in known],
        )

    # --- pictures -----------------------------------------------------------------------------

    def _take_pictures(self, id: PostId, *, theirs_stand: bool) -> None:
        """The pictures of a post. Under a name that both use for different ones stays the one
        whose words stand."""
        of_post = "SELECT name, digest FROM pictures WHERE post = ? ORDER BY rowid"
        ours = {stored_text(row[0]): str(row[1]) for row in self._here.rows(of_post, (id,))}
        for row in self._other.rows(of_post, (id,)):
            name, digest = stored_text(row["name"]), str(row["digest"])
            if ours.get(name) == digest or not self._take_bytes(digest):
                continue
            if name in ours:
                if digest in ours.values() and not theirs_stand:
                    continue
                other_name = free_name(name, ours)
                if theirs_stand:
                    self._put(id, other_name, ours[name])
                    ours[other_name] = ours[name]
                else:
                    name = other_name
            self._put(id, name, digest)
            ours[name] = digest
            self._pictures += 1

    def _put(self, id: PostId, name: str, digest: str) -> None:
        self._here.put("pictures", {"post": id, "name": name, "digest": digest}, ("post", "name"))

    def _take_bytes(self, digest: str) -> bool:
        """See that the picture's bytes are here; False where theirs are broken."""
        if self._here.row("SELECT 1 FROM media WHERE digest = ?", (digest,)):
            return True
        item = self._other.row("SELECT * FROM media WHERE digest = ?", (digest,))
        chunks = self._other.rows(
            "SELECT n, bytes FROM media_chunks WHERE digest = ? ORDER BY n", (digest,)
        )
        sum = hashlib.sha256()
        for chunk in chunks:
            sum.update(chunk["bytes"])
        if item is None or sum.hexdigest() != digest:
            self._broken += 1
            return False
        self._here.put("media", {name: item[name] for name in item.keys()}, "digest")  # noqa: SIM118
        self._here.connection.executemany(
            "INSERT INTO media_chunks (digest, n, bytes) VALUES (?, ?, ?)",
            [(digest, chunk["n"], chunk["bytes"]) for chunk in chunks],
        )
        return True

    # --- blogs, what is known of them, settings -----------------------------------------------

    def _take_blogs(self) -> tuple[BlogId, ...]:
        ours, theirs = Blogs(self._here), Blogs(self._other)
        came = []
        for blog in theirs.all():
            try:
                _require_id(blog.id)
            except ValueError:
                continue
            same = [
                known.id
                for known in ours.all()
                if known.id == blog.id
                or (known.address, known.username) == (blog.address, blog.username)
            ]
            if not same:
                ours.add(
                    replace(blog, is_default=False),
                    theirs.secret(blog.id),
                    theirs.keeps_drafts(blog.id),
                )
                came.append(blog.id)
            self._blog_of[blog.id] = same[0] if same else blog.id
        return tuple(came)

    def _take_ledger(self) -> None:
        """What blogs have, where nothing is known of it here: no post is sent there twice.
        What was still to be told stays untold: bringing a notebook in sends nothing."""
        for table in ("copies", "uploads"):
            for row in self._other.rows(f"SELECT * FROM {table}"):  # noqa: S608
                blog = self._blog_of.get(BlogId(row["blog"]))
                if blog is not None:
                    self._add(table, {name: row[name] for name in row.keys()} | {"blog": blog})  # noqa: SIM118

    def _take_settings(self) -> None:
        for row in self._other.rows("SELECT key, value FROM settings"):
            self._add("settings", {"key": row["key"], "value": row["value"]})

    def _add(self, table: str, record: dict[str, object]) -> None:
        names, marks = ", ".join(record), ", ".join("?" * len(record))
        self._here.connection.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
            list(record.values()),
        )


def _require_id(id: str) -> None:
    """Ids become names of files. What Midad never made is not taken for one: ValueError."""
    if str(UUID(id)) != id:
        raise ValueError(id)


def _is_same(ours: Post, theirs: Post) -> bool:
    """True where the two differ in nothing but when they were saved or binned."""
    return ours == replace(theirs, binned=ours.binned, updated=ours.updated, created=ours.created)
