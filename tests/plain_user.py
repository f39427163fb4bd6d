"""What a user without privileges may not do: nobody notices it when tests run as root."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def folder_of_a_plain_user() -> Iterator[Path]:
    """A folder that belongs to an account whose permissions count, and this process as it."""
    is_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="midad-plain-"))
    try:
        if is_root:
            os.chown(folder, NOBODY, -1)
            os.seteuid(NOBODY)
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        for inside in (folder, *folder.rglob("*")):
            inside.chmod(0o700)
        shutil.rmtree(folder)
