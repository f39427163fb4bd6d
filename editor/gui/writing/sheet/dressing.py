"""The looks of a line handed to Qt, beside those of an input method's unfinished word. Thread:
GUI."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextLayout

from editor.gui.writing import codec
from editor.gui.writing.sheet.display import Display, Swap
from editor.gui.writing.sheet.highlighter import Span, Style
from editor.gui.writing.sheet.looks import Looks


def dress(
    layout: QTextLayout,
    own: QTextLayout,
    display: Display,
    text: str,
    found: list[Span],
    looks: Looks,
    *,
    signs: bool,
) -> None:
    """Dress `layout`, which is `own`, Qt's of the block, or stands beside it. `signs`: those for
    characters without a shape are shown."""
    start, length = own.preeditAreaPosition(), len(own.preeditAreaText())
    kept = [r for r in own.formats() if length and _within(r, start, length)]
    if layout is not own:
        own.setFormats(kept)
    plain = codec.units(text) == len(text)
    offsets = range(len(text) + 1) if plain else codec.unit_offsets(text)
    ranges = formats(display, offsets, found, looks, signs=signs)
    if not (ranges or kept or layout.formats()):
        return
    if layout is not own and kept:
        at = min(start, codec.units(text))
        held = display.shown_start(Swap(at, at, own.preeditAreaText()))
        for each in kept:
            each.start += held - start
    layout.setFormats(ranges + kept)


def formats(
    display: Display,
    offsets: Sequence[int],
    found: list[Span],
    looks: Looks,
    place: int = 0,
    *,
    signs: bool,
) -> list[QTextLayout.FormatRange]:
    """The looks of what is shown, which begins at `place` (UTF-16 units). `offsets`: of each code
    point of the whole line."""
    ranges = looks.faced(display.text)
    ranges += _signs(display, looks) if signs else []
    for span in found:
        at, end = offsets[span.start] - place, offsets[span.start + span.length] - place
        if end <= 0:
            continue
        at = max(at, 0)
        if display.swaps:
            at, end = display.before(at), display.after(end)
        if at >= end:
            continue
        made = QTextLayout.FormatRange()
        made.start, made.length = at, end - at
        made.format = looks.formats[span.style]
        ranges.append(made)
    return ranges


def unfinished(block: QTextBlock) -> Swap | None:
    """An input method's word, which Qt keeps in its own layout of the block."""
    layout = block.layout()
    words = layout.preeditAreaText()
    # Qt leaves its place where it was when words before it go.
    at = min(layout.preeditAreaPosition(), block.length() - 1)
    return Swap(at, at, words) if words else None


def _signs(display: Display, looks: Looks) -> list[QTextLayout.FormatRange]:
    """The colour of signs for characters without a shape. Laid over the painted words instead it
    would cost ten times as much, and Qt would forget it on signs that touch."""
    from editor.gui.writing.sheet.invisibles import places

    made = []
    for at in places(display) if display.swaps else ():
        sign = QTextLayout.FormatRange()
        sign.start, sign.length = at, 1
        sign.format = looks.formats[Style.MARKER]
        made.append(sign)
    return made


def _within(made: QTextLayout.FormatRange, start: int, length: int) -> bool:
    return made.start >= start and made.start + made.length <= start + length
