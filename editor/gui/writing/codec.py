"""The one way between the author's text and a QTextDocument, every character kept.

A QTextDocument breaks lines at CR LF, LF, CR, U+2029, U+FDD0 and U+FDD1 and forgets which it
was; and no lone surrogate gets into it. So the separator between two blocks carries its ending in
its own character format, which goes where the separator goes: through deleting, undo and redo. The
format of a block would not: of two blocks that become one, Qt keeps either. What is written beside
a separator must not take its format: letters of two formats do not join. What QString cannot hold
is held by stand-ins at the end of the private planes.

Nothing else in the program calls `toPlainText()`, which also changes U+00A0 and U+2028.
Offsets are code points of the author's text, positions are QTextDocument's UTF-16 units.
Thread: GUI.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

_ENDING = QTextFormat.Property.UserProperty.value + 1
_FOREIGN = "midad_foreign_endings"  # set on a document once it has met any but LF

_SEPARATOR = "\u2029"  # between the blocks of QTextDocument.toRawText()
_BREAK = re.compile("(\r\n|[\n\r\u2029\ufdd0\ufdd1])")
_FOREIGN_BREAK = re.compile("[\r\u2029\ufdd0\ufdd1]")

# 2048 stand-ins for the 2048 surrogates; _ESCAPE before an author's own character of the range.
_FIRST_STAND_IN = 0x10F800
_ESCAPE = "\U0010f7ff"
_UNFIT = re.compile("[\ud800-\udfff]|[\U0010f7ff-\U0010ffff]")
_STOOD_IN = re.compile("\U0010f7ff([\U0010f7ff-\U0010ffff])|([\U0010f800-\U0010ffff])")


def load(document: QTextDocument, text: str) -> None:
    """Fill `document` with `text`. Nothing to undo afterwards, and not modified."""
    document.setProperty(_FOREIGN, False)
    if _FOREIGN_BREAK.search(text):
        document.setPlainText("")
        document.setUndoRedoEnabled(False)
        insert(QTextCursor(document), text)
        document.setUndoRedoEnabled(True)
    else:
        document.setPlainText(_fit(text))
    document.setModified(False)


def read(document: QTextDocument) -> str:
    """The author's text."""
    raw = document.toRawText()
    if not document.property(_FOREIGN):
        return _unfit(raw.replace(_SEPARATOR, "\n"))
    parts: list[str] = []
    block = document.firstBlock()
    for number, line in enumerate(raw.split(_SEPARATOR)):
        if number:
            parts.append(_ending(block))
        parts.append(line)
        block = block.next()
    return _unfit("".join(parts))


def read_lines(document: QTextDocument) -> str:
    """The author's text with every line ending as LF: for what thinks in lines."""
    return _unfit(document.toRawText().replace(_SEPARATOR, "\n"))


def selected(cursor: QTextCursor) -> str:
    """The author's text between the two ends of the selection."""
    raw = cursor.selectedText()
    document = cursor.document()
    if not document.property(_FOREIGN):
        return _unfit(raw.replace(_SEPARATOR, "\n"))
    block = document.findBlock(cursor.selectionStart())
    first, *rest = raw.split(_SEPARATOR)
    parts = [first]
    for line in rest:
        block = block.next()
        parts += (_ending(block), line)
    return _unfit("".join(parts))


