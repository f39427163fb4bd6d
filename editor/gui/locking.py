"""When the window has to be locked: nobody is there, the author says so; and what an open window
offers about its passphrase. Locking itself, which ends the window, is the session's (session.py).

Only a notebook with a passphrase can be locked: without one there is nothing that would open it
again for its author alone. Thread: GUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog

from editor.gui.bridge import STORE
from editor.gui.protection.absence import LOOK_AFTER, Absence, minutes_of
from editor.system.translation import gettext as _
from editor.workspace.protection import State, state

if TYPE_CHECKING:
    from editor.gui.frame import Frame
    from editor.gui.main_window import MainWindow
    from editor.gui.protection.card import ChoiceCard
    from editor.gui.protection.dialogs import ProtectionDialog

KEYS = "Ctrl+Alt+L"
_AFTER = "lock.after"  # minutes
_CHOICE = "protection.choice"  # "none": the author was asked and wants no passphrase
_MARK = "midad_locks"


class Locking(QObject):
    """Of one window. What is wanted is obeyed by whoever can close the window: the session."""

    wanted = Signal()
    encrypt_wanted = Signal(str)  # the new passphrase
    decrypt_wanted = Signal(str)  # the present passphrase

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.is_protected = state(window.workspace.path) is State.LOCKED
        self.absence = Absence()
        self._card: ChoiceCard | None = None
        self._offers = False
        self._timer = QTimer(self, interval=LOOK_AFTER)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def take(self, frame: Frame) -> None:
        """Obey the menu and the keys of a new frame."""
        action = frame.actions_by_name["lock"]
        action.triggered.connect(lambda _checked=False: self.ask())
        if not self.is_protected:
            # The keys stay alive, to say why.
            action.setText(_("Lock (needs a passphrase)"))
        self._card = None
        if self._offers:
            self.offer()

    def watch(self) -> None:
        """Begin to look whether somebody is there. Call after the first paint."""
        if self.is_protected:
            self.absence.minutes = minutes_of(self._window.workspace.setting(_AFTER))
            self._timer.start()
            QGuiApplication.instance().focusWindowChanged.connect(self._on_focus_window_changed)  # type: ignore[union-attr]
            self._on_focus_window_changed(None)  # a dialog may be open already

    def look(self) -> None:
        """Look once; `wanted` follows where nobody was there for long enough."""
        if self.absence.look(self._signs(), self._window.workspace.clock.now()):
            self.wanted.emit()

    def ask(self) -> None:
        """The author wants to lock: do so, or say why not."""
        if self.is_protected:
            self.wanted.emit()
        else:
            self._window.news.say(
                _("Only a notebook with a passphrase can be locked, and this one has none."),
                (_("Choose a passphrase …"), self.choose_passphrase),
                icon="lock-keyhole",
                lasting=True,
            )

    def refuse(self) -> None:
        """The words could not be saved, so the window has to stay open."""
        self._window.news.say(
            _("Not locked: your last words are not saved yet, and would be lost."),
            (_("Save again"), self._window.desk.save_now),
            warning=True,
        )

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without the author, from now on; 0: never."""
        self.absence.minutes = minutes
        workspace = self._window.workspace
        self._window.bridge.run(STORE, lambda: workspace.put_setting(_AFTER, str(minutes)))

    # --- the first choice -----------------------------------------------------------------------

    def offer_once(self) -> None:
        """Ask whether there shall be a passphrase, unless that was answered."""
        if not self.is_protected and not self._window.workspace.setting(_CHOICE):
            self.offer()

    def offer(self) -> None:
        """Show the choice below the text."""
        from editor.gui.protection.card import ChoiceCard

        self._offers = True
        self._card = card = ChoiceCard()
        card.passphrase_wanted.connect(self.choose_passphrase)
        card.none_wanted.connect(self._on_none_wanted)
        card.later_wanted.connect(self._put_card_away)
        self._window.frame.show_card(card)

    @property
    def card(self) -> ChoiceCard | None:
        """The choice, while it is shown."""
        return self._card

    def _on_none_wanted(self) -> None:
        workspace = self._window.workspace
        self._window.bridge.run(STORE, lambda: workspace.put_setting(_CHOICE, "none"))
        self._put_card_away()

    def _put_card_away(self) -> None:
        self._offers = False
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    # --- the passphrase -------------------------------------------------------------------------

    def do(self, deed: str) -> None:
        """One of the preferences' deeds (preferences/protection.py)."""
        deeds = {
            "choose": self.choose_passphrase,
            "change": self.change_passphrase,
            "new_key": self.make_recovery_key,
            "remove": self.remove_passphrase,
            "remember": self.remember,
            "forget_computer": self.forget_computer,
            "lock": self.ask,
        }
        deeds[deed]()

    def choose_passphrase(self) -> None:
        """Help to choose the first one."""
        self._dialog().begin_choosing()

    def change_passphrase(self) -> None:
        """Help to choose another one."""
        self._dialog().begin_changing()

    def make_recovery_key(self) -> None:
        """Make a new recovery key."""
        self._dialog().begin_new_key()

    def remove_passphrase(self) -> None:
        """Make the notebook a plain one, after the passphrase was given."""
        self._dialog().begin_removing()

    @property
    def is_remembered(self) -> bool:
        """True where the notebook opens by itself, on this computer or another. A look at the key
        file."""
        from editor.workspace import remembering

        return self.is_protected and remembering.is_remembered(self._window.workspace.path)

    def remember(self) -> None:
        """Have this computer open the notebook by itself, after the passphrase was given."""
        self._dialog().begin_remembering()

    def forget_computer(self) -> None:
        """Have the passphrase asked for at every start again."""
        from editor.gui.protection.dialogs import LANE
        from editor.workspace import remembering

        window, path = self._window, self._window.workspace.path
        window.bridge.run(
            LANE,
            lambda: remembering.forget(path),
            lambda _was: window.news.say(_("The passphrase is asked for again.")),
        )

    def _dialog(self) -> ProtectionDialog:
        from editor.gui.protection.dialogs import ProtectionDialog

        window = self._window
        dialog = ProtectionDialog(window.bridge, window.theme.tokens, window)
        dialog.encrypt_wanted.connect(self.encrypt_wanted)
        dialog.decrypt_wanted.connect(self.decrypt_wanted)
        dialog.succeeded.connect(window.news.say)
        return dialog

    # --- presence -------------------------------------------------------------------------------

    def _signs(self) -> object:
        """What changes while somebody types, scrolls, clicks or moves the mouse. Looked at now
        and then: a filter of all events would make every key slower."""
        where = QCursor.pos()
        focus = QApplication.focusWidget()
        caret = QGuiApplication.inputMethod().cursorRectangle()
        return (
            where.x(),
            where.y(),
            id(focus),
            caret.x(),
            caret.y(),
            QApplication.mouseButtons(),
            self._window.frame.writing.place(),
        )

    def _on_focus_window_changed(self, _window: QWindow | None) -> None:
        """A dialog keeps the window's keys to itself: give it ours."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not dialog.property(_MARK):
            dialog.setProperty(_MARK, True)
            QShortcut(QKeySequence(KEYS), dialog).activated.connect(self.wanted)
