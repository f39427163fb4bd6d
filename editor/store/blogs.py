"""The author's blogs and their passwords, which are nowhere but here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.domain.blog import Blog
from editor.domain.errors import BlogAmbiguous, BlogExists, BlogMissing
from editor.domain.post import BlogId
from editor.store.database import Notebook
from editor.store.packing import storable, stored_text

if TYPE_CHECKING:
    from editor.store.database import Value
    from editor.store.driver import Row


_PART = """
    INSERT OR REPLACE INTO parted_copies
        (address, username, post, remote, base, agreed, conflict, trouble, chunks)
    SELECT ?, ?, post, remote, base, agreed, conflict, trouble, chunks FROM copies WHERE blog = ?
"""
_MEET = """
    INSERT OR IGNORE INTO copies (blog, post, remote, base, agreed, conflict, trouble, chunks)
    SELECT ?, post, remote, base, agreed, conflict, trouble, chunks FROM parted_copies
    WHERE address = ? AND username = ?
"""


class Blogs:
    """The blogs of one notebook. Any thread; raises the NotebookError family beside its own."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def all(self) -> list[Blog]:
        """In the order they were added."""
        return [_blog_of(row) for row in self._notebook.rows("SELECT * FROM blogs ORDER BY added")]

    def get(self, id: BlogId) -> Blog:
        """Raises BlogMissing."""
        return _blog_of(self._row(id))

    def find(self, text: str) -> Blog:
        """The blog with this name or address, or whose id begins so; case and a slash at the
        end do not count. Raises BlogMissing, BlogAmbiguous."""
        wanted = _plain(text)
        blogs = self.all() if wanted else []
        found = [blog for blog in blogs if wanted in (_plain(blog.name), _plain(blog.address))]
        found = found or [blog for blog in blogs if blog.id.startswith(wanted)]
        if not found:
            raise BlogMissing(wanted=text)
        if len(found) > 1:
            raise BlogAmbiguous(wanted=text, matches=len(found))
        return found[0]

    def default(self) -> Blog | None:
        """Where a new post belongs; None where there is no blog."""
        row = self._notebook.row("SELECT * FROM blogs ORDER BY is_default DESC, added LIMIT 1")
        return _blog_of(row) if row else None

    def secret(self, id: BlogId) -> str:
        """The password; empty where the blog needs none. Raises BlogMissing."""
        return stored_text(self._row(id)["secret"])

    def keeps_drafts(self, id: BlogId) -> bool:
        """Whether drafts travel there. Raises BlogMissing."""
        return bool(self._row(id)["keeps_drafts"])

    def add(self, blog: Blog, secret: str, keeps_drafts: bool) -> None:
        """Keep a blog; the first one becomes the default. If it was here before and was removed,
        what is still here of its posts belongs to it again.

        Raises BlogExists where the same address is there already with the same user name.
        """
        with self._notebook.writing() as connection:
            others = self.all()
            same = (_plain(blog.address), blog.username)
            if any((_plain(other.address), other.username) == same for other in others):
                raise BlogExists(address=blog.address)
            added = connection.execute("SELECT coalesce(max(added), 0) + 1 FROM blogs").fetchone()
            record = _record_of(blog) | {
                "keeps_drafts": int(keeps_drafts),
                "secret": secret,
                "added": added[0],
            }
            self._notebook.put("blogs", record, "uuid")
            self._meet_again(blog)
            if blog.is_default or not others:
                self.set_default(blog.id)

    def update(
        self, blog: Blog, *, secret: str | None = None, keeps_drafts: bool | None = None
    ) -> None:
        """Keep what changed of a blog, all but which one is the default; where given, also a
        new password and whether drafts travel. Raises BlogMissing."""
        with self._notebook.writing():
            row = self._row(blog.id)
            record = _record_of(blog) | {
                "is_default": row["is_default"],
                "keeps_drafts": row["keeps_drafts"] if keeps_drafts is None else int(keeps_drafts),
                "secret": row["secret"] if secret is None else secret,
                "added": row["added"],
            }
            self._notebook.put("blogs", record, "uuid")
        if secret is not None:
            self._notebook.shrink_log()

    def set_default(self, id: BlogId) -> None:
        """New posts belong to this blog from now on. Raises BlogMissing."""
        with self._notebook.writing() as connection:
            self._row(id)
            connection.execute("UPDATE blogs SET is_default = (uuid = ?)", (id,))

    def remove(self, id: BlogId) -> None:
        """Forget a blog and its password; its posts stay here and belong to no blog. What is
        known of them there is laid aside, for the blog to be known again if it is added again.
        Nothing of the password is left in the file. Raises BlogMissing."""
        with self._notebook.writing() as connection:
            self._row(id)
            self._part(id)
            connection.execute("UPDATE posts SET blog = NULL WHERE blog = ?", (id,))
            connection.execute("DELETE FROM blogs WHERE uuid = ?", (id,))
            default = self.default()
            if default is not None:
                self.set_default(default.id)
        self._notebook.shrink_log()

    def _part(self, id: BlogId) -> None:
        blog = self.get(id)
        who = (storable(_plain(blog.address)), storable(blog.username))
        self._notebook.connection.execute(_PART, (*who, id))

    def _meet_again(self, blog: Blog) -> None:
        """A post that belongs to another blog by now, or stays here, is left where it is."""
        who = (storable(_plain(blog.address)), storable(blog.username))
        connection = self._notebook.connection
        connection.execute(_MEET, (blog.id, *who))
        connection.execute(
            "UPDATE posts SET blog = ? WHERE blog IS NULL AND uuid IN "
            "(SELECT post FROM parted_copies WHERE address = ? AND username = ?)",
            (blog.id, *who),
        )
        connection.execute("DELETE FROM parted_copies WHERE address = ? AND username = ?", who)

    def _row(self, id: BlogId) -> Row:
        row = self._notebook.row("SELECT * FROM blogs WHERE uuid = ?", (id,))
        if row is None:
            raise BlogMissing(wanted=id)
        return row


def _record_of(blog: Blog) -> dict[str, Value]:
    return {
        "uuid": blog.id,
        "kind": blog.kind,
        "name": blog.name,
        "address": blog.address,
        "endpoint": blog.endpoint,
        "username": blog.username,
        "language": blog.language,
        "is_default": int(blog.is_default),
        "cursor": blog.cursor,
        "manner": blog.manner,
        "zone": blog.zone,
    }


def _blog_of(row: Row) -> Blog:
    return Blog(
        id=BlogId(row["uuid"]),
        kind=row["kind"],
        name=stored_text(row["name"]),
        address=stored_text(row["address"]),
        endpoint=stored_text(row["endpoint"]),
        username=stored_text(row["username"]),
        language=row["language"],
        is_default=bool(row["is_default"]),
        cursor=stored_text(row["cursor"]),
        manner=row["manner"],
        zone=row["zone"],
    )


def _plain(text: str) -> str:
    return text.strip().rstrip("/").casefold()