def insert(cursor: QTextCursor, text: str) -> None:
    """Put `text` in the place of the selection, as one step to undo."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    first, *rest = _BREAK.split(_escaped(text))
    cursor.insertText(whole(first), _PLAIN)
    for ending, line in zip(rest[::2], rest[1::2], strict=True):
        cursor.insertBlock(cursor.blockFormat(), _separator(cursor.document(), ending))
        cursor.insertText(whole(line), _PLAIN)
    cursor.endEditBlock()


def replace(cursor: QTextCursor, text: str, start: int, end: int, made: str, base: int = 0) -> None:
    """Put `made` in the place of `start` to `end` of `text`, whose lines end in LF and which begins
    at the position `base`: one step to undo. Lines that stay lines keep their own endings, and
    those that stay the same are not touched."""
    old, new = text[start:end].split("\n"), made.split("\n")
    cursor.beginEditBlock()
    if len(old) != len(new):
        _select(cursor, base + width(text[:start]), base + width(text[:end]))
        insert(cursor, adapted(cursor, made))
    else:
        at = base + width(text[:end])
        for before, after in zip(reversed(old), reversed(new), strict=True):
            wide = width(before)
            if before != after:
                _select(cursor, at - wide, at)
                insert_words(cursor, after)
            at -= wide + 1
    cursor.endEditBlock()


def _select(cursor: QTextCursor, start: int, end: int) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, _KEEP)


def insert_words(cursor: QTextCursor, words: str) -> None:
    """`insert` for what is most often a part of one line."""
    if _BREAK.search(words):
        insert(cursor, words)
    else:
        write_plainly(cursor, _escaped(words))


def adapted(cursor: QTextCursor, text: str) -> str:
    """`text`, whose lines end in LF, with the ending of the lines around `cursor`."""
    if not cursor.document().property(_FOREIGN):
        return text
    block = cursor.document().findBlock(cursor.selectionStart())
    if not block.blockNumber():
        block = block.next()  # the first line's end
    return text.replace("\n", _ending(block) if block.isValid() else "\n")


def write_plainly(cursor: QTextCursor, text: str) -> None:
    """Put `text`, which has no line ending, in the place of the selection."""
    cursor.insertText(whole(text), _PLAIN)


def is_behind_foreign_ending(cursor: QTextCursor) -> bool:
    """True where Qt would give what it inserts at `cursor` the format of the ending before it."""
    document = cursor.document()
    start = cursor.selectionStart()
    return bool(document.property(_FOREIGN)) and document.findBlock(start).position() == start


def clear_for_writing(cursor: QTextCursor) -> None:
    """Take the selection away, and make what Qt inserts next no part of the ending before it."""
    cursor.removeSelectedText()
    cursor.setCharFormat(_PLAIN)


def offset_of(document: QTextDocument, position: int) -> int:
    """The code point offset of a document position. Linear in `position`."""
    cursor = QTextCursor(document)
    cursor.setPosition(min(position, document.characterCount() - 1), _KEEP)
    return len(selected(cursor))


def position_of(document: QTextDocument, offset: int) -> int:
    """The document position of a code point offset; the end where it lies behind it.
    Linear in the text."""
    text = read(document)[: max(offset, 0)]
    return width(text.replace("\r\n", "\n") if document.property(_FOREIGN) else text)


def width(text: str) -> int:
    """How many positions `text`, whose lines end in one character, takes in a document."""
    return units(_escaped(text))


def code_points(text: str, positions: int) -> int:
    """How many code points of `text`, whose lines end in one character, lie before a position."""
    if text.isascii():
        return min(positions, len(text))
    before = _escaped(text).encode("utf-16-le")[: 2 * positions]
    return len(_unfit(before.decode("utf-16-le", "ignore")))


def head(line: str, positions: int) -> str:
    """What stands before a position of a block whose own text is `line`, as it stands there."""
    if line.isascii():
        return line[:positions]
    raw = line.encode("utf-16-le", "surrogatepass")[: 2 * positions]
    return raw.decode("utf-16-le", "ignore")


def units(text: str) -> int:
    """How many UTF-16 units `text` takes in a document."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def unit_offsets(text: str) -> list[int]:
    """For each code point of `text`, and its end, the offset in UTF-16 units."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


_KEEP = QTextCursor.MoveMode.KeepAnchor


_PLAIN = QTextCharFormat()


def _ending(block: QTextBlock) -> str:
    """What stands before `block`, which is not the first one."""
    found = block.charFormat().property(_ENDING)
    return found if isinstance(found, str) else "\n"


def _separator(document: QTextDocument, ending: str) -> QTextCharFormat:
    made = QTextCharFormat()
    if ending != "\n":
        document.setProperty(_FOREIGN, True)
        made.setProperty(_ENDING, ending)
    return made


def _fit(text: str) -> str:
    """`text` without a foreign ending, as QString takes it."""
    return whole(_escaped(text))


def whole(text: str) -> str:
    """The binding takes a first U+FEFF or U+FFFE for a byte order mark: give it one to drop."""
    return "\ufeff" + text if text[:1] in ("\ufeff", "\ufffe") else text


def _escaped(text: str) -> str:
    if text.isascii() or not _UNFIT.search(text):
        return text
    return _UNFIT.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0xE000:
        return chr(_FIRST_STAND_IN + code - 0xD800)
    return _ESCAPE + found.group()


def _unfit(text: str) -> str:
    if units(text) == len(text):  # no stand-in, which is two units; told in no time for a long text
        return text
    return _STOOD_IN.sub(_original, text)


def _original(found: re.Match[str]) -> str:
    return found.group(1) or chr(ord(found.group(2)) - _FIRST_STAND_IN + 0xD800)
