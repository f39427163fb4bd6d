"""The parts of the notebook that syncing reads and writes, handed over together."""

from __future__ import annotations

from dataclasses import dataclass

from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.posts import Posts


@dataclass(frozen=True, slots=True)
class Stores:
    """One notebook, drawer by drawer."""

    notebook: Notebook
    posts: Posts
    ledger: Ledger
    media: Media
    blogs: Blogs
