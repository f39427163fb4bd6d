"""How everything stands with the blogs: from facts to words, and to what can be done about it.

Pure: the chip, the sync panel and the tray say what `told` says, and nothing else. The first row
that holds is what the chip names; the sentences leave nothing out, for what is true twice has to
be said twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.domain.errors import PasswordsOff, SignInRefused, TooManyGone
from editor.domain.post import BlogId
from editor.gui import phrases
from editor.gui.timetable import Rest
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated

if TYPE_CHECKING:
    from editor.sync.report import Progress

_LONGEST = 28  # characters of a blog's name in the chip


class Way(Enum):
    """What the author can do about it; the panel has a button for each."""

    ADD = "add"
    SYNC = "sync"
    STOP = "stop"
    RESUME = "resume"  # end the pause
    SIGN_IN = "sign_in"  # again, to the blog in trouble
    ACCEPT = "accept"  # the blog was emptied on purpose


@dataclass(frozen=True, slots=True)
class Station:
    """One blog. `far`: it is reached by network. `synced`: when all of it was brought together
    last; `trouble`: what ended the last attempt."""

    id: BlogId
    name: str
    far: bool = True
    synced: datetime | None = None
    trouble: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is said depends on these. `known`: the notebook was asked already."""

    now: datetime
    known: bool = True
    stations: tuple[Station, ...] = ()
    online: bool = True  # as far as the system knows
    rest: Rest = Rest.NONE
    busy: bool = False
    stopping: bool = False
    progress: Progress | None = None
    waiting: int = 0  # changes that go by themselves
    changed: int = 0  # posts whose readers see an earlier text until their author says Update
    conflicts: int = 0
    refused: int = 0  # posts that a blog did not take
    next: datetime | None = None  # when Midad syncs by itself, if nothing keeps it from it

    @property
    def troubled(self) -> tuple[Station, ...]:
        """The blogs whose last sync did not come to its end."""
        return tuple(each for each in self.stations if each.trouble is not None)

    @property
    def is_far(self) -> bool:
        """True where a network is wanted at all."""
        return any(each.far for each in self.stations)

    @property
    def synced(self) -> datetime | None:
        """When all blogs that a network leads to were up to date: the oldest of their times."""
        moments = [each.synced for each in self.stations if each.far]
        known = [moment for moment in moments if moment is not None]
        return min(known) if known and len(known) == len(moments) else None


class Told(NamedTuple):
    """`words` are the chip's; `sentences` stand in the panel and in the tooltip."""

    words: str
    sentences: tuple[str, ...] = ()
    icon: str = ""
    mood: str = "calm"  # or "waiting", "warning"
    ways: tuple[Way, ...] = ()

    @property
    def tooltip(self) -> str:
        """All that is known, and what a click does."""
        return "\n".join((*self.sentences, _("Click for the details.")))


def wants_sign_in(trouble: BaseException | None) -> bool:
    """True where another password would help."""
    return isinstance(trouble, SignInRefused | PasswordsOff)


def told(facts: Facts) -> Told:
    """What is said."""
    if not facts.known:
        return Told(_("Looking at your blogs …"), (), "cloud")
    if not facts.stations:
        words = _("Your posts are in this notebook and nowhere else.")
        return Told(_("On this computer only"), (words,), "laptop", ways=(Way.ADD,))
    words, icon, mood = _headline(facts)
    return Told(words, _sentences(facts), icon, mood, _ways(facts))


def _headline(facts: Facts) -> tuple[str, str, str]:
    waits = _many_waiting(facts.waiting) if facts.waiting else ""
    if facts.stopping:
        return _("Stopping …"), "refresh-cw", "waiting"
    if facts.busy:
        return _syncing(facts.progress), "refresh-cw", "waiting"
    if facts.is_far and not facts.online:
        return _together(_("Offline"), waits), "wifi-off", "warning"
    if facts.troubled:
        return _together(_trouble(facts.troubled), waits), "triangle-alert", "warning"
    if facts.refused:
        return _many_refused(facts.refused), "triangle-alert", "warning"
    if facts.conflicts:
        return _many_conflicts(facts.conflicts), "git-compare", "warning"
    if facts.is_far and facts.rest is not Rest.NONE:
        word = _("Paused") if facts.rest is Rest.AUTHOR else _("Paused: this network costs")
        return _together(word, waits), "circle-pause", "waiting" if waits else "calm"
    if waits:
        return waits, "cloud-upload", "waiting"
    changed = _many_changed(facts.changed) if facts.changed else ""
    if not facts.is_far:
        return _together(_("Nothing waits"), changed), "folder", "calm"
    if facts.synced is None:
        return _together(_("Not synced yet"), changed), "cloud", "calm"
    words = _("Synced {time}").format(time=phrases.when(facts.synced, facts.now))
    return _together(words, changed), "cloud-check", "calm"


def _syncing(progress: Progress | None) -> str:
    if progress is None or not progress.total:
        return _("Syncing …")
    return _("Syncing … {done} of {total}").format(
        done=phrases.number(progress.done), total=phrases.number(progress.total)
    )


