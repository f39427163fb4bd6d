"""Before a link is opened: where it leads, in words that cannot deceive. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from editor.gui.preview.destination import Destination
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _


class LeavingDialog(QDialog):
    """Asks whether the author's own browser, or mail program, shall open a link. Show it with
    `open()`."""

    open_wanted = Signal(QUrl)

    def __init__(self, to: Destination, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._to = to
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        heading = _("Write to this address?") if to.is_mail else _("Open this link?")
        self.setWindowTitle(heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(heading, "heading"))
        self.address = label(to.readable, "strong", wrap=True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.address)
        for words in _explained(to):
            column.addWidget(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        self.copy = button(_("Copy the address"), self._on_copy_clicked)
        self.stay = button(_("Cancel"), self.reject)
        goes = _("Open the mail program") if to.is_mail else _("Open in the browser")
        self.go = button(goes, self._on_go_clicked, "strong")
        for one in (self.copy, self.stay):
            one.setAutoDefault(False)
        self.go.setDefault(True)
        self.go.setFocus()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.stay)
        row.addWidget(self.go)
        column.addLayout(row)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._to.address)
        self.accept()

    def _on_go_clicked(self) -> None:
        self.open_wanted.emit(QUrl(self._to.address))
        self.accept()


def _explained(to: Destination) -> list[str]:
    if to.is_mail:
        return [_("Your mail program opens with a new letter. Nothing is sent by that.")]
    said = [_("The site is {site}.").format(site=to.site)]
    if to.plain_site:
        said.append(
            _(
                "In plain letters its name is {site}. Look at it twice: letters of different "
                "scripts can look alike."
            ).format(site=to.plain_site)
        )
    said.append(_("Your browser opens it outside of Midad, and the site can see that you came."))
    return said
