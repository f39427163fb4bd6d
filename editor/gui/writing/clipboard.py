"""What is copied, dragged, pasted and dropped. Thread: GUI."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QTextCursor

from editor.domain.post import Direction
from editor.gui.writing import codec

# Between our own windows no system rewrites line endings on the way.
EXACT = "application/x-midad-text"
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic"})
_GAP = re.compile(r"\s{1000,}")  # of 65,536 Qt makes lines for ever
_LABEL = re.compile(r"\[\^([^\[\]\s]+)\]")


def copied(cursor: QTextCursor) -> QMimeData:
    """The selection, exact for us and as plain text for everyone."""
    text = codec.selected(cursor)
    data = QMimeData()
    data.setText(text)
    data.setData(EXACT, text.encode("utf-8", "surrogatepass"))
    return data


def picture_files(data: QMimeData) -> list[str]:
    """Paths of the picture files that are offered; none where anything else is among them."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if paths and all(Path(path).suffix.lower() in _PICTURES for path in paths):
        return paths
    return []


def image(data: QMimeData) -> QImage | None:
    """A picture without a file and without words beside it: a screenshot."""
    if data.hasText() or not data.hasImage():
        return None
    found = data.imageData()
    return found if isinstance(found, QImage) and not found.isNull() else None


def words(data: QMimeData, cursor: QTextCursor) -> str:
    """The text that is offered, its line endings as those around `cursor` where it has no say."""
    if data.hasFormat(EXACT):
        with suppress(UnicodeDecodeError):  # another program may use the name
            return bytes(data.data(EXACT).data()).decode("utf-8", "surrogatepass")
    text = data.text()
    return text if "\r" in text else codec.adapted(cursor, text)


def markdown_of(data: QMimeData, post: Direction = Direction.LTR, body: str = "") -> str | None:
    """What rich text says, as Markdown for a post that runs in direction `post` and says `body`
    already. None where there is none, where it says no more than its plain words, and where it is
    source code."""
    if not data.hasHtml():
        return None
    from editor.text import rich_text

    read = rich_text.read(data.html(), post, frozenset(_LABEL.findall(body)))
    if read is None:
        return None
    says_more = read.is_formatted or (read.is_parted and "\n\n" not in _unix(data.text()))
    return read.markdown if says_more else None


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def one_line(text: str) -> str:
    """`text` as a title can hold it: line breaks and control characters become spaces, a thousand
    spaces and more are one."""
    line = " ".join("".join(c if _fits(c) else "\n" for c in text).split("\n")).strip()
    return _GAP.sub(" ", line)


def _fits(character: str) -> bool:
    code = ord(character)
    return not (code < 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029, 0xFDD0, 0xFDD1))
