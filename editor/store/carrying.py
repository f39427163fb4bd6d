"""An encrypted notebook on its way elsewhere: its keys are at the end of its own file, so that
there is one thing to carry.

    pages of the notebook | text of a key file | "midad keys", the length of the text in 8 digits

SQLite goes by the number of pages that the first one tells, and never looks at what is behind
them. A notebook that is worked in has its keys beside it (keyfile.py): the end of its file moves.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from editor.store import driver, encryption
from editor.store.encryption import Keys

_MARK = b"midad keys"
_DIGITS = 8
_END = len(_MARK) + _DIGITS
_LIMIT = 64 * 1024  # bytes; the text has about one thousand


def carried(notebook: Path) -> Keys | None:
    """The keys at the end of the file; None where there are none, or they are damaged. Raises
    NotebookTooNew, NotebookError."""
    try:
        with notebook.open("rb") as stream:
            _start, text = _found(stream)
    except (FileNotFoundError, IsADirectoryError):
        return None
    except OSError as error:
        raise driver.misfortune_of_system(error, notebook) from error
    return encryption.from_text(text.decode("utf-8", "replace")) if text else None


def put(notebook: Path, keys: Keys) -> None:
    """Put `keys` at the end of a file nobody works in, in the place of any that are there. Not
    whole until it returns. Raises NotebookError."""
    text = encryption.to_text(keys).encode()
    _rewrite(notebook, text + _MARK + f"{len(text):0{_DIGITS}}".encode())


def cut_off(notebook: Path) -> None:
    """Let the file end where its pages do. Nobody may be at work in it. Raises NotebookError."""
    _rewrite(notebook, b"")


def _rewrite(notebook: Path, end: bytes) -> None:
    try:
        with notebook.open("r+b") as stream:
            start, _text = _found(stream)
            stream.seek(start)
            stream.write(end)
            stream.truncate()
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise driver.misfortune_of_system(error, notebook) from error


def _found(stream: BinaryIO) -> tuple[int, bytes]:
    """Where the pages end, and the text behind them; empty where there is none."""
    size = stream.seek(0, os.SEEK_END)
    if size <= _END:
        return size, b""
    stream.seek(size - _END)
    end = stream.read(_END)
    digits = end[len(_MARK) :]
    if not end.startswith(_MARK) or not digits.isdigit():
        return size, b""
    start = size - _END - int(digits)
    if int(digits) > _LIMIT or start < driver.PAGE:
        return size, b""
    stream.seek(start)
    return start, stream.read(int(digits))
