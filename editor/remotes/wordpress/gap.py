"""What was overwritten between looking at a post and writing it. Pure.

WordPress writes without asking what stood there, so somebody's edit of the same second can go
under. It keeps each new text as a revision, though: one more than ours tells of it and has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from editor.remotes.wordpress.mapping import listed_version, raw, revisions

REVISION_FIELDS = "id,slug,title,content,excerpt"
_WORDS = ("title", "content", "excerpt")


def is_suspicious(looked: Mapping[str, Any], written: Mapping[str, Any]) -> bool:
    """True where revisions have to be read: more of them came than our own, or so many may be
    kept and no more that their number says nothing."""
    own = int(_said(looked) != _said(written))
    before, after = revisions(looked), revisions(written)
    return after - before > own or (after > 0 and after - before < own)


def overwritten(
    rows: Iterable[Mapping[str, Any]], since: str, written: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The text that stood there a moment before ours, as a revision's JSON; None where it was
    the one we had looked at. `since`: the newest revision then, empty for none."""
    newest = _number(listed_version(written).revision)
    between = [
        row
        for row in rows
        if _number(since) < _number(row.get("id")) < newest
        and "autosave" not in str(row.get("slug", ""))
        and _said(row) != _said(written)
    ]
    return max(between, key=lambda row: _number(row.get("id")), default=None)


def _said(data: Mapping[str, Any]) -> list[str]:
    return [raw(data, name) for name in _WORDS]


def _number(text: object) -> int:
    return int(str(text)) if str(text).isdigit() else 0
