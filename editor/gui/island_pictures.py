"""The picture of an island, if the notebook has it: read and made small on a lane.

Nothing is fetched from anywhere. Thread: GUI; the reading is the lane's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from editor.domain.post import PostId
from editor.gui.bridge import STORE, Bridge
from editor.text.islands import picture_names

if TYPE_CHECKING:
    from editor.gui.writing.folding.thumbnails import Answer
    from editor.workspace.workspace import Workspace


def ask(bridge: Bridge, post: PostId, address: str, side: int, answer: Answer) -> None:
    """Give `answer` the picture of `post` that a page shows from `address`, `side` pixels at its
    shorter side; None where the notebook has none, or cannot read it."""
    workspace = bridge.workspace
    # A card without its picture is a card: nobody is told of a failure.
    bridge.run(STORE, lambda: _found(workspace, post, address, side), answer, lambda _error: None)


def _found(workspace: Workspace, post: PostId, address: str, side: int) -> QImage | None:
    for name in picture_names(address):
        picture = workspace.picture(post, name)
        if picture is not None:
            return small(picture.data, side)
    return None


def small(data: bytes, side: int) -> QImage | None:
    """A picture's file as an image whose shorter side has no more than `side` pixels; None where
    it is no picture. Any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and min(size.width(), size.height()) > side:
        box = QSize(side, side)
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else image
