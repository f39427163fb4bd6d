"""Invisible fences around names and addresses inside a sentence (UAX #9, isolates).

They go into sentences of the interface, never into the author's text.
"""

from __future__ import annotations

_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_NONE = str.maketrans("", "", _LRI + _RLI + _FSI + _PDI)


def isolated(text: str) -> str:
    """A name or title, to stand within a sentence of any direction without upsetting it."""
    return f"{_FSI}{text}{_PDI}"


def left_to_right(text: str) -> str:
    """An address or a path: it reads left to right whatever stands around it."""
    return f"{_LRI}{text}{_PDI}"


def right_to_left(text: str) -> str:
    """The same the other way."""
    return f"{_RLI}{text}{_PDI}"


def without_isolates(text: str) -> str:
    """`text` for a place that cannot use them."""
    return text.translate(_NONE)
