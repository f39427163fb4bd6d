"""Which panes are seen, how wide they are, and remembering it. Thread: GUI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from editor.gui.frame import SIZES, Frame

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace

_LIBRARY, _PREVIEW, _SIZES = "window.library", "window.preview", "window.sizes"


class Panes(QObject):
    """The library at the start; preview, details or sync at the end; or only the text."""

    calm_changed = Signal(bool)
    details_shown = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.library = workspace.setting(_LIBRARY, "1") == "1"
        self.preview = workspace.setting(_PREVIEW, "1") == "1"
        self.over = ""  # "details" or "sync" in the preview's place
        self.calm = False
        self._sizes = _read_sizes(workspace.setting(_SIZES))
        self._frame: Frame | None = None

    def take(self, frame: Frame) -> None:
        """Arrange `frame` from now on."""
        self._frame = frame
        self._escape = QShortcut(QKeySequence("Escape"), frame)
        self._escape.activated.connect(lambda: self.show_calm(False))
        frame.splitter.setSizes(self._sizes)
        frame.side.back_wanted.connect(self._on_side_back_wanted)
        actions = frame.actions_by_name
        actions["library"].triggered.connect(self._on_library_triggered)
        actions["preview"].triggered.connect(self._on_preview_triggered)
        actions["details"].triggered.connect(lambda on: self.show_over("details" if on else ""))
        actions["sync_panel"].triggered.connect(lambda on: self.show_over("sync" if on else ""))
        actions["calm"].triggered.connect(self.show_calm)
        self._arrange()

    def show_over(self, page: str) -> None:
        """Show the details or the sync in the preview's place; empty: neither."""
        self.over = page
        if page and self.calm:
            self.show_calm(False)
        self._arrange()
        if page == "details":
            self.details_shown.emit()

    def show_calm(self, calm: bool) -> None:
        """Only the text, or everything as it was."""
        self.calm = calm
        self._arrange()
        self.calm_changed.emit(calm)

    def show_library(self) -> None:
        """Make sure that the posts are seen."""
        self.library = True
        if self.calm:
            self.show_calm(False)
        self._arrange()

    def keep(self) -> None:
        """Remember everything in the notebook. Blocks for a few small writes."""
        self._remember_sizes()
        for key, value in (
            (_LIBRARY, str(int(self.library))),
            (_PREVIEW, str(int(self.preview))),
            (_SIZES, ",".join(map(str, self._sizes))),
        ):
            if self._workspace.setting(key) != value:
                self._workspace.put_setting(key, value)

    def _on_library_triggered(self, on: bool) -> None:
        self.library = on
        self._arrange()

    def _on_preview_triggered(self, on: bool) -> None:
        self.preview = on
        self.over = ""
        self._arrange()

    def _on_side_back_wanted(self) -> None:
        self.show_over("")

    def _arrange(self) -> None:
        frame = self._frame
        if frame is None:
            return
        self._remember_sizes()
        side = bool(self.over) or self.preview
        frame.start.setVisible(self.library and not self.calm)
        # The page first: a preview that is seen for a moment starts its browser.
        frame.side.show_page(self.over or "preview")
        frame.side.setVisible(side and not self.calm)
        frame.show_calm(self.calm)
        frame.splitter.setSizes(self._sizes)
        self._escape.setEnabled(self.calm)
        actions = frame.actions_by_name
        actions["library"].setChecked(self.library)
        actions["preview"].setChecked(self.preview and not self.over)
        actions["details"].setChecked(self.over == "details")
        actions["sync_panel"].setChecked(self.over == "sync")
        actions["calm"].setChecked(self.calm)

    def _remember_sizes(self) -> None:
        if self._frame is None:
            return
        if not self._frame.top.isVisible():
            return  # before the window is seen, and where only the text is: widths say nothing
        now = self._frame.splitter.sizes()
        # A hidden pane has no width; it keeps the one it had.
        self._sizes = [new or old for new, old in zip(now, self._sizes, strict=True)]


def _read_sizes(text: str) -> list[int]:
    parts = text.split(",")
    if len(parts) == len(SIZES) and all(part.isdecimal() and int(part) > 0 for part in parts):
        return [int(part) for part in parts]
    return list(SIZES)
