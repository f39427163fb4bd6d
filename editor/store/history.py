"""Earlier states of posts, each whole and by itself, so that damage to one costs no other.

A state goes with its post when that is removed for good. Pictures stay as long as their post
does, whether its words still name them or not, so that every state can be shown again.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from editor.domain.errors import RevisionDamaged, RevisionMissing
from editor.domain.post import Post, PostId
from editor.domain.revision import Cause, Revision
from editor.store.keeping import NEWEST, WHOLE, came_whole, surplus, why_keep
from editor.store.packing import (
    inflated,
    pack,
    pack_time,
    storable,
    stored_text,
    unpack,
    unpack_time,
)

if TYPE_CHECKING:
    from datetime import datetime

    from editor.store.database import Notebook
    from editor.store.driver import Row

# To words that are not in the history.
_GAVE_WAY = (Cause.PULLED, Cause.MERGED, Cause.CHOSEN_AGAINST, Cause.BROUGHT_IN)
# What a conflict is about; found again by its cause, so it stands for itself.
_OF_ITS_OWN = (Cause.SHARED, Cause.NOT_TAKEN)
_ROW = "number, post, moment, cause, title, words, digest"


class History:
    """The history in one notebook. Any thread; raises the NotebookError family beside its own."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def note(self, old: Post, new: Post, now: datetime, cause: Cause) -> None:
        """Keep `old`, where the rule says so, before `new` takes its place. Inside the
        transaction of the save."""
        latest = self._latest(old.id)
        since = unpack_time(latest["kept"]) if latest else None
        if latest is None or since is None:
            arrived = came_whole(old)
        else:
            arrived = _cause(latest["cause"]) in _GAVE_WAY and old.updated <= since
        why = why_keep(old, new, since=since or old.created, now=now, cause=cause, arrived=arrived)
        if why is not None and old.digest != new.digest:
            self._keep(old, why, latest)

    def keep(self, post: Post, cause: Cause) -> None:
        """Keep `post` as it is in the notebook now; what was kept last is not kept twice (but for
        the sides of a conflict), and a blank page not at all."""
        with self._notebook.writing():
            self._keep(post, cause, self._latest(post.id))

    def of_post(self, id: PostId) -> list[Revision]:
        """A post's timeline, newest first."""
        found = self._notebook.rows(
            f"SELECT {_ROW} FROM history WHERE post = ? ORDER BY moment DESC, number DESC",  # noqa: S608
            (id,),
        )
        return [_revision_of(row) for row in found]

    def state(self, id: PostId, number: int) -> Post:
        """The post as it was. Raises RevisionMissing, RevisionDamaged."""
        row = self._notebook.row(
            "SELECT state FROM history WHERE post = ? AND number = ?", (id, number)
        )
        if row is None:
            raise RevisionMissing(wanted=str(number))
        try:
            return unpack(Post, stored_text(inflated(row["state"])))
        except (zlib.error, ValueError, TypeError) as error:
            raise RevisionDamaged(wanted=str(number)) from error

    def thin(self, id: PostId) -> int:
        """Let go of what the rule (keeping.py) keeps no longer; gives how many states went."""
        with self._notebook.writing() as connection:
            gone = surplus(self.of_post(id), self._notebook.clock.now())
            connection.executemany(
                "DELETE FROM history WHERE number = ?", ((number,) for number in gone)
            )
        return len(gone)

    def long_ones(self) -> list[PostId]:
        """Posts that may have states to thin out."""
        limit = pack_time(self._notebook.clock.now() - WHOLE)
        found = self._notebook.rows(
            "SELECT post FROM history GROUP BY post HAVING count(*) > ? AND min(moment) < ?",
            (NEWEST, limit),
        )
        return [PostId(row["post"]) for row in found]

    def _latest(self, id: PostId) -> Row | None:
        """What was kept last."""
        return self._notebook.row(
            "SELECT number, kept, cause, digest FROM history WHERE post = ? "
            "ORDER BY number DESC LIMIT 1",
            (id,),
        )

    def _keep(self, post: Post, cause: Cause, latest: Row | None) -> None:
        if post.is_blank:
            return
        digest = post.digest
        if latest is not None and latest["digest"] == digest and cause not in _OF_ITS_OWN:
            if cause.is_landmark and not _cause(latest["cause"]).is_landmark:
                self._notebook.connection.execute(
                    "UPDATE history SET cause = ?, moment = ? WHERE number = ?",
                    (cause, pack_time(post.updated), latest["number"]),
                )
            return
        packed = pack(post).encode("utf-8", "surrogatepass")
        self._notebook.connection.execute(
            "INSERT INTO history (post, moment, kept, cause, title, words, digest, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                post.id,
                pack_time(post.updated),
                pack_time(self._notebook.clock.now()),
                cause,
                storable(post.title),
                len(post.body.split()),
                digest,
                zlib.compress(packed),
            ),
        )


def _revision_of(row: Row) -> Revision:
    moment = unpack_time(row["moment"])
    assert moment is not None
    return Revision(
        number=row["number"],
        post=PostId(row["post"]),
        moment=moment,
        cause=_cause(row["cause"]),
        title=stored_text(row["title"]),
        words=row["words"],
        digest=row["digest"],
    )


def _cause(text: str) -> Cause:
    """A newer Midad may know more of them."""
    try:
        return Cause(text)
    except ValueError:
        return Cause.WRITTEN
