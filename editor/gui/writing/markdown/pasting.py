"""What a paste makes of the place it comes to. Pure; offsets are code points, lines end in LF."""

from __future__ import annotations

import re

from editor.gui.writing.markdown.edits import Command, Edit, line_end, line_start
from editor.gui.writing.markdown.outline import Outline
from editor.text.blocks import Kind, cut
from editor.text.escaping import destination
from editor.text.lines import is_attributes, is_blank
from editor.text.spans import ADDRESS, CODE, POINTED, TARGET

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+\Z", re.IGNORECASE)
# `https://` that waits to be filled in is an address, too.
_BEGUN = re.compile(r"(?:https?://|mailto:|www\.)\S*\Z", re.IGNORECASE)
_BRACKET = re.compile(r"\\.|[\[\]]")
_PICTURE = re.compile(r"!\[[^\[\]]*+\]")
_BAR = re.compile(r"(?<!\\)\|")


def link_over(words: str) -> Command | None:
    """A command that makes a link of the selected words, where `words` is a single address; None
    where it is anything else. The command has nothing to do where a link cannot stand, or where
    the selection is an address itself: then the address takes its place as any words do."""
    address = words.strip()
    if not _ADDRESS.match(address):
        return None

    def command(text: str, start: int, end: int) -> Edit | None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        said = text[start:end]
        if not said or "\n" in said or _BEGUN.match(said) or "](" in _PICTURE.sub("", said):
            return None
        if _is_within_a_span(text, start, end):
            return None
        made = f"[{_balanced(said)}]({destination(address)})"
        return Edit(start, end, made, start + len(made), start + len(made))

    return command


def _is_within_a_span(text: str, start: int, end: int) -> bool:
    """True in code, in an address, behind a link's words: in part of what is a whole."""
    top, bottom = line_start(text, start), line_end(text, end)
    for pattern in (CODE, TARGET, POINTED, ADDRESS):
        for span in pattern.finditer(text, top, bottom):
            if pattern is TARGET and text[span.start() - 1 : span.start()] != "]":
                continue
            if (
                span.start() < end
                and start < span.end()
                and not (start <= span.start() and span.end() <= end)
            ):
                return True
    return Outline(text[top:bottom]).is_verbatim(0) or Outline(text).is_verbatim(
        text.count("\n", 0, start)
    )


def _balanced(words: str) -> str:
    """The words as a link's: brackets that stand alone lose their meaning."""
    depth = deepest = 0
    for sign in _BRACKET.finditer(words):
        depth += {"[": 1, "]": -1}.get(sign.group(), 0)
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth == 0 and deepest <= 2:
        return words
    return _BRACKET.sub(lambda sign: sign.group().rjust(2, "\\"), words)


def placed(made: str) -> Command:
    """A command that puts Markdown in the place of the selection: a single paragraph into the
    line, blocks between empty lines, all of it inside the quotation or the item it comes to.
    Nothing to do where Markdown's signs mean nothing."""

    def command(text: str, start: int, end: int) -> Edit | None:
        outline = Outline(text)
        number = text.count("\n", 0, start)
        if outline.is_verbatim(number):
            return None
        if outline.kind(number) is Kind.TABLE:
            return _in_cell(_without_attributes(made), start, end)
        lead = outline.lead(number, start - line_start(text, start))
        before = _room_before(text, start, lead, begins_item=bool(outline.item_on(number)))
        after = _room_after(text, end, lead)
        said = made
        if not _is_block(made):
            said = _without_attributes(made) if before or after else made
            before = after = ""
        lines = said.split("\n")
        inside = "\n".join([lines[0], *(f"{lead}{line}".rstrip(" ") for line in lines[1:])])
        caret = start + len(before) + len(inside)
        return Edit(start, end, before + inside + after, caret, caret)

    return command


def _in_cell(made: str, start: int, end: int) -> Edit | None:
    if "\n" in made:
        return None
    made = _BAR.sub(r"\|", made)
    return Edit(start, end, made, start + len(made), start + len(made))


def _is_block(made: str) -> bool:
    """False where it is a paragraph, which may flow into another one."""
    return "\n\n" in made or cut(made)[0].kind is not Kind.PARAGRAPH


def _without_attributes(made: str) -> str:
    """A paragraph that flows into another one leaves what is said about it behind."""
    words, newline, last = made.rpartition("\n")
    return words if newline and is_attributes(last) else made


def _room_before(text: str, start: int, lead: str, *, begins_item: bool) -> str:
    top = line_start(text, start)
    if not is_blank(text[top + len(lead) : start]):
        return f"\n{lead.rstrip()}\n{lead}"
    above = text[line_start(text, top - 1) : top - 1] if top else ""
    return "" if begins_item or is_blank(above.lstrip(" >")) else f"\n{lead}"


def _room_after(text: str, end: int, lead: str) -> str:
    bottom = line_end(text, end)
    if not is_blank(text[end:bottom]):
        return f"\n{lead.rstrip()}\n{lead}"
    following = text[bottom + 1 : line_end(text, bottom + 1)] if bottom < len(text) else ""
    return "" if is_blank(following.lstrip(" >")) else f"\n{lead.rstrip()}"
