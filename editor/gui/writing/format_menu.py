"""What can be done to the writing and needs no button: rows of the format menu.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QMenu

from editor.gui.writing.markdown import clearing, commands, digit_commands, tables
from editor.system.translation import gettext as _
from editor.text.isolates import left_to_right


@dataclass(frozen=True, slots=True)
class _Row:
    """`keys` are told only: the editor knows them."""

    words: str
    command: commands.Command
    keys: str = ""


def fill(
    menu: QMenu,
    icon: Callable[[str], QIcon],
    choose: Callable[[commands.Command], object],
) -> None:
    """Add the rows to `menu`; `choose` gets the command of the one that is taken. `icon` gives the
    icon of a Lucide name."""
    _add(
        menu,
        (
            _Row(_("Item further in"), commands.indent, "Tab"),
            _Row(_("Item further out"), commands.outdent, "Shift+Tab"),
            _Row(_("Move up"), commands.move_up, "Alt+Up"),
            _Row(_("Move down"), commands.move_down, "Alt+Down"),
        ),
        choose,
    )
    menu.addSeparator()
    rows = (
        _Row(_("Row below"), tables.add_row),
        _Row(_("Column after this one"), tables.add_column),
        _Row(_("Delete the row"), tables.delete_row),
        _Row(_("Delete the column"), tables.delete_column),
        _Row(_("Line up the columns"), tables.format_table),
    )
    _add(menu.addMenu(icon("table-properties"), _("Rows and columns")), rows, choose)
    digits = tuple(_Row(*row) for row in digit_commands.rows())
    _add(menu.addMenu(_("Digits")), digits, choose)
    clear = _Row(_("Clear formatting"), clearing.clear_formatting)
    _add(menu, (clear,), choose)
    menu.actions()[-1].setIcon(icon("remove-formatting"))


def _add(menu: QMenu, rows: tuple[_Row, ...], choose: Callable[[commands.Command], object]) -> None:
    for row in rows:
        keys = QKeySequence(row.keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{row.words}\t{left_to_right(keys)}" if keys else row.words)
        action.triggered.connect(lambda _on=False, row=row: choose(row.command))
