"""The author's time and the blog's. Thread: any."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QTimeZone

from editor.domain.blog import Blog
from editor.gui import phrases
from editor.system.translation import gettext as _
from editor.text.isolates import isolated, left_to_right


def moment_words(moment: datetime, now: datetime, blog: Blog | None) -> str:
    """What is to be said of a time at which a post shall come out: that it is past, or what the
    clocks of its blog say then; nothing where they say the same. Both moments are aware."""
    if moment <= now:
        return _("That time is past: published now, the post bears it as its date.")
    zone = QTimeZone(blog.zone.encode()) if blog is not None and blog.zone else None
    if blog is None or zone is None or not zone.isValid():
        return ""
    here = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    there = here.toTimeZone(zone)
    if here.offsetFromUtc() == there.offsetFromUtc():
        return ""
    said = phrases.locale().toString(there, "d MMMM yyyy, HH:mm")
    return _("On {blog} the clock then says {moment} ({zone}).").format(
        blog=isolated(blog.name), moment=isolated(said), zone=left_to_right(blog.zone)
    )
