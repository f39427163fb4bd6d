"""How the words for a misfortune are given: a function of it, to two sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Words = Callable[[Any], tuple[str, str]]
"""(what happened, what to do about it) of an error of one kind."""
