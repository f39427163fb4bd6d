"""Servers that end with whoever started them."""

from __future__ import annotations

import ctypes
import signal

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_LIBC = ctypes.CDLL(None)


def end_with_parent() -> None:
    """In the child, before its program begins: a killed test run leaves no server behind."""
    _LIBC.prctl(_DEATH_SIGNAL, signal.SIGTERM)
