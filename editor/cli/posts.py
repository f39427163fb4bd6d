"""Commands about posts: new, list, show, edit, search, trash, restore."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from editor.cli.output import post_data, say, say_json, say_rows, summary_data
from editor.cli.session import Session, json_option, pass_session
from editor.domain.errors import BlogMissing, FileNotText
from editor.domain.post import Credit, Direction, Post, PostId
from editor.domain.revision import Cause
from editor.system.files import decode, read_bytes, read_text
from editor.system.translation import gettext as _
from editor.text.query import quoted
from editor.workspace.workspace import Workspace

FILE = click.Path(path_type=Path)


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    for command in (new, list_posts, show, edit, search, trash, restore):
        group.add_command(command)


def read_body(path: Path) -> str:
    """A body from a file, or from standard input where the path is `-`."""
    if str(path) != "-":
        return read_text(path)
    text = decode(sys.stdin.buffer.read())
    if text is None:
        raise FileNotText(str(path))
    return text


def parse_credits(texts: tuple[str, ...]) -> tuple[Credit, ...]:
    """ROLE=NAME pairs."""
    pairs = (text.partition("=") for text in texts)
    credits = (
        Credit(role.strip() or "author", name.strip()) if mark else Credit("author", role.strip())
        for role, mark, name in pairs
    )
    return tuple(credit for credit in credits if credit.name)


def named(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Tags or categories: each once, none empty; a single empty one clears them all."""
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def described(
    post: Post,
    tags: tuple[str, ...],
    categories: tuple[str, ...],
    credit: tuple[str, ...],
    direction: str | None,
) -> Post:
    """`post` with what the options say; an option that was not given changes nothing."""
    if tags:
        post = replace(post, tags=named(tags))
    if categories:
        post = replace(post, categories=named(categories))
    if credit:
        post = replace(post, credits=parse_credits(credit))
    if direction:
        post = replace(post, direction=None if direction == "auto" else Direction(direction))
    return post


def add_pictures(workspace: Workspace, post: PostId, paths: tuple[Path, ...]) -> None:
    """Keep pictures with a post, under their own names."""
    for path in paths:
        workspace.add_picture(post, read_bytes(path), path.name)


def description_options(command: Any) -> Any:
    """The options that `new` and `edit` share."""
    for option in reversed(
        (
            click.option("--tag", "tags", multiple=True, help=_("A tag; may be repeated.")),
            click.option("--category", "categories", multiple=True, help=_("May be repeated.")),
            click.option("--credit", multiple=True, help=_("ROLE=NAME; may be repeated.")),
            click.option("--direction", type=click.Choice(["rtl", "ltr", "auto"])),
            click.option(
                "--picture", "pictures", type=FILE, multiple=True, help=_("A file; repeatable.")
            ),
        )
    ):
        command = option(command)
    return command


@click.command(help=_("Write a new post. It is a draft until you publish it."))
@click.option("--title", required=True)
@click.option("--lang", default="", help=_("Language, such as ar or en."))
@click.option("--body-file", type=FILE, help=_("The body in Markdown; - is standard input."))
@click.option("--local", is_flag=True, help=_("The post stays on this computer."))
@click.option("--blog", help=_("The blog it belongs to; else your default one."))
@description_options
@json_option
@pass_session
def new(
    session: Session,
    title: str,
    lang: str,
    body_file: Path | None,
    local: bool,
    blog: str | None,
    tags: tuple[str, ...],
    categories: tuple[str, ...],
    credit: tuple[str, ...],
    direction: str | None,
    pictures: tuple[Path, ...],
    as_json: bool,
) -> None:
    body = read_body(body_file) if body_file else ""
    workspace = session.workspace
    home = workspace.blogs.find(blog).id if blog else None
    post = workspace.new_post(title, body=body, language=lang, blog=home, local=local)
    changed = described(post, tags, categories, credit, direction)
    if changed != post:
        workspace.save(changed)
    add_pictures(workspace, post.id, pictures)
    say_json({"id": post.id}) if as_json else say(post.id)


@click.command("list", help=_("Your posts, the newest change first."))
@click.option("--bin", "binned", is_flag=True, help=_("What is in the bin."))
@click.option("--blog", help=_("Only posts of this blog."))
@click.option("--visual", is_flag=True, help=_("For terminals that can't show right-to-left text."))
@json_option
@pass_session
def list_posts(
    session: Session, binned: bool, blog: str | None, visual: bool, as_json: bool
) -> None:
    workspace = session.workspace
    home = workspace.blogs.find(blog).id if blog else None
    rows = workspace.page(limit=1_000_000, binned=binned, blog=home)
    if as_json:
        say_json([summary_data(row) for row in rows])
    else:
        say_rows(rows, _("There are no posts here yet."), visual)


