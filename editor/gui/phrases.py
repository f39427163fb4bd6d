"""Numbers, days and states in the words of the interface's language. Pure.

Called at use time, so that a change of language is seen at once. Qt's locales are imported by
the first who needs them: their long lists would delay the first paint. Thread: any.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from editor.domain.post import CREDIT_ROLES, Credit, Direction, PostSummary, Status, Travel
from editor.system.translation import current, is_rtl, pgettext
from editor.system.translation import gettext as _
from editor.text.direction import line_direction
from editor.text.isolates import left_to_right, right_to_left
from editor.workspace.labels import status_label

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from editor.text.particulars import Item

# Iraq's Arabic: Arabic-Indic digits and the eastern names of the months.
_LOCALES = {"ar": "ar_IQ", "en": "en_GB"}


def locale() -> QLocale:
    """How the interface writes numbers and dates."""
    from PySide6.QtCore import QLocale

    return QLocale(_LOCALES.get(current(), current()))


def in_its_direction(text: str) -> str:
    """A title alone on its line, running as its words do and not as its first letter does."""
    here = Direction.RTL if is_rtl() else Direction.LTR
    own = line_direction(text, here)
    return right_to_left(text) if own is Direction.RTL else left_to_right(text)


def number(value: int) -> str:
    """`value` in the interface's digits, grouped."""
    return locale().toString(value)


def data_size(count: int) -> str:
    """So many bytes, as people say it."""
    from PySide6.QtCore import QLocale

    fine = 1 if count >= 1_000_000 else 0  # digits behind the point
    return locale().formattedDataSize(count, fine, QLocale.DataSizeFormat.DataSizeSIFormat)


def time_of_day(moment: datetime) -> str:
    """`moment` (aware) as hours and minutes of this computer's clock."""
    from PySide6.QtCore import QTime

    local = moment.astimezone()
    return locale().toString(QTime(local.hour, local.minute), "HH:mm")


def when(moment: datetime, now: datetime) -> str:
    """`moment` as a list says it: the time today, "Yesterday", the day, and the year if another."""
    from PySide6.QtCore import QDate

    local, today = moment.astimezone(), now.astimezone().date()
    if local.date() == today:
        return time_of_day(moment)
    if local.date() == today - timedelta(days=1):
        return _("Yesterday")
    day = QDate(local.year, local.month, local.day)
    return locale().toString(day, "d MMM" if local.year == today.year else "d MMM yyyy")


def day_and_time(moment: datetime, now: datetime) -> str:
    """`moment` as a timeline says it: the day in a word where there is one, and the time."""
    from PySide6.QtCore import QDate

    local, today = moment.astimezone(), now.astimezone().date()
    days = (today - local.date()).days
    if days == 0:
        day = _("Today")
    elif days == 1:
        day = _("Yesterday")
    else:
        year = "" if local.year == today.year else " yyyy"
        day = locale().toString(QDate(local.year, local.month, local.day), f"dddd d MMMM{year}")
    return in_a_row((day, time_of_day(moment)))


def date_and_time(moment: datetime) -> str:
    """`moment` in full, on this computer's clock."""
    from PySide6.QtCore import QDate, QDateTime, QTime

    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    both = QDateTime(day, QTime(local.hour, local.minute))
    return locale().toString(both, pgettext("a day and a time", "d MMMM yyyy, HH:mm"))


def in_a_row(parts: Iterable[str]) -> str:
    """Several things after each other, between commas of the interface's language."""
    return pgettext("between the parts of a list", ", ").join(part for part in parts if part)


def direction_name(direction: Direction) -> str:
    """`direction` as words."""
    return _("Right to left") if direction is Direction.RTL else _("Left to right")


def language_name(tag: str) -> str:
    """A language in its own words ("العربية"); the tag itself where Qt does not know it."""
    if not tag:
        return ""
    from PySide6.QtCore import QLocale

    known = QLocale(tag.replace("-", "_"))
    if known.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return tag
    # Qt names languages with a region's own word for them ("American English"); ours are plain.
    plain = {"en": "English", "ar": "العربية", "ckb": "کوردیی ناوەندی"}
    return plain.get(tag.lower()) or known.nativeLanguageName() or tag


def particular(field: str, item: Item) -> str:
    """An item of what is said about a post (text/particulars.py), in one line, running as its
    words do."""
    if isinstance(item, Credit):
        role, name = role_name(item.role), in_its_direction(" ".join(item.name.split()))
        return (right_to_left if is_rtl() else left_to_right)(f"{role}: {name}")
    if isinstance(item, Direction):
        return in_its_direction(direction_name(item))
    if isinstance(item, Status):
        return in_its_direction(status_label(item))
    if isinstance(item, datetime):
        return in_its_direction(date_and_time(item))
    return in_its_direction(language_name(item) if field == "language" else " ".join(item.split()))


def role_name(role: str) -> str:
    """A credit's role as a word; the author's own roles are already words."""
    names = {
        "author": _("Author"),
        "language_editor": _("Language editor"),
        "photographer": _("Photographer"),
        "translator": _("Translator"),
        "editor": _("Editor"),
        "source": _("Source"),
    }
    return names[role] if role in CREDIT_ROLES else role


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as icon, colour (a token's name) and words: never by colour alone."""

    icon: str
    token: str
    text: str

    @property
    def warns(self) -> bool:
        """True where the author has something to do."""
        return self.token == "warning"  # noqa: S105 - a colour


def badge(post: PostSummary) -> Badge:
    """How a post stands, what an author must know first."""
    if post.binned:
        return Badge("trash-2", "muted", _("In the bin"))
    if post.version_of:
        return Badge("git-compare", "warning", _("Second version, from the blog"))
    match post.travel:
        case Travel.CONFLICT:
            text = _("Changed here and on the blog; both are kept")
            return Badge("git-compare", "warning", text)
        case Travel.TROUBLE:
            text = _("The blog did not take it; open Sync to see why")
            return Badge("triangle-alert", "warning", text)
        case Travel.CHANGED_HERE:
            text = _("Changed here; readers see the earlier text until you update")
            return Badge("pencil", "accent", text)
        case Travel.WAITING:
            return Badge("cloud-upload", "muted", _("Goes to the blog with the next sync"))
    if post.status is Status.SCHEDULED:
        return Badge("calendar-clock", "accent", _("Scheduled"))
    if post.travel is Travel.SYNCED:
        return Badge("cloud-check", "accent", _("The blog has the same"))
    if post.stays_here:
        return Badge("laptop", "muted", _("Stays on this computer"))
    return Badge("pen-line", "muted", _("On this computer"))
