"""A word at the foot of the page: where the link under the pointer leads, or what a click does.
GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget

from editor.gui.preview.destination import destination
from editor.system.translation import gettext as _


class Hint(QLabel):
    """Lies over the foot of `page` and lets every click through."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._link = ""
        self._is_known = False  # the author clicked a paragraph once
        self._is_inside = False
        self.setProperty("look", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        page.installEventFilter(self)

    def say_link(self, address: str) -> None:
        """Tell where a link leads; empty: the pointer has left it."""
        found = destination(address) if address else None
        self._link = found.readable if found is not None else ""
        self._follow()

    def rest(self) -> None:
        """The author knows what a click does."""
        self._is_known = True
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._is_inside = event.type() == QEvent.Type.Enter
            self._follow()
        elif event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        words = self._link
        if not words and self._is_inside and not self._is_known:
            words = _("A click on a paragraph leads to it in the text.")
        page = self._page
        room = page.width() - 48
        self.setText(QFontMetrics(self.font()).elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.setVisible(bool(words))
        self.adjustSize()
        rtl = page.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = page.width() - self.width() - 12 if rtl else 12
        self.move(left, page.height() - self.height() - 12)
        self.raise_()
