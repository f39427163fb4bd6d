"""What is said of backups. Pure. Thread: any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from editor.gui import phrases
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated, left_to_right
from editor.workspace.backups import Backup, Overview
from editor.workspace.rotation import Keep


def heading(found: Overview, now: datetime) -> str:
    """The age of the newest."""
    if not found.backups:
        return _("There is no backup yet")
    when = phrases.day_and_time(found.backups[0].moment, now)
    return _("The newest backup: {when}").format(when=isolated(when))


def summary(found: Overview) -> str:
    """How many, how large, and whether they are known to be good."""
    if not found.backups:
        return _("Midad makes one by itself on each day on which you write.")
    count = len(found.backups)
    parts = [
        ngettext("There is {n} backup, {size}.", "There are {n} backups, {size} together.", count)
        .format(n=phrases.number(count), size=phrases.data_size(found.size)),
        _("Each was opened when it was made, and nothing was missing."),
    ]  # fmt: skip
    return " ".join(parts)


def place(folder: Path) -> str:
    """A folder, on a line of its own: it may be cut between its parts."""
    return left_to_right(str(folder).replace("/", "/\u200b").replace("\\", "\\\u200b"))


def periods() -> Iterator[tuple[Keep, str]]:
    """For how long backups may be kept."""
    yield Keep.WEEK, _("For a week")
    yield Keep.MONTH, _("For a month")
    yield Keep.HALF_YEAR, _("For half a year")
    yield Keep.TWO_YEARS, _("For two years")


def row(backup: Backup, now: datetime) -> str:
    """One of them in a list."""
    moment, size = phrases.day_and_time(backup.moment, now), phrases.data_size(backup.size)
    return f"{isolated(moment)} · {isolated(size)}"
