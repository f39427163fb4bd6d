"""A small window at the caret with the characters that keyboards lack or hide.

Typing looks for one by its name; arrows walk among the buttons as they point. Opened anew each
time, and gone when it is closed: nothing of it is loaded before. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.gui.widgets import hairline, label, look
from editor.gui.writing.palette_signs import Group, Offer, found, groups
from editor.gui.writing.sheet.looks import Looks
from editor.system.translation import gettext as _

_COLUMNS = 8
_CELL = 46  # pixels, as the style sheet has it
_ROOM = 360  # pixels of height for the buttons
_MOST_RECENT = _COLUMNS
_MARKS = "\u200e\u200f"
_Key = Qt.Key
_WALKS = (_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End)


class Palette(QFrame):
    """chosen: what to put before and behind the selection; the window is closed by then."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, recent: list[str] | None = None) -> None:
        """`recent`: the keys of what was used last, the latest first; what is chosen is put at
        its head."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Insert a special character"))
        look(self, "popup")
        self._recent = recent if recent is not None else []
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("Look for a character by its name"))
        self._field.setAccessibleName(_("Look for a character by its name"))
        self._field.textChanged.connect(self._on_field_text_changed)
        self._field.returnPressed.connect(self._on_field_return_pressed)
        self._name = label(" ", "small")
        self._none = label(_("No character has this name."), "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.hide()
        self._inside = QWidget()
        rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        self._sections = [_Section(group, self) for group in self._groups()]
        for section in self._sections:
            rows.addWidget(section)
        rows.addWidget(self._none)
        rows.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFixedSize(_COLUMNS * _CELL + 16, _ROOM)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._area)
        column.addWidget(hairline())
        column.addWidget(self._name)

    def _groups(self) -> list[Group]:
        all_groups = groups()
        by_key = {offer.key: offer for group in all_groups for offer in group.offers}
        used = tuple(by_key[key] for key in self._recent if key in by_key)[:_MOST_RECENT]
        return [Group(_("Used last"), used), *all_groups] if used else all_groups

    def open_at(self, widget: QWidget, caret: QRect) -> None:
        """Open below `caret`, a rectangle of `widget`; above it where there is no room."""
        self.adjustSize()
        size, gap = self.sizeHint(), 6
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = caret.right() - size.width() if rtl else caret.left()
        place = QRect(widget.mapToGlobal(QPoint(left, caret.bottom() + gap)), size)
        room = widget.screen().availableGeometry()
        if place.bottom() > room.bottom():
            place.moveBottom(widget.mapToGlobal(caret.topLeft()).y() - gap)
        place.moveLeft(max(room.left(), min(place.left(), room.right() - size.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() - size.height())))
        self.setGeometry(place)
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def buttons(self) -> list[SignButton]:
        """What is offered now, in the order of reading."""
        return [button for section in self._sections for button in section.offered]

    def choose(self, offer: Offer) -> None:
        """Take it, and close."""
        if offer.key in self._recent:
            self._recent.remove(offer.key)
        self._recent.insert(0, offer.key)
        del self._recent[_MOST_RECENT:]
        self.close()
        self.chosen.emit(offer.before, offer.after)

    def say(self, offer: Offer) -> None:
        """Tell the name of what the pointer or the keys are on."""
        self._name.setText(offer.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _Key.Key_Escape:
            self.close()
        elif event.key() in (_Key.Key_Down, _Key.Key_Up):  # from the field
            self._focus(self.buttons()[:1])
        else:
            super().keyPressEvent(event)

    def press(self, button: SignButton, event: QKeyEvent) -> None:
        """A key on a button that is not the button's own."""
        key = event.key()
        if key in _WALKS:
            self._walk(button, key)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.choose(button.offer)
        elif key == _Key.Key_Backspace or event.text() > " ":
            self._field.setFocus()
            self._field.end(False)
            if key == _Key.Key_Backspace:
                self._field.backspace()
            else:
                self._field.insert(event.text())
        else:
            self.keyPressEvent(event)

    def _walk(self, now: SignButton, key: int) -> None:
        offered = self.buttons()
        at = offered.index(now)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if key in (_Key.Key_Up, _Key.Key_Down):
            self._walk_rows(now, offered, down=key == _Key.Key_Down)
        elif key in (_Key.Key_Home, _Key.Key_End):
            self._focus(offered[:1] if key == _Key.Key_Home else offered[-1:])
        elif (key == _Key.Key_Right) is not rtl:
            self._focus(offered[at + 1 : at + 2])
        else:
            self._focus(offered[max(0, at - 1) : at])

    def _walk_rows(self, now: SignButton, offered: list[SignButton], *, down: bool) -> None:
        here = self._place(now)
        rows = {self._place(button).y() for button in offered}
        further = [y for y in rows if (y > here.y() if down else y < here.y())]
        if not further:
            if not down:
                self._field.setFocus(Qt.FocusReason.BacktabFocusReason)
            return
        row = min(further) if down else max(further)
        beside = [button for button in offered if self._place(button).y() == row]
        self._focus([min(beside, key=lambda button: abs(self._place(button).x() - here.x()))])

    def _place(self, button: SignButton) -> QPoint:
        return button.mapTo(self._inside, QPoint())

    def _focus(self, buttons: Iterable[SignButton]) -> None:
        for button in buttons:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(button, 0, 28)

    def _on_field_text_changed(self, query: str) -> None:
        for section in self._sections:
            section.offer(query)
            section.setVisible(bool(section.offered))
        offered = self.buttons()
        self._none.setVisible(not offered)
        first = offered[:1] if query.strip() else []  # what Enter takes
        for button in offered:
            button.setDown(button in first)
        self._name.setText(first[0].offer.name if first else " ")
        self._area.verticalScrollBar().setValue(0)

    def _on_field_return_pressed(self) -> None:
        offered = self.buttons()
        if offered and self._field.text().strip():
            self.choose(offered[0].offer)


class SignButton(QToolButton):
    """Shows what is offered, or a sign for it where it cannot be seen."""

    def __init__(self, offer: Offer, palette: Palette) -> None:
        super().__init__()
        self.offer, self._palette = offer, palette
        font = Looks().font
        self.setFont(font)
        self.setText(offer.shown)
        self.setToolTip(offer.name)
        self.setAccessibleName(offer.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look(self, "sign", "shapeless" if offer.is_shapeless else "")
        self.clicked.connect(lambda _checked=False: palette.choose(offer))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._palette.say(self.offer)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._palette.say(self.offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _Key.Key_Space:
            super().keyPressEvent(event)
        else:
            self._palette.press(self, event)  # else the scroll area would take the arrows


class _Section(QWidget):
    """A group's name above its buttons. What no font of the system can draw is left out."""

    def __init__(self, group: Group, palette: Palette) -> None:
        super().__init__()
        drawn = QFontMetrics(Looks().font).inFontUcs4
        offers = (offer for offer in group.offers if drawn(ord(offer.shown.strip(_MARKS)[0])))
        self._all = [SignButton(offer, palette) for offer in offers]
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(_COLUMNS, 1)
        title = label(group.name, "small")
        title.setContentsMargins(8, 4, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(title)
        column.addLayout(self._grid)
        self.offered: list[SignButton] = []
        self.offer("")

    def offer(self, query: str) -> None:
        """Show what is found, without holes."""
        for button in self._all:
            self._grid.removeWidget(button)
        self.offered = [button for button in self._all if found(button.offer, query)]
        for number, button in enumerate(self.offered):
            self._grid.addWidget(button, *divmod(number, _COLUMNS))
        for button in self._all:
            button.setVisible(button in self.offered)
