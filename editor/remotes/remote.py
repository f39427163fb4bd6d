"""The nine things a blog must be able to do for Midad.

All are called from the blog's own lane (a worker thread), one at a time, and block. They raise
the RemoteError family only. A write whose outcome is unclear raises OutcomeUnknown; the caller
may then simply repeat it, because both writes look first:

- `create` searches for the key and adopts what it finds;
- `update` and `delete` re-read the post and compare it with `expected`; where the blog already
  says what is being sent, that is success, not a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from editor.domain.blog import (
    BlogReport,
    Capabilities,
    Outgoing,
    RemoteListing,
    RemotePost,
    RemoteRef,
    Version,
)
from editor.domain.media import MediaItem, Picture


class Remote(Protocol):
    """A blog, whatever its kind."""

    @property
    def capabilities(self) -> Capabilities:
        """What this blog and account can do. No I/O; the best guess before `check()`."""
        ...

    def check(self) -> BlogReport:
        """Sign in for real and say who and where we are. Raises SignInRefused, NotABlog …"""
        ...

    def changes(self, since: str) -> RemoteListing:
        """What the blog has now. `since` is the last listing's cursor; empty: everything."""
        ...

    def fetch(self, ref: RemoteRef) -> RemotePost:
        """One post with the blog's own bytes. Raises RemoteGone."""
        ...

    def create(self, outgoing: Outgoing, key: str) -> RemotePost:
        """Bring a new post there as something readers do not see, where the blog can, and give
        back what the blog made of it. Exactly once per `key`."""
        ...

    def update(self, ref: RemoteRef, outgoing: Outgoing, expected: Version) -> RemotePost:
        """Make the blog's copy say what `outgoing` says, status and slug included.

        Raises VersionConflict (with the blog's copy) where it is no longer the `expected` one;
        EditOverwritten where it was written over an edit of that very moment.
        """
        ...

    def delete(self, ref: RemoteRef, expected: Version) -> None:
        """Move the copy to the blog's bin, or remove it where there is none. Already gone is
        success. Raises VersionConflict."""
        ...

    def upload(self, picture: Picture) -> str:
        """Bring a picture there once and give back its address, as a body may name it. Raises
        PictureRefused."""
        ...

    def pictures_there(self, items: Sequence[MediaItem]) -> dict[str, str]:
        """The addresses, by digest, of those pictures that the blog still has, in as few
        questions as it can be asked. Uploads nothing."""
        ...


MOST_AT_ONCE = 100


@runtime_checkable
class Generous(Protocol):
    """A Remote that gives many posts in one answer: for the first pull of a large blog."""

    def fetch_some(self, refs: Sequence[RemoteRef]) -> dict[str, RemotePost]:
        """Some of these (MOST_AT_ONCE at most), by id; what is left out has to be fetched alone."""
        ...
