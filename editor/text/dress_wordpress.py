"""What a page of a WordPress leaves out of its dress because its one post does without. Pure, any
thread.

It sends the styles of the kinds of blocks that stand on a page, and no others: a post with a table
would be bare in the look of one without.
"""

from __future__ import annotations

import re
from dataclasses import replace

from editor.text.dress_head import OF_BLOCKS, Sheet

# The kinds that a post written here can become (wordpress_blocks.py), and have a style.
_KINDS = (
    *("paragraph", "heading", "list", "quote", "image", "gallery", "code", "preformatted"),
    *("table", "separator", "embed"),
)
_APART = re.compile(rf"\bid=[\"']{OF_BLOCKS}[\"']")
_PLACE = re.compile(r"[\"'(](https?://[^\"'\s()<>\\]{1,300}?/wp-includes/)")
_OPENS = re.compile(r"<!-- wp:([a-z][a-z0-9/-]*)")
_WHOLE = "block-library/style"  # the styles of all blocks in one


def sheets_of_others(page: str, *, is_rtl: bool) -> tuple[Sheet, ...]:
    """The styles of WordPress' own blocks that a page lacks; none where it has all of them, or is
    no WordPress."""
    there = set(_APART.findall(page))
    place = _PLACE.search(page)
    if not there or place is None or _WHOLE in page:
        return ()
    name = "style-rtl.min.css" if is_rtl else "style.min.css"
    return tuple(
        Sheet(f"{place[1]}blocks/{kind}/{name}", kind=kind) for kind in _KINDS if kind not in there
    )


def for_kinds(sheets: tuple[Sheet, ...], body: str) -> tuple[Sheet, ...]:
    """The sheets of a page, marked with their kinds where they are there because of its post, with
    this body: others belong to the page, whatever post is on it."""
    of_post = kinds_in(body)
    return tuple(each if each.kind in of_post else replace(each, kind="") for each in sheets)


def kinds_in(body: str) -> frozenset[str]:
    """The kinds of WordPress' own blocks, of those a post written here can become, in a body."""
    return frozenset(_OPENS.findall(body)) & frozenset(_KINDS)
