"""Commands about blogs: add, list, check, default, manner, theme, remove."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from editor.cli.output import one_line, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.domain.blog import Blog
from editor.domain.errors import AddressUnusable
from editor.system.translation import gettext as _
from editor.workspace.labels import clock_words, kind_label, manner_labels

PASSWORD_VARIABLE = "MIDAD_PASSWORD"  # noqa: S105 - a name, not a password


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    group.add_command(blog)


@click.group(help=_("Your blogs: a folder on this computer, or a WordPress."))
def blog() -> None:
    """See `help`."""


def blog_data(each: Blog) -> dict[str, Any]:
    """A row of `blog list --json`. Passwords never leave the notebook."""
    return {
        "id": each.id,
        "kind": each.kind,
        "name": each.name,
        "address": each.address,
        "username": each.username,
        "language": each.language,
        "default": each.is_default,
    }


def ask_password(from_stdin: bool) -> str:
    """Standard input, the environment, or a prompt; never the command line."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    kept = os.environ.get(PASSWORD_VARIABLE)
    if kept:
        return kept
    return str(click.prompt(_("Application password"), hide_input=True, err=True))


@blog.command(
    "add",
    help=_(
        "Add a blog by its ADDRESS, or a folder that becomes one.\n\n"
        "The application password is asked for, or taken from MIDAD_PASSWORD. No "
        "existing post is sent there by this."
    ),
)
@click.argument("address")
@click.option("--username", default="", help=_("Your user name there."))
@click.option("--password-stdin", is_flag=True, help=_("Read the application password from stdin."))
@json_option
@pass_session
def add(session: Session, address: str, username: str, password_stdin: bool, as_json: bool) -> None:
    workspace = session.workspace
    if not address.strip():
        raise AddressUnusable(address)
    folder, _slash, below = address.partition("/")
    is_path = bool(below) and folder != "" and not set(folder) & set(".:~")
    if is_path or Path(address).exists():  # site/blog, or a folder that is there: no host
        address = str(Path(address).resolve())
    found = workspace.blogs.discover(address)
    password = ""
    if found.needs_password:
        if not username:
            username = str(click.prompt(_("User name"), err=True))
        password = ask_password(password_stdin)
    kept = workspace.blogs.add(found, username, password)
    if as_json:
        say_json(blog_data(kept))
    else:
        kind = kind_label(kept.kind)
        say(_("Added {name} ({kind}).").format(name=one_line(kept.name), kind=kind))
        say(_("Existing posts stay here; “midad publish” or “midad edit --blog” sends one."))
        if password:
            say(
                _(
                    "The password is kept inside the notebook, a file that only your account "
                    "can read. Whoever has the file has the password."
                )
            )


@blog.command("list", help=_("The blogs in this notebook."))
@json_option
@pass_session
def list_blogs(session: Session, as_json: bool) -> None:
    blogs = session.workspace.blogs.all()
    if as_json:
        say_json([blog_data(each) for each in blogs])
    elif not blogs:
        say(_("There is no blog here yet. “midad blog add” adds one."))
    for each in [] if as_json else blogs:
        mark = "*" if each.is_default else " "
        what = f"{one_line(each.name)} · {kind_label(each.kind)} · {each.address}"
        say(f"{mark} {each.id[:8]}  {what}")


@blog.command(
    "check",
    help=_("Sign in for real and say who and where you are. Without BLOG: your default one."),
)
@click.argument("blog", required=False)
@json_option
@pass_session
def check(session: Session, blog: str | None, as_json: bool) -> None:
    book = session.workspace.blogs
    each = book.find(blog) if blog else book.default()
    report = book.check(each.id)
    if as_json:
        say_json(
            {
                "id": each.id,
                "ok": True,
                "name": report.name,
                "address": report.address,
                "user": report.user,
                "language": report.language,
                "may_publish": report.capabilities.publish,
                "clock_ahead": round(report.clock_ahead),
            }
        )
        return
    say(_("{name} answers at {address}.").format(name=one_line(report.name), address=each.address))
    if report.user:
        say(_("You are signed in as {user}.").format(user=one_line(report.user)))
    if not report.capabilities.publish:
        say(_("This account may write drafts there, but not publish them."))
    if clock := clock_words(report):
        say(clock)


