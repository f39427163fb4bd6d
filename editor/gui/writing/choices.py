"""How the author wants to write: faces, sizes, habits. Values only; kept by `preferences.habits`.

Thread: any.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from editor.domain.media import LONG_SIDE

LONG_SIDES = (1024, 1600, 2560, 3840)  # pixels
USUAL_SIZE, MIN_SIZE, MAX_SIZE, SIZE_STEP = 18, 12, 40, 2  # device-independent pixels


class Spacing(StrEnum):
    """How far apart lines stand."""

    COMPACT = "compact"
    COMFORTABLE = "comfortable"
    AIRY = "airy"


class Width(StrEnum):
    """How long lines may be."""

    NARROW = "narrow"
    MEDIUM = "medium"
    WIDE = "wide"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class WritingChoices:
    """An empty face is the one that comes with Midad."""

    arabic: str = ""
    latin: str = ""
    hebrew: str = ""
    size: int = USUAL_SIZE
    spacing: Spacing = Spacing.COMFORTABLE
    width: Width = Width.MEDIUM
    visual_caret: bool = True
    """Arrows move the caret as they point; else in the order of reading."""
    smart_punctuation: bool = True
    spelling: bool = True
    bare: bool = False
    """Markdown's signs are seen only where the caret is."""
    invisibles: bool = False
    """Characters without a shape are seen."""
    typewriter: bool = False
    """The line with the caret stays at one height."""
    focus: bool = False
    """All but the current paragraph stands back."""
    long_side: int = LONG_SIDE
    """Pixels: pictures that come in larger are made smaller."""

    def to_text(self) -> str:
        """What was chosen, to be kept."""
        usual = asdict(_USUAL)
        return json.dumps({k: v for k, v in asdict(self).items() if v != usual[k]})


_USUAL = WritingChoices()


def from_text(text: str) -> WritingChoices:
    """What was kept; the usual for all that is missing, unknown or spoilt."""
    try:
        said = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return _USUAL
    if not isinstance(said, dict):
        return _USUAL
    kept: dict[str, Any] = {}
    for field in fields(_USUAL):
        value = _fitting(said.get(field.name), getattr(_USUAL, field.name))
        if value is not None:
            kept[field.name] = value
    return _bounded(replace(_USUAL, **kept))


def from_old_settings(font: str, size: str) -> WritingChoices:
    """What was kept when there was one typeface for every script."""
    pixels = int(size) if size.isdecimal() and len(size) < 9 else USUAL_SIZE
    return _bounded(WritingChoices(arabic=font, latin=font, size=pixels))


def _bounded(choices: WritingChoices) -> WritingChoices:
    side = choices.long_side if choices.long_side in LONG_SIDES else _USUAL.long_side
    return replace(choices, size=min(MAX_SIZE, max(MIN_SIZE, choices.size)), long_side=side)


def _fitting(value: object, usual: object) -> object:
    """`value` as what `usual` is; None where it cannot be."""
    if isinstance(usual, StrEnum):
        return next((each for each in type(usual) if each == value), None)
    return value if type(value) is type(usual) else None
