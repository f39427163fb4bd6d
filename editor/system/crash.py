"""The crash log: where the program stood when it met a bug, and never a word of a post.

An exception's own text may quote what the author wrote, so only its type is kept; the frames
say file, line and function. Thread: any.
"""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path

from editor import __version__

KEPT = 10


def describe(error: BaseException) -> str:
    """The chain of exceptions, the root cause first: types, files, lines, functions."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        part = [f"{type(seen).__module__}.{type(seen).__qualname__}"]
        part += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        lines = part + lines
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def write_crash(folder: Path, error: BaseException, moment: datetime) -> Path:
    """Write the log of `error` into `folder` (made where missing), readable by its owner only;
    keep the newest KEPT. Gives back the file. Raises OSError."""
    import platform  # with the first crash: it compiles many patterns

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"crash-{moment:%Y%m%d-%H%M%S-%f}.log"
    text = "\n".join(
        (
            f"Midad {__version__}, Python {platform.python_version()}, {platform.platform()}",
            moment.isoformat(),
            describe(error),
            "",
        )
    )
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(text)
    for old in sorted(folder.glob("crash-*.log"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return file
