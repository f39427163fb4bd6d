"""How a notebook became what it is: named steps, in order, only ever added to.

A released step is never changed: a notebook out there has it behind it. `PRAGMA user_version`
counts the steps taken; the table `migrations` says when each was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from editor.domain.course import Course

if TYPE_CHECKING:
    from datetime import datetime

    from editor.store.driver import Database

APPLICATION_ID = 0x4D696461  # "Mida": tells a notebook from other people's SQLite files

_PIECES = 500  # of a search index, a page each

Step = Callable[["Database", Course], None]


def _first_schema(tables: Database, _course: Course) -> None:
    _posts(tables)
    _blogs(tables)
    _pictures(tables)
    _ledger(tables)
    tables.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"})


def _posts(tables: Database) -> None:
    posts = tables.table("posts").create(
        {
            # Named in the search index, so it may not be the implicit one: VACUUM renumbers that.
            "number": int,
            "uuid": str,
            "title": str,
            "opening": str,
            "format": str,
            "language": str,
            "direction": str,  # the author's word; NULL: the words decide
            "resolved": str,  # the direction it is shown in
            "status": str,
            "slug": str,
            "excerpt": str,
            "tags": str,  # JSON, as all lists
            "categories": str,
            "credits": str,
            "publish_at": str,  # ISO 8601, UTC, microseconds: their order is that of time
            "blog": str,
            "stays_here": int,
            "version_of": str,
            "created": str,
            "updated": str,
            "binned": str,
            "extra": str,
            "digest": str,
            # Last: a row's long tail stays unread where only what stands before it is wanted.
            "body": str,
        },
        pk="number",
        not_null={"uuid", "title", "opening", "status", "updated", "digest", "body"},
    )
    posts.create_index(["uuid"], unique=True)
    posts.create_index(["binned", "updated"])
    posts.create_index(["blog"])
    posts.create_index(["version_of"])
    create_search(tables)


def create_search(tables: Database) -> None:
    """An empty search index; indexing.fill() fills it. Whoever transforms `posts` needs both.

    It holds keys (text.normalise), not the text, and is filled by indexing.py: SQLite's triggers
    know nothing of Arabic, and transform() would lose them.
    """
    tables.execute("DROP TABLE IF EXISTS post_search")
    tables.execute(
        """
        CREATE VIRTUAL TABLE post_search USING fts5(
            title_norm, body_norm, tags_norm, stem,
            content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
        )
        """
    )


def _empty_search(tables: Database, course: Course) -> None:
    """Take the search index out piece by piece. Dropped at once, all of it would be in the memory
    until the transaction ends, and nobody could stop it."""
    while tables.execute(
        "DELETE FROM post_search_data WHERE id IN (SELECT id FROM post_search_data LIMIT ?)",
        (_PIECES,),
    ).rowcount:
        course.step(0, 1)


def _blogs(tables: Database) -> None:
    tables.table("blogs").create(
        {
            "uuid": str,
            "kind": str,
            "name": str,
            "address": str,
            "endpoint": str,
            "username": str,
            "language": str,
            "is_default": int,
            "cursor": str,
            "keeps_drafts": int,
            "secret": str,
            "added": int,  # their order
        },
        pk="uuid",
        not_null={"kind", "name", "address", "is_default", "keeps_drafts", "secret", "added"},
    )


def _pictures(tables: Database) -> None:
    from sqlite_utils.db import ForeignKey

    tables.table("media").create(
        {"digest": str, "mime": str, "size": int, "width": int, "height": int}, pk="digest"
    )
    tables.table("media_chunks").create(
        {"digest": str, "n": int, "bytes": bytes},
        pk=("digest", "n"),
        not_null={"bytes"},
        foreign_keys=[ForeignKey("media_chunks", "digest", "media", "digest", on_delete="CASCADE")],
    )
    pictures = tables.table("pictures").create(
        {"post": str, "name": str, "digest": str},
        pk=("post", "name"),
        not_null={"digest"},
        foreign_keys=[
            ForeignKey("pictures", "post", "posts", "uuid", on_delete="CASCADE"),
            ForeignKey("pictures", "digest", "media", "digest"),
        ],
    )
    pictures.create_index(["digest"])


def _ledger(tables: Database) -> None:
    """Nothing here refers to `posts`: what a blog has outlives the post here."""
    from sqlite_utils.db import ForeignKey

    def of_blog(table: str) -> list[ForeignKey]:
        return [ForeignKey(table, "blog", "blogs", "uuid", on_delete="CASCADE")]

    copies = tables.table("copies").create(
        {
            "post": str,
            "blog": str,
            "remote": str,  # the post's name there
            "base": str,  # JSON of RemotePost: the blog's own bytes
            "agreed": str,
            "conflict": int,
            "trouble": str,
            "chunks": str,  # JSON pairs: block of ours, raw chunk of theirs
        },
        pk=("post", "blog"),
        not_null={"remote", "base", "agreed", "conflict", "trouble", "chunks"},
        foreign_keys=of_blog("copies"),
    )
    copies.create_index(["blog", "remote"])
    # A number that was struck out is never given again: whoever still holds it must not strike
    # out what was intended since. sqlite-utils has no word for that.
    tables.execute(
        """
        CREATE TABLE intents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            post TEXT NOT NULL,
            blog TEXT NOT NULL REFERENCES blogs (uuid) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            snapshot TEXT NOT NULL,  -- JSON of Post
            digest TEXT NOT NULL,    -- the snapshot's
            made TEXT NOT NULL,
            sent INTEGER NOT NULL
        )
        """
    )
    intents = tables.table("intents")
    intents.create_index(["post"])
    intents.create_index(["blog"])
    tables.table("uploads").create(
        {"blog": str, "digest": str, "url": str},
        pk=("blog", "digest"),
        not_null={"url"},
        foreign_keys=of_blog("uploads"),
    )


def _history(tables: Database, _course: Course) -> None:
    """Numbers are never given twice: an author may have noted one. sqlite-utils has no word for
    that."""
    tables.execute(
        """
        CREATE TABLE history (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            post TEXT NOT NULL REFERENCES posts (uuid) ON DELETE CASCADE,
            moment TEXT NOT NULL,  -- when these words were saved
            kept TEXT NOT NULL,    -- when they were put here
            cause TEXT NOT NULL,
            title TEXT NOT NULL,
            words INTEGER NOT NULL,
            digest TEXT NOT NULL,
            state BLOB NOT NULL  -- JSON of Post, compressed by zlib
        )
        """
    )
    tables.execute("CREATE INDEX idx_history_post_number ON history (post, number)")


def _journal(tables: Database, _course: Course) -> None:
    tables.execute(
        """
        CREATE TABLE journal (
            post TEXT PRIMARY KEY REFERENCES posts (uuid) ON DELETE CASCADE,
            base TEXT NOT NULL,   -- when the words it was typed upon were saved
            moment TEXT NOT NULL,
            particulars TEXT NOT NULL,  -- JSON of Post without its body
            body BLOB NOT NULL  -- compressed by zlib
        )
        """
    )


def _wider_search(tables: Database, course: Course) -> None:
    """The keys are made otherwise now; and a list, whatever it is narrowed by, is chosen from one
    index alone: rows lie on pages of their own, with their bodies."""
    from editor.store.indexing import fill

    _empty_search(tables, course)
    create_search(tables)
    fill(tables.conn, course)
    tables.execute("DROP INDEX IF EXISTS idx_posts_binned_updated")
    tables.execute(
        "CREATE INDEX idx_posts_listed ON posts (binned, updated, number, status, language, blog)"
    )


def _manner(tables: Database, _course: Course) -> None:
    """How a blog writes its posts, where its kind knows more than one way."""
    tables.execute("ALTER TABLE blogs ADD COLUMN manner TEXT NOT NULL DEFAULT ''")


def _sixth(tables: Database, _course: Course) -> None:
    _looks_of_blogs(tables)
    _comments(tables)
    tables.execute("ALTER TABLE blogs ADD COLUMN zone TEXT NOT NULL DEFAULT ''")
    _parted_copies(tables)


def _parted_copies(tables: Database) -> None:
    """What was known of posts on a blog that was removed: added again, it is known again, and no
    post becomes two."""
    tables.table("parted_copies").create(
        {
            "address": str,
            "username": str,
            "post": str,
            "remote": str,
            "base": str,
            "agreed": str,
            "conflict": int,
            "trouble": str,
            "chunks": str,
        },
        pk=("address", "username", "post"),
        not_null={"remote", "base", "agreed", "conflict", "trouble", "chunks"},
    )


def _looks_of_blogs(tables: Database) -> None:
    """What a page of a blog looks like, for the preview: fetched, not written, and fetched again
    where it is lost."""
    from sqlite_utils.db import ForeignKey

    tables.table("dresses").create(
        {
            "blog": str,
            "fetched": str,
            "source": str,  # the address of the page
            "left_out": str,  # JSON: the hosts that were not asked
            "page": str,
        },
        pk="blog",
        not_null={"fetched", "source", "left_out", "page"},
        foreign_keys=[ForeignKey("dresses", "blog", "blogs", "uuid", on_delete="CASCADE")],
    )
    tables.table("dress_files").create(
        {"blog": str, "name": str, "mime": str, "bytes": bytes},
        pk=("blog", "name"),
        not_null={"mime", "bytes"},
        foreign_keys=[ForeignKey("dress_files", "blog", "dresses", "blog", on_delete="CASCADE")],
    )


def _comments(tables: Database) -> None:
    """What readers said, and what the author wants done with it: a wish is struck out when the
    blog has heard it. Its number is never given again, so sqlite-utils has no word for it."""
    from sqlite_utils.db import ForeignKey

    tables.table("comments").create(
        {
            "blog": str,
            "id": str,  # the blog's number, and that of the post
            "on_post": str,
            "parent": str,
            "author": str,
            "text": str,
            "words": str,  # as they are searched
            "moment": str,
            "verdict": str,
            "url": str,
            "may_judge": int,
        },
        pk=("blog", "id"),
        not_null={"on_post", "author", "text", "words", "moment", "verdict", "url", "may_judge"},
        foreign_keys=[ForeignKey("comments", "blog", "blogs", "uuid", on_delete="CASCADE")],
    )
    tables.table("comments").create_index(["moment"])
    tables.execute(
        """
        CREATE TABLE comment_wishes (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            blog TEXT NOT NULL REFERENCES blogs (uuid) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            comment TEXT NOT NULL,
            on_post TEXT NOT NULL,
            made TEXT NOT NULL,
            verdict TEXT NOT NULL,
            text TEXT NOT NULL,
            trouble TEXT NOT NULL
        )
        """
    )
    tables.execute("CREATE INDEX idx_comment_wishes_blog ON comment_wishes (blog)")


MIGRATIONS: tuple[tuple[str, Step], ...] = (
    ("first schema", _first_schema),
    ("history", _history),
    ("journal", _journal),
    ("wider search", _wider_search),
    ("manner", _manner),
    ("sixth", _sixth),
)


def record(tables: Database, number: int, name: str, moment: datetime) -> None:
    """Write down that a step was taken."""
    tables.table("migrations").insert(
        {"number": number, "name": name, "taken": moment.isoformat()}, pk="number"
    )
    tables.execute(f"PRAGMA application_id = {APPLICATION_ID}")
