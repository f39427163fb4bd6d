"""Chords of the keyboard, as tables: what the platforms tell, and what the author meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.writing.chords import ZWNJ, Chord, ChordWatch, Held, Stroke, held_key, non_joiner

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NONE, CONTROL, SHIFT = Modifier.NoModifier, Modifier.ControlModifier, Modifier.ShiftModifier
LTR, RTL = Direction.LTR, Direction.RTL

# What X11 tells of a key: Qt's name and the keysym. `^` goes up, `v` goes down.
X11 = {
    "lctrl": (Key.Key_Control, 0xFFE3),
    "rctrl": (Key.Key_Control, 0xFFE4),
    "lshift": (Key.Key_Shift, 0xFFE1),
    "rshift": (Key.Key_Shift, 0xFFE2),
    "alt": (Key.Key_Alt, 0xFFE9),
    "group": (Key.Key_AltGr, 0xFE08),  # ISO_Next_Group: the chord switches the keyboard
    "2": (Key.Key_At, 0x40),
    "left": (Key.Key_Left, 0xFF51),
    "dir_l": (Key.Key_Direction_L, 0),
    "dir_r": (Key.Key_Direction_R, 0),
}
BIT = {"lctrl": CONTROL, "rctrl": CONTROL, "lshift": SHIFT, "rshift": SHIFT}


def play(story: str, *, platform: str = "xcb") -> list[Direction]:
    """The directions said while the keys of `story` go down (v) and up (^)."""
    chord, said = Chord(platform), []
    down: list[str] = []
    for step in story.split():
        if step == "click":
            chord.cancel()
            continue
        pressed, name = step[0] == "v", step[1:]
        if not pressed and name in down:
            down.remove(name)
        held = NONE
        for each in down:
            held |= BIT.get(each, Modifier.AltModifier if each == "alt" else NONE)
        key, symbol = X11[name]
        direction = chord.heard(Stroke(pressed, key, symbol, 0, held))
        said += [direction] if direction else []
        if pressed and not name.startswith("dir"):
            down.append(name)
    return said


STORIES = [
    ("vlctrl vlshift ^lshift ^lctrl", [LTR]),
    ("vlctrl vlshift ^lctrl ^lshift", [LTR]),
    ("vlshift vlctrl ^lshift ^lctrl", [LTR]),
    ("vrctrl vrshift ^rshift ^rctrl", [RTL]),
    ("vrshift vrctrl ^rctrl ^rshift", [RTL]),
    # One after the other.
    ("vlctrl vlshift ^lshift ^lctrl vrctrl vrshift ^rshift ^rctrl", [LTR, RTL]),
    # Both sides mixed say nothing.
    ("vlctrl vrshift ^rshift ^lctrl", []),
    ("vlctrl vlshift vrshift ^rshift ^lshift ^lctrl", []),
    ("vlctrl vrshift vlshift ^rshift ^lshift ^lctrl", []),
    ("vlshift vrshift vrctrl ^rctrl ^lshift ^rshift", []),
    # One key alone says nothing.
    ("vlctrl ^lctrl vlshift ^lshift", []),
    # Something came between.
    ("vlctrl vlshift v2 ^2 ^lshift ^lctrl", []),
    ("vlctrl vlshift vleft ^left ^lshift ^lctrl", []),
    ("vlctrl vlshift v2 ^lshift ^lctrl ^2", []),
    ("vlctrl v2 ^2 vlshift ^lshift ^lctrl", []),
    ("vlctrl vlshift click ^lshift ^lctrl", []),
    ("vlctrl click vlshift ^lshift ^lctrl", []),
    ("vlctrl vlshift valt ^alt ^lshift ^lctrl", []),
    ("valt vlctrl vlshift ^lshift ^lctrl ^alt", []),
    ("vlctrl vgroup ^group ^lctrl", []),
    # ... and is forgotten afterwards.
    ("vlctrl vlshift v2 ^2 ^lshift ^lctrl vlctrl vlshift ^lshift ^lctrl", [LTR]),
    # A key rolled over from typing comes up late: nothing was pressed between.
    ("v2 vlctrl vlshift ^2 ^lshift ^lctrl", [LTR]),
    # Qt says it, too: before the keys go up (Windows), or after.
    ("vlctrl vlshift vdir_l ^dir_l ^lshift ^lctrl", [LTR]),
    ("vlctrl vlshift ^lshift vdir_l ^dir_l ^lctrl", [LTR]),
    ("vrctrl vrshift ^rshift ^rctrl vdir_r ^dir_r", [RTL]),
    # A key of its own.
    ("vdir_r ^dir_r", [RTL]),
    ("vlctrl vlshift ^lshift ^lctrl vdir_r ^dir_r", [LTR, RTL]),
    # Pressed again while Control stays down.
    ("vlctrl vlshift ^lshift vlshift ^lshift ^lctrl", [LTR, LTR]),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_chord(story: str, expected: list[Direction]) -> None:
    assert play(story) == expected


def test_a_key_that_went_up_elsewhere_is_not_taken_for_held() -> None:
    chord = Chord("xcb")
    chord.heard(Stroke(True, Key.Key_Control, 0xFFE3))
    # It comes up over another window; then, here, Shift alone.
    chord.heard(Stroke(True, Key.Key_Shift, 0xFFE1, 0, NONE))
    assert chord.heard(Stroke(False, Key.Key_Shift, 0xFFE1, 0, NONE)) is None


def test_a_key_that_repeats_itself_is_nothing_new() -> None:
    chord = Chord("xcb")
    chord.heard(Stroke(True, Key.Key_Control, 0xFFE3))
    chord.heard(Stroke(True, Key.Key_Shift, 0xFFE1, 0, CONTROL))
    chord.heard(Stroke(True, Key.Key_Shift, 0xFFE1, 0, CONTROL, repeated=True))
    assert chord.heard(Stroke(False, Key.Key_Shift, 0xFFE1, 0, CONTROL)) is LTR


SIDES = [
    ("xcb", Stroke(True, Key.Key_Shift, 0xFFE1, 50), Held.LEFT_SHIFT),
    ("xcb", Stroke(True, Key.Key_Shift, 0xFFE2, 62), Held.RIGHT_SHIFT),
    # Caps Lock made a Control by the keyboard's options.
    ("xcb", Stroke(True, Key.Key_Control, 0xFFE3, 66), Held.LEFT_CONTROL),
    ("wayland", Stroke(True, Key.Key_Control, 0xFFE4, 105), Held.RIGHT_CONTROL),
    ("wayland-egl", Stroke(True, Key.Key_Shift, 0xFFE2, 62), Held.RIGHT_SHIFT),
    ("windows", Stroke(True, Key.Key_Shift, 0x10, 0x2A), Held.LEFT_SHIFT),
    ("windows", Stroke(True, Key.Key_Shift, 0x10, 0x36), Held.RIGHT_SHIFT),
    ("windows", Stroke(True, Key.Key_Shift, 0x10, 0x136), None),
    ("windows", Stroke(True, Key.Key_Control, 0x11, 0x1D), Held.LEFT_CONTROL),
    ("windows", Stroke(True, Key.Key_Control, 0x11, 0x11D), Held.RIGHT_CONTROL),
    ("windows", Stroke(True, Key.Key_Control, 0xA3, 0), Held.RIGHT_CONTROL),
    ("cocoa", Stroke(True, Key.Key_Shift, 0x38, 1), Held.LEFT_SHIFT),
    ("cocoa", Stroke(True, Key.Key_Shift, 0x3C, 1), Held.RIGHT_SHIFT),
    ("cocoa", Stroke(True, Key.Key_Meta, 0x3B, 1), Held.LEFT_CONTROL),
    ("cocoa", Stroke(True, Key.Key_Meta, 0x3E, 1), Held.RIGHT_CONTROL),
    # Command: the system keeps what comes between for itself.
    ("cocoa", Stroke(True, Key.Key_Control, 0x37, 1), None),
    # A virtual key code of one platform is another key on another.
    ("xcb", Stroke(True, Key.Key_A, 0xFFE1), None),
    ("xcb", Stroke(True, Key.Key_Shift, 0x10, 0x2A), None),
    ("offscreen", Stroke(True, Key.Key_Shift, 0, 0), None),
]


@pytest.mark.parametrize(("platform", "stroke", "expected"), SIDES)
def test_side(platform: str, stroke: Stroke, expected: Held | None) -> None:
    assert held_key(platform, stroke) is expected


def test_a_mac_holds_its_control_key() -> None:
    chord, meta = Chord("cocoa"), Modifier.MetaModifier
    chord.heard(Stroke(True, Key.Key_Meta, 0x3B))
    chord.heard(Stroke(True, Key.Key_Shift, 0x38, 0, meta))
    assert chord.heard(Stroke(False, Key.Key_Shift, 0x38, 0, meta)) is LTR


# --- the zero-width non-joiner ------------------------------------------------------------------

SPACE = Stroke(True, Key.Key_Space, 0x20, 65, SHIFT)
BOTH = CONTROL | SHIFT
NON_JOINERS = [
    # Shift and Space in a word of Arabic script
    (SPACE, " ", "می", ZWNJ),
    (SPACE, " ", "هُ", ZWNJ),
    (SPACE, " ", "سال ۱۰", ZWNJ),
    (SPACE, " ", "١٠", ZWNJ),
    (SPACE, " ", "نرم‌افزار PDF", ZWNJ),
    (SPACE, " ", "«کتاب»", ZWNJ),
    (SPACE, " ", "the word می", ZWNJ),
    # once
    (SPACE, " ", "می" + ZWNJ, ""),
    # where it means nothing it is a space
    (SPACE, " ", "", None),
    (SPACE, " ", "WORD", None),
    (SPACE, " ", "می ", None),
    (SPACE, " ", "می:", None),
    (SPACE, " ", "مرحبا،", None),
    (SPACE, " ", "שלום", None),
    (SPACE, " ", "שלום PDF", None),
    (SPACE._replace(modifiers=BOTH), " ", "می", None),
    (SPACE._replace(modifiers=NONE), " ", "می", None),
    (SPACE._replace(pressed=False), " ", "می", None),
    # a keyboard that has it itself is obeyed, once
    (SPACE, ZWNJ, "WORD", ZWNJ),
    (SPACE, ZWNJ, "می" + ZWNJ, ""),
    (Stroke(True, Key.Key_B, 0, 0, SHIFT), ZWNJ, "می", ZWNJ),
    # Control, Shift and 2, by where the key stands
    (Stroke(True, Key.Key_At, 0x40, 11, BOTH), "", "WORD", ZWNJ),
    (Stroke(True, 0x66C, 0x66C, 11, BOTH), "", "می", ZWNJ),
    (Stroke(True, 0x66C, 0x66C, 11, BOTH), "", "می" + ZWNJ, ""),
    (Stroke(True, Key.Key_At, 0x40, 48, BOTH), "", "می", None),  # a British keyboard's '
    (Stroke(True, Key.Key_At, 0x40, 11, SHIFT), "@", "می", None),
    (Stroke(True, Key.Key_Exclam, 0x21, 10, BOTH), "", "می", None),
    (Stroke(True, Key.Key_Left, 0xFF51, 113, BOTH), "", "می", None),
]


@pytest.mark.parametrize(("stroke", "text", "before", "expected"), NON_JOINERS)
def test_non_joiner(stroke: Stroke, text: str, before: str, expected: str | None) -> None:
    assert non_joiner("xcb", stroke, text, before) == expected


@pytest.mark.parametrize(
    ("platform", "stroke", "expected"),
    [
        ("windows", Stroke(True, Key.Key_2, 0x32, 0x03, BOTH), ZWNJ),
        ("windows", Stroke(True, Key.Key_At, 0x32, 0x28, BOTH), None),
        ("wayland-egl", Stroke(True, Key.Key_2, 0x32, 11, BOTH), ZWNJ),
        ("cocoa", Stroke(True, Key.Key_2, 0x13, 1, Modifier.MetaModifier | SHIFT), ZWNJ),
        ("cocoa", Stroke(True, Key.Key_2, 0x13, 1, BOTH), ZWNJ),
        ("cocoa", Stroke(True, Key.Key_A, 0x00, 1, BOTH), None),
        ("offscreen", Stroke(True, Key.Key_2, 0, 0, BOTH), ZWNJ),
    ],
)
def test_two_on_every_platform(platform: str, stroke: Stroke, expected: str | None) -> None:
    assert non_joiner(platform, stroke, "", "می") == expected


# --- the shell ----------------------------------------------------------------------------------


class Watched(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__()
        self.watch = ChordWatch(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.watch.heard(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.watch.heard(event):
            super().keyReleaseEvent(event)


@pytest.fixture
def watched(qtbot: QtBot) -> tuple[QPlainTextEdit, list[Direction]]:
    widget, said = Watched(), list[Direction]()
    qtbot.addWidget(widget)
    widget.watch.chosen.connect(said.append)
    return widget, said


def send(widget: QPlainTextEdit, kind: QEvent.Type, name: str, held: Modifier = NONE) -> None:
    key, symbol = X11[name]
    QApplication.sendEvent(widget, QKeyEvent(kind, key, held, 0, symbol, 0, ""))


DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def press_both(widget: QPlainTextEdit) -> None:
    send(widget, DOWN, "rctrl")
    send(widget, QEvent.Type.ShortcutOverride, "rshift", CONTROL)
    send(widget, DOWN, "rshift", CONTROL)


def release_both(widget: QPlainTextEdit) -> None:
    send(widget, UP, "rshift", CONTROL)
    send(widget, UP, "rctrl")


def test_the_watch_hears_a_chord(watched: tuple[QPlainTextEdit, list[Direction]]) -> None:
    widget, said = watched
    press_both(widget)
    assert not said, "not before it is released"
    release_both(widget)
    assert said == [RTL]


def test_qts_own_direction_key_never_reaches_the_document(
    watched: tuple[QPlainTextEdit, list[Direction]],
) -> None:
    widget, said = watched
    widget.setPlainText("x")
    press_both(widget)
    send(widget, DOWN, "dir_r")
    send(widget, UP, "dir_r")
    release_both(widget)
    assert said == [RTL]
    assert not widget.document().isUndoAvailable()


def test_what_comes_between_cancels(watched: tuple[QPlainTextEdit, list[Direction]]) -> None:
    widget, said = watched
    between = (
        # Ctrl+Shift+2 was a shortcut's: the key itself never comes.
        lambda: send(widget, QEvent.Type.ShortcutOverride, "2", BOTH),
        lambda: QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut)),
        lambda: QApplication.sendEvent(widget, QInputMethodEvent("ک", [])),
        lambda: widget.findChild(ChordWatch).cancel(),
    )
    for happen in between:
        press_both(widget)
        happen()
        release_both(widget)
    assert not said


def test_an_input_method_that_says_nothing_does_not(
    watched: tuple[QPlainTextEdit, list[Direction]],
) -> None:
    widget, said = watched
    press_both(widget)
    QApplication.sendEvent(widget, QInputMethodEvent("", []))
    release_both(widget)
    assert said == [RTL]
