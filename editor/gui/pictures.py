"""Pictures on their way into a post: chosen, dropped or pasted; cleaned and kept on a lane."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal

from editor.domain.media import MediaItem
from editor.gui.bridge import STORE, Bridge
from editor.gui.desk import Desk
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

LIMIT = 64 * 1024 * 1024  # bytes of a picture's file


class Pictures(QObject):
    """Adds pictures to the post on the desk. `added` comes when one is in the notebook."""

    added = Signal(object)  # MediaItem
    failed = Signal(object)  # BaseException

    def __init__(self, bridge: Bridge, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._desk = desk

    def choose(self, parent: QWidget) -> None:
        """Let the author choose files."""
        from PySide6.QtWidgets import QFileDialog

        chooser = QFileDialog(parent, _("Insert a picture"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = "*.jpg *.jpeg *.png *.webp *.gif *.tif *.tiff *.bmp *.heic *.heif *.avif"
        chooser.setNameFilter(f"{_('Pictures')} ({kinds} {kinds.upper()})")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(self.add_files)
        chooser.open()

    def add_files(self, files: list[str]) -> None:
        """Add files by their paths."""
        from editor.system.files import read_bytes

        for file in files:
            path = Path(file)
            self._add(lambda path=path: read_bytes(path, LIMIT), path.name)  # type: ignore[misc]

    def add_image(self, image: QImage) -> None:
        """Add a picture that is no file yet (pasted)."""
        self._add(lambda: _png(image), "picture.png")

    def _add(self, read: Callable[[], bytes], name: str) -> None:
        post = self._desk.post
        if post is None:
            return
        workspace = self._bridge.workspace

        def take_in() -> MediaItem:
            return workspace.add_picture(post.id, read(), name)

        # The picture belongs to a post that is in the notebook.
        self._desk.keep(lambda: self._bridge.run(STORE, take_in, self.added.emit, self.failed.emit))


def _png(image: QImage) -> bytes:
    """The image as a PNG file. Slow; QImage may be read on any thread."""
    from PySide6.QtGui import QImageWriter

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
