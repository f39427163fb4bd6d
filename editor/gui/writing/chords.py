"""Keys pressed together by people who write in two directions.

Control and Shift of the left side, pressed and released with nothing between, say "left to
right"; those of the right side "right to left" (as in Windows and Word). Shift and Space, and
Control, Shift and 2, give the zero-width non-joiner (ISIRI 9147; Microsoft's Persian keyboard).

Which side a key stands on only the platform knows: `Stroke` carries what Qt tells of it. All of
it is pure but `ChordWatch`, which listens to a widget. Thread: GUI.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple
from unicodedata import bidirectional, category

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from editor.domain.post import Direction

ZWNJ = "\u200c"

_Key, _Modifier, _Type = Qt.Key, Qt.KeyboardModifier, QEvent.Type


class Stroke(NamedTuple):
    """A key that goes down or up: what Qt and the platform call it. `modifiers` are those held,
    `repeated` where the keyboard says it again."""

    pressed: bool
    key: int
    virtual: int = 0
    scan: int = 0
    modifiers: Qt.KeyboardModifier = _Modifier.NoModifier
    repeated: bool = False


class Held(Enum):
    """The four keys of the two chords."""

    LEFT_CONTROL = "left control"
    LEFT_SHIFT = "left shift"
    RIGHT_CONTROL = "right control"
    RIGHT_SHIFT = "right shift"


_CHORDS = {
    frozenset({Held.LEFT_CONTROL, Held.LEFT_SHIFT}): Direction.LTR,
    frozenset({Held.RIGHT_CONTROL, Held.RIGHT_SHIFT}): Direction.RTL,
}
_SHIFTS = frozenset({Held.LEFT_SHIFT, Held.RIGHT_SHIFT})

# Qt on Windows sends these itself, before the key goes up; a keyboard may have them as keys.
_DIRECTION_KEYS: dict[int, Direction] = {
    _Key.Key_Direction_L: Direction.LTR,
    _Key.Key_Direction_R: Direction.RTL,
}

# keysymdef.h; X11, Wayland and every other platform with xkbcommon. Where the chord switches the
# keyboard's group, its second key is no Shift any more (ISO_Next_Group), and is not taken for one.
_KEYSYMS = {
    0xFFE1: Held.LEFT_SHIFT,
    0xFFE2: Held.RIGHT_SHIFT,
    0xFFE3: Held.LEFT_CONTROL,
    0xFFE4: Held.RIGHT_CONTROL,
}
# Windows: VK_LSHIFT … where the system tells the side, else the scan code (bit 8: extended).
_WINDOWS_KEYS = {
    0xA0: Held.LEFT_SHIFT,
    0xA1: Held.RIGHT_SHIFT,
    0xA2: Held.LEFT_CONTROL,
    0xA3: Held.RIGHT_CONTROL,
}
_WINDOWS_SCANS = {
    0x2A: Held.LEFT_SHIFT,
    0x36: Held.RIGHT_SHIFT,
    0x1D: Held.LEFT_CONTROL,
    0x11D: Held.RIGHT_CONTROL,
}
# Carbon's kVK_Shift …: the key that says "control". Not Command: with Shift it takes pictures of
# the screen, and the system keeps the key that comes between for itself.
_MAC_KEYS = {
    0x38: Held.LEFT_SHIFT,
    0x3C: Held.RIGHT_SHIFT,
    0x3B: Held.LEFT_CONTROL,
    0x3E: Held.RIGHT_CONTROL,
}
_MODIFIER_KEYS: frozenset[int] = frozenset({_Key.Key_Shift, _Key.Key_Control, _Key.Key_Meta})
_CHORD_KEYS = _MODIFIER_KEYS.union(_DIRECTION_KEYS)


def held_key(platform: str, stroke: Stroke) -> Held | None:
    """Which of the four keys it is. `platform` is QGuiApplication.platformName()."""
    if stroke.key not in _MODIFIER_KEYS:
        return None
    if platform == "windows":
        return _WINDOWS_KEYS.get(stroke.virtual) or _WINDOWS_SCANS.get(stroke.scan & 0x1FF)
    if platform == "cocoa":
        return _MAC_KEYS.get(stroke.virtual)
    return _KEYSYMS.get(stroke.virtual)


class Chord:
    """Hears every key and says a direction once for each chord."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._down: set[Held] = set()
        self._spoilt = False
        self._said: Direction | None = None

    def heard(self, stroke: Stroke) -> Direction | None:
        """What the author wants, now that this key went down or up."""
        direction = _DIRECTION_KEYS.get(stroke.key)
        if direction is not None:
            return self._once(direction) if stroke.pressed else None
        if stroke.repeated:
            return None
        held = held_key(self._platform, stroke)
        if stroke.pressed:
            self._press(held, stroke.modifiers)
            return None
        return self._release(held)

    @property
    def is_begun(self) -> bool:
        """True while a key of a chord is down."""
        return bool(self._down)

    def other_key(self) -> None:
        """A key that belongs to no chord went down or up while none had begun."""
        self._said = None

    def cancel(self) -> None:
        """Something else happened: a click, a shortcut, a word of an input method, another
        window. The keys that are down mean nothing any more."""
        self._down.clear()
        self._spoilt = True

    def _press(self, held: Held | None, modifiers: Qt.KeyboardModifier) -> None:
        self._said = None
        if held is None:
            self._spoilt = True
            return
        if not self._down or held in self._down or not self._is_still_down(held, modifiers):
            self._down.clear()
            self._spoilt = False
        if modifiers & self._foreign():
            self._spoilt = True
        self._down.add(held)
        if len(self._down) > 1 and frozenset(self._down) not in _CHORDS:
            self._spoilt = True

    def _release(self, held: Held | None) -> Direction | None:
        if held not in self._down:
            return None
        direction = _CHORDS.get(frozenset(self._down))
        self._down.discard(held)
        return self._once(direction) if direction and not self._spoilt else None

    def _once(self, direction: Direction) -> Direction | None:
        """Both Qt and the keys may say the same; a key that goes down begins anew."""
        if direction is self._said:
            return None
        self._said = direction
        return direction

    def _is_still_down(self, held: Held, modifiers: Qt.KeyboardModifier) -> bool:
        """False where the other key of a chord went up without our hearing of it."""
        if held in _SHIFTS:
            return self._down <= _SHIFTS or bool(modifiers & self._control())
        return self._down.isdisjoint(_SHIFTS) or bool(modifiers & _Modifier.ShiftModifier)

    def _control(self) -> Qt.KeyboardModifier:
        """Qt calls the Command key of a Mac Control, and its Control key Meta."""
        mac = self._platform == "cocoa"
        return _Modifier.MetaModifier if mac else _Modifier.ControlModifier

    def _foreign(self) -> Qt.KeyboardModifier:
        mac = self._platform == "cocoa"
        return _Modifier.AltModifier | (
            _Modifier.ControlModifier if mac else _Modifier.MetaModifier
        )


