"""What Enter, Backspace, Delete and Tab do in lists, quotations, tables and code. Pure.

Each is a command: it gets the text (lines end in LF) and the selection in code points. None: the
key does what it does anywhere.
"""

from __future__ import annotations

from editor.gui.writing.markdown import lists, tables
from editor.gui.writing.markdown.edits import Edit, line_end, line_start
from editor.gui.writing.markdown.numbering import below, recounted
from editor.gui.writing.markdown.outline import Item, Outline, Sign
from editor.text.blocks import Kind
from editor.text.lines import is_blank

# Where lines may be indented without being code.
_NESTING = frozenset({Kind.FOOTNOTE, Kind.TERMS})
_WHOLE_PAGES = 2000  # lines: who takes so much away wants nothing counted


def enter(text: str, start: int, end: int) -> Edit:
    """Go on with a list, a quotation, a table or code; leave it where its line is empty."""
    if text.count("\n", start, end) > _WHOLE_PAGES:
        return _broken(start, end, "")
    outline = Outline(text)
    number = text.count("\n", 0, start)
    if outline.is_verbatim(number):
        return enter_in_code(text, start, end)
    in_table = tables.below(text, start, outline) if start == end else None
    if in_table is not None:
        return in_table
    top = line_start(text, start)
    line, column = outline.lines[number], start - top
    signs = outline.signs(number)
    prefix = signs[-1].end if signs else 0
    if signs and start == end and column >= prefix and not line[prefix:].strip(" \t"):
        return _leave(text, start, outline, signs)
    if not signs:
        return _broken(start, end, _margin(outline, number, column))
    reached = [sign for sign in signs if sign.end <= column]
    if not reached:
        return _broken(start, end, "")
    edit = _broken(start, end, _lead(line, reached))
    return recounted(text, edit, below(edit, text), outline)


def enter_in_code(text: str, start: int, end: int) -> Edit:
    """Begin the next line below this one's words."""
    top = line_start(text, start)
    line = text[top:start]
    return _broken(start, end, line[: len(line) - len(line.lstrip(" \t"))])


def _broken(start: int, end: int, lead: str) -> Edit:
    caret = start + 1 + len(lead)
    return Edit(start, end, f"\n{lead}", caret, caret)


def _margin(outline: Outline, number: int, column: int) -> str:
    """What a further line of an item, a note or a meaning begins with."""
    line = outline.lines[number]
    space = line[: len(line) - len(line.lstrip(" \t"))]
    if is_blank(line) or column < len(space):
        return ""
    nested = outline.item_around(number) or outline.kind(number) in _NESTING
    return space if nested else ""


def _lead(line: str, signs: list[Sign]) -> str:
    """What the next line begins with: what this one does, the last item's marker counted on;
    space where the outer items have theirs."""
    lead = ""
    at = 0
    for sign in signs:
        lead += line[at : sign.start]
        if sign.item is None:
            marks = line[sign.start : sign.end]
            lead += marks + " " if sign is signs[-1] and marks[-1] != " " else marks
        elif sign is signs[-1]:
            lead += _next_marker(sign.item, line)
        else:
            lead += " " * (sign.end - sign.start)
        at = sign.end
    return lead


def _next_marker(item: Item, line: str) -> str:
    """The marker behind `item`, which begins on `line`, its words as far away."""
    own = line[item.column : item.words - len(item.box)]
    space = own[len(own.rstrip(" \t")) :] or " "
    return lists.following_marker(item).rstrip() + space + ("[ ] " if item.box else "")


def _leave(text: str, start: int, outline: Outline, signs: list[Sign]) -> Edit:
    """An empty item becomes the next one a level further out; at the outermost the list ends,
    and so does a quotation, with an empty line before what follows."""
    number = text.count("\n", 0, start)
    line, last = outline.lines[number], signs[-1]
    outer = last.item.parent if last.item else outline.item_around(number)
    if outer is not None and outer.line == number:
        outer = None
    before = line[: signs[-2].end] if len(signs) > 1 else ""
    if last.item is not None and len(line) == last.start + len(line[last.start :].rstrip(" \t")):
        return _broken(start, start, "")  # `1984.` alone may be the end of a sentence
    if outer is not None:
        around = outline.inside_quotes(number, outer.quotes)
        marker = _next_marker(outer, outline.lines[outer.line])
        made = line[:around] + " " * outer.indent + marker
    elif before:
        made = before
    elif last.item is None and line[: last.end].count(">") > 1:
        made = line[: line.rindex(">", 0, last.end)].rstrip(" ") + " "
    else:
        return _left(text, start)
    top = line_start(text, start)
    stop = line_end(text, start)
    edit = Edit(top, stop, made, top + len(made), top + len(made))
    return recounted(text, edit, lambda at: None if at == number else at, outline)


def _left(text: str, start: int) -> Edit:
    """The line emptied, with an empty one before it and after it where there is none: else the
    words to come would be the item's."""
    top, stop = line_start(text, start), line_end(text, start)
    above = text[line_start(text, top - 1) : top - 1] if top else ""
    below_it = text[stop + 1 : line_end(text, stop + 1)] if stop < len(text) else ""
    before = "" if is_blank(above) else "\n"
    after = "" if is_blank(below_it) else "\n"
    caret = top + len(before)
    return Edit(top, stop, before + after, caret, caret)


def backspace(text: str, start: int, end: int) -> Edit | None:
    """Take the marker off an item, the mark off a quotation's line, at the beginning of its
    words; of a selection and of a line's break, those numbers that follow."""
    if start != end:
        return erase(text, start, end)
    outline = Outline(text)
    number = text.count("\n", 0, start)
    top = line_start(text, start)
    signs = outline.signs(number)
    if signs and start - top == signs[-1].end and not outline.is_verbatim(number):
        edit = Edit(top + signs[-1].start, start, "", top + signs[-1].start, top + signs[-1].start)
        return recounted(text, edit, lambda line: line, outline)
    return erase(text, start - 1, start) if top == start > 0 else None


def delete(text: str, start: int, end: int) -> Edit | None:
    """Of a selection and of a line's break, the numbers that follow."""
    if start != end:
        return erase(text, start, end)
    return erase(text, start, start + 1) if text[start : start + 1] == "\n" else None


def erase(text: str, start: int, end: int) -> Edit | None:
    """Take the selection away where items go with it and others count on."""
    if not 0 < text.count("\n", start, end) <= _WHOLE_PAGES:
        return None
    edit = Edit(start, end, "", start, start)
    counted = recounted(text, edit, below(edit, text), Outline(text))
    return counted if counted.also or counted.replacement else None


def tab(text: str, start: int, end: int) -> Edit | None:
    """The next cell of a table; items and code go in; None: Tab moves the focus."""
    return _tab(text, start, end, back=False)


def backtab(text: str, start: int, end: int) -> Edit | None:
    """The cell before; items and code come out; None: the focus moves."""
    return _tab(text, start, end, back=True)


def _tab(text: str, start: int, end: int, *, back: bool) -> Edit | None:
    outline = Outline(text)
    if outline.is_verbatim(text.count("\n", 0, start)):
        from editor.gui.writing.markdown.commands import shift_lines

        return shift_lines(text, start, end, back=back) or Edit(start, start, "", start, end)
    cell = tables.next_cell(text, start, outline, back=back)
    if cell is not None:
        return cell
    chosen = lists.Chosen(text, start, end, outline)
    if not chosen.items:
        return None
    made = lists.outdent(chosen) if back else lists.indent(chosen)
    return made or Edit(start, start, "", start, end)
