"""What a sync did, in plain words. Pure."""

from __future__ import annotations

from editor.gui import phrases
from editor.sync.report import Deed, Progress, ReportLine, SyncReport
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.workspace.messages import explain

_ICONS = {
    Deed.FAILED: "triangle-alert",
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
    if line.deed is Deed.FAILED:
        return str(explain(line.error)) if line.error else _("The blog did not take it.")
    words = {
        Deed.CREATED: _("Is now on {blog} as a draft"),
        Deed.UPDATED: _("{blog} has your changes"),
        Deed.PUBLISHED: _("Readers of {blog} see it now"),
        Deed.SCHEDULED: _("{blog} will publish it at its time"),
        Deed.UNPUBLISHED: _("Taken back from the readers of {blog}"),
        Deed.TRASHED: _("Moved to the bin on {blog}"),
        Deed.WELCOMED: _("New from {blog}"),
        Deed.TAKEN: _("Changed on {blog}; the change is here now"),
        Deed.BINNED: _("Deleted on {blog}; moved to the bin here"),
        Deed.KEPT_BOTH: _("Changed here and on {blog}: both versions are kept, choose one"),
        Deed.KEPT_EDIT: _("Deleted on {blog}, but you changed it: it is kept here"),
        Deed.UNBINNED: _("Taken back from the bin on {blog}, and here"),
        Deed.WAITING: _("Changed here; waits until you press Update"),
    }
    return words[line.deed].format(blog=phrases.isolated(line.blog_name))


def line_title(line: ReportLine) -> str:
    """Whom the line is about: the post, else the blog."""
    return phrases.in_its_direction(line.title or (_("Untitled") if line.post else line.blog_name))


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
    blog = phrases.isolated(progress.blog_name)
    if progress.title:
        return _("{blog}: “{title}”").format(blog=blog, title=phrases.isolated(progress.title))
    return _("Asking {blog} …").format(blog=blog)
