"""Commands about files: render, direction, import, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from editor.cli import asking
from editor.cli.output import complain, one_line, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.cli.stopping import stoppable
from editor.domain.post import Post, PostId
from editor.system.files import read_text
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.direction import base_direction
from editor.workspace import protection
from editor.workspace.exchange import import_path
from editor.workspace.exporting import export_to
from editor.workspace.moving import SUFFIX, Packed, is_notebook, merged_sentences
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
    help=_(
        "Bring in a Markdown file, every one below a folder, or another notebook. Nothing is "
        "published by it, nothing is doubled, and no words are lost."
    ),
)
@click.argument("path", type=FILE)
@click.option("--local", is_flag=True, help=_("The posts stay on this computer."))
@click.option("--many", is_flag=True, help=_("Also where there are more texts than most write."))
@click.option(
    "--its-passphrase-file",
    "its_file",
    type=asking.FILE,
    help=_("A file whose first line is the passphrase of the notebook that comes in."),
)
@json_option
@pass_session
def import_files(
    session: Session, path: Path, local: bool, many: bool, its_file: Path | None, as_json: bool
) -> None:
    if is_notebook(path):
        import_notebook(session, path, its_file, as_json)
        return
    with stoppable() as course:
        rows = import_path(session.workspace, path, local=local, many=many, course=course)
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
        if posts or not codes:
            say(ngettext("{n} post", "{n} posts", len(posts)).format(n=len(posts)))
    if codes:
        sys.exit(codes[0])


def import_notebook(session: Session, path: Path, its_file: Path | None, as_json: bool) -> None:
    """Another notebook, as a whole."""
    workspace = session.workspace
    key = None
    if protection.state(path) is protection.State.LOCKED:
        key = protection.unlock(path, asking.known_passphrase(its_file, path))
    with stoppable() as course:
        merged = workspace.moving.bring_in(path, key, course)
    if as_json:
        say_json(
            {
                "new": list(merged.new),
                "renewed": list(merged.renewed),
                "kept": list(merged.kept),
                "same": merged.same,
                "unreadable": merged.unreadable,
                "pictures": merged.pictures,
                "broken_pictures": merged.broken_pictures,
                "blogs": list(merged.blogs),
            }
        )
        return
    for sentence in merged_sentences(merged):
        say(sentence)


@click.command(
    "export",
    help=_(
        "Write your posts below the folder TARGET as Markdown with front matter, pictures beside "
        "them. Where TARGET ends in .midad, everything goes into that one file: posts, bin, "
        "history, pictures, blogs, settings."
    ),
)
@click.argument("target", type=FILE)
@click.option("--id", "ids", multiple=True, help=_("Only this post; may be repeated."))
@click.option("--bin", "with_bin", is_flag=True, help=_("Also what is in the bin."))
@click.option("--passwords", is_flag=True, help=_("One file: also the passwords of your blogs."))
@click.option(
    "--own-passphrase", is_flag=True, help=_("One file: ask for a passphrase of its own.")
)
@click.option(
    "--new-passphrase-file",
    "new_file",
    type=asking.FILE,
    help=_("One file: a file whose first line is its own passphrase."),
)
@json_option
@pass_session
def export_files(
    session: Session,
    target: Path,
    ids: tuple[str, ...],
    with_bin: bool,
    passwords: bool,
    own_passphrase: bool,
    new_file: Path | None,
    as_json: bool,
) -> None:
    workspace = session.workspace
    if target.suffix.lower() == SUFFIX and not target.is_dir():
        is_own = own_passphrase or new_file is not None
        passphrase = asking.new_passphrase(new_file) if is_own else ""
        with stoppable() as course:
            packed = workspace.moving.pack(
                target, passwords=passwords, passphrase=passphrase, course=course
            )
        say_packed(packed, as_json)
        return
    wanted = [workspace.find(id) for id in ids] or None
    with stoppable() as course:
        paths = export_to(workspace, target, wanted, with_bin=with_bin, course=course)
    if as_json:
        say_json([str(path) for path in paths])
    else:
        say(
            ngettext(
                "{n} post is now in {folder}.", "{n} posts are now in {folder}.", len(paths)
            ).format(n=len(paths), folder=target)
        )


def say_packed(packed: Packed, as_json: bool) -> None:
    """Where the one file is, and what opens it."""
    if as_json:
        say_json(
            {
                "path": str(packed.path),
                "size": packed.size,
                "recovery_key": packed.recovery_key or None,
            }
        )
        return
    say(_("Everything is now in {path}.").format(path=one_line(str(packed.path))))
    if packed.recovery_key:
        say(_("The recovery key of this file, shown only now:"))
        say(f"    {packed.recovery_key}")