# --- the zero-width non-joiner --------------------------------------------------------------------

# Where the platform tells no scan code, by the signs that 2 has with Shift.
_TWO: frozenset[int] = frozenset({_Key.Key_2, _Key.Key_At})
_TWO_SCAN = {"windows": 0x03, "xcb": 11, "wayland": 11}
_MAC_TWO = 0x13
_WITH_BOTH = _Modifier.ControlModifier | _Modifier.ShiftModifier
_MAC_WITH_BOTH = _Modifier.MetaModifier | _Modifier.ShiftModifier
_IRRELEVANT = _Modifier.GroupSwitchModifier


def non_joiner(platform: str, stroke: Stroke, text: str, before: str) -> str | None:
    """What a key press puts in where it is about the non-joiner, never two in a row; None where
    it is not. `text` is what the keyboard gives, `before` the line before the caret.

    Control, Shift and 2 give it anywhere. Shift and Space only where it can mean something: in
    a word of Arabic script, or at a foreign word or number within a line of it ("PDFها"). Else it
    is a space, for who writes capitals holds Shift a moment too long. A keyboard that has it on a
    key of its own is obeyed.
    """
    if not stroke.pressed:
        return None
    modifiers = stroke.modifiers & ~_IRRELEVANT
    wanted = text == ZWNJ or _is_two_chord(platform, stroke, modifiers)
    if not wanted:
        if stroke.key != _Key.Key_Space or modifiers != _Modifier.ShiftModifier:
            return None
        if not _is_in_arabic_word(before):
            return None
    return "" if before.endswith(ZWNJ) else ZWNJ


