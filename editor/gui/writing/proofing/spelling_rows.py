"""The rows about a misspelt word at the top of the context menu, and the reason at its end why
the words of a language are not checked.

Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMessageBox, QPlainTextEdit

from editor.gui.phrases import language_name
from editor.gui.writing.proofing.spelling import Met, Spelling, Standing
from editor.system.translation import gettext as _
from editor.text.isolates import isolated


class SpellingRows(QObject):
    """Belongs to its menu. Suggestions take a moment: their rows come when they are there."""

    def __init__(self, menu: QMenu, spelling: Spelling, met: Met, *, writable: bool) -> None:
        super().__init__(menu)
        self._menu, self._spelling, self._met = menu, spelling, met
        if met.standing is Standing.OWN:
            menu.addAction(_("Remove from my dictionary")).triggered.connect(
                lambda: spelling.unlearn(met)
            )
        elif met.standing is Standing.IGNORED:
            menu.addAction(_("Check this word again")).triggered.connect(
                lambda: spelling.notice(met)
            )
        else:
            self._add_rows(writable=writable)
        menu.addSeparator()

    def _add_rows(self, *, writable: bool) -> None:
        menu, spelling, met = self._menu, self._spelling, self._met
        if writable:
            self._waiting = menu.addAction(_("Looking for words …"))
            self._waiting.setEnabled(False)
            menu.addSeparator()
        menu.addAction(_("Add to my dictionary")).triggered.connect(lambda: spelling.learn(met))
        menu.addAction(_("Ignore in this post")).triggered.connect(lambda: spelling.ignore(met))
        if writable:
            spelling.suggest(met, self._on_suggested)

    def _on_suggested(self, suggested: list[str]) -> None:
        if not suggested:
            self._waiting.setText(_("No suggestions"))
            return
        bold = self._waiting.font()
        bold.setBold(True)
        for word in suggested:
            action = QAction(word.replace("&", "&&"), self._menu)
            action.setFont(bold)
            action.triggered.connect(
                lambda _checked=False, word=word: self._spelling.replace(self._met, word)
            )
            self._menu.insertAction(self._waiting, action)
        self._menu.removeAction(self._waiting)
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        menu = self._menu
        if menu.isVisible():
            room, place = menu.screen().availableGeometry(), menu.geometry()
            place.setSize(menu.sizeHint())
            menu.move(place.x(), max(room.top(), min(place.y(), room.bottom() - place.height())))


def add_reason(menu: QMenu, editor: QPlainTextEdit, spelling: Spelling) -> None:
    """A row for the first language whose words cannot be checked, where there is one."""
    missing = spelling.missing()
    if missing:
        name = isolated(language_name(missing[0]))
        words = _("Why are words in {language} not checked?").format(language=name)
        menu.addSeparator()
        menu.addAction(words).triggered.connect(lambda: explain(editor, missing[0]))


def explain(editor: QPlainTextEdit, language: str) -> QMessageBox:
    """Tell how to get a dictionary, in a window that waits for nobody."""
    from editor.gui.writing.proofing.dictionary_advice import advice

    said = _("There is no dictionary for {language} on this computer.")
    box = QMessageBox(editor.window())
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle("Midad")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(said.format(language=isolated(language_name(language))))
    box.setInformativeText(advice(language))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box
