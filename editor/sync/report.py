"""What a sync did, as data; the faces put it into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from editor.domain.errors import EditorError, SyncCancelled
from editor.domain.post import BlogId, PostId, Status

if TYPE_CHECKING:
    from editor.domain.blog import RemotePost
    from editor.domain.ledger import Copy


class Deed(StrEnum):
    """One thing that happened to one post."""

    CREATED = "created"
    UPDATED = "updated"
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    UNPUBLISHED = "unpublished"
    TRASHED = "trashed"
    WELCOMED = "welcomed"  # new from the blog
    TAKEN = "taken"  # changed by the blog
    BINNED = "binned"  # deleted on the blog, so moved to the bin here
    MERGED = "merged"  # changed here and there, in different places
    KEPT_BOTH = "kept_both"
    KEPT_EDIT = "kept_edit"  # deleted on the blog, kept here because it was edited
    UNBINNED = "unbinned"
    WAITING = "waiting"  # changed here, waits for the author
    FAILED = "failed"


PUSHED = frozenset(
    {
        Deed.CREATED,
        Deed.UPDATED,
        Deed.PUBLISHED,
        Deed.SCHEDULED,
        Deed.UNPUBLISHED,
        Deed.TRASHED,
    }
)
PULLED = frozenset({Deed.WELCOMED, Deed.TAKEN, Deed.MERGED, Deed.BINNED, Deed.UNBINNED})
CONFLICTS = frozenset({Deed.KEPT_BOTH, Deed.KEPT_EDIT})


def deed_of(before: Copy | None, now: RemotePost) -> Deed:
    """The word for what a send did, from what the blog had before and has now."""
    was = before.base.status if before is not None and before.agreed else None
    match now.status:
        case Status.PUBLISHED if was is not Status.PUBLISHED:
            return Deed.PUBLISHED
        case Status.SCHEDULED if was is not Status.SCHEDULED:
            return Deed.SCHEDULED
        case Status.DRAFT if was in (Status.PUBLISHED, Status.SCHEDULED, Status.PRIVATE):
            return Deed.UNPUBLISHED
    return Deed.CREATED if was is None else Deed.UPDATED


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One deed. `post` is None where the whole blog is meant; `error` goes with FAILED."""

    deed: Deed
    blog: BlogId
    blog_name: str
    post: PostId | None = None
    title: str = ""
    url: str = ""
    when: datetime | None = None
    error: EditorError | None = None


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Everything a sync did, in order."""

    lines: tuple[ReportLine, ...] = ()

    def _of(self, deeds: frozenset[Deed]) -> tuple[ReportLine, ...]:
        return tuple(line for line in self.lines if line.deed in deeds)

    @property
    def pushed(self) -> tuple[ReportLine, ...]:
        return self._of(PUSHED)

    @property
    def pulled(self) -> tuple[ReportLine, ...]:
        return self._of(PULLED)

    @property
    def conflicts(self) -> tuple[ReportLine, ...]:
        return self._of(CONFLICTS)

    @property
    def waiting(self) -> tuple[ReportLine, ...]:
        return self._of(frozenset({Deed.WAITING}))

    @property
    def errors(self) -> tuple[ReportLine, ...]:
        return self._of(frozenset({Deed.FAILED}))

    @property
    def was_cut_short(self) -> bool:
        """True where something concerned the whole blog: it was away, or somebody stopped it."""
        return any(line.post is None for line in self.errors)

    def __or__(self, other: SyncReport) -> SyncReport:
        return SyncReport(self.lines + other.lines)


@dataclass(frozen=True, slots=True)
class Journey:
    """What came of one way to one blog. `whole`: both ways, with every post; else one post's way
    out. `error`: it could not even begin, or ended in a bug."""

    blog: BlogId
    report: SyncReport = SyncReport()
    whole: bool = False
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is: `done` of `total` steps; `total` 0 while it is not known. `came`: new
    posts that are here since the last word, now and then."""

    blog_name: str
    title: str = ""
    done: int = 0
    total: int = 0
    came: frozenset[PostId] = frozenset()


class CancelToken:
    """Asked between steps. Set from any thread."""

    def __init__(self) -> None:
        self._wanted = False

    def cancel(self) -> None:
        """Stop at the next safe place."""
        self._wanted = True

    def check(self) -> None:
        """Raise SyncCancelled where a stop was asked for."""
        if self._wanted:
            raise SyncCancelled


OnProgress = Callable[[Progress], None]