@blog.command(
    "password",
    help=_(
        "Another application password for BLOG, asked for or taken from MIDAD_PASSWORD. It is "
        "kept once the blog has let us in with it."
    ),
)
@click.argument("blog")
@click.option("--username", default="", help=_("Another user name, too."))
@click.option("--password-stdin", is_flag=True, help=_("Read the application password from stdin."))
@pass_session
def password(session: Session, blog: str, username: str, password_stdin: bool) -> None:
    book = session.workspace.blogs
    each = book.find(blog)
    report = book.renew(each.id, username or each.username, ask_password(password_stdin))
    say(_("You are signed in as {user}.").format(user=one_line(report.user)))


@blog.command("default", help=_("New posts belong to BLOG from now on."))
@click.argument("blog")
@pass_session
def default(session: Session, blog: str) -> None:
    book = session.workspace.blogs
    book.set_default(book.find(blog).id)


@blog.command(
    "manner",
    help=_(
        "How new posts are written on BLOG, a WordPress: in its blocks, or as plain HTML. Posts "
        "that are there already stay as they are."
    ),
)
@click.argument("blog")
@click.argument("manner", type=click.Choice(["blocks", "classic"]), required=False)
@pass_session
def manner(session: Session, blog: str, manner: str | None) -> None:
    book = session.workspace.blogs
    each = book.find(blog)
    if manner is not None:
        book.set_manner(each.id, manner)
    say(manner_labels().get(manner or each.manner or "classic", each.manner))


@blog.command(
    "theme",
    help=_(
        "Show whether the look of BLOG is kept for the preview; fetch it anew, or forget it.\n\n"
        "To fetch it one published page is asked for, with its styles, fonts and pictures. The "
        "blog's computer sees that as it sees any reader; no password is sent."
    ),
)
@click.argument("blog")
@click.option("--refresh", is_flag=True, help=_("Fetch it now."))
@click.option("--forget", is_flag=True, help=_("Keep it no longer."))
@click.option("--also", multiple=True, metavar="HOST", help=_("Another computer to be asked."))
@json_option
@pass_session
def theme(
    session: Session, blog: str, refresh: bool, forget: bool, also: tuple[str, ...], as_json: bool
) -> None:
    dressing = session.workspace.dressing
    each = session.workspace.blogs.find(blog)
    if forget:
        dressing.forget(each.id)
    found = dressing.fetch(each.id, also=also) if refresh else None
    dress = dressing.get(each.id)
    size = dressing.size(each.id)
    if as_json:
        say_json(
            {
                "id": each.id,
                "fetched": dress.fetched.isoformat() if dress else None,
                "source": dress.source if dress else "",
                "bytes": size,
                "left_out": list(dress.left_out) if dress else [],
            }
        )
        return
    name = one_line(each.name)
    if dress is None:
        say(_("The look of {name} is not kept here. “--refresh” fetches it.").format(name=name))
        return
    day = dress.fetched.astimezone().strftime("%Y-%m-%d %H:%M")
    say(
        _("The look of {name} was fetched on {date}: {size} kB.").format(
            name=name, date=day, size=-(-size // 1000)
        )
    )
    if dress.left_out:
        said = ", ".join(dress.left_out)
        say(_("Not asked, and left out: {hosts}. “--also HOST” asks one.").format(hosts=said))
    if found is not None and found.missing:
        say(_("Some files could not be had, or were too large."))


@blog.command("remove", help=_("Forget BLOG and its password. No post is deleted, here or there."))
@click.argument("blog")
@pass_session
def remove(session: Session, blog: str) -> None:
    book = session.workspace.blogs
    each = book.find(blog)
    book.remove(each.id)
    say(_("{name} is forgotten. Its posts are still here, and still there.").format(name=each.name))
