"""How a post stands with its blog: decided from a few facts, without asking anyone."""

from __future__ import annotations

from dataclasses import dataclass

from editor.domain.ledger import IntentKind
from editor.domain.post import Status, Travel


@dataclass(frozen=True, slots=True)
class Facts:
    """What the notebook knows of a post and its blog."""

    status: Status
    digest: str  # of the post as it is here
    has_blog: bool = False
    keeps_drafts: bool = False  # the blog does
    stays_here: bool = False
    is_version: bool = False  # the other side of a conflict, kept beside its post
    is_binned: bool = False
    is_blank: bool = False  # nothing was written yet
    agreed: str | None = None  # digest both sides last had in common; None: no copy there
    conflict: bool = False  # with any blog
    trouble: bool = False
    intent: IntentKind | None = None  # the last thing the author asked for, not yet done
    said: str = ""  # digest of the post when the author asked


def travel_of(facts: Facts) -> Travel | None:
    """What a list says of the post; None where it has nothing to do with any blog."""
    if facts.conflict:
        return Travel.CONFLICT
    if facts.trouble:
        return Travel.TROUBLE
    if facts.intent is not None:
        # What was typed after the author said so does not go with it.
        outrun = facts.intent is IntentKind.PUBLISH and facts.said != facts.digest
        return Travel.CHANGED_HERE if outrun else Travel.WAITING
    if facts.stays_here or facts.is_version or facts.is_binned or not facts.has_blog:
        return None
    if facts.status.travels_freely:
        return _travel_of_draft(facts)
    if facts.agreed is None:
        return None
    return Travel.SYNCED if facts.agreed == facts.digest else Travel.CHANGED_HERE


def _travel_of_draft(facts: Facts) -> Travel | None:
    if facts.is_blank or not facts.keeps_drafts:
        return None
    return Travel.SYNCED if facts.agreed == facts.digest else Travel.WAITING
