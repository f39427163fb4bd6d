"""Whether a WordPress blog is written in blocks or in plain HTML, by what it says of itself. Pure.

A guess for the first time only: the author's own choice stands above it, and posts that went there
from here would be taken for the blog's own manner later on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

# What to ask: any account may read its own posts for editing, only administrators the plugins.
POSTS: Mapping[str, str | int] = {
    "context": "edit",
    "status": "publish",
    "orderby": "date",
    "order": "desc",
    "per_page": 9,
    "_fields": "content.block_version",
}
# The account's own, with those that readers do not see.
OWN: Mapping[str, str | int] = {**POSTS, "status": "publish,future,draft,pending,private"}
# What readers see, where the account may edit nothing.
SEEN: Mapping[str, str | int] = {"per_page": 5, "_fields": "content.rendered"}
PLUGINS: Mapping[str, str] = {"status": "active", "_fields": "plugin"}

LIST_ROUTE = "/wp/v2/block-types/core/list"
LIST: Mapping[str, str] = {"_fields": "supports"}

_EDITOR = "wp-block-editor/v1"  # since WordPress 5.9; ClassicPress has none
_WITHOUT = ("classic-editor/", "disable-gutenberg/", "classic-editor-addon/")


class Flavour(StrEnum):
    """What the bodies of posts are made of."""

    BLOCKS = "blocks"
    CLASSIC = "classic"


def flavour(
    posts: Sequence[Mapping[str, Any]],
    *,
    namespaces: Collection[str] = (_EDITOR,),
    plugins: Collection[str] = (),
) -> Flavour:
    """The flavour of a blog. `posts` are its newest (rows of POSTS, the newest first; with whole
    contents they do as well), `namespaces` those of its index, `plugins` the names of those in
    use as far as it tells.

    What its writers do says more than what they could do: most of the newest posts decide. With
    none to look at it is blocks, unless a plugin took the block editor away.
    """
    manners = [manner for manner in map(_manner, posts) if manner is not None]
    if manners:
        in_blocks = sum(manner is Flavour.BLOCKS for manner in manners)
        return Flavour.BLOCKS if 2 * in_blocks >= len(manners) else Flavour.CLASSIC
    if any(plugin.startswith(_WITHOUT) for plugin in plugins):
        return Flavour.CLASSIC
    return Flavour.BLOCKS if _EDITOR in namespaces else Flavour.CLASSIC


def telling(posts: Sequence[Mapping[str, Any]]) -> int:
    """How many of some posts say what they are made of."""
    return sum(_manner(post) is not None for post in posts)


def numbers_in_other_digits(list_type: Mapping[str, Any]) -> bool:
    """True where the blog's lists may be numbered in the digits of other scripts, by its answer
    to LIST_ROUTE: such lists came shortly before those that have a class."""
    supports = list_type.get("supports")
    return isinstance(supports, Mapping) and supports.get("className") is not False


def _manner(post: Mapping[str, Any]) -> Flavour | None:
    """What one post is made of; None where it does not say, or says nothing at all."""
    content = post.get("content")
    if not isinstance(content, Mapping):
        return None
    version, raw = content.get("block_version"), content.get("raw")
    if isinstance(raw, str):
        if not raw.strip():
            return None
        return Flavour.BLOCKS if "<!-- wp:" in raw else Flavour.CLASSIC
    if isinstance(version, int):
        return Flavour.BLOCKS if version else Flavour.CLASSIC
    # Without the right to edit: the classes of blocks are seen, their absence says nothing.
    rendered = content.get("rendered")
    in_blocks = isinstance(rendered, str) and "wp-block-" in rendered
    return Flavour.BLOCKS if in_blocks else None