@click.command(help=_("One post, whole."))
@click.argument("id")
@json_option
@pass_session
def show(session: Session, id: str, as_json: bool) -> None:
    workspace = session.workspace
    post = workspace.open_post(workspace.find(id))
    if as_json:
        say_json(post_data(post, copies_data(workspace, post.id)))
        return
    from editor.text.frontmatter import post_to_file

    click.echo(post_to_file(post), nl=False)


def copies_data(workspace: Workspace, id: PostId) -> list[dict[str, Any]]:
    """Where else the post is, for `show --json`."""
    return [
        {
            "blog": copy.blog,
            "blog_name": _blog_name(workspace, copy.blog),
            "remote_id": copy.base.ref.id,
            "url": copy.base.ref.url,
            "status": "trashed" if copy.base.trashed else copy.base.status.value,
            "conflict": copy.conflict,
            "trouble": copy.trouble or None,
        }
        for copy in workspace.copies_of(id)
    ]


def _blog_name(workspace: Workspace, id: Any) -> str | None:
    try:
        return workspace.blogs.get(id).name
    except BlogMissing:
        return None


@click.command(
    help=_("Change a post here. A published one waits for `publish` before readers see it.")
)
@click.argument("id")
@click.option("--title")
@click.option("--lang")
@click.option("--body-file", type=FILE, help=_("The new body; - is standard input."))
@click.option("--local/--no-local", default=None, help=_("Keep it on this computer, or not."))
@click.option("--blog", help=_("Let it belong to another blog."))
@description_options
@json_option
@pass_session
def edit(
    session: Session,
    id: str,
    title: str | None,
    lang: str | None,
    body_file: Path | None,
    local: bool | None,
    blog: str | None,
    tags: tuple[str, ...],
    categories: tuple[str, ...],
    credit: tuple[str, ...],
    direction: str | None,
    pictures: tuple[Path, ...],
    as_json: bool,
) -> None:
    body = read_body(body_file) if body_file else None
    workspace = session.workspace
    post = workspace.open_post(workspace.find(id))
    changed = described(post, tags, categories, credit, direction)
    if title is not None:
        changed = replace(changed, title=title)
    if lang is not None:
        changed = replace(changed, language=lang)
    if body is not None:
        changed = replace(changed, body=body)
    if local is not None:
        changed = replace(changed, stays_here=local)
    if blog:
        home = workspace.blogs.find(blog).id
        workspace.elsewhere.refuse(post, home)
        changed = replace(changed, blog=home)
    workspace.history.keep(post.id, Cause.LEFT)
    workspace.save(changed, base=post)
    add_pictures(workspace, post.id, pictures)
    say_json({"id": post.id}) if as_json else say(post.id)


@click.command(
    help=_(
        "Find posts by their words. Harakat and the forms of alef do not matter. "
        "A phrase stands in quotation marks. tag:, blog:, status:, lang:, after: and before: "
        "narrow the search, as in: tag:poetry status:draft after:2025-03. After --, a minus "
        "before a word leaves posts with it out."
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=200, type=click.IntRange(min=1), help=_("No more than so many."))
@click.option("--visual", is_flag=True, help=_("For terminals that can't show right-to-left text."))
@json_option
@pass_session
def search(
    session: Session, words: tuple[str, ...], limit: int, visual: bool, as_json: bool
) -> None:
    rows = session.workspace.search(quoted(words), limit)
    if as_json:
        marks = str.maketrans({"\x02": "", "\x03": ""})
        say_json([{**summary_data(row), "snippet": row.snippet.translate(marks)} for row in rows])
    else:
        say_rows(rows, _("No post has these words."), visual)


@click.command(help=_("Move a post to the bin, here and with the next sync on its blog."))
@click.argument("id")
@json_option
@pass_session
def trash(session: Session, id: str, as_json: bool) -> None:
    workspace = session.workspace
    found = workspace.find(id)
    workspace.bin(found)
    if as_json:
        say_json({"id": found})
    else:
        say(_("Moved to the bin. “midad restore {id}” takes it back.").format(id=found[:8]))


@click.command(help=_("Take a post back from the bin."))
@click.argument("id")
@json_option
@pass_session
def restore(session: Session, id: str, as_json: bool) -> None:
    workspace = session.workspace
    found = workspace.find(id)
    workspace.restore(found)
    say_json({"id": found}) if as_json else say(found)
