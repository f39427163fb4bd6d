"""Names that both faces show: of states, of people's parts, of what is said about a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.domain.post import Status
from editor.sync.report import Deed
from editor.system.translation import gettext as _
from editor.system.translation import ngettext, pgettext

if TYPE_CHECKING:
    from editor.domain.blog import BlogReport
    from editor.domain.comment import Verdict
    from editor.text.dispute import Place

_CLOCK_MINUTES = 2  # nobody minds less, and a slow answer is no wrong clock


def status_label(status: Status) -> str:
    """Where a post stands."""
    return {
        Status.DRAFT: _("Draft"),
        Status.PENDING: _("Waiting for review"),
        Status.PRIVATE: _("Private"),
        Status.SCHEDULED: _("Scheduled"),
        Status.PUBLISHED: _("Published"),
    }[status]


def verdict_label(verdict: Verdict) -> str:
    """Where a comment stands."""
    from editor.domain.comment import Verdict  # the start does without it

    return {
        Verdict.APPROVED: pgettext("of a comment", "Approved"),
        Verdict.HELD: pgettext("of a comment", "Waits for you"),
        Verdict.SPAM: pgettext("of a comment", "Spam"),
        Verdict.BINNED: pgettext("of a comment", "In the bin"),
    }[verdict]


def credit_labels() -> dict[str, str]:
    """Role → what stands before a name."""
    return {
        "author": _("Author"),
        "language_editor": _("Language editing"),
        "photographer": _("Photography"),
        "translator": _("Translation"),
        "editor": _("Editing"),
        "source": _("Source"),
    }


def field_label(field: str) -> str:
    """One of text.particulars.FOR_READERS or of text.dispute.FIELDS."""
    return {
        "title": _("Title"),
        "slug": pgettext("of a post", "Address"),
        "status": pgettext("of a post", "Status"),
        "publish_at": _("Date"),
        "pictures": _("Pictures"),
        "extra": _("Front matter of other programs"),
        "excerpt": _("Excerpt"),
        "tags": _("Tags"),
        "categories": _("Categories"),
        "credits": _("People"),
        "language": _("Language"),
        "direction": _("Direction"),
    }[field]


def clock_words(report: BlogReport) -> str:
    """That the clocks of the blog and of this computer differ; empty while they agree."""
    minutes = round(abs(report.clock_ahead) / 60)
    if minutes < _CLOCK_MINUTES:
        return ""
    return ngettext(
        "The clock of the blog and that of this computer differ by {n} minute, so a scheduled "
        "post may come out at another time than you mean. Please set the one that is wrong.",
        "The clock of the blog and that of this computer differ by {n} minutes, so a scheduled "
        "post may come out at another time than you mean. Please set the one that is wrong.",
        minutes,
    ).format(n=minutes)


def what_happened(place: Place, *, of_blog: bool) -> str:
    """Who did what where two versions of a post differ. `of_blog`: the other is a blog's."""
    if place.kind.value in ("conflict", "both"):
        return _("Changed here and on the blog") if of_blog else _("Changed in both versions")
    is_mine = place.kind.value == "mine"
    now = place.mine if is_mine else place.theirs
    deed = 2 if not now else 0 if place.base else 1
    here = (_("Changed here"), _("Added here"), _("Taken out here"))
    there = (_("Changed on the blog"), _("Added on the blog"), _("Taken out on the blog"))
    beside = (
        _("Changed in the other version"),
        _("Added in the other version"),
        _("Taken out in the other version"),
    )
    return (here if is_mine else there if of_blog else beside)[deed]


def deed_label(deed: Deed) -> str:
    """What happened to a post, as the sync panel and `midad sync` say it."""
    return {
        Deed.CREATED: _("Sent as a new draft"),
        Deed.UPDATED: _("Updated on the blog"),
        Deed.PUBLISHED: pgettext("what happened", "Published"),
        Deed.SCHEDULED: pgettext("what happened", "Scheduled"),
        Deed.UNPUBLISHED: _("Taken back from readers"),
        Deed.TRASHED: _("Moved to the bin on the blog"),
        Deed.WELCOMED: _("New from the blog"),
        Deed.TAKEN: _("Changed on the blog, and now here"),
        Deed.BINNED: _("Deleted on the blog, so moved to the bin here"),
        Deed.MERGED: _("Changed here and on the blog in different places: merged"),
        Deed.KEPT_BOTH: _("Changed here and on the blog: both versions are kept"),
        Deed.KEPT_EDIT: _("Deleted on the blog, kept here because you wrote on"),
        Deed.UNBINNED: _("Changed on the blog, so taken back from the bin"),
        Deed.WAITING: _("Changed here; waits until you update it"),
        Deed.FAILED: _("Not done"),
    }[deed]


def manner_labels() -> dict[str, str]:
    """How posts are written on a blog: Blog.manner, in words."""
    return {"blocks": _("WordPress blocks"), "classic": _("Plain HTML")}


def kind_label(kind: str) -> str:
    """What a blog is: a key of remotes.registry, in words."""
    return {"folder": _("a folder on this computer"), "wordpress": "WordPress"}.get(kind, kind)