def _is_two_chord(platform: str, stroke: Stroke, modifiers: Qt.KeyboardModifier) -> bool:
    if platform == "cocoa":
        return modifiers in (_WITH_BOTH, _MAC_WITH_BOTH) and stroke.virtual == _MAC_TWO
    if modifiers != _WITH_BOTH:
        return False
    scan = _TWO_SCAN.get(platform.partition("-")[0])  # "wayland-egl"
    if scan is not None and stroke.scan:
        return stroke.scan == scan
    return stroke.key in _TWO


def _is_in_arabic_word(before: str) -> bool:
    if not before or before[-1].isspace():
        return False
    last = before[-1]
    if _is_arabic(last) or last == ZWNJ:
        return True
    nearest = next((c for c in reversed(before[-1000:]) if bidirectional(c) in ("R", "AL")), "")
    return bool(nearest) and _is_arabic(nearest) and (last.isalnum() or last in "»)”]")


def _is_arabic(character: str) -> bool:
    """A letter, a digit or a vowel sign of Arabic script, which joins."""
    kind = bidirectional(character)
    if kind in ("AL", "AN"):
        return category(character) in ("Lo", "Lm", "Nd")
    return "\u0610" <= character <= "\u06ff" and category(character) in ("Mn", "Nd")


# --- the shell ------------------------------------------------------------------------------------


class ChordWatch(QObject):
    """Is told of the keys of `widget`, and listens to what else happens to it while keys of a
    chord are down: only then, for every event would have to wait for it.

    chosen: the author pressed a chord; a Direction.
    """

    chosen = Signal(Direction)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._chord = Chord(QGuiApplication.platformName())

    def heard(self, event: QKeyEvent) -> bool:
        """A key went down or up. True for Qt's own direction keys, which are to be kept from the
        widget: it would write them into the document."""
        key, was_begun = event.key(), self._chord.is_begun
        if not was_begun and key not in _CHORD_KEYS:
            self._chord.other_key()
            return False
        direction = self._chord.heard(stroke_of(event))
        if self._chord.is_begun and not was_begun:
            self._widget.installEventFilter(self)
        elif was_begun and not self._chord.is_begun:
            self._widget.removeEventFilter(self)
        if direction is not None:
            self.chosen.emit(direction)
        return key in _DIRECTION_KEYS

    def cancel(self) -> None:
        """The pointer was used."""
        if self._chord.is_begun:
            self._chord.cancel()
            self._widget.removeEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if _comes_between(event):
            self.cancel()
        return False


def _comes_between(event: QEvent) -> bool:
    match event.type():
        case _Type.FocusOut | _Type.Wheel | _Type.MouseButtonPress:
            return True
        case _Type.ShortcutOverride if isinstance(event, QKeyEvent):
            # Where it is a shortcut's, the key itself is never heard.
            return event.key() not in _MODIFIER_KEYS and event.key() not in _DIRECTION_KEYS
        case _Type.InputMethod if isinstance(event, QInputMethodEvent):
            # Some methods send an empty one at every key.
            return bool(event.commitString() or event.preeditString())
    return False


def stroke_of(event: QKeyEvent) -> Stroke:
    """What Qt tells of a key."""
    return Stroke(
        event.type() == _Type.KeyPress,
        event.key(),
        event.nativeVirtualKey(),
        event.nativeScanCode(),
        event.modifiers(),
        event.isAutoRepeat(),
    )
