"""What was overwritten between looking at a post and writing it. Pure.

WordPress writes without asking what stood there, so somebody's edit of the same second can go
under. It keeps each new text as a revision, though: one more than ours tells of it and has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from editor.remotes.wordpress.mapping import listed_version, raw, revisions

REVISION_FIELDS = "id,slug,title,content,excerpt"
WORDS = ("title", "content", "excerpt")
_TERMS = ("tags", "categories")


def is_suspicious(looked: Mapping[str, Any], written: Mapping[str, Any]) -> bool:
    """True where revisions have to be read: more of them came than our own, or so many may be
    kept and no more that their number says nothing."""
    own = int(_said(looked) != _said(written))
    before, after = revisions(looked), revisions(written)
    return after - before > own or (after > 0 and after - before < own)


def overwritten(
    rows: Iterable[Mapping[str, Any]], since: str, written: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The text that stood there a moment before ours, as a revision's JSON; None where there was
    none but the one we had looked at. `since`: the newest revision then, empty for none."""
    newest = _number(listed_version(written).revision)
    between = [
        row
        for row in rows
        if _number(since) < _number(row.get("id")) < newest
        and "autosave" not in str(row.get("slug", ""))
        and _said(row) != _said(written)
    ]
    return max(between, key=lambda row: _number(row.get("id")), default=None)


def theirs(
    looked: Mapping[str, Any],
    sent: Collection[str],
    written: Mapping[str, Any],
    text: Mapping[str, Any] | None,
) -> dict[str, Any] | None:
    """What somebody made of the post between our looking and writing, as its JSON; None where
    nobody did, or all of it was said by ours. `sent` names the fields we sent, `text` is what
    `overwritten` found."""
    found: dict[str, Any] = {}
    for name in WORDS:
        there = written if name not in sent else text
        if there is not None and raw(there, name) != raw(looked, name):
            found[name] = there[name]
    for name in _TERMS:
        if name not in sent and set(written.get(name, ())) != set(looked.get(name, ())):
            found[name] = written[name]
    lost = any(raw(found, name) != raw(written, name) for name in WORDS if name in found)
    kept = any(name not in sent for name in found)
    return {**looked, **found} if lost or kept else None


def _said(data: Mapping[str, Any]) -> list[str]:
    return [raw(data, name) for name in WORDS]


def _number(text: object) -> int:
    return int(str(text)) if str(text).isdigit() else 0
