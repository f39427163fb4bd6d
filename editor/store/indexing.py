"""What search knows of posts: kept by hand, in the transaction of every save.

It holds the keys of text.normalise for every post outside the bin. Four columns: the words of
title, body and tags as compared, and all of them once more with Arabic's particles taken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.domain.course import Course
from editor.domain.post import Format, Post, PostId
from editor.store import driver
from editor.store.packing import stored_text, unpack_words

if TYPE_CHECKING:
    from editor.store.driver import Connection

_TOLD = 50  # posts between two words on how far an index is filled


@dataclass(frozen=True, slots=True)
class Keys:
    """What the index holds of a post, column by column."""

    title: str
    body: str
    tags: str
    stem: str


def keys(title: str, body: str, form: Format, lists: tuple[str, ...]) -> Keys:
    """What search has to know of a post; `lists`: its tags and categories."""
    from editor.text.normalise import search_keys

    found, stem = search_keys((title, visible(body, form), "\n".join(lists)))
    return Keys(*map(sound, (*found, stem)))


def index(connection: Connection, post: Post) -> None:
    """Let search know what the post says now; one in the bin is not found. Inside a transaction,
    after the post was written. A damaged index costs no words: a check tells of it."""
    if post.binned is not None:
        hide(connection, post.id)
        return
    row = connection.execute("SELECT number FROM posts WHERE uuid = ?", (post.id,)).fetchone()
    known = keys(post.title, post.body, post.format, post.tags + post.categories)
    with _whatever_the_index_says(connection):
        put(connection, row[0], known)


def hide(connection: Connection, id: PostId) -> None:
    """Let search not find a post that goes into the bin. As `index`."""
    with _whatever_the_index_says(connection):
        forget(connection, id)


def put(connection: Connection, number: int, known: Keys) -> None:
    """Let search know `known` of the post with this number. Inside a transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO post_search (rowid, title_norm, body_norm, tags_norm, stem) "
        "VALUES (?, ?, ?, ?, ?)",
        (number, known.title, known.body, known.tags, known.stem),
    )


def forget(connection: Connection, id: PostId) -> None:
    """Let search know nothing of a post. Inside a transaction, while the post is still there.
    Raises where the index is damaged: what was to be forgotten may be in it."""
    connection.execute(
        "DELETE FROM post_search WHERE rowid = (SELECT number FROM posts WHERE uuid = ?)", (id,)
    )


def wipe(connection: Connection) -> None:
    """Take forgotten words out of the index's file too, where they lie until it is tidied."""
    connection.execute("INSERT INTO post_search (post_search) VALUES ('optimize')")


def fill(connection: Connection, course: Course) -> None:
    """Let an empty index know every post outside the bin. Inside a transaction. Raises
    WorkCancelled.

    Reads no other columns than these: a step of the migrations goes through here.
    """
    total = connection.execute("SELECT count(*) FROM posts WHERE binned IS NULL").fetchone()[0]
    for done, row in enumerate(
        connection.execute(
            "SELECT number, title, body, format, tags, categories FROM posts WHERE binned IS NULL"
        )
    ):
        if done % _TOLD == 0:
            course.step(done, total)
        lists = unpack_words(stored_text(row["tags"])) + unpack_words(
            stored_text(row["categories"])
        )
        title, body = stored_text(row["title"]), stored_text(row["body"])
        put(connection, row["number"], keys(title, body, Format(row["format"]), lists))


def visible(body: str, form: Format) -> str:
    """The words of a body without the tags of raw HTML."""
    if form is not Format.HTML:
        return body
    from editor.text.html import visible_text

    return visible_text(body)


def sound(key: str) -> str:
    """Half a surrogate pair is no UTF-8, and nobody searches for it."""
    try:
        key.encode()
    except UnicodeEncodeError:
        return key.encode("utf-8", "replace").decode()
    return key


@contextmanager
def _whatever_the_index_says(connection: Connection) -> Iterator[None]:
    """Undo the block, and no more than that, where the index is damaged."""
    connection.execute("SAVEPOINT searching")
    try:
        yield
        # Has it write now what it would keep back until COMMIT, which would then fail with all
        # the words.
        connection.execute("SAVEPOINT written")
        connection.execute("RELEASE searching")
    except driver.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if not (driver.is_damage(error) or name.startswith("SQLITE_CONSTRAINT")):
            raise
        connection.execute("ROLLBACK TO searching")
        connection.execute("RELEASE searching")
