"""A field for a passphrase: hidden until it is asked to show itself, with a word about capitals
and the keyboard's language, for a passphrase that is typed blindly fails on those. Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget

from editor.domain.post import Direction
from editor.gui import icons
from editor.gui.theme import Tokens
from editor.gui.widgets import label
from editor.gui.writing.sheet.keyboard import Keyboard
from editor.system.translation import gettext as _
from editor.text.isolates import isolated

_HIDDEN = QLineEdit.EchoMode.Password
_SHOWN = QLineEdit.EchoMode.Normal


def caps_lock_after(key: int, text: str, shift: bool, was: bool) -> bool:
    """Whether Caps Lock seems to be on, as far as a struck key tells: Qt does not say it."""
    if key == Qt.Key.Key_CapsLock:
        return not was
    if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
        return text.isupper() != shift
    return was


class PassphraseField(QWidget):
    """The field, its button, and a line of hints below it. `words` name it for a screen reader."""

    changed = Signal()
    entered = Signal()

    def __init__(self, words: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._caps_lock = False
        self._keyboard = Keyboard(self)
        self._keyboard.turned.connect(self._hint)
        self.line = QLineEdit()
        self.line.setEchoMode(_HIDDEN)
        self.line.setAccessibleName(words)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.textChanged.connect(self._on_line_changed)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self._show = QAction(self.line)
        self._show.triggered.connect(self._on_show_triggered)
        self.line.addAction(self._show, QLineEdit.ActionPosition.TrailingPosition)
        self.hint = label("", "small", wrap=True)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.hint)
        self._dress()
        self._hint()

    @property
    def text(self) -> str:
        """What was typed, as it was typed."""
        return self.line.text()

    @property
    def is_shown(self) -> bool:
        """True while it can be read."""
        return self.line.echoMode() == _SHOWN

    def take(self) -> str:
        """What was typed; the field forgets it."""
        typed = self.line.text()
        self.forget()
        return typed

    def forget(self) -> None:
        """Empty the field, with nothing in it to undo, and hide what is typed next."""
        self.line.clear()
        self._set_shown(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps_lock = caps_lock_after(event.key(), event.text(), shift, self._caps_lock)
            self._keyboard.heard(event.text())
            self._hint()
        elif event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._hint()
        return super().eventFilter(watched, event)

    def _on_line_changed(self, _text: str) -> None:
        self.changed.emit()

    def _on_show_triggered(self) -> None:
        self._set_shown(not self.is_shown)

    def _set_shown(self, shown: bool) -> None:
        self.line.setEchoMode(_SHOWN if shown else _HIDDEN)
        self._dress()

    def _dress(self) -> None:
        words = _("Hide the passphrase") if self.is_shown else _("Show the passphrase")
        icons.dress(self._show, "eye-off" if self.is_shown else "eye", self._tokens)
        self._show.setText(words)
        self._show.setToolTip(words)
        for button in self.line.findChildren(QToolButton):
            button.setAccessibleName(words)

    def _hint(self) -> None:
        parts = []
        if self._caps_lock:
            parts.append(_("Caps Lock seems to be on."))
        parts.append(_keyboard_words(self._keyboard.direction))
        self.hint.setText(" ".join(part for part in parts if part))


def _keyboard_words(heard: Direction | None) -> str:
    told = QGuiApplication.inputMethod()
    way = told.inputDirection()
    return keyboard_words(
        heard,
        told.locale(),
        Direction.RTL if way == Qt.LayoutDirection.RightToLeft else Direction.LTR,
        QLocale.system(),
    )


def keyboard_words(heard: Direction | None, told: QLocale, runs: Direction, system: QLocale) -> str:
    """What to say of the keyboard: its language where the system knows it; else which way the
    letters ran that were `heard`, and nothing before the first.

    `told` runs as `runs` says. Where nobody tells Qt of the keyboard it names the `system`'s own
    language whatever is typed, so that one is never believed.
    """
    if told != system and told != QLocale.c() and heard in (None, runs):
        return _("Keyboard: {language}").format(language=isolated(told.nativeLanguageName()))
    if heard is None:
        return ""
    return {
        Direction.RTL: _("Keyboard: letters from right to left"),
        Direction.LTR: _("Keyboard: letters from left to right"),
    }[heard]
