"""Pictures on their way into a post: chosen, dropped or pasted; cleaned and kept on a lane, put
into the text, and asked about. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal

from editor.domain.media import MediaItem
from editor.gui.bridge import STORE
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from editor.gui.main_window import MainWindow
    from editor.gui.picture_words import PictureWords

LIMIT = 64 * 1024 * 1024  # bytes of a picture's file


class Pictures(QObject):
    """Adds pictures to the post on the desk. `missed`: the author wanted to describe a picture
    where none is."""

    failed = Signal(object)  # BaseException
    missed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = window.bridge
        self._desk = window.desk

    @cached_property
    def words(self) -> PictureWords:
        """Who asks about them; not made before the first picture."""
        from editor.gui.picture_words import PictureWords

        made = PictureWords(self._window)
        made.missed.connect(self.missed)
        return made

    def describe(self) -> None:
        """Ask about the picture at the caret."""
        self.words.ask_here()

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
        long_side = self._window.habits.choices.long_side

        def take_in() -> MediaItem:
            return workspace.add_picture(post.id, read(), name, long_side=long_side)

        # The picture belongs to a post that is in the notebook.
        self._desk.keep(lambda: self._bridge.run(STORE, take_in, self._on_taken, self.failed.emit))

    def _on_taken(self, item: MediaItem) -> None:
        self.words.put_in(item)


def _png(image: QImage) -> bytes:
    """The image as a PNG file. Slow; QImage may be read on any thread."""
    from PySide6.QtGui import QImageWriter

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
