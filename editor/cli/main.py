"""The command group: which notebook, and what becomes of errors.

Help is made when the commands are imported, so the language is chosen before (`__main__`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from editor import __version__
from editor.cli.output import exit_codes_help, fail, name, one_line
from editor.domain.errors import EditorError, NotebookLocked
from editor.system.paths import default_notebook
from editor.system.translation import gettext as _
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Windows:
    """The other face, as `__main__` hands it in: the two know nothing of each other."""

    open: Callable[[Path | None], int]  # notebook → exit code
    picture: Callable[[Path, Path], list[Path]]  # notebook, folder → files


@dataclass
class Session:
    """One run of the command line. The notebook is opened when a command first needs it."""

    named: Path | None
    windows: Windows
    passphrase_file: Path | None = None
    _workspace: Workspace | None = field(default=None, init=False)

    @property
    def path(self) -> Path:
        return self.named or default_notebook()

    @property
    def workspace(self) -> Workspace:
        if self._workspace is None:
            try:
                self._workspace = self._opened(None)
            except NotebookLocked:
                self._workspace = self._opened(self._unlock())
        return self._workspace

    def _opened(self, key: bytes | None) -> Workspace:
        """An older Midad's notebook may take minutes: the terminal hears how far it is."""
        from editor.cli.protection import stoppable

        with stoppable() as course:
            return open_workspace(self.path, key=key, course=course)

    def passphrase(self) -> str:
        """The one that opens the notebook. Raises NotebookLocked where nobody can be asked."""
        from editor.cli.asking import known_passphrase

        return known_passphrase(self.passphrase_file, self.path)

    def _unlock(self) -> bytes:
        from editor.cli.asking import is_given
        from editor.workspace import protection

        if self.passphrase_file is None and not is_given():
            key = self._recall()
            if key is not None:
                return key
        return protection.unlock(self.path, self.passphrase())

    def _recall(self) -> bytes | None:
        """The key, where this computer remembers the notebook. What goes wrong with the keyring
        is said: the passphrase is then asked for."""
        from editor.cli.output import complain
        from editor.domain.errors import KeyringError
        from editor.workspace import remembering

        if not remembering.is_remembered(self.path):
            return None
        try:
            return remembering.recall(self.path)
        except KeyringError as error:
            complain(error)
            return None

    def close(self) -> None:
        if self._workspace is not None:
            self._workspace.close()


pass_session = click.make_pass_decorator(Session)


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
    from editor.cli.display import has_display

    if not has_display():
        click.echo(
            "midad: "
            + _("There is no display here. Try “midad demo”, or “midad --help” for commands."),
            err=True,
        )
        return 1
    return session.windows.open(session.named)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, the same for every listing."""
    return click.option("as_json", "--json", is_flag=True, help=_("Answer in JSON."))(command)


def main(windows: Windows) -> None:
    """Obey the command line."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # the C locale of a bare machine must not break Arabic
            reconfigure(encoding="utf-8", errors="replace")
    from editor.cli import (
        blogs,
        comments,
        conflicts,
        demo,
        files,
        history,
        pictures,
        posts,
        protection,
        safety,
        syncing,
    )

    writing, reaching = (posts, pictures, history), (blogs, syncing, conflicts, comments)
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
