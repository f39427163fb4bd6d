"""The command group, and what becomes of errors.

Help is made when the commands are imported, so the language is chosen before (`__main__`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from editor import __version__
from editor.cli import (
    blogs,
    comments,
    conflicts,
    demo,
    elsewhere,
    files,
    history,
    pictures,
    posts,
    protection,
    safety,
    syncing,
)
from editor.cli.display import has_display
from editor.cli.output import exit_codes_help, fail, name, one_line
from editor.cli.session import Session, Windows
from editor.domain.errors import EditorError
from editor.system.translation import gettext as _


class Commands(click.Group):
    """Errors we expect become one line on stderr and a documented exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EditorError as error:
            fail(error)
        except BrokenPipeError:  # `midad list | head`
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:  # a full disk behind `>`, say: the system's own words
            click.echo(f"{name()}: {one_line(str(error))}", err=True)
            sys.exit(1)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help=_(
        "Write in two directions, offline; sync without losing a word.\n\n"
        "Without a command, the window opens."
    ),
    epilog=exit_codes_help(),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--notebook",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="MIDAD_NOTEBOOK",
    help=_("The notebook file; made where there is none. Default: your own."),
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, allow_dash=True),
    help=_(
        "A file whose first line is the notebook's passphrase; “-” for standard input. Else "
        "MIDAD_PASSPHRASE, else you are asked."
    ),
)
@click.version_option(__version__, prog_name="midad")
@click.pass_context
def midad(ctx: click.Context, notebook: Path | None, passphrase_file: Path | None) -> None:
    session = Session(notebook, ctx.obj, passphrase_file)
    ctx.obj = session
    ctx.call_on_close(session.close)
    if ctx.invoked_subcommand is None:
        sys.exit(open_window(session))


def open_window(session: Session) -> int:
    """Show the window; gives the exit code."""
    if not has_display():
        click.echo(
            "midad: "
            + _("There is no display here. Try “midad demo”, or “midad --help” for commands."),
            err=True,
        )
        return 1
    return session.windows.open(session.named)


def main(windows: Windows) -> None:
    """Obey the command line."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # the C locale of a bare machine must not break Arabic
            reconfigure(encoding="utf-8", errors="replace")
    writing, reaching = (posts, pictures, history), (blogs, syncing, elsewhere, conflicts, comments)
    for module in (*writing, *reaching, files, safety, protection, demo):
        module.add_to(midad)
    try:
        code = midad.main(prog_name="midad", obj=windows, standalone_mode=False)
    except click.ClickException as error:  # wrong usage: one line, like every other trouble
        click.echo(f"{name()}: {one_line(error.format_message())}", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
