"""The page that shows a new recovery key, to be printed or kept elsewhere. It is shown once and
kept nowhere by Midad. Thread: GUI.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPagedPaintDevice, QPainter, QTextOption
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from editor.gui.fonts import MONOSPACE
from editor.gui.protection.page import Page, strong
from editor.gui.theme import LIGHT, Tokens
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.system.translation import is_rtl

_FILE = "Midad recovery key.txt"
_INCH = 96


class KeyPage(Page):
    """`done` follows when the author says that the key is kept."""

    done = Signal()

    def __init__(self, tokens: Tokens, key: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tokens,
            _("Keep this recovery key"),
            _(
                "It opens your notebook if you forget the passphrase. Without either of the two, "
                "nobody can open it, and nobody can help. Keep it on paper or away from this "
                "computer: whoever has it can read your notebook."
            ),
            "key-round",
            parent,
        )
        self._key = key
        self.shown = _key_line(key)
        self.column.addWidget(self.shown)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.print_button = button(_("Print …"), self._on_print_clicked)
        self.save_button = button(_("Save as a file …"), self._on_save_clicked)
        for each in (self.print_button, self.save_button):
            each.setAutoDefault(False)
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(6)
        note = _("Midad does not keep it. You can make a new one in the preferences at any time.")
        self.column.addWidget(label(note, "small", wrap=True))
        self.is_kept = QCheckBox(_("I have kept it in a safe place"))
        self.column.addWidget(self.is_kept)
        self.go = strong(button(_("Continue"), self.done.emit))
        self.go.setEnabled(False)
        self.is_kept.toggled.connect(self.go.setEnabled)
        self.put_at_foot(None, self.go)

    def begin(self) -> None:
        self.print_button.setFocus()

    def forget(self) -> None:
        self._key = ""
        self.shown.clear()

    def save_to(self, path: str) -> None:
        """Write the key into a file that only its owner may read."""
        from editor.system.files import write_atomically

        try:
            Path(path).touch(mode=0o600)
            write_atomically(Path(path), key_text(self._key).encode())
        except OSError:
            self.say_trouble(_("The file could not be written there. Please choose another place."))
        else:
            self.say_trouble("")

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Put the key on paper."""
        if not draw_key(self._key, device):
            self.say_trouble(
                _("The key could not be printed. Please look whether the printer is on.")
            )

    def _on_save_clicked(self) -> None:
        chooser = QFileDialog(self, _("Save the recovery key"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.selectFile(_FILE)
        chooser.fileSelected.connect(self.save_to)
        chooser.open()

    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        printer.setDocName("Midad")
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setModal(True)
        dialog.show()


def key_text(key: str) -> str:
    """What a saved file says."""
    words = _("The recovery key of a Midad notebook. Whoever has it can read the notebook.")
    return f"{words}\n\n{key}\n"


def draw_key(key: str, device: QPagedPaintDevice) -> bool:
    """Draw the key, large, with a line that says what it is; False where the device fails."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    scale = device.logicalDpiX() / _INCH
    painter.scale(scale, scale)
    width = device.width() / scale
    painter.setPen(QColor(LIGHT.ink))
    font = QFont(painter.font())
    font.setPixelSize(16)
    painter.setFont(font)
    way = Qt.LayoutDirection.RightToLeft if is_rtl() else Qt.LayoutDirection.LeftToRight
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setTextDirection(way)
    words, _blank, letters = key_text(key).rstrip("\n").split("\n")
    painter.drawText(QRectF(0, 40, width, 80), words, option)
    font = QFont(MONOSPACE)
    font.setPixelSize(22)
    painter.setFont(font)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(QRectF(0, 130, width, 60), letters, option)
    painter.end()
    return True


def _key_line(key: str) -> QLineEdit:
    made = QLineEdit(key)
    made.setReadOnly(True)
    made.setAccessibleName(_("Recovery key"))
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamily(MONOSPACE)
    font.setPixelSize(15)
    made.setFont(font)
    made.setMinimumHeight(44)
    return made
