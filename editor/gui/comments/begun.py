"""Answers that were begun and not sent, each by the comment it answers. They are kept inside the
notebook, so that neither a closed dialog nor a lock takes anybody's words.
"""

from __future__ import annotations

import json

from editor.domain.comment import CommentRow
from editor.domain.post import BlogId

MOST = 50

Key = tuple[BlogId, str]  # a blog and its number of a comment


def key_of(row: CommentRow) -> Key:
    """By what a comment is known."""
    return row.blog, row.comment.id


class Begun:
    """The newest `MOST` of them; one that is put again is new again."""

    def __init__(self, packed: str = "") -> None:
        self._texts: dict[Key, str] = {}
        for blog, id, text in _unpacked(packed):
            self.put((BlogId(blog), id), text)

    def of(self, key: Key) -> str:
        """What was begun; empty where nothing was."""
        return self._texts.get(key, "")

    def put(self, key: Key, text: str) -> None:
        """Keep `text`; nothing but spaces is nothing."""
        self._texts.pop(key, None)
        if text.strip():
            self._texts[key] = text
        while len(self._texts) > MOST:
            del self._texts[next(iter(self._texts))]

    def packed(self) -> str:
        """All of them for a setting, empty where there are none."""
        rows = [[*key, text] for key, text in self._texts.items()]
        return json.dumps(rows, ensure_ascii=False) if rows else ""


def _unpacked(packed: str) -> list[list[str]]:
    try:
        rows = json.loads(packed or "[]")
    except ValueError:
        return []
    if not isinstance(rows, list):
        return []
    return [
        row
        for row in rows
        if isinstance(row, list) and len(row) == 3 and all(isinstance(part, str) for part in row)
    ]
