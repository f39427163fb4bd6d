"""The author's choices and where they are kept. Blocks for a read or a few writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.gui.theme import CHOICES, SYSTEM
from editor.system.translation import LANGUAGES, system_language

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace

USUAL_SIZE, MIN_SIZE, MAX_SIZE, SIZE_STEP = 18, 12, 40, 2  # device-independent pixels


@dataclass(frozen=True, slots=True)
class Choices:
    """`font` empty: the one that comes with Midad."""

    language: str
    scheme: str = SYSTEM
    font: str = ""
    size: int = USUAL_SIZE


def read_choices(workspace: Workspace) -> Choices:
    """What was chosen; the system's ways for the rest."""
    language = workspace.setting("window.language")
    scheme = workspace.setting("window.scheme", SYSTEM)
    size = workspace.setting("writing.size")
    return Choices(
        language=language if language in LANGUAGES else system_language(),
        scheme=scheme if scheme in CHOICES else SYSTEM,
        font=workspace.setting("writing.font"),
        size=min(MAX_SIZE, max(MIN_SIZE, int(size))) if size.isdecimal() else USUAL_SIZE,
    )


def keep_choices(workspace: Workspace, choices: Choices) -> None:
    """Remember them."""
    workspace.put_setting("window.language", choices.language)
    workspace.put_setting("window.scheme", choices.scheme)
    workspace.put_setting("writing.font", choices.font)
    keep_size(workspace, choices.size)


def keep_size(workspace: Workspace, pixels: int) -> None:
    """Remember the size for writing alone."""
    workspace.put_setting("writing.size", str(pixels))
