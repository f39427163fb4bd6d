"""Words typed into a post since it was saved whole: at most one entry for each post.

To save a long post whole takes its search index a tenth of a second, in which a key waits. An
entry takes a few milliseconds, nearly all of them outside the interpreter. It holds the whole
body, and needs nothing else to be understood.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from editor.domain.post import Post, PostId
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

_SWIFT, _BARE = 1, 0  # zlib's levels
_SHORT = 16 * 1024  # bytes that are written sooner than packed


@dataclass(frozen=True, slots=True)
class Entry:
    """`post` as it was typed at `moment`, upon what was saved at `base`."""

    post: Post
    base: datetime
    moment: datetime


class Journal:
    """The journal in one notebook. Any thread; raises the NotebookError family."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def put(self, post: Post, base: datetime) -> datetime:
        """Keep `post` as it is typed now; gives the moment. The post has to be in the notebook."""
        words = post.body.encode("utf-8", "surrogatepass")
        body = zlib.compress(words, _BARE if len(words) < _SHORT else _SWIFT)
        moment = self._notebook.clock.now()
        self._notebook.put(
            "journal",
            {
                "post": post.id,
                "base": pack_time(base),
                "moment": pack_time(moment),
                "particulars": storable(pack(replace(post, body=""))),
                "body": body,
            },
            "post",
        )
        return moment

    def drop(self, id: PostId) -> None:
        """The words are in the post, or beside it: the entry may go."""
        with self._notebook.writing() as connection:
            connection.execute("DELETE FROM journal WHERE post = ?", (id,))

    def entries(self) -> list[Entry]:
        """What was typed and never saved whole, oldest first; of what can still be read."""
        rows = self._notebook.rows("SELECT * FROM journal ORDER BY moment")
        found = []
        for row in rows:
            base, moment = unpack_time(row["base"]), unpack_time(row["moment"])
            assert base is not None
            assert moment is not None
            try:
                body = inflated(row["body"]).decode("utf-8", "surrogatepass")
            except (zlib.error, ValueError):
                continue  # `midad check` tells of it; it must not keep the notebook closed
            particulars = unpack(Post, stored_text(row["particulars"]))
            found.append(Entry(replace(particulars, body=body), base, moment))
        return found
