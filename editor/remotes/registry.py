"""Kind of blog → its adapter."""

from __future__ import annotations

from collections.abc import Callable

from editor.domain.blog import Blog
from editor.domain.errors import NotABlog
from editor.remotes.folder.remote import FolderRemote
from editor.remotes.remote import Remote
from editor.remotes.transport import HttpTransport, Transport
from editor.remotes.wordpress.remote import WordPressRemote

KINDS: dict[str, Callable[[Blog, str, Transport], Remote]] = {
    "folder": lambda blog, _secret, _transport: FolderRemote(blog),
    "wordpress": WordPressRemote,
}


def connect(blog: Blog, secret: str, transport: Transport | None = None) -> Remote:
    """The adapter for `blog`; no I/O yet. One transport serves one blog, from its lane.

    Raises NotABlog for a kind that this version does not know.
    """
    make = KINDS.get(blog.kind)
    if make is None:
        raise NotABlog(blog.address)
    return make(blog, secret, transport or HttpTransport())
