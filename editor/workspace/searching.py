"""Searching all posts: at once for what can be shown at once, then for the whole answer.

On a lane of its own, so that opening a found post does not wait for the ranking of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from editor.domain.post import BlogId, PostSummary

if TYPE_CHECKING:
    from editor.store.database import Notebook
    from editor.store.search import Glance

SEARCH = "search"
MOST = 200  # posts of an answer: nobody reads on, they narrow the search


def _never() -> bool:
    return False


class Searching:
    """Any thread. What is typed is explained in text/query.py; whatever it is, it is no error."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def glance(
        self, typed: str, *, blog: BlogId | None = None, is_stale: Callable[[], bool] = _never
    ) -> Glance:
        """The first posts found, within milliseconds in any notebook. `is_stale` may be true
        later, from any thread: then it ends with nothing."""
        from editor.store import search
        from editor.text.query import parse

        return search.glance(self._notebook, parse(typed), blog=blog, is_stale=is_stale)

    def find(
        self,
        typed: str,
        limit: int = MOST,
        *,
        blog: BlogId | None = None,
        is_stale: Callable[[], bool] = _never,
    ) -> list[PostSummary]:
        """The posts found, best first; with common words in a large notebook after a while."""
        from editor.store import search
        from editor.text.query import parse

        return search.find(self._notebook, parse(typed), limit, blog=blog, is_stale=is_stale)


def words_of(typed: str) -> str:
    """What of a search stands in the posts themselves: its words without the pairs."""
    from editor.text.query import parse

    return parse(typed).plain
