"""How the author writes: in force in every frame, told to the menu, kept in the notebook.

Reading blocks for a moment; what is chosen is written on the store's lane. Thread: GUI.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from editor.gui.bridge import STORE, Bridge
from editor.gui.writing.choices import WritingChoices, from_old_settings, from_text
from editor.gui.writing.sheet.looks import Looks

if TYPE_CHECKING:
    from editor.gui.frame import Frame
    from editor.workspace.workspace import Workspace

_KEY = "writing.choices"
_TOGGLES = ("focus", "typewriter", "bare", "invisibles")  # names of actions and of choices


class Habits(QObject):
    """Belongs to the window, which has one frame after another. `changed` carries the new
    WritingChoices, after everything obeyed."""

    changed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._frame: Frame | None = None
        self.choices = read_habits(bridge.workspace)

    def take(self, frame: Frame) -> None:
        """Write so in a new frame, and listen to its menu and its wheel."""
        self._frame = frame
        for name in _TOGGLES:
            frame.actions_by_name[name].triggered.connect(
                lambda on, name=name: self.change(**{name: on})
            )
        frame.writing.editor.zoomed.connect(lambda pixels: self.change(size=pixels))
        self._obey()

    def change(self, **fields: Any) -> None:
        """Other values for fields of WritingChoices: in force from now on, and remembered."""
        choices = replace(self.choices, **fields)
        if choices != self.choices:
            self.choices = choices
            self._obey()
            workspace, text = self._bridge.workspace, choices.to_text()
            self._bridge.run(STORE, lambda: workspace.put_setting(_KEY, text))
            self.changed.emit(choices)

    def _obey(self) -> None:
        if self._frame is None:
            return
        writing = self._frame.writing
        writing.editor.take_choices(self.choices)
        writing.title_field.take_looks(Looks().taking(self.choices))
        for name in _TOGGLES:
            self._frame.actions_by_name[name].setChecked(getattr(self.choices, name))


def read_habits(workspace: Workspace) -> WritingChoices:
    """What was kept, also by the versions of Midad that knew one typeface and a size only."""
    kept = workspace.setting(_KEY)
    if kept:
        return from_text(kept)
    return from_old_settings(workspace.setting("writing.font"), workspace.setting("writing.size"))
