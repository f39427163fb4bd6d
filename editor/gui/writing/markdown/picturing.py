"""Pictures put into the text, and what is said of them changed. Pure; offsets are code points."""

from __future__ import annotations

from editor.gui.writing.markdown.commands import own_block
from editor.gui.writing.markdown.edits import Command, Edit, line_end, line_start
from editor.text.pictures import PictureMark, marks, replaced


def insert(name: str) -> Command:
    """A picture in a paragraph of its own. `name` is what the body calls it."""
    made = PictureMark(name).written()

    def command(text: str, _start: int, end: int) -> Edit | None:
        edit = own_block(text, end, made + "\n\n")
        caret = edit.caret + len(made) + 2
        return Edit(edit.start, edit.end, edit.replacement, caret, caret)

    return command


def describe(old: PictureMark, alt: str, caption: str, credit: str) -> Command:
    """Have the text say this of the picture that was found as `old`; the caret stays where it
    is. None where it says so already, or where the picture is not there any more: of several
    alike, the nearest to its old place is meant."""

    def command(text: str, start: int, end: int) -> Edit | None:
        alike = [mark for mark in marks(text) if mark.target == old.target]
        if not alike:
            return None
        mark = min(alike, key=lambda each: abs(each.start - old.start))
        new = PictureMark(mark.target, alt, caption, credit, mark.others).written()
        if new == text[mark.start : mark.end]:
            return None
        anchor, caret = (_moved(place, mark, len(new)) for place in (start, end))
        return Edit(mark.start, mark.end, new, anchor, caret)

    return command


def replace(old: str, new: str) -> Command:
    """Have the text show the picture `new` wherever it shows `old`; what is said of it stays."""

    def command(text: str, start: int, end: int) -> Edit | None:
        alike = [mark for mark in marks(text) if mark.target == old]
        if not alike:
            return None
        first, last = alike[0].start, alike[-1].end
        # The whole text says what is a picture in it, and what is code.
        made = replaced(text, old, new)[first : last - len(text) or None]
        pieces = [(mark.end, text[mark.start : mark.end]) for mark in alike]
        grown = [(end, len(replaced(piece, old, new)) - len(piece)) for end, piece in pieces]
        anchor, caret = (
            place + sum(by for end, by in grown if end <= place) for place in (start, end)
        )
        return Edit(first, last, made, anchor, caret)

    return command


def picture_under(text: str, offset: int) -> PictureMark | None:
    """The picture whose Markdown is at `offset`."""
    return next((mark for mark in marks(text) if mark.start <= offset <= mark.end), None)


def picture_at(text: str, offset: int) -> PictureMark | None:
    """The picture the caret is at; else the only one, or the first behind it, in its line."""
    first, last = line_start(text, offset), line_end(text, offset)
    here = [mark for mark in marks(text) if mark.end > first and mark.start < last]
    behind = [mark for mark in here if mark.end >= offset]
    return next(iter(behind or here[::-1]), None)


def newest(text: str, name: str, offset: int) -> PictureMark | None:
    """The picture called `name` that is nearest before `offset`: the one just put there."""
    before = [mark for mark in marks(text) if mark.target == name and mark.end <= offset]
    return before[-1] if before else None


def _moved(place: int, mark: PictureMark, length: int) -> int:
    if place <= mark.start:
        return place
    return place + length - (mark.end - mark.start) if place >= mark.end else mark.start + length
