"""`midad demo`: the whole job once, on its own folder blog, with pictures of the window."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from editor.cli.display import has_display
from editor.cli.output import leave_with, one_line, say, say_report
from editor.cli.session import Session, pass_session
from editor.domain.post import Post
from editor.system.files import write_atomically
from editor.system.paths import resource
from editor.system.translation import gettext as _
from editor.workspace.assembly import open_workspace
from editor.workspace.exchange import read_post
from editor.workspace.pages import page_html
from editor.workspace.workspace import Workspace


def add_to(group: click.Group) -> None:
    """Hang the command below the group."""
    group.add_command(demo)


@click.command(
    help=_(
        "Write, render, sync to a folder blog of its own, and picture the window.\n\n"
        "It has its own notebook below --to, unless --notebook names one; yours is not "
        "touched."
    )
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help=_("Where the demonstration is put."),
)
@click.option("--screenshots/--no-screenshots", default=True, show_default=True)
@pass_session
def demo(session: Session, folder: Path, screenshots: bool) -> None:
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    path = session.named or folder / "demo.midad"
    workspace = session.workspace if session.named else open_workspace(path)
    try:
        posts = _posts(workspace, folder / "blog")
        for post in posts:
            target = folder / "pages" / f"{post.id[:8]}.html"
            target.parent.mkdir(exist_ok=True)
            write_atomically(target, page_html(post).encode())
            say(_("Rendered {title}: {path}").format(title=one_line(post.title), path=target))
        report = workspace.sync()
        say_report(report)
        say(_("The blog: {path}").format(path=folder / "blog" / "index.html"))
    finally:
        if workspace is not (session.workspace if session.named else None):
            workspace.close()
    if screenshots:
        _picture(session, path, folder / "screenshots")
    leave_with(report)


def _posts(workspace: Workspace, folder: Path) -> list[Post]:
    """The demonstration's posts on its own blog, published; made at the first run only."""
    known = [blog for blog in workspace.blogs.all() if blog.address == str(folder)]
    if known:
        blog = known[0]
    else:
        found = workspace.blogs.discover(str(folder))
        blog = workspace.blogs.add(replace(found, name=_("Ink by the river")))
    rows = workspace.page(blog=blog.id)
    if rows:
        return [workspace.open_post(row.id) for row in rows]
    posts = [read_post(workspace, path) for path in sorted(resource("samples").glob("*.md"))]
    saved = [workspace.save(replace(post, blog=blog.id)) for post in posts]
    for post in saved:
        workspace.publish(post.id)
    return [workspace.open_post(post.id) for post in saved]


def _picture(session: Session, notebook: Path, folder: Path) -> None:
    if not has_display():
        say(_("There is no display here, so the window is drawn off the screen."))
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for path in session.windows.picture(notebook, folder):
        say(_("The window: {path}").format(path=path))
