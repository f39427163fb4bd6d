"""Where the command line has passphrases from: a file, the environment, or the author's fingers.

Never from an argument: anybody on the machine can read those.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from editor.domain.errors import NotebookLocked
from editor.system.files import read_text
from editor.system.translation import gettext as _

VARIABLE = "MIDAD_PASSPHRASE"
LIMIT = 4096  # bytes of a file with a passphrase
FILE = click.Path(path_type=Path, allow_dash=True)


def known_passphrase(file: Path | None, notebook: Path) -> str:
    """The passphrase that opens the notebook: from `file`, else MIDAD_PASSPHRASE, else asked for.
    Raises NotebookLocked where nobody is there to ask, and what read_text raises."""
    given = _given(file)
    if given is not None:
        return given
    if not is_asked():
        raise NotebookLocked(str(notebook))
    return str(click.prompt(_("Passphrase"), hide_input=True, err=True))


def new_passphrase(file: Path | None, *, may_be_known: bool = False) -> str:
    """A passphrase that is to be: from `file`, or asked for twice; where it `may_be_known`,
    MIDAD_PASSPHRASE will do. Raises UsageError where nobody is there to ask."""
    given = _given(file) if file is not None or may_be_known else None
    if given is not None:
        return given
    if not is_asked():
        raise click.UsageError(_("Name a file with the new passphrase, or call me in a terminal."))
    return str(
        click.prompt(
            _("New passphrase"),
            hide_input=True,
            confirmation_prompt=_("The same once more"),
            err=True,
        )
    )


def recovery_key(file: Path | None) -> str:
    """The recovery key, from `file` or asked for. Raises UsageError where nobody is there."""
    if file is not None:
        return _first_line(file)
    if not is_asked():
        raise click.UsageError(_("Name a file with the recovery key, or call me in a terminal."))
    return str(click.prompt(_("Recovery key"), err=True))


def is_given() -> bool:
    """True where the environment says the passphrase."""
    return VARIABLE in os.environ


def is_asked() -> bool:
    """True where somebody sits before the terminal."""
    return sys.stdin.isatty()


def _given(file: Path | None) -> str | None:
    if file is not None:
        return _first_line(file)
    # Programs that are started from here have no use for it.
    return os.environ.pop(VARIABLE, None)


def _first_line(file: Path) -> str:
    text = sys.stdin.readline() if str(file) == "-" else read_text(file, LIMIT)
    return text.split("\n", 1)[0].removesuffix("\r")
