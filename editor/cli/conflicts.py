"""The command about posts of which there are two versions."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from editor.cli.history import shown_lines
from editor.cli.output import in_screen_order, moment, one_line, say, say_json
from editor.cli.posts import FILE, read_body
from editor.cli.session import Session, json_option, pass_session
from editor.domain.post import Credit
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.workspace.labels import field_label, what_happened

if TYPE_CHECKING:
    from editor.domain.post import Post
    from editor.text.dispute import Dispute, Place
    from editor.text.dispute_marks import Marker


def add_to(group: click.Group) -> None:
    """Hang the command below the group."""
    group.add_command(conflict)


@click.command(
    help=_(
        "The two versions of a post that was changed here and on its blog, place by place: "
        "[-what went-] and {+what came+} on each side.\n\n"
        "With --mine, --theirs or --file it ends the conflict; both versions stay in the history. "
        "A published post then waits for “publish”."
    )
)
@click.argument("id")
@click.option("--mine", "take", flag_value="mine", help=_("Keep your version."))
@click.option("--theirs", "take", flag_value="theirs", help=_("Take the other version."))
@click.option(
    "--file",
    type=FILE,
    help=_("The body you made of both, in Markdown; - is standard input."),
)
@click.option("--visual", is_flag=True, help=_("For terminals that can't show right-to-left text."))
@json_option
@pass_session
def conflict(
    session: Session, id: str, take: str | None, file: Path | None, visual: bool, as_json: bool
) -> None:
    if take and file:
        raise click.UsageError(_("Choose one of --mine, --theirs and --file."))
    workspace = session.workspace
    post = workspace.find(id)
    found = workspace.disputes.of(post)
    if found is None:
        say_json(None) if as_json else say(_("There is only one version of this post."))
        return
    dispute = found.dispute
    if take or file:
        saved = workspace.disputes.settle(dispute, _outcome(dispute, take, file))
        say_json({"id": saved.id}) if as_json else say(saved.id)
    elif as_json:
        say_json({"id": post, "blog": found.blog, "places": _data(dispute)})
    else:
        for line in _lines(dispute, of_blog=found.blog is not None, colour=not visual):
            say(in_screen_order(line) if visual else line)


def _outcome(dispute: Dispute, take: str | None, file: Path | None) -> Post:
    """The post that was chosen. A file says the body; what is said about the post is merged, and
    mine where that cannot be."""
    from editor.text.sides import Pick, Take

    if take:
        return dispute.settled(dispute.all_of(Take(take)))
    body = read_body(file) if file else ""
    picks = [pick or Pick(Take.MINE) for pick in dispute.proposals()]
    return replace(dispute.settled(picks), body=body, format=dispute.mine.format)


def _data(dispute: Dispute) -> list[dict[str, Any]]:
    return [
        {
            "field": getattr(place, "name", "body"),
            "kind": place.kind.value,
            "base": _plain(place.base) if dispute.base is not None else None,
            "mine": _plain(place.mine),
            "theirs": _plain(place.theirs),
            "merged": _plain(place.merged),
        }
        for place in dispute.places
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Credit):
        return {"role": value.role, "name": value.name}
    return moment(value) if hasattr(value, "isoformat") else value


def _lines(dispute: Dispute, *, of_blog: bool, colour: bool) -> list[str]:
    from editor.text.dispute_marks import Marker
    from editor.text.sides import Kind

    marker = Marker(dispute)
    lines: list[str] = []
    for is_same, group in groupby(dispute.places, lambda place: place.kind is Kind.SAME):
        places = list(group)
        if is_same:
            words = ngettext("{n} unchanged paragraph", "{n} unchanged paragraphs", len(places))
            lines.append(f"… {words.format(n=len(places))}")
            continue
        for place in places:
            lines += _place_lines(place, marker, of_blog=of_blog, colour=colour)
    return lines


def _place_lines(place: Place, marker: Marker, *, of_blog: bool, colour: bool) -> list[str]:
    from editor.text.dispute import Field
    from editor.text.sides import Kind

    is_field = isinstance(place, Field)
    name = field_label(place.name) if isinstance(place, Field) else ""
    left = _("not decided") if place.kind is Kind.CONFLICT else ""
    head = " · ".join(part for part in (name, what_happened(place, of_blog=of_blog), left) if part)
    marks = marker.field(place) if isinstance(place, Field) else marker.row(place)
    lines = ["", one_line(head)]
    for side, shown in ((_("Here"), marks.mine), (_("There"), marks.theirs)):
        texts = shown_lines(shown, colour) or [_("Nothing") if is_field else _("It is not there")]
        lines += [f"  {side}: {text}" for text in texts]
    return lines
