"""What the author chose about the window: read when it opens, kept when something is chosen.

Both block for a moment. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.gui.theme import CHOICES, SYSTEM
from editor.system.translation import LANGUAGES, system_language

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace

_LANGUAGE, _SCHEME, _TRAY = "window.language", "window.scheme", "window.tray"


class Choices(NamedTuple):
    """`language` is a key of LANGUAGES, `scheme` one of theme.CHOICES; `tray`: the blogs' state
    is shown beside the system's clock, too."""

    language: str
    scheme: str = SYSTEM
    tray: bool = False


def read_choices(workspace: Workspace) -> Choices:
    """What was chosen; the system's ways for the rest."""
    language = workspace.setting(_LANGUAGE)
    scheme = workspace.setting(_SCHEME, SYSTEM)
    return Choices(
        language=language if language in LANGUAGES else system_language(),
        scheme=scheme if scheme in CHOICES else SYSTEM,
        tray=workspace.setting(_TRAY) == "1",
    )


def keep_choices(workspace: Workspace, choices: Choices) -> None:
    """Remember them."""
    workspace.put_setting(_LANGUAGE, choices.language)
    workspace.put_setting(_SCHEME, choices.scheme)
    workspace.put_setting(_TRAY, "1" if choices.tray else "")
