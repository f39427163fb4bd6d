"""Which states of a post are worth keeping, and which of those for how long. Pure.

Kept is what gives way to other words:
- always, when a blog's words, another version or an earlier state take its place;
- when it came whole from elsewhere and is changed for the first time;
- when a paragraph or half of the text or of the excerpt goes at once, or several tags or people;
- when nothing was saved for PAUSE before the change: its author had stopped there;
- else, in the middle of writing, at most once in INTERVAL.

Leaving a post and giving it to readers keep the state it has then.

Of what is kept, nothing of the last two days is thinned out, nor the NEWEST of a post, nor what
met readers or gave way to words from elsewhere. Of the rest there stay the last and the longest
state of each hour for a week more, of each day up to forty days, of each week after that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from editor.domain.post import Post
from editor.domain.revision import Cause, Revision
from editor.text.stretch import changed_stretch

INTERVAL = timedelta(minutes=5)
PAUSE = timedelta(minutes=5)
PARAGRAPH = 240  # characters
SEVERAL = 2  # names
FEW = 20  # characters that may go from a short text without being half of it

WHOLE = timedelta(days=2)
NEWEST = 10
_STEPS = (
    (timedelta(days=9), timedelta(hours=1)),
    (timedelta(days=40), timedelta(days=1)),
)
_LAST_STEP = timedelta(weeks=1)
_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday


def why_keep(
    old: Post,
    new: Post,
    *,
    since: datetime,
    now: datetime,
    cause: Cause = Cause.WRITTEN,
    arrived: bool = False,
) -> Cause | None:
    """Why `old` is to be kept before `new` takes its place at `now`; None where it need not be.

    `since`: when a state was kept last, or when the post began. `cause`: what the writer
    of `new` says of it. `arrived`: nobody wrote `old` here. A clock that was set back keeps too
    much rather than too little.
    """
    if old.is_blank:
        return None
    if cause is not Cause.WRITTEN:
        return cause
    if arrived:
        return Cause.ARRIVED
    if _is_cut(old, new):
        return Cause.CUT
    if abs(now - old.updated) >= PAUSE:
        return Cause.LEFT
    return Cause.WRITTEN if abs(now - since) >= INTERVAL else None


def came_whole(post: Post) -> bool:
    """True for a post that is as it was when it was new here, and longer than a first save."""
    return post.created == post.updated and len(post.body) >= PARAGRAPH


def characters_lost(old: str, new: str) -> int:
    """How much of `old` is not in `new` any more, taking the change for one stretch."""
    start, end, _new_end = changed_stretch(old, new)
    return end - start


def _is_cut(old: Post, new: Post) -> bool:
    for before, after in ((old.body, new.body), (old.excerpt, new.excerpt)):
        lost = characters_lost(before, after)
        if lost >= PARAGRAPH or (lost > FEW and lost * 2 >= len(before)):
            return True
    lists = ((old.tags, new.tags), (old.categories, new.categories), (old.credits, new.credits))
    return any(len(set(before).difference(after)) >= SEVERAL for before, after in lists)


def surplus(revisions: Iterable[Revision], now: datetime) -> list[int]:
    """The numbers of one post's states that may go."""
    ordered = sorted(revisions, key=lambda each: (each.moment, each.number))
    stay = {each.number for each in ordered[-NEWEST:]}
    stay |= {each.number for each in ordered if each.cause.is_landmark}
    buckets: dict[tuple[timedelta, int], list[Revision]] = {}
    for each in ordered:
        step = _step(now - each.moment)
        if step is None:
            stay.add(each.number)
        else:
            buckets.setdefault((step, (each.moment - _EPOCH) // step), []).append(each)
    for bucket in buckets.values():
        stay.add(bucket[-1].number)
        stay.add(max(bucket, key=lambda each: each.words).number)
    return [each.number for each in ordered if each.number not in stay]


def _step(age: timedelta) -> timedelta | None:
    if age < WHOLE:
        return None
    return next((step for limit, step in _STEPS if age < limit), _LAST_STEP)
