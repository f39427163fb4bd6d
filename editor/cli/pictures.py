"""Commands about the pictures of posts: picture add, list, replace, check."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import click

from editor.cli.output import one_line, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.domain.errors import FileMissing
from editor.domain.media import MediaItem
from editor.domain.post import Format, Post
from editor.system.files import read_bytes
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.pictures import PictureMark, below, marks, replaced

FILE = click.Path(path_type=Path)


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    group.add_command(picture)


@click.group(help=_("The pictures of your posts, and whether your blog still has them."))
def picture() -> None:
    """See `help`."""


@picture.command(
    "add",
    help=_(
        "Put the picture FILE at the end of post ID.\n\n"
        "Where and when it was taken is left out of it. --alt says what can be seen, to readers "
        "who cannot see it."
    ),
)
@click.argument("id")
@click.argument("file", type=FILE)
@click.option("--alt", default="", help=_("What can be seen."))
@click.option("--caption", default="", help=_("Stands below the picture."))
@click.option("--credit", default="", help=_("Who took it, or where it comes from."))
@json_option
@pass_session
def add(
    session: Session, id: str, file: Path, alt: str, caption: str, credit: str, as_json: bool
) -> None:
    workspace = session.workspace
    post = workspace.open_post(workspace.find(id))
    item = workspace.add_picture(post.id, read_bytes(file), file.name)
    mark = PictureMark(item.name, alt, caption, credit)
    workspace.save(replace(post, body=_with(post, mark)))
    if as_json:
        say_json(_data(item, mark))
        return
    say(_("{name} stands at the end of the post.").format(name=one_line(item.name)))
    if not alt.strip():
        say(_("Nobody who cannot see it knows what it shows: --alt says it."))


@picture.command("list", help=_("The pictures of post ID, and what it says of them."))
@click.argument("id")
@json_option
@pass_session
def list_pictures(session: Session, id: str, as_json: bool) -> None:
    workspace = session.workspace
    post = workspace.open_post(workspace.find(id))
    said = {mark.target: mark for mark in reversed(marks(post.body))}
    rows = [(item, said.get(item.name)) for item in workspace.pictures(post.id)]
    if as_json:
        say_json([_data(item, mark) for item, mark in rows])
        return
    for item, mark in rows:
        words = (mark.alt or _("not described")) if mark else _("kept here, not in the text")
        say(f"{one_line(item.name)}  {item.width} × {item.height}  {one_line(words)}")
    if not rows:
        say(_("This post has no pictures of its own."))


@picture.command(
    "replace",
    help=_(
        "Show the picture FILE wherever post ID shows its picture NAME.\n\n"
        "What is said of it stays. On the blog the old one stays in the library; its readers see "
        "the new one once the post is sent again."
    ),
)
@click.argument("id")
@click.argument("name")
@click.argument("file", type=FILE)
@json_option
@pass_session
def replace_picture(session: Session, id: str, name: str, file: Path, as_json: bool) -> None:
    workspace = session.workspace
    post = workspace.open_post(workspace.find(id))
    if not any(item.name == name for item in workspace.pictures(post.id)):
        raise FileMissing(name)
    item = workspace.add_picture(post.id, read_bytes(file), file.name)
    workspace.save(replace(post, body=_shown_instead(post, name, item.name)))
    if as_json:
        say_json({"old": name, "new": item.name})
    else:
        say(_("{name} stands there now.").format(name=one_line(item.name)))


@picture.command(
    "check",
    help=_(
        "Ask the blogs whether they still have every picture that was brought there. One that is "
        "missing goes there again with its post: with a draft at the next “midad sync”, with "
        "others at the next “midad publish”."
    ),
)
@click.option("--blog", help=_("Only this blog."))
@json_option
@pass_session
def check(session: Session, blog: str | None, as_json: bool) -> None:
    workspace = session.workspace
    wanted = [workspace.blogs.find(blog)] if blog else workspace.blogs.all()
    lost = [each for one in wanted for each in workspace.look_for_lost_pictures(one.id)]
    if as_json:
        say_json([{"id": each.post, "picture": each.name} for each in lost])
        return
    for each in lost:
        title = one_line(workspace.open_post(each.post).title) or _("Untitled")
        say(f"{each.post[:8]}  {one_line(each.name)}  {title}")
    words = ngettext(
        "{n} picture is missing there; it goes again with its post.",
        "{n} pictures are missing there; they go again with their posts.",
        len(lost),
    )
    say(words.format(n=len(lost)) if lost else _("Every picture is where it was brought."))


def _with(post: Post, mark: PictureMark) -> str:
    """The body and the picture below it."""
    if post.format is Format.MARKDOWN:
        return below(post.body, mark)
    from editor.text.render import render_html

    return f"{post.body.rstrip()}\n\n{render_html(mark.written())}\n"


def _shown_instead(post: Post, old: str, new: str) -> str:
    if post.format is Format.MARKDOWN:
        return replaced(post.body, old, new)
    return post.body.replace(f'src="{escape(old)}"', f'src="{escape(new)}"')


def _data(item: MediaItem, mark: PictureMark | None) -> dict[str, Any]:
    return {
        "name": item.name,
        "mime": item.mime,
        "size": item.size,
        "width": item.width,
        "height": item.height,
        "shown": mark is not None,
        "alt": mark.alt if mark else None,
        "caption": mark.caption if mark else None,
        "credit": mark.credit if mark else None,
    }
