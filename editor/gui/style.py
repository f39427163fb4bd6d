"""The one style sheet. Radius 8 to 10, controls 32 high, a grid of 4; hairlines, no boxes.

Widgets choose their look with the property `look` (`field`, `quiet`, `strong` …), never with a
style sheet of their own: one sheet is polished once.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

from editor.system.paths import resource

if TYPE_CHECKING:
    from editor.gui.theme import Tokens

_SHEET = Template("""
QToolTip { background: $ink; color: $surface; border: none; padding: 4px 8px; }
QMainWindow, QDialog { background: $paper; }
QWidget[look="side"] { background: $side; }
QWidget[look="paper"] { background: $paper; }
QWidget[look="surface"], QWidget[look="bar"] { background: $surface; }
QFrame[look="hairline"] { background: $line; border: none; }
QLabel { background: transparent; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; font-size: 12px; }
QLabel[look="heading"] { font-size: 20px; font-weight: 700; }
QLabel[look="name"] { font-size: 14px; font-weight: 600; }
QLabel[look="warning"] { color: $warning; }
QLabel[look="hint"] { background: $ink; color: $surface; border-radius: 8px; padding: 4px 10px;
  font-size: 12px; }
QLabel[look="badge"] { background: $accent_soft; border-radius: 28px; }
QLabel[look="monogram"] { background: $accent; color: $on_accent; border-radius: 9px;
  font-size: 15px; font-weight: 700; }

QPushButton { background: $surface; color: $ink; border: 1px solid $line; border-radius: 9px;
  min-height: 30px; padding: 0 14px; }
QPushButton:hover { border-color: $muted; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; }
QPushButton:disabled { color: $muted; background: transparent; }
QPushButton[look="strong"] { background: $accent; color: $on_accent;
  border: 1px solid $accent; font-weight: 600; }
QPushButton[look="strong"]:hover { border-color: $ink; }
QPushButton[look="strong"]:focus { border: 2px solid $ink; }
QPushButton[look="strong"]:disabled { background: $side; border-color: $line; color: $muted; }
QPushButton[look="link"] { background: transparent; border: none; color: $accent;
  font-weight: 600; padding: 0 6px; }
QPushButton[look="link"]:focus { border: 2px solid $accent; padding: 0 4px; }
QPushButton[look="link"]:hover { text-decoration: underline; }

QToolButton { background: transparent; color: $ink; border: 1px solid transparent;
  border-radius: 9px; min-width: 30px; min-height: 30px; padding: 0; }
QToolButton:hover { background: $side; }
QToolButton:checked, QToolButton:pressed { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 2px solid $accent; min-width: 28px; min-height: 28px; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[look="chip"] { color: $muted; padding: 0 10px; min-height: 22px; min-width: 0;
  border-radius: 8px; font-size: 13px; }
QToolButton[look="chip"]:hover { background: $line; color: $ink; }
QToolButton[look="chip"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QToolButton[look="chip"]:focus { border: 2px solid $accent; padding: 0 9px; min-height: 20px;
  min-width: 0; }
QToolButton[look="choice"] { background: $surface; border: 1px solid $line; padding: 0 12px;
  min-width: 0; min-height: 26px; font-size: 13px; }
QToolButton[look="choice"]:hover { border-color: $muted; }
QToolButton[look="choice"]:checked { background: $accent_soft; color: $accent;
  border-color: $accent; font-weight: 600; }
QToolButton[look="choice"]:focus { border: 2px solid $accent; padding: 0 11px; min-width: 0;
  min-height: 24px; }
QToolButton[look="sign"] { font-size: 22px; min-width: 44px; min-height: 38px; }
QToolButton[look="sign"]:focus { min-width: 42px; min-height: 36px; background: $accent_soft; }
QToolButton[look="sign"][mood="shapeless"] { color: $muted; }
QPushButton[look="state"] { background: transparent; color: $muted; padding: 0 14px;
  min-height: 28px; border: 1px solid transparent; border-radius: 14px; }
QPushButton[look="state"]:hover { border-color: $line; }
QPushButton[look="state"][mood="waiting"] { background: $accent_soft; color: $accent; }
QPushButton[look="state"][mood="warning"] { background: $warning_soft; color: $warning; }
QPushButton[look="state"]:focus { border: 2px solid $accent; padding: 0 13px;
  min-height: 26px; }

QLineEdit, QPlainTextEdit[look="field"], QComboBox, QDateTimeEdit, QFontComboBox, QSpinBox {
  background: $surface; color: $ink; border: 1px solid $line; border-radius: 9px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QDateTimeEdit, QSpinBox { min-height: 30px; padding: 0 10px; }
QPlainTextEdit[look="field"] { padding: 4px 6px; }
QTextEdit[look="page"] { background: $surface; color: $ink; border: 1px solid $line;
  border-radius: 10px; selection-background-color: $accent; selection-color: $on_accent; }
QTextEdit[look="page"]:focus { border: 2px solid $accent; }
WritingEditor, TitleField { background: $surface; color: $ink; border: none;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit[look="field"]:focus, QComboBox:focus, QDateTimeEdit:focus,
QSpinBox:focus { border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QSpinBox:focus {
  min-height: 28px; padding: 0 9px; }
QLineEdit:disabled, QComboBox:disabled, QDateTimeEdit:disabled { color: $muted;
  background: $paper; }
QLineEdit[mood="missing"] { background: $warning_soft; }
QLineEdit QToolButton { min-width: 0; min-height: 0; padding: 0; border: none;
  background: transparent; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 26px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink; padding: 4px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 28px; }
QCheckBox::indicator, QListView::indicator { width: 16px; height: 16px; border-radius: 5px;
  border: 1px solid $muted; background: $surface; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent;
  border-color: $accent; image: url("$check"); }
QCheckBox::indicator:disabled { border-color: $line; }
QRadioButton::indicator { width: 16px; height: 16px; border-radius: 9px;
  border: 1px solid $muted; background: $surface; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }

QListView { background: transparent; border: none; outline: none; }
QListWidget[look="card"], QTreeWidget[look="card"] { background: $surface;
  border: 1px solid $line; border-radius: 10px; padding: 4px; outline: none; }
QListWidget[look="card"]::item { min-height: 30px; padding: 2px 8px; border-radius: 8px; }
QListWidget[look="card"]::item:selected { background: $accent_soft; color: $ink; }
QListWidget[look="card"]:focus { border: 2px solid $accent; padding: 3px; }

QMenu { background: $surface; color: $ink; border: 1px solid $line; padding: 6px;
    menu-scrollable: 1; }
QMenu::item { padding: 6px 28px; border-radius: 7px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding: 0 10px; }
QMenu::icon:checked { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }

QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px;
  color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QFrame[look="banner"] { background: $accent_soft; border-radius: 10px; }
QFrame[look="banner"] QLabel { color: $accent; }
QFrame[look="banner"][mood="warning"] { background: $warning_soft; }
QFrame[look="banner"][mood="warning"] QLabel { color: $warning; }
QFrame[look="banner"][mood="warning"] QPushButton[look="link"] { color: $warning; }
QFrame[look="popup"] { background: $surface; border: 1px solid $line; }
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The whole window's sheet in the colours of `tokens`."""
    check = resource("marks") / f"check-{'dark' if tokens.dark else 'light'}.svg"
    return _SHEET.substitute(asdict(tokens), check=check.as_posix())
