"""Dialogs that are as high as what they say, whatever comes and goes in them. Thread: GUI."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog


class FittingDialog(QDialog):
    """Keeps the width it was given. Its height follows: Qt asks a window for more room for words
    that come later, but not for the lines they break into, and lays them over one another."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """As high as what is shown, now: before the dialog is seen, or in a test."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        height = layout.totalHeightForWidth(self.width())
        self.resize(self.width(), max(height, layout.totalMinimumSize().height()))
