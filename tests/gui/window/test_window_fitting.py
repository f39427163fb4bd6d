"""Dialogs that say more than at first have room for it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from editor.gui.preferences.dialog import PreferencesDialog
from editor.gui.protection.card import ChoiceCard
from editor.gui.protection.choose_page import ChoosePage
from editor.gui.protection.dialogs import ProtectionDialog
from tests.gui.window.conftest import Open


def squeezed(page: QWidget) -> list[str]:
    """Labels with too little room for their lines."""
    return [
        each.text()
        for each in page.findChildren(QLabel)
        if each.isVisible()
        and each.wordWrap()
        and each.height() < each.heightForWidth(each.width())
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_warning_has_room_and_takes_none_from_others(
    open_window: Open, qtbot: QtBot, language: str
) -> None:
    window = open_window(language)
    dialog = ProtectionDialog(window.bridge, window.theme.tokens, window)
    dialog.begin_choosing()
    page = dialog.page
    assert isinstance(page, ChoosePage)
    page.first.line.setText("four small words here")
    page.second.line.setText("four small words hers")
    dialog.fit()
    low = dialog.height()
    page.choose()
    qtbot.waitUntil(lambda: dialog.height() > low and not squeezed(page))
    page.say_trouble("")
    qtbot.waitUntil(lambda: dialog.height() == low)
    page.first.hint.setText(" ".join(["A longer hint than there was."] * 6))
    qtbot.waitUntil(lambda: dialog.height() > low and not squeezed(page))


def test_the_preferences_can_be_closed_on_a_low_screen(open_window: Open) -> None:
    window = open_window("ar")
    window.frame.actions_by_name["preferences"].trigger()
    (dialog,) = window.findChildren(PreferencesDialog)
    dialog.resize(dialog.width(), 480)
    assert dialog.height() == 480
    (close,) = (each for each in dialog.findChildren(QPushButton) if each.isDefault())
    corner = close.mapTo(dialog, close.rect().topLeft())
    assert dialog.rect().contains(close.rect().translated(corner))


def test_the_choices_of_the_first_card_begin_in_one_line(open_window: Open, qtbot: QtBot) -> None:
    open_window("en")
    card = ChoiceCard()
    qtbot.addWidget(card)
    card.resize(560, 320)
    card.show()
    names = [each for each in card.findChildren(QLabel) if each.property("look") == "name"]
    assert names[0].height() != names[1].height(), "one breaks, the other does not"
    assert names[0].y() == names[1].y()
