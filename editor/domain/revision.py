"""An earlier state of a post, as the notebook's history keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from editor.domain.post import PostId


class Cause(StrEnum):
    """Why a state was kept."""

    WRITTEN = "written"  # in the middle of writing, once in a while
    LEFT = "left"  # its author went on to something else
    CUT = "cut"  # much of it was taken out or replaced right after
    ARRIVED = "arrived"  # it came whole from elsewhere, and was then changed here
    PUBLISHED = "published"  # these words went to readers
    PULLED = "pulled"  # words from a blog took their place
    MERGED = "merged"  # before what changed on a blog came into them
    CHOSEN_AGAINST = "chosen_against"  # the other version of a conflict was chosen
    SHARED = "shared"  # both sides of a conflict began with it
    SETTLED = "settled"  # one post was made of the two of a conflict
    NOT_TAKEN = "not_taken"  # the other version, when a conflict ended
    BROUGHT_IN = "brought_in"  # a later version stands, since notebooks were brought together
    RESTORED = "restored"  # an earlier state took their place

    @property
    def is_landmark(self) -> bool:
        """True for what is never thinned out: the words met a reader or gave way to others."""
        return self not in (Cause.WRITTEN, Cause.LEFT, Cause.CUT)


@dataclass(frozen=True, slots=True)
class Revision:
    """One row of a post's timeline; the words themselves are fetched by its number."""

    number: int  # unlike any other in its notebook, and never given twice
    post: PostId
    moment: datetime  # when these words were saved
    cause: Cause
    title: str
    words: int  # of the body, near enough: what white space parts
    digest: str = ""  # Post.digest of the state
