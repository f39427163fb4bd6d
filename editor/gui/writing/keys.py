"""What Enter and Tab do in lists, quotations and code. Pure; offsets are code points."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editor.gui.writing.directions import LineFacts
from editor.text import lines
from editor.text.blocks import Kind

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ITEM = re.compile(r"([ \t]*)(?:([-+*])|(\d+)([.)]))[ \t]*")


@dataclass(frozen=True, slots=True)
class LineBreak:
    """Replace the line's first `drop` characters by nothing and stay, where `drop` is not 0;
    else break the line at the caret and begin the next one with `lead`."""

    lead: str = ""
    drop: int = 0


def line_break(line: str, column: int, facts: LineFacts) -> LineBreak:
    """What Enter does at `column` of `line`: goes on with a list or quotation, or ends it where
    its item is empty."""
    if facts.is_verbatim:
        return LineBreak(line[: min(column, len(line) - len(line.lstrip(" \t")))])
    marks = len(line) - len(lines.without_quote_marks(line)) if lines.is_quote(line) else 0
    rest = line[marks:]
    item = _ITEM.match(rest) if lines.marker(rest) and not lines.is_rule(rest) else None
    task = _TASK.match(rest, item.end()) if item else None
    prefix = marks + (task.end() if task else item.end() if item else 0)
    if column < prefix or not prefix:
        return LineBreak()
    if not line[prefix:].strip():
        return LineBreak(drop=len(line))
    lead = line[:marks] + (_following(item) if item else "") + ("[ ] " if task else "")
    return LineBreak(lead if not marks or lead.endswith(" ") else lead + " ")


def _following(item: re.Match[str]) -> str:
    indent, bullet, number, stop = item.groups()
    if bullet:
        return f"{indent}{bullet} "
    return f"{indent}{_counted(number)}{stop} "


def _counted(number: str) -> str:
    """The number after `number`, in the same digits."""
    zero = ord(number[0]) - int(number[0])
    return "".join(chr(zero + int(digit)) for digit in str(int(number) + 1))


def tab_indents(line: str, facts: LineFacts) -> bool:
    """True where Tab moves the line in; elsewhere it moves the focus."""
    return facts.is_verbatim or facts.kind is Kind.LIST or lines.marker(line) is not None
