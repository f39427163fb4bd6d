"""The palette of characters that keyboards lack: what it offers, keys, looking for a name."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from editor.gui.writing.palette import Palette
from editor.gui.writing.palette_signs import Offer, found, groups

Open = Callable[..., Palette]
_Key = Qt.Key
ZWNJ = "\u200c"


@pytest.fixture
def open_palette(qtbot: QtBot) -> Open:
    windows: list[QWidget] = []

    def show(recent: list[str] | None = None, at: QRect | None = None) -> Palette:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(600, 300)
        with qtbot.waitExposed(window):
            window.show()
        palette = Palette(window, recent)
        palette.open_at(window, at or QRect(20, 20, 2, 20))
        return palette

    return show


@pytest.fixture
def mirrored() -> Iterator[None]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def field(palette: Palette) -> QLineEdit:
    found_field = palette.findChild(QLineEdit)
    assert isinstance(found_field, QLineEdit)
    return found_field


def now(palette: Palette) -> str:
    """The name of the button that has the keys."""
    return palette.focusWidget().accessibleName()


def names(palette: Palette) -> list[str]:
    return [button.offer.name for button in palette.buttons()]


def every_offer() -> list[Offer]:
    return [offer for group in groups() for offer in group.offers]


def test_no_offer_is_there_twice_and_each_has_a_name_of_its_own() -> None:
    offers = every_offer()
    assert len({offer.key for offer in offers}) == len(offers)
    assert len({offer.name for offer in offers}) == len(offers)


def test_what_cannot_be_seen_is_shown_by_a_sign() -> None:
    offers = [offer for offer in every_offer() if offer.is_shapeless]
    assert {ZWNJ, "\u00a0", "\u2066\u2069"} <= {offer.key for offer in offers}
    assert all(not set(offer.shown) & set(offer.key) - {"\u200f"} for offer in offers)


@pytest.mark.parametrize(
    "query", ["", "zwnj", "ZERO non", "half", "200c", "U+200C", ZWNJ, "نیم‌فاصله", " joiner  zero "]
)
def test_found_by_names_and_numbers(query: str) -> None:
    assert found(every_offer()[0], query)


@pytest.mark.parametrize("query", ["dash", "zero dash", "200d", "پ"])
def test_not_found(query: str) -> None:
    assert not found(every_offer()[0], query)


def test_enter_takes_what_is_found_first(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    qtbot.keyClicks(field(palette), "guille")
    assert names(palette) == ["Guillemets", "Single guillemets"]
    with qtbot.waitSignal(palette.chosen) as heard:
        qtbot.keyClick(field(palette), _Key.Key_Return)
    assert heard.args == ["«", "»"]


def test_enter_takes_nothing_that_nobody_looked_for(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(field(palette), _Key.Key_Return)
        field(palette).setText("no such name")
        qtbot.keyClick(field(palette), _Key.Key_Return)
    assert palette.buttons() == []


def test_arrows_walk_as_they_point(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    offered = names(palette)
    qtbot.keyClick(field(palette), _Key.Key_Down)
    assert now(palette) == offered[0]
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Right)
    assert now(palette) == offered[1]
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Left)
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Left)
    assert now(palette) == offered[0]
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Down)
    assert now(palette) == "Guillemets"
    qtbot.keyClick(palette.focusWidget(), _Key.Key_End)
    assert now(palette) == offered[-1]
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Right)
    assert now(palette) == offered[-1]
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Home)
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Up)
    assert palette.focusWidget() is field(palette)


@pytest.mark.usefixtures("mirrored")
def test_arrows_are_turned_round_in_a_mirrored_window(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    offered = names(palette)
    qtbot.keyClick(field(palette), _Key.Key_Down)
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Left)
    assert now(palette) == offered[1]
    first, second = palette.buttons()[:2]
    assert first.x() > second.x()


@pytest.mark.parametrize("key", [_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space])
def test_keys_choose_the_button_they_are_on(open_palette: Open, qtbot: QtBot, key: int) -> None:
    palette = open_palette()
    qtbot.keyClick(field(palette), _Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as heard:
        qtbot.keyClick(palette.focusWidget(), Qt.Key(key))
    assert heard.args == [ZWNJ, ""]


def test_letters_typed_on_a_button_look_for_a_name(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    qtbot.keyClick(field(palette), _Key.Key_Down)
    qtbot.keyClicks(palette.focusWidget(), "e")
    qtbot.keyClicks(palette.focusWidget(), "n")
    assert field(palette).text() == "en"
    assert palette.focusWidget() is field(palette)


def test_a_click_chooses_and_closes(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    heard: list[tuple[str, str, bool]] = []
    palette.chosen.connect(lambda *both: heard.append((*both, palette.isVisible())))
    button = next(button for button in palette.buttons() if button.offer.before == "،")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == [("،", "", False)]


def test_escape_closes_and_chooses_nothing(open_palette: Open, qtbot: QtBot) -> None:
    palette = open_palette()
    qtbot.keyClick(field(palette), _Key.Key_Down)
    heard: list[str] = []
    palette.chosen.connect(lambda before, _after: heard.append(before))
    qtbot.keyClick(palette.focusWidget(), _Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(palette))
    assert heard == []


def test_what_was_used_last_comes_first(open_palette: Open, qtbot: QtBot) -> None:
    recent = ["«»", "gone"]
    palette = open_palette(recent)
    assert names(palette)[0] == "Guillemets"
    palette.choose(palette.buttons()[1].offer)
    assert recent == [ZWNJ, "«»", "gone"]
    again = open_palette(recent)
    again.choose(again.buttons()[1].offer)
    assert recent == ["«»", ZWNJ, "gone"]


def test_it_stays_on_the_screen(open_palette: Open) -> None:
    palette = open_palette(at=QRect(5000, 5000, 2, 20))
    assert palette.screen().availableGeometry().contains(palette.geometry())


def test_every_button_has_its_name_for_screen_readers(open_palette: Open) -> None:
    assert all(b.accessibleName() and b.toolTip() for b in open_palette().buttons())


def test_the_writing_pane_does_not_load_it() -> None:
    code = (
        "import sys, editor.gui.writing.pane as pane;"
        "sys.exit(any('palette' in name for name in sys.modules if name.startswith('editor.')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
