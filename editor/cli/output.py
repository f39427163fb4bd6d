"""Words and data on their way out: tables, JSON, one-line errors, exit codes."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import click

from editor.domain import errors as e
from editor.domain.post import Post, PostSummary, Travel
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.system.translation import gettext as _
from editor.system.translation import ngettext, pgettext
from editor.text.direction import base_direction
from editor.text.isolates import without_isolates
from editor.workspace.labels import deed_label, status_label
from editor.workspace.messages import explain

# The first kind that fits decides. 1 is left to bugs, 2 to wrong usage (click's own).
EXIT_CODES: tuple[tuple[type[e.EditorError], int], ...] = (
    (e.NotebookError, 3),
    (e.PostMissing, 4),
    (e.PostAmbiguous, 4),
    (e.RevisionMissing, 4),
    (e.BlogMissing, 4),
    (e.BlogAmbiguous, 4),
    (e.CommentMissing, 4),
    (e.InputError, 5),
    (e.AddressUnusable, 5),
    (e.AddressInsecure, 5),
    (e.FolderUnusable, 5),
    (e.SignInRefused, 7),
    (e.NotAllowed, 7),
    (e.Unreachable, 6),
    (e.WrongNetwork, 6),
    (e.Busy, 6),
    (e.OutcomeUnknown, 6),
    (e.SyncCancelled, 6),
    (e.EditorError, 8),
)


CONFLICT = 8  # `publish` met an edit on the blog: both are kept, and nothing was published


def exit_codes_help() -> str:
    """What `midad --help` says of the codes above."""
    return _(
        "Exit codes: 0 done (an empty result too) · 1 an error inside Midad · 2 wrong usage · "
        "3 the notebook can't be used · 4 no such post or blog · 5 a file, folder or address "
        "can't be used · 6 the blog can't be reached · 7 sign-in or permission refused · "
        "8 anything else the blog or Midad refused."
    )


def exit_code(error: BaseException) -> int:
    """The documented code for an error."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)


def one_line(text: str) -> str:
    """`text` without line breaks and control characters: hostile titles stay harmless. The
    isolates that a window needs mean nothing to most terminals and are left out."""
    return "".join(char if char.isprintable() else " " for char in without_isolates(text))


def name() -> str:
    """What stands before a complaint. In the language of the sentence after it: a terminal
    takes the direction of a line from its first letter."""
    return pgettext("before a complaint", "midad")


def say(text: str) -> None:
    """A line for people."""
    click.echo(text)


def say_json(data: Any) -> None:
    """Data for programs: UTF-8, one document."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def complain(error: BaseException) -> int:
    """One line on stderr; gives the exit code."""
    click.echo(f"{name()}: {one_line(str(explain(error)))}", err=True)
    return exit_code(error)


def fail(error: BaseException) -> None:
    """Complain and leave."""
    sys.exit(complain(error))


# --- data -------------------------------------------------------------------------------------


def moment(when: datetime | None) -> str | None:
    """As programs read it: ISO 8601, UTC."""
    return when.isoformat().replace("+00:00", "Z") if when else None


def summary_data(row: PostSummary) -> dict[str, Any]:
    """A row of `list --json`."""
    return {
        "id": row.id,
        "title": row.title,
        "status": "trashed" if row.binned else row.status.value,
        "language": row.language,
        "direction": row.direction.value,
        "updated": moment(row.updated),
        "blog": row.blog,
        "stays_here": row.stays_here,
        "sync": row.travel.value if row.travel else None,
        "version_of": row.version_of,
    }


def post_data(post: Post, remotes: list[dict[str, Any]]) -> dict[str, Any]:
    """`show --json`."""
    return {
        "id": post.id,
        "title": post.title,
        "status": "trashed" if post.binned else post.status.value,
        "language": post.language,
        "direction": base_direction(post).value,
        "updated": moment(post.updated),
        "created": moment(post.created),
        "publish_at": moment(post.publish_at),
        "body": post.body,
        "format": post.format.value,
        "slug": post.slug,
        "excerpt": post.excerpt,
        "tags": list(post.tags),
        "categories": list(post.categories),
        "credits": [{"role": credit.role, "name": credit.name} for credit in post.credits],
        "blog": post.blog,
        "stays_here": post.stays_here,
        "version_of": post.version_of,
        "remotes": remotes,
    }


def _line_data(line: ReportLine) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": line.post,
        "title": line.title,
        "blog": line.blog,
        "blog_name": line.blog_name,
        "what": line.deed.value,
        "url": line.url or None,
    }
    if line.error is not None:
        words = explain(line.error)
        data |= {
            "error": type(line.error).__name__,
            "message": without_isolates(words.happened),
            "advice": without_isolates(words.advice),
        }
    return data


def report_data(report: SyncReport) -> dict[str, Any]:
    """`sync --json`."""
    return {
        name: [_line_data(line) for line in getattr(report, name)]
        for name in ("pushed", "pulled", "conflicts", "errors", "waiting")
    }


# --- words ------------------------------------------------------------------------------------


def say_report(report: SyncReport) -> None:
    """What happened, a line each; trouble goes to stderr."""
    for line in report.lines:
        what = deed_label(line.deed)
        title = one_line(line.title) or line.blog_name
        if line.error is not None:
            text = f"{name()}: {title}: {one_line(str(explain(line.error)))}"
            click.echo(text, err=True)
        else:
            where = f" · {line.url}" if line.url else ""
            say(f"{what}: {title} ({one_line(line.blog_name)}){where}")
    if not report.lines:
        say(_("Everything is in step; there was nothing to send or fetch."))


def leave_with(report: SyncReport) -> None:
    """End with the code of the first trouble, if there was any."""
    for line in report.errors:
        if line.error is not None:
            sys.exit(exit_code(line.error))


def say_rows(rows: list[PostSummary], empty: str, visual: bool) -> None:
    """A list of posts for people; `visual` puts right-to-left words in screen order for
    terminals that cannot."""
    if not rows:
        say(empty)
        return
    for row in rows:
        title = one_line(row.title) or _("Untitled")
        state = _("In the bin") if row.binned else status_label(row.status)
        day = row.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        state = " · ".join([state, *_marks(row)])
        if visual:
            title, state = in_screen_order(title), in_screen_order(state)
        say(f"{row.id[:8]}  {day}  {state:<16}  {title}")
    say(ngettext("{n} post", "{n} posts", len(rows)).format(n=len(rows)))


def _marks(row: PostSummary) -> list[str]:
    """What else an author has to know of a post in the list."""
    marks = {
        Travel.CONFLICT: _("Changed here and on the blog; both are kept"),
        Travel.CHANGED_HERE: _("Changed here; waits until you update it"),
        Travel.TROUBLE: deed_label(Deed.FAILED),
    }
    found = [marks[row.travel]] if row.travel in marks else []
    if row.version_of:
        found.append(_("Second version, from the blog"))
    elif row.stays_here:
        found.append(_("On this computer only"))
    return found


def in_screen_order(text: str) -> str:
    """`text` as a terminal without bidi has to print it (UAX #9, with mirrored brackets)."""
    from bidi import get_base_level, get_display

    if not text:
        return text
    mirrors = str.maketrans("()[]{}<>«»", ")(][}{><»«")
    shown = str(get_display(text))
    return shown.translate(mirrors) if get_base_level(text) else shown
