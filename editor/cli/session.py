"""One run of the command line: which notebook, how it is opened, and the other face's windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from editor.cli import asking
from editor.cli.output import complain
from editor.cli.stopping import stoppable
from editor.domain.errors import KeyringError, NotebookLocked
from editor.system.paths import default_notebook
from editor.system.translation import gettext as _
from editor.workspace import protection, remembering
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
        with stoppable() as course:
            return open_workspace(self.path, key=key, course=course)

    def passphrase(self) -> str:
        """The one that opens the notebook. Raises NotebookLocked where nobody can be asked."""
        return asking.known_passphrase(self.passphrase_file, self.path)

    def _unlock(self) -> bytes:
        if self.passphrase_file is None and not asking.is_given():
            key = self._recall()
            if key is not None:
                return key
        return protection.unlock(self.path, self.passphrase())

    def _recall(self) -> bytes | None:
        """The key, where this computer remembers the notebook. What goes wrong with the keyring
        is said: the passphrase is then asked for."""
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


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--json, the same for every listing."""
    return click.option("as_json", "--json", is_flag=True, help=_("Answer in JSON."))(command)
