"""Commands about files: render, direction, import, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from editor.cli.main import Session, json_option, pass_session
from editor.cli.output import complain, one_line, say, say_json
from editor.domain.post import Post, PostId
from editor.system.files import read_text
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.direction import base_direction
from editor.workspace.exchange import import_path
from editor.workspace.exporting import export_to
from editor.workspace.pages import body_html, page_html

FILE = click.Path(path_type=Path)


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    for command in (render, direction, import_files, export_files):
        group.add_command(command)


def file_as_post(path: Path) -> Post:
    """A file with or without front matter, read and not kept."""
    from editor.text.frontmatter import post_from_file

    return post_from_file(read_text(path), Post(id=PostId("")))


@click.command(help=_("A post as HTML on standard output, in the direction readers will see."))
@click.argument("what", metavar="FILE|ID")
@click.option("--page", is_flag=True, help=_("A whole page, not the body alone."))
@pass_session
def render(session: Session, what: str, page: bool) -> None:
    path = Path(what)
    if path.exists() or path.suffix or path.parent != Path():  # no id looks like that
        post = file_as_post(path)
    else:
        post = session.workspace.open_post(session.workspace.find(what))
    html = page_html(post) if page else body_html(post)
    click.echo(html.encode("utf-8", "replace"), nl=not html.endswith("\n"))


@click.command(
    help=_("The direction of every block of a Markdown FILE, as window and blog set it.")
)
@click.argument("file", type=FILE)
@json_option
def direction(file: Path, as_json: bool) -> None:
    from editor.text.blocks import Kind, cut_file
    from editor.text.direction import block_directions

    text = read_text(file)
    blocks = cut_file(text)
    base = base_direction(file_as_post(file))
    rows = [
        {"line": block.line + 1, "kind": block.kind.value, "direction": each.value}
        for block, each in zip(blocks, block_directions(blocks, base), strict=True)
        if block.kind is not Kind.BLANK
    ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['line']:>5}  {row['direction']}  {row['kind']}")


@click.command(
    "import",
    help=_("Bring in a Markdown file, or every one below a folder. Nothing is published by it."),
)
@click.argument("path", type=FILE)
@click.option("--local", is_flag=True, help=_("The posts stay on this computer."))
@json_option
@pass_session
def import_files(session: Session, path: Path, local: bool, as_json: bool) -> None:
    rows = import_path(session.workspace, path, local=local)
    codes = [complain(row.error) for row in rows if row.error is not None]
    posts = [row for row in rows if row.post is not None]
    if as_json:
        say_json(
            [
                {"id": row.post.id, "title": row.post.title, "path": str(row.path)}
                for row in posts
                if row.post is not None
            ]
        )
    else:
        for row in posts:
            say(f"{row.post.id[:8]}  {one_line(row.post.title)}" if row.post else "")
        say(ngettext("{n} post", "{n} posts", len(posts)).format(n=len(posts)))
    if codes:
        sys.exit(codes[0])


@click.command(
    "export",
    help=_("Write your posts below FOLDER as Markdown with front matter, pictures beside them."),
)
@click.argument("folder", type=FILE)
@click.option("--id", "ids", multiple=True, help=_("Only this post; may be repeated."))
@json_option
@pass_session
def export_files(session: Session, folder: Path, ids: tuple[str, ...], as_json: bool) -> None:
    workspace = session.workspace
    wanted = [workspace.find(id) for id in ids] or None
    paths = export_to(workspace, folder, wanted)
    if as_json:
        say_json([str(path) for path in paths])
    else:
        say(
            ngettext(
                "{n} post is now in {folder}.", "{n} posts are now in {folder}.", len(paths)
            ).format(n=len(paths), folder=folder)
        )
