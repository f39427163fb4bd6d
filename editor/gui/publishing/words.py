"""What a sync did, in plain words. Pure."""

from __future__ import annotations

from editor.gui import phrases
from editor.sync.report import Deed, Progress, ReportLine, SyncReport
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated
from editor.workspace.labels import deed_label
from editor.workspace.messages import explain

_ICONS = {
    Deed.FAILED: "triangle-alert",
    Deed.MERGED: "git-merge",
    Deed.KEPT_BOTH: "git-compare",
    Deed.KEPT_EDIT: "git-compare",
    Deed.WAITING: "pencil",
    Deed.TRASHED: "trash-2",
    Deed.BINNED: "trash-2",
}


def deed_icon(line: ReportLine) -> str:
    """The icon for a line of a report."""
    return _ICONS.get(line.deed, "circle-check")


def deed_words(line: ReportLine) -> str:
    """What happened to the line's post, and what to do where something is to be done."""
    if line.error is not None:
        return str(explain(line.error))
    return deed_label(line.deed)


def line_title(line: ReportLine) -> str:
    """Whom the line is about: the post, else the blog."""
    return phrases.in_its_direction(line.title or (_("Untitled") if line.post else line.blog_name))


def line_place(line: ReportLine) -> str:
    """When it was, and on which blog."""
    moment = phrases.date_and_time(line.when) if line.when is not None else ""
    return " · ".join(part for part in (moment, isolated(line.blog_name)) if part)


def summary(report: SyncReport) -> str:
    """The whole report in one sentence."""
    done = len(report.pushed) + len(report.pulled)
    if report.errors:
        return ngettext(
            "{n} thing did not work; the reasons are below",
            "{n} things did not work; the reasons are below",
            len(report.errors),
        ).format(n=phrases.number(len(report.errors)))
    if report.conflicts:
        return ngettext(
            "{n} post changed on both sides; both versions are kept",
            "{n} posts changed on both sides; both versions are kept",
            len(report.conflicts),
        ).format(n=phrases.number(len(report.conflicts)))
    if done:
        return ngettext("{n} post is up to date now", "{n} posts are up to date now", done).format(
            n=phrases.number(done)
        )
    return _("Everything was up to date")


def progress_words(progress: Progress) -> str:
    """What a sync is at."""
    blog = isolated(progress.blog_name)
    if progress.title:
        return _("{blog}: “{title}”").format(blog=blog, title=isolated(progress.title))
    return _("Asking {blog} …").format(blog=blog)
