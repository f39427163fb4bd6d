"""What is known of posts on their blogs, and the outbox of what is still to be told."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.blog import RemoteHead, RemotePost
from editor.domain.chunk import Chunk, Part
from editor.domain.errors import BlogMissing
from editor.domain.ledger import GONE, Copy, Intent, IntentKind
from editor.domain.post import BlogId, Post, PostId
from editor.store.database import Notebook
from editor.store.packing import (
    pack,
    pack_time,
    storable,
    stored_text,
    unpack,
)

if TYPE_CHECKING:
    from editor.store.driver import Row


class Ledger:
    """The ledger of one notebook. Any thread; every call is one transaction of its own, or part
    of the one around it."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def copy(self, post: PostId, blog: BlogId) -> Copy | None:
        """The post's copy on the blog; None where it was never there."""
        row = self._notebook.row("SELECT * FROM copies WHERE post = ? AND blog = ?", (post, blog))
        return _copy_of(row) if row else None

    def by_remote(self, blog: BlogId, remote_id: str) -> Copy | None:
        """The copy that goes by this name on the blog."""
        row = self._notebook.row(
            "SELECT * FROM copies WHERE blog = ? AND remote = ? ORDER BY rowid DESC LIMIT 1",
            (blog, remote_id),
        )
        return _copy_of(row) if row else None

    def heads(self, blog: BlogId) -> dict[str, RemoteHead]:
        """What a listing of the blog would say if nothing had moved there, by the posts' names;
        their words are not read."""
        found = self._notebook.tuples(
            # Bytes are no JSON to SQLite: there is half a surrogate pair in them.
            "SELECT CASE typeof(base) WHEN 'text' THEN json_object('ref', json_extract(base, "
            "'$.ref'), 'version', json_extract(base, '$.version'), 'status', json_extract(base, "
            "'$.status'), 'trashed', json_extract(base, '$.trashed')) ELSE base END "
            "FROM copies WHERE blog = ? ORDER BY rowid",
            (blog,),
        )
        heads = (unpack(RemoteHead, stored_text(packed)) for (packed,) in found)
        return {head.ref.id: head for head in heads}

    def copies(self, blog: BlogId) -> list[Copy]:
        """Everything known of one blog."""
        found = self._notebook.rows("SELECT * FROM copies WHERE blog = ? ORDER BY rowid", (blog,))
        return [_copy_of(row) for row in found]

    def copies_of(self, post: PostId) -> list[Copy]:
        """Everything known of one post."""
        found = self._notebook.rows("SELECT * FROM copies WHERE post = ? ORDER BY rowid", (post,))
        return [_copy_of(row) for row in found]

    def gone(self, blog: BlogId) -> list[Copy]:
        """Copies that the blog has no more, in its bin neither (sync.versions.gone)."""
        found = self._notebook.rows(
            'SELECT * FROM copies WHERE blog = ? AND instr(base, \'"modified":"gone"\')', (blog,)
        )
        return [copy for copy in map(_copy_of, found) if copy.base.version.modified == GONE]

    def put(self, copy: Copy) -> None:
        """Write down what is known now, in place of what was. Raises BlogMissing."""
        with self._notebook.writing():
            self._require(copy.blog)
            self._notebook.put(
                "copies",
                {
                    "post": copy.post,
                    "blog": copy.blog,
                    "remote": copy.base.ref.id,
                    "base": pack(replace(copy.base, chunks=())),
                    "agreed": copy.agreed,
                    "conflict": int(copy.conflict),
                    "trouble": copy.trouble,
                    "chunks": pack(_cut_marks(copy)),
                },
                ("post", "blog"),
            )

    def forget(self, post: PostId, blog: BlogId) -> None:
        """Strike out a copy; one that is not there is forgotten already."""
        with self._notebook.writing() as connection:
            connection.execute("DELETE FROM copies WHERE post = ? AND blog = ?", (post, blog))

    def intents(self, blog: BlogId | None = None, post: PostId | None = None) -> list[Intent]:
        """What is still to be told: to one blog or to all, of one post or of all; oldest first."""
        found = self._notebook.rows(
            "SELECT * FROM intents WHERE (?1 IS NULL OR blog = ?1) AND (?2 IS NULL OR post = ?2) "
            "ORDER BY id",
            (blog, post),
        )
        return [_intent_of(row) for row in found]

    def next_intent(self, blog: BlogId, after: int, post: PostId | None = None) -> Intent | None:
        """The first of `intents` whose id is above `after`; None where there is none."""
        row = self._notebook.row(
            "SELECT * FROM intents WHERE blog = ?1 AND id > ?2 AND (?3 IS NULL OR post = ?3) "
            "ORDER BY id LIMIT 1",
            (blog, after, post),
        )
        return _intent_of(row) if row else None

    def intend(self, intent: Intent) -> Intent:
        """Write an intent down, in place of one of the same post and blog that was not yet
        attempted; give it back with its id. Raises BlogMissing."""
        with self._notebook.writing() as connection:
            self._require(intent.blog)
            connection.execute(
                "DELETE FROM intents WHERE post = ? AND blog = ? AND NOT sent",
                (intent.post, intent.blog),
            )
            written = connection.execute(
                "INSERT INTO intents (post, blog, kind, snapshot, digest, made, sent) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    intent.post,
                    intent.blog,
                    intent.kind.value,
                    storable(pack(intent.snapshot)),
                    intent.snapshot.digest,
                    pack_time(intent.made),
                    int(intent.sent),
                ),
            )
            return replace(intent, id=written.lastrowid or 0)

    def mark_sent(self, id: int, *, sent: bool = True) -> None:
        """Write down, before the act, that it may have happened; or, after a plain refusal,
        that it did not."""
        with self._notebook.writing() as connection:
            connection.execute("UPDATE intents SET sent = ? WHERE id = ?", (int(sent), id))

    def finish(self, id: int) -> None:
        """Strike an intent out: its outcome is known."""
        with self._notebook.writing() as connection:
            connection.execute("DELETE FROM intents WHERE id = ?", (id,))

    def _require(self, blog: BlogId) -> None:
        if self._notebook.row("SELECT 1 FROM blogs WHERE uuid = ?", (blog,)) is None:
            raise BlogMissing(wanted=blog)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A chunk without the bytes that the base has already: only how many code points."""

    block: str
    length: int
    made: str
    part: Part


def _cut_marks(copy: Copy) -> tuple[_Cut, ...]:
    if "".join(chunk.raw for chunk in copy.chunks) != copy.base.body:
        return ()
    return tuple(_Cut(chunk.block, len(chunk.raw), chunk.made, chunk.part) for chunk in copy.chunks)


def chunks_of(body: str, packed: str) -> tuple[Chunk, ...]:
    """The chunks of a base's body, from the column of that name. Raises ValueError, TypeError,
    KeyError where it is damaged."""
    found = []
    at = 0
    for mark in json.loads(packed):
        if isinstance(mark, list):  # a pair of texts, as the first Midad wrote it
            found.append(Chunk(*mark))
            continue
        found.append(
            Chunk(mark["block"], body[at : at + mark["length"]], mark["made"], Part(mark["part"]))
        )
        at += mark["length"]
    return tuple(found)


def _copy_of(row: Row) -> Copy:
    base = unpack(RemotePost, stored_text(row["base"]))
    return Copy(
        post=PostId(row["post"]),
        blog=BlogId(row["blog"]),
        base=base,
        agreed=row["agreed"],
        conflict=bool(row["conflict"]),
        trouble=row["trouble"],
        chunks=chunks_of(base.body, stored_text(row["chunks"])),
    )


def _intent_of(row: Row) -> Intent:
    return Intent(
        post=PostId(row["post"]),
        blog=BlogId(row["blog"]),
        kind=IntentKind(row["kind"]),
        snapshot=unpack(Post, stored_text(row["snapshot"])),
        made=datetime.fromisoformat(row["made"]),
        id=row["id"],
        sent=bool(row["sent"]),
    )
