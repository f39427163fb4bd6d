"""What a blog with comments can do beside what every Remote can.

All are called from the blog's own lane, one at a time, and block. They raise the RemoteError
family only. Both writes may simply be repeated after OutcomeUnknown: a verdict is what it is, and
`reply` looks for its own words first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from editor.domain.comment import Comment, CommentListing, Verdict


@runtime_checkable
class Commented(Protocol):
    """A Remote whose posts have comments."""

    def comments(self, known: Sequence[str], held: Sequence[str]) -> CommentListing:
        """The newest comments, back to those in `known` (numbers, which are not listed twice),
        and those in `held` wherever they are."""
        ...

    def judge(self, id: str, verdict: Verdict) -> Comment:
        """Say where a comment stands. Raises RemoteGone, NotAllowed."""
        ...

    def reply(self, on: str, parent: str, text: str) -> Comment:
        """Answer a comment, once, in plain words. Raises RemoteGone, NotAllowed, Rejected."""
        ...
