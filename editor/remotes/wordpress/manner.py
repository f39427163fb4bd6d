"""How a WordPress blog is written, asked of the blog itself.

No account needs a right for it that it does not have: each question may be refused, and then
says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor.domain.errors import BadReply, NotAllowed, Rejected
from editor.remotes.wordpress.client import Client, Params
from editor.remotes.wordpress.flavour import (
    LIST,
    LIST_ROUTE,
    OWN,
    PLUGINS,
    POSTS,
    SEEN,
    Flavour,
    flavour,
    numbers_in_other_digits,
    telling,
)

_POSTS_ROUTE = "/wp/v2/posts"
_PLUGINS_ROUTE = "/wp/v2/plugins"
_ENOUGH = 3  # posts of the author's own


def look(client: Client, author: int, index: Mapping[str, Any]) -> Flavour:
    """How new posts are to be written there. `author` is the account's number, `index` the
    blog's answer to `/`.

    The author's own newest posts say most, drafts among them: whoever writes in blocks wants
    blocks. Then those of all writers, and what readers see of them. The plugins matter only
    where nobody wrote anything.
    """
    posts = _rows(client, _POSTS_ROUTE, {**OWN, "author": author})
    if telling(posts) < _ENOUGH:
        posts += _rows(client, _POSTS_ROUTE, POSTS)
    if not telling(posts):
        posts += _rows(client, _POSTS_ROUTE, SEEN)
    plugins = [] if telling(posts) else _rows(client, _PLUGINS_ROUTE, PLUGINS)
    names = index.get("namespaces")
    return flavour(
        posts,
        namespaces=[str(name) for name in names] if isinstance(names, list) else [],
        plugins=[str(plugin.get("plugin", "")) for plugin in plugins],
    )


def has_other_digits(client: Client) -> bool:
    """True where the blog's lists may be numbered in the digits of other scripts."""
    try:
        found = client.get(LIST_ROUTE, LIST)
    except (NotAllowed, Rejected, BadReply):
        return False
    return isinstance(found, Mapping) and numbers_in_other_digits(found)


def _rows(client: Client, route: str, params: Params) -> list[dict[str, Any]]:
    try:
        found = client.get(route, params)
    except (NotAllowed, Rejected, BadReply):
        return []
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
