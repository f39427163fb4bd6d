"""The command that takes a post to another blog."""

from __future__ import annotations

import click

from editor.cli.output import say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.system.translation import gettext as _


def add_to(group: click.Group) -> None:
    """Hang the command below the group."""
    group.add_command(copy)


@click.command(
    help=_(
        "Copy a post to another blog, as a draft that goes its own way.\n\n"
        "With --move the first one goes to the bin, here and with the next sync on its blog. "
        "Prints the id of the post that belongs to the other blog."
    )
)
@click.argument("id")
@click.option("--blog", required=True, help=_("The other blog."))
@click.option("--move", is_flag=True, help=_("Do not leave it on its first blog."))
@json_option
@pass_session
def copy(session: Session, id: str, blog: str, move: bool, as_json: bool) -> None:
    workspace = session.workspace
    found, home = workspace.find(id), workspace.blogs.find(blog).id
    made = workspace.move(found, home) if move else workspace.copy(found, home)
    say_json({"id": made.id, "blog": home, "from": found}) if as_json else say(made.id)
