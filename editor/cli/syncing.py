"""Commands that speak to blogs: sync, publish, unpublish, resolve."""

from __future__ import annotations

import sys

import click

from editor.cli.output import CONFLICT, leave_with, one_line, report_data, say, say_json, say_report
from editor.cli.session import Session, json_option, pass_session
from editor.sync.report import Deed
from editor.system.translation import gettext as _


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    for command in (sync, publish, unpublish, resolve):
        group.add_command(command)


@click.command(
    help=_(
        "Send your drafts, fetch what is new, and carry out what you published or "
        "binned.\n\n"
        "Changes to published posts wait until you publish them again."
    )
)
@click.option("--blog", help=_("Only this blog."))
@click.option(
    "--accept-deletions",
    is_flag=True,
    help=_("Move posts to the bin here even where most of them are gone from the blog."),
)
@json_option
@pass_session
def sync(session: Session, blog: str | None, accept_deletions: bool, as_json: bool) -> None:
    workspace = session.workspace
    home = workspace.blogs.find(blog).id if blog else None
    report = workspace.sync(home, accept_deletions=accept_deletions)
    say_json(report_data(report)) if as_json else say_report(report)
    leave_with(report)


@click.command(
    help=_("Let readers see a post as it is now. Offline, it goes out with the next sync.")
)
@click.argument("id")
@click.option("--blog", help=_("To this blog; else to the post's own or your default one."))
@json_option
@pass_session
def publish(session: Session, id: str, blog: str | None, as_json: bool) -> None:
    workspace = session.workspace
    found = workspace.find(id)
    wanted = workspace.blogs.find(blog).id if blog else None
    home = workspace.publish(found, wanted)
    report = workspace.send(found, home.id)
    if as_json:
        say_json({"id": found, "blog": home.id, "blog_name": home.name, **report_data(report)})
    else:
        for line in report.pushed:
            name, where = one_line(home.name), line.url or home.address
            if line.deed is Deed.SCHEDULED:
                say(_("Scheduled on {blog}: {address}").format(blog=name, address=where))
            else:
                say(_("Published on {blog}: {address}").format(blog=name, address=where))
        rest = [line for line in report.lines if line not in report.pushed]
        if rest:
            say_report(type(report)(tuple(rest)))
    leave_with(report)
    if report.conflicts:
        sys.exit(CONFLICT)


@click.command(help=_("Take a post back from its readers; it becomes a draft again."))
@click.argument("id")
@json_option
@pass_session
def unpublish(session: Session, id: str, as_json: bool) -> None:
    workspace = session.workspace
    found = workspace.find(id)
    workspace.unpublish(found)
    report = workspace.send(found)
    if as_json:
        say_json({"id": found, **report_data(report)})
    elif report.lines:
        say_report(report)
    else:
        say(_("The post is a draft."))
    leave_with(report)


@click.command(
    help=_("End a conflict. The other version goes to the bin, where you can have it back.")
)
@click.argument("id")
@click.option("--mine/--theirs", required=True, help=_("Which version goes on."))
@json_option
@pass_session
def resolve(session: Session, id: str, mine: bool, as_json: bool) -> None:
    workspace = session.workspace
    found = workspace.find(id)
    workspace.resolve(found, keep_mine=mine)
    say_json({"id": found}) if as_json else say(found)
