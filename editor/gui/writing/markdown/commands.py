"""Formatting for people who do not know Markdown. Pure.

A command gets the text (lines end in LF) and the selection, and says what to put where. All
offsets are code points. None: there is nothing to do. What tables need is in `tables`, what keys
do in `keys`: a window shows itself without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from editor.gui.writing.markdown.edits import Command as Command
from editor.gui.writing.markdown.edits import Edit as Edit
from editor.gui.writing.markdown.edits import line_end, line_start
from editor.text import lines
from editor.text.blocks import Block, cut
from editor.text.word_edges import word_around

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_INDENT = re.compile(r"[ \t]*")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+$")
_CYCLE = (0, 2, 3)  # the title is the heading above them


# --- within a line ------------------------------------------------------------------------------


def bold(text: str, start: int, end: int) -> Edit | None:
    """Make the selection, or the word at the caret, bold; or no longer."""
    return _toggle_sign(text, start, end, "**")


def italic(text: str, start: int, end: int) -> Edit | None:
    """Make the selection, or the word at the caret, italic; or no longer."""
    return _toggle_sign(text, start, end, "*")


def code(text: str, start: int, end: int) -> Edit | None:
    """Code within a line; a fence around whole lines where the selection spans several."""
    if "\n" in text[start:end]:
        return _fence(text, start, end)
    return _toggle_sign(text, start, end, "`")


def surround(before: str, after: str) -> Command:
    """Put characters on both sides of the selection; the caret behind it, between them where
    nothing is selected."""

    def command(text: str, start: int, end: int) -> Edit | None:
        caret = end + len(before) + (len(after) if start < end else 0)
        return Edit(start, end, before + text[start:end] + after, caret, caret)

    return command


def link(text: str, start: int, end: int) -> Edit | None:
    """Make a link of the selection, and select what is still to be filled in."""
    start, end = _reach(text, start, end)
    words = text[start:end]
    if _ADDRESS.match(words):
        return Edit(start, end, f"[]({words})", start + 1, start + 1)
    made = f"[{words}](https://)"
    if not words:
        return Edit(start, end, made, start + 1, start + 1)
    address = start + len(words) + 3
    return Edit(start, end, made, address, address + len("https://"))


def _toggle_sign(text: str, start: int, end: int, sign: str) -> Edit | None:
    start, end = _reach(text, start, end)
    inside = text[start:end]
    if "\n" in inside:
        return _sign_lines(text, start, end, sign)
    if _is_signed(text, start, end, sign):
        n = len(sign)
        return Edit(start - n, end + n, inside, start - n, end - n)
    if len(inside) >= 2 * len(sign) and _is_signed(text, start + len(sign), end - len(sign), sign):
        bare = inside[len(sign) : -len(sign)]
        return Edit(start, end, bare, start, start + len(bare))
    n = len(sign)
    return Edit(start, end, f"{sign}{inside}{sign}", start + n, end + n)


def _is_signed(text: str, start: int, end: int, sign: str) -> bool:
    """True where `sign` stands on both sides; three stars are a bold and an italic sign."""
    character = sign[0]
    before = len(text[:start]) - len(text[:start].rstrip(character))
    after = len(text[end:]) - len(text[end:].lstrip(character))
    run = min(before, after)
    if character == "`":
        return run == 1
    return run >= 2 if sign == "**" else run in (1, 3)


def _sign_lines(text: str, start: int, end: int, sign: str) -> Edit:
    """No sign reaches over a paragraph's end: each line gets its own."""
    signed = []
    for line in text[start:end].split("\n"):
        words = line.strip()
        at = line.index(words) if words else 0
        skipped = _prefix(line)
        if words and skipped < len(line.rstrip()):
            at = max(at, skipped)
            words = line[at:].rstrip()
            line = f"{line[:at]}{sign}{words}{sign}{line[at + len(words) :]}"
        signed.append(line)
    made = "\n".join(signed)
    return Edit(start, end, made, start, start + len(made))


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """The selection without white space at its ends; the word at the caret where it is empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        return start, end
    line = line_start(text, start)
    word = word_around(text[line : line_end(text, start)], start - line)
    if word is None or start - line in word:  # at its edge another one may be meant to begin
        return start, end
    return line + word[0], line + word[1]


# --- whole lines --------------------------------------------------------------------------------


def heading(level: int) -> Command:
    """Lines become headings of `level` 1 to 6; 0: plain words."""

    def command(text: str, start: int, end: int) -> Edit | None:
        sign = "#" * level + " " if level else ""
        return _each_line(text, start, end, lambda line, _: sign + _HEADING.sub("", line, count=1))

    return command


def cycle_heading(text: str, start: int, end: int) -> Edit | None:
    """Words, heading, smaller heading, words again."""
    line = text[line_start(text, start) : line_end(text, start)]
    found = _HEADING.match(line)
    level = found.group().count("#") if found else 0
    following = _CYCLE[(_CYCLE.index(level) + 1) % len(_CYCLE)] if level in _CYCLE else 2
    return heading(following)(text, start, end)


def bullet_list(text: str, start: int, end: int) -> Edit | None:
    """Lines become items, or plain lines again."""
    return _toggle_list(text, start, end, ordered=False)


def numbered_list(text: str, start: int, end: int) -> Edit | None:
    """Lines become numbered items, or plain lines again."""
    return _toggle_list(text, start, end, ordered=True)


def _toggle_list(text: str, start: int, end: int, *, ordered: bool) -> Edit | None:
    chosen = _chosen_lines(text, start, end)
    found = [lines.marker(line) for line in chosen if line.strip()]
    undo = bool(found) and all(m is not None and (m.number is not None) == ordered for m in found)

    def turned(line: str, number: int) -> str:
        marker = lines.marker(line)
        lead = _INDENT.match(line)
        before = lead.group() if lead else ""
        words = line[marker.length :] if marker else line[len(before) :]
        if undo:
            return before + words
        return f"{before}{number}. {words}" if ordered else f"{before}- {words}"

    return _each_line(text, start, end, turned)


def quote(text: str, start: int, end: int) -> Edit | None:
    """Lines become a quotation, or no longer; empty lines between go with them."""
    chosen = _chosen_lines(text, start, end)
    if all(line.startswith(">") for line in chosen):
        return _each_line(text, start, end, lambda line, _: re.sub("^> ?", "", line), blank=True)
    return _each_line(
        text, start, end, lambda line, _: f"> {line}" if line else ">", blank=len(chosen) > 1
    )


def indent(text: str, start: int, end: int) -> Edit | None:
    """Items go under the one above them; other lines two columns in."""
    from editor.gui.writing.markdown import lists

    chosen = lists.Chosen(text, start, end)
    if chosen.items:
        return lists.indent(chosen)
    return shift_lines(text, start, end, back=False)


def outdent(text: str, start: int, end: int) -> Edit | None:
    """Items come one level out, other lines two columns."""
    from editor.gui.writing.markdown import lists

    chosen = lists.Chosen(text, start, end)
    if chosen.items:
        return lists.outdent(chosen)
    return shift_lines(text, start, end, back=True)


def shift_lines(text: str, start: int, end: int, *, back: bool) -> Edit | None:
    """Lines two columns in, or back."""
    if back:
        return _each_line(text, start, end, lambda line, _: re.sub("^(?: {1,2}|\t)", "", line))
    return _each_line(text, start, end, lambda line, _: "  " + line)


def move_up(text: str, start: int, end: int) -> Edit | None:
    """An item, a row, a paragraph changes places with the one above."""
    from editor.gui.writing.markdown.moving import move

    return move(text, start, end, down=False)


def move_down(text: str, start: int, end: int) -> Edit | None:
    """The same with the one below."""
    from editor.gui.writing.markdown.moving import move

    return move(text, start, end, down=True)


def _fence(text: str, start: int, end: int) -> Edit:
    start, end = line_start(text, start), line_end(text, end)
    inside = text[start:end]
    runs = [len(run) for run in re.findall("`+", inside)]
    ticks = "`" * max(3, max(runs, default=0) + 1)
    made = f"{ticks}\n{inside}\n{ticks}"
    at = start + len(ticks) + 1
    return Edit(start, end, made, at, at + len(inside))


def _each_line(
    text: str, start: int, end: int, change: Callable[[str, int], str], *, blank: bool = False
) -> Edit | None:
    """`change` each chosen line (it gets a count from 1). Empty ones only where `blank`, or
    where the caret is in one."""
    top, bottom = line_start(text, start), line_end(text, end)
    old = text[top:bottom].split("\n")
    new, number = [], 0
    for line in old:
        if line.strip() or blank or len(old) == 1:
            number += 1
            line = change(line, number)
        new.append(line)
    made = "\n".join(new)
    if made == text[top:bottom]:
        return None
    if start == end:
        caret = max(top, start + len(made) - (bottom - top))
        return Edit(top, bottom, made, caret, caret)
    return Edit(top, bottom, made, top, top + len(made))


def _chosen_lines(text: str, start: int, end: int) -> list[str]:
    return text[line_start(text, start) : line_end(text, end)].split("\n")


def _prefix(line: str) -> int:
    """Length of the signs a line of a list, quotation or heading begins with."""
    found = _HEADING.match(line)
    if found:
        return found.end()
    length = len(line) - len(lines.without_quote_marks(line))
    marker = lines.marker(line[length:])
    return length + (marker.length if marker else 0)


# --- whole blocks -------------------------------------------------------------------------------


def table(text: str, _start: int, end: int) -> Edit | None:
    """A small empty table below the caret's paragraph; the caret in its first cell."""
    made = "|   |   |\n|---|---|\n|   |   |"
    edit = own_block(text, end, made)
    return _at(edit, 2)


def rule(text: str, _start: int, end: int) -> Edit | None:
    """A line across, below the caret's paragraph; the caret behind it."""
    edit = own_block(text, end, "---\n\n")
    return _at(edit, 5)


def _block_at(text: str, offset: int) -> Block | None:
    """The block at `offset`; below it on empty lines, it is the one above them."""
    found = None
    for block in cut(text):
        if block.start <= offset:
            found = block
    return found


def _at(edit: Edit, further: int) -> Edit:
    return edit._replace(anchor=edit.caret + further, caret=edit.caret + further)


def own_block(text: str, offset: int, made: str) -> Edit:
    """`made` in a paragraph of its own below the caret's; the edit's caret is where it begins."""
    block = _block_at(text, offset)
    start = block.start + len(block.text.rstrip(" \t\n")) if block else 0
    end = block.end if block else 0
    before = "\n\n" if start else ""
    after = "\n\n" if text[end:] and not made.endswith("\n\n") else ""
    caret = start + len(before)
    return Edit(start, end, f"{before}{made}{after}", caret, caret)