def _trouble(stations: tuple[Station, ...]) -> str:
    if len(stations) > 1:
        return ngettext("{n} blog needs a look", "{n} blogs need a look", len(stations)).format(
            n=phrases.number(len(stations))
        )
    name = isolated(_short(stations[0].name))
    if wants_sign_in(stations[0].trouble):
        return _("{blog}: sign in again").format(blog=name)
    return _("{blog} is not synced").format(blog=name)


def _short(name: str) -> str:
    """A name that leaves room in the window's bar."""
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _many_waiting(count: int) -> str:
    return ngettext("{n} change waiting", "{n} changes waiting", count).format(
        n=phrases.number(count)
    )


def _many_changed(count: int) -> str:
    return ngettext("{n} post changed here", "{n} posts changed here", count).format(
        n=phrases.number(count)
    )


def _many_conflicts(count: int) -> str:
    return ngettext("{n} post in two versions", "{n} posts in two versions", count).format(
        n=phrases.number(count)
    )


def _many_refused(count: int) -> str:
    return ngettext(
        "{n} post was not taken by its blog", "{n} posts were not taken by their blogs", count
    ).format(n=phrases.number(count))


def _together(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


# --- sentences ------------------------------------------------------------------------------


def _sentences(facts: Facts) -> tuple[str, ...]:
    found = []
    if facts.busy and facts.progress is not None:
        from editor.gui.publishing.words import progress_words

        found.append(progress_words(facts.progress))
    elif facts.is_far and not facts.online:
        found.append(_("There is no network. Everything you write is saved here."))
    found += [_of_station(each, facts) for each in facts.stations if each.far or each.trouble]
    if facts.waiting:
        found.append(_when_it_goes(facts))
    if facts.is_far and facts.rest is not Rest.NONE and not facts.waiting:
        found.append(_resting(facts))
    if facts.changed:
        found.append(
            ngettext(
                "Readers see an earlier text of {n} post until you press Update there.",
                "Readers see an earlier text of {n} posts until you press Update there.",
                facts.changed,
            ).format(n=phrases.number(facts.changed))
        )
    if facts.conflicts:
        found.append(
            ngettext(
                "{n} post changed here and on the blog. Both versions are kept until you choose.",
                "{n} posts changed here and on the blog. Both versions are kept until you choose.",
                facts.conflicts,
            ).format(n=phrases.number(facts.conflicts))
        )
    if facts.refused:
        found.append(
            ngettext(
                "{n} post was not taken by its blog. It is safe here; send it again to learn why.",
                "{n} posts were not taken by their blogs. They are safe here; send one again to "
                "learn why.",
                facts.refused,
            ).format(n=phrases.number(facts.refused))
        )
    return tuple(found)


def _of_station(station: Station, facts: Facts) -> str:
    if station.trouble is not None:
        from editor.workspace.messages import explain  # the start does without it

        return str(explain(station.trouble))
    name = isolated(station.name)
    if station.synced is None:
        return _("{blog} · not synced yet").format(blog=name)
    moment = phrases.day_and_time(station.synced, facts.now)
    return _("{blog} · last synced: {moment}").format(blog=name, moment=isolated(moment))


def _when_it_goes(facts: Facts) -> str:
    """What waits, and what it waits for."""
    if facts.busy:
        how = ngettext("{n} change goes out now.", "{n} changes go out now.", facts.waiting)
    elif facts.is_far and not facts.online:
        how = ngettext(
            "{n} change goes out when the network is back.",
            "{n} changes go out when the network is back.",
            facts.waiting,
        )
    elif facts.is_far and facts.rest is Rest.AUTHOR:
        how = ngettext(
            "{n} change goes out when you end the pause, or with Sync now.",
            "{n} changes go out when you end the pause, or with Sync now.",
            facts.waiting,
        )
    elif facts.is_far and facts.rest is Rest.METERED:
        how = ngettext(
            "{n} change goes out on a network that costs nothing, or with Sync now.",
            "{n} changes go out on a network that costs nothing, or with Sync now.",
            facts.waiting,
        )
    elif facts.next is not None and facts.troubled:
        how = ngettext(
            "{n} change waits; Midad tries again at {time}.",
            "{n} changes wait; Midad tries again at {time}.",
            facts.waiting,
        )
    elif facts.next is not None:
        how = ngettext(
            "{n} change goes out by itself, at {time} at the latest.",
            "{n} changes go out by themselves, at {time} at the latest.",
            facts.waiting,
        )
    else:
        how = ngettext(
            "{n} change goes out with Sync now.",
            "{n} changes go out with Sync now.",
            facts.waiting,
        )
    time = phrases.time_of_day(facts.next) if facts.next is not None else ""
    return how.format(n=phrases.number(facts.waiting), time=time)


def _resting(facts: Facts) -> str:
    if facts.rest is Rest.AUTHOR:
        return _("You paused syncing: nothing goes out by itself.")
    return _("This network costs by what goes through it, so nothing goes out by itself.")


def _ways(facts: Facts) -> tuple[Way, ...]:
    if facts.busy:
        return () if facts.stopping else (Way.STOP,)
    ways = [Way.SYNC]
    if facts.rest is Rest.AUTHOR:
        ways.append(Way.RESUME)
    if any(wants_sign_in(each.trouble) for each in facts.stations):
        ways.append(Way.SIGN_IN)
    if any(isinstance(each.trouble, TooManyGone) for each in facts.stations):
        ways.append(Way.ACCEPT)
    return tuple(ways)
