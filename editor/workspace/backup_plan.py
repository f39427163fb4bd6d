"""Where the author wants the backups of a notebook, and for how long they stay.

It lies beside the notebook, in `.x.midad.backups`, and not in it: the way to the backups has to
be found when the notebook does not open any more. Any thread. No words of the author's are in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from editor.domain.errors import InputError
from editor.system.files import read_bytes, write_atomically
from editor.workspace.rotation import Keep

_LIMIT = 64 * 1024  # bytes; a path has fewer


@dataclass(frozen=True, slots=True)
class Plan:
    """`folder`: where backups go; None is the usual place, beside the notebook."""

    folder: Path | None = None
    keep: Keep = Keep.HALF_YEAR


def plan_of(notebook: Path) -> Plan:
    """What the author chose; the usual for what was not chosen, or cannot be read any more."""
    try:
        data = json.loads(read_bytes(_file(notebook), _LIMIT))
        folder = Path(data["folder"]) if data.get("folder") else None
        keep = Keep(data.get("keep", Keep.HALF_YEAR.value))
    except (InputError, ValueError, TypeError, AttributeError, RecursionError):
        return Plan()
    return Plan(folder if folder is not None and folder.is_absolute() else None, keep)


def put_plan(notebook: Path, plan: Plan) -> None:
    """Remember what the author chose. Raises NotebookError."""
    data = {"folder": str(plan.folder) if plan.folder else "", "keep": plan.keep.value}
    try:
        write_atomically(_file(notebook), json.dumps(data).encode())
    except OSError as error:
        from editor.store.driver import misfortune_of_system

        raise misfortune_of_system(error, notebook) from error


def _file(notebook: Path) -> Path:
    return notebook.with_name(f".{notebook.name}.backups")
