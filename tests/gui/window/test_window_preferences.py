"""What the author chooses is seen at once, kept, and in force in every frame of the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from editor.domain.post import Direction
from editor.gui.fonts import MONOSPACE
from editor.gui.main_window import MainWindow
from editor.gui.preferences.dialog import PreferencesDialog
from editor.gui.preferences.habits import read_habits
from editor.gui.preferences.sample import Sample
from editor.gui.theme import DARK
from editor.gui.writing.choices import MAX_SIZE, Spacing, Width, WritingChoices, from_text
from editor.gui.writing.palette import Palette
from editor.workspace.workspace import Workspace

Open = Callable[..., MainWindow]
TOGGLES = ("focus", "typewriter", "bare", "invisibles")

OTHER = {
    "arabic": MONOSPACE,
    "latin": MONOSPACE,
    "size": 24,
    "spacing": Spacing.AIRY,
    "width": Width.WHOLE,
    "visual_caret": False,
    "smart_punctuation": False,
    "spelling": False,
    "bare": True,
    "invisibles": True,
    "typewriter": True,
    "focus": True,
    "long_side": 1024,
}


def in_force(window: MainWindow) -> dict[str, Any]:
    """How the text is written now, by the fields of WritingChoices."""
    editor, looks = window.frame.writing.editor, window.frame.writing.editor._looks
    assert window.proofreading is not None
    return {
        "arabic": looks.faces.arabic,
        "latin": looks.faces.latin,
        "hebrew": looks.faces.hebrew,
        "size": editor.font().pixelSize(),
        "spacing": looks.spacing,
        "width": looks.measure_letters,
        "visual_caret": not editor._walker.logical,
        "smart_punctuation": editor._hands.is_smart,
        "spelling": window.proofreading._is_on,
        "bare": editor._layout.aspects.showing.bare,
        "invisibles": editor._layout.aspects.showing.invisibles,
        "typewriter": editor._is_held,
        "focus": editor._is_focused,
        "long_side": window.habits.choices.long_side,
    }


def preferences(window: MainWindow) -> PreferencesDialog:
    window.frame.actions_by_name["preferences"].trigger()
    return next(each for each in window.findChildren(PreferencesDialog) if each.isVisible())


def fields(dialog: PreferencesDialog) -> dict[str, QComboBox]:
    page = dialog.type_page
    return {
        "arabic": page.arabic,
        "latin": page.latin,
        "hebrew": page.hebrew,
        "size": page.letters,
        "spacing": page.spacing,
        "width": page.measure,
        "visual_caret": dialog.habits_page.arrows,
        "long_side": dialog.habits_page.long_side,
    }


def shown(dialog: PreferencesDialog) -> WritingChoices:
    chosen = {name: field.currentData() for name, field in fields(dialog).items()}
    boxes = {name: box.isChecked() for name, box in dialog.habits_page.boxes.items()}
    return WritingChoices(**chosen, **boxes)


def pick(field: QComboBox, value: object) -> None:
    """As a click on the list does."""
    at = field.findData(value)
    assert at >= 0, value
    field.setCurrentIndex(at)
    field.activated.emit(at)


def choose(dialog: PreferencesDialog, name: str, value: object) -> None:
    box = dialog.habits_page.boxes.get(name)
    if box is None:
        pick(fields(dialog)[name], value)
    else:
        box.click()
        assert box.isChecked() is value


def close(window: MainWindow, qtbot: QtBot) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=15_000)


@pytest.fixture
def dialog(window: MainWindow) -> PreferencesDialog:
    return preferences(window)


def kept(workspace: Workspace) -> WritingChoices:
    return from_text(workspace.setting("writing.choices"))


def test_other_choices_are_no_usual_ones() -> None:
    untouched = {"hebrew"}  # a bare computer has one Hebrew face
    usual = WritingChoices()
    assert {name for name in usual.__slots__ if name not in OTHER} == untouched
    assert all(getattr(usual, name) != value for name, value in OTHER.items())


@pytest.mark.parametrize(("name", "value"), OTHER.items())
def test_a_choice_is_in_force_at_once_and_kept(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, name: str, value: object
) -> None:
    before = in_force(window)
    choose(preferences(window), name, value)
    after = in_force(window)
    assert {each for each in after if after[each] != before[each]} == {name}
    assert getattr(window.habits.choices, name) == value
    qtbot.waitUntil(lambda: kept(workspace) == WritingChoices(**{name: value}))  # type: ignore[arg-type]


def test_the_next_window_writes_as_the_one_before(open_window: Open, qtbot: QtBot) -> None:
    first = open_window()
    dialog = preferences(first)
    for name, value in OTHER.items():
        choose(dialog, name, value)
    dialog.close()
    before = in_force(first)
    close(first, qtbot)
    second = open_window()
    assert in_force(second) == before
    assert shown(preferences(second)) == first.habits.choices == WritingChoices(**OTHER)  # type: ignore[arg-type]
    assert second.frame.writing.title_field.font().family() == MONOSPACE


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"size": "huge", "bare": 3, "width": null}'])
def test_what_was_kept_and_is_spoilt_is_as_usual(
    open_window: Open, workspace: Workspace, spoilt: str
) -> None:
    workspace.put_setting("writing.choices", spoilt)
    workspace.put_setting("window.language", "xx")
    workspace.put_setting("window.scheme", "pink")
    window = open_window(scheme="")
    assert window.habits.choices == WritingChoices()
    assert window.theme.choice == "system"
    assert shown(preferences(window)) == WritingChoices()


@pytest.mark.parametrize(
    ("size", "found"), [("22", 22), ("19", 19), ("", 18), ("0", 12), ("9" * 5000, 18), ("²", 18)]
)
def test_the_type_chosen_long_ago_stays(workspace: Workspace, size: str, found: int) -> None:
    workspace.put_setting("writing.font", MONOSPACE)
    workspace.put_setting("writing.size", size)
    old = WritingChoices(arabic=MONOSPACE, latin=MONOSPACE, size=found)
    assert read_habits(workspace) == old
    workspace.put_setting("writing.choices", WritingChoices().to_text())
    assert read_habits(workspace) == WritingChoices()


def test_a_face_or_size_that_is_not_offered_is_shown_all_the_same(
    open_window: Open, workspace: Workspace
) -> None:
    workspace.put_setting("writing.choices", '{"arabic": "Nowhere Kufi", "size": 19}')
    dialog = preferences(open_window())
    assert "Nowhere Kufi" in dialog.type_page.arabic.currentText()
    assert "not on this computer" in dialog.type_page.arabic.currentText()
    assert dialog.type_page.letters.currentText() == "19"
    sizes = [dialog.type_page.letters.itemData(at) for at in range(5)]
    assert sizes == [12, 14, 16, 18, 19]


def test_light_and_dark_are_chosen_at_once_and_kept(
    window: MainWindow, workspace: Workspace, dialog: PreferencesDialog
) -> None:
    pick(dialog.window_page.scheme, "dark")
    assert window.theme.tokens is DARK
    assert window.frame.writing.editor._looks.tokens is DARK
    assert workspace.setting("window.scheme") == "dark"


# --- the menu and the dialog ----------------------------------------------------------------------


@pytest.mark.parametrize("name", TOGGLES)
def test_menu_and_dialog_stay_in_step(window: MainWindow, name: str) -> None:
    action = window.frame.actions_by_name[name]
    action.trigger()
    assert in_force(window)[name] is True
    dialog = preferences(window)
    box = dialog.habits_page.boxes[name]
    assert box.isChecked()
    assert box.text() == action.text()
    box.click()
    assert not action.isChecked()
    assert in_force(window)[name] is False


def test_letters_made_larger_are_larger_in_the_dialog(window: MainWindow) -> None:
    window.frame.writing.editor.zoom(2)
    dialog = preferences(window)
    assert dialog.type_page.letters.currentData() == 22
    choose(dialog, "spacing", Spacing.COMPACT)
    assert window.frame.writing.editor.font().pixelSize() == 22


def test_another_language_changes_no_habit_and_the_dialog_speaks_it(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    for name, value in OTHER.items():
        choose(dialog, name, value)
    before, old = in_force(window), window.frame
    pick(dialog.window_page.language, "ar")
    assert window.frame is not old
    assert in_force(window) == before
    assert all(window.frame.actions_by_name[name].isChecked() for name in TOGGLES)
    assert dialog.isVisible()
    assert dialog.windowTitle() == "التفضيلات"
    assert shown(dialog) == WritingChoices(**OTHER)  # type: ignore[arg-type]
    window.frame.actions_by_name["focus"].trigger()
    choose(dialog, "size", 30)
    assert in_force(window) == {**before, "focus": False, "size": 30}
    pick(dialog.window_page.language, "en")
    assert dialog.windowTitle() == "Preferences"
    assert in_force(window) == {**before, "focus": False, "size": 30}


def test_a_page_is_seen_when_its_name_is_pressed(dialog: PreferencesDialog) -> None:
    pages = (
        dialog.window_page,
        dialog.type_page,
        dialog.habits_page,
        dialog.protection_page,
        dialog.backups_page,
    )
    for name, page in zip(dialog.names.buttons(), pages, strict=True):
        name.click()
        assert [each.isVisible() for each in pages] == [each is page for each in pages]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_in_the_dialog_is_cut_off(open_window: Open, language: str) -> None:
    dialog = preferences(open_window(language))
    for name in dialog.names.buttons():
        name.click()
        dialog.adjustSize()
        for field in dialog.findChildren(QComboBox):
            if field.isVisible():
                words = field.fontMetrics().horizontalAdvance(field.currentText())
                assert field.width() >= words + 40, field.currentText()
        buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
        assert buttons
        for button in (*dialog.names.buttons(), *buttons):
            words = button.fontMetrics().horizontalAdvance(button.text())
            assert button.width() >= words + 16, button.text()
            corner = button.mapTo(dialog, button.rect().topLeft())
            assert dialog.rect().contains(button.rect().translated(corner)), button.text()


# --- the sample -----------------------------------------------------------------------------------


@pytest.mark.parametrize("spacing", Spacing)
@pytest.mark.parametrize("size", [12, 18, 26, MAX_SIZE])
@pytest.mark.parametrize("width", [300, 470])
def test_no_line_of_the_sample_is_cut_off(
    qtbot: QtBot, spacing: Spacing, size: int, width: int
) -> None:
    sample = Sample()
    qtbot.addWidget(sample)
    sample.resize(width, sample.height())
    sample.show_choices(WritingChoices(size=size, spacing=spacing))
    lines = sample.lines()
    assert lines
    assert lines[-1][2] + sample._slot + 16 <= sample.height() - 16
    if size <= 18 and width > 400:
        assert len({id(layout) for layout, _number, _top in lines}) == 3


def test_the_sample_follows(dialog: PreferencesDialog) -> None:
    dialog.names.buttons()[1].click()
    before = dialog.type_page.sample.grab().toImage()
    choose(dialog, "latin", MONOSPACE)
    other_face = dialog.type_page.sample.grab().toImage()
    choose(dialog, "spacing", Spacing.COMPACT)
    assert before != other_face != dialog.type_page.sample.grab().toImage()


# --- keys -----------------------------------------------------------------------------------------


def test_no_keys_are_given_twice(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.frame.actions_by_name.values()]
    keys += [
        shortcut.key().toString()
        for shortcut in window.findChildren(QShortcut)
        if shortcut.context() == Qt.ShortcutContext.WindowShortcut
    ]
    keys = [each for each in keys if each]
    taken = ["Ctrl+Shift+V", "Ctrl+Shift+2", "Alt+Up", "Alt+Down", "Ctrl+0", "Tab", "Shift+Tab"]
    for standard in ("Undo", "Redo", "Cut", "Copy", "Paste", "SelectAll", "ZoomIn", "ZoomOut"):
        bound = QKeySequence.keyBindings(QKeySequence.StandardKey[standard])
        taken += [each.toString() for each in bound]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(taken)


def test_the_keys_of_finding_find_in_the_post(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("T", body="جسر ثم جسر ثم جسر")
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    writing, control = window.frame.writing, Qt.KeyboardModifier.ControlModifier
    editor = writing.editor
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_F, control)
    assert writing.find_bar.isVisible()
    assert not writing.find_bar.replacement.isVisible()
    writing.find_bar.field.setText("جسر")
    first = editor.textCursor().selectionStart()
    qtbot.keyClick(editor, Qt.Key.Key_F3)
    second = editor.textCursor().selectionStart()
    assert editor.textCursor().selectedText() == "جسر"
    assert second != first
    qtbot.keyClick(editor, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert editor.textCursor().selectionStart() == first
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_H, control)
    assert writing.find_bar.replacement.isVisible()
    assert writing.body() == "جسر ثم جسر ثم جسر"


def test_the_menu_opens_the_special_characters(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    special = window.frame.actions_by_name["special"]
    assert not special.isEnabled()  # there is no post to put them in
    post = workspace.new_post("T", body="جسر")
    window.open_post(post.id)
    qtbot.waitUntil(special.isEnabled)
    special.trigger()
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    palette.chosen.emit("«", "»")
    assert window.frame.writing.body() == "«»جسر"


def test_the_authors_word_on_the_whole_post_is_kept(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("T", body="bridge")
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    window.frame.writing.post_direction_chosen.emit(Direction.RTL)
    assert window.frame.writing.editor.override is Direction.RTL
    qtbot.waitUntil(lambda: workspace.open_post(post.id).direction is Direction.RTL)


def test_what_the_printer_did_not_do_is_said(window: MainWindow) -> None:
    window.frame.writing.not_printed.emit()
    assert "could not be printed" in window.frame.banner.text


# --- beginning ------------------------------------------------------------------------------------


def test_a_window_begins_without_the_preferences(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from editor.gui.app import build_window, make_application
from editor.workspace.assembly import open_workspace
app = make_application()
window = build_window(open_workspace(Path(sys.argv[1])), "ar", app=app)
late = ("preferences.dialog", "preferences.pages", "preferences.sample", "proofreading",
        "backups.page", "backups.dialog",
        "filling", "writing.find_bar", "writing.palette", "writing.spelling")
print([name for name in late if f"editor.gui.{name}" in sys.modules])
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "n.midad")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.strip() == "[]", run.stderr
