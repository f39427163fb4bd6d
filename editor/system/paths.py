"""Where things are: the author's notebook, and what the program brings along."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

APPLICATION = "midad"
NOTEBOOK_NAME = "notebook.midad"
NOTEBOOK_VARIABLE = "MIDAD_NOTEBOOK"


def data_folder() -> Path:
    """The author's folder for Midad, by the custom of the system. It may not exist yet."""
    if sys.platform == "win32":
        base = _folder_of("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = _folder_of("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return base / APPLICATION


def default_notebook() -> Path:
    """The notebook that opens when none is named: MIDAD_NOTEBOOK, or the one in data_folder()."""
    named = os.environ.get(NOTEBOOK_VARIABLE)
    return Path(named).expanduser() if named else data_folder() / NOTEBOOK_NAME


def resource(*parts: str) -> Path:
    """A file or folder the program brings along, `resource("locale")`; it may not exist."""
    return _resources().joinpath(*parts)


@cache
def _resources() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def _folder_of(variable: str) -> Path | None:
    """The folder an environment variable names; a relative one is to be ignored (XDG)."""
    folder = Path(os.environ.get(variable, ""))
    return folder if folder.is_absolute() else None
