"""Tags and categories: the author knows names, WordPress' posts know numbers."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from editor.domain.errors import NotAllowed
from editor.remotes.wordpress.client import PER_PAGE, Client, Params

TAGS = "/wp/v2/tags"
CATEGORIES = "/wp/v2/categories"
FIELDS = "id,name"


class Terms:
    """Names ⇄ numbers, remembered for as long as this object lives."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._names: dict[str, dict[int, str]] = {TAGS: {}, CATEGORIES: {}}

    def ids(self, route: str, names: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these names; what is not there yet is made. A name this account may
        not make is left out: the post is worth more than its category. Raises RemoteError."""
        found = (self._id(route, name.strip()) for name in names if name.strip())
        return tuple(dict.fromkeys(id for id in found if id is not None))

    def names(self, posts: Iterable[Mapping[str, Any]]) -> dict[int, str]:
        """The names of all tags and categories of these posts (WordPress' JSON), by number.
        Numbers are unique across both. Raises RemoteError."""
        wanted = list(posts)
        for route, field in ((TAGS, "tags"), (CATEGORIES, "categories")):
            known = self._names[route]
            missing = sorted(
                {int(id) for post in wanted for id in post.get(field, ())} - known.keys()
            )
            for start in range(0, len(missing), PER_PAGE):
                self._learn(route, missing[start : start + PER_PAGE])
        return self._names[TAGS] | self._names[CATEGORIES]

    def _learn(self, route: str, ids: list[int]) -> None:
        params: Params = {
            "include": ",".join(map(str, ids)),
            "per_page": PER_PAGE,
            "_fields": FIELDS,
        }
        self._remember(route, self._client.get(route, params))

    def _remember(self, route: str, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            # A decoded & is how WordPress' own editor shows it.
            self._names[route][int(row["id"])] = html.unescape(str(row["name"]))

    def _id(self, route: str, name: str) -> int | None:
        if (known := self._known(route, name)) is not None:
            return known
        params: Params = {"search": name, "per_page": PER_PAGE, "_fields": FIELDS}
        self._remember(route, self._client.get(route, params))
        known = self._known(route, name)
        return self._make(route, name) if known is None else known

    def _known(self, route: str, name: str) -> int | None:
        # WordPress drops backslashes from names; asked for again, it would make a second one.
        spellings = (name, name.replace("\\", ""))
        for id, known in self._names[route].items():
            if known in spellings:
                return id
        return None

    def _make(self, route: str, name: str) -> int | None:
        try:
            return self._client.make_term(route, name)
        except NotAllowed:
            return None
