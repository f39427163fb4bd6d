"""Lists as other programs say them: in elements, or only in how paragraphs look. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from editor.text.rich_blocks import Block, Items

_WORD_LIST = re.compile(r"mso-list:\s*(\w+)\s+level(\d)")
_WORD_NUMBER = re.compile(r"\(?(?:\w{1,3}\.){0,8}(?:(?<=\.)(\w{1,4})|(\w{1,4})[.)])\Z")
_STYLE = re.compile(r"list-style-type:\s*(arabic-indic|persian)")
_ZEROS = {"\u0660": "arabic-indic", "\u06f0": "persian"}


def listed(name: str, given: Mapping[str, str]) -> Items:
    """The list that an element `ul` or `ol` begins."""
    start = given.get("start", "")
    digits = _STYLE.search(given.get("style", ""))
    return Items(
        name == "ol",
        start=int(start) if start.isdecimal() and len(start) < 7 else 1,
        digits=digits.group(1) if digits else "",
    )


def word_list(style: str) -> tuple[str, int]:
    """Word's own name of the list that a paragraph is an item of, and how deep it is; nothing and
    0 where it is none."""
    found = _WORD_LIST.search(style)
    return (found.group(1), int(found.group(2))) if found else ("", 0)


def word_item(marker: str, name: str) -> Items:
    """The list that begins with what Word writes before an item's words."""
    number = _WORD_NUMBER.match(marker.strip())
    said = (number.group(1) or number.group(2)) if number else ""
    is_decimal = said.isdecimal()
    zero = chr(ord(said[0]) - int(said[0])) if is_decimal else ""
    return Items(
        number is not None,
        start=int(said) if is_decimal else 1,
        digits=_ZEROS.get(zero, ""),
        is_guessed=True,
        name=name,
    )


def joined(home: list[Block], begun: Items) -> Items:
    """The list before it that a list goes on with, where nothing says it ended; else itself."""
    last = home[-1] if home else None
    kind = (True, begun.is_ordered, begun.name)
    if isinstance(last, Items) and (last.is_guessed, last.is_ordered, last.name) == kind:
        return last
    home.append(begun)
    return begun


def word_home(home: list[Block], level: int, begun: Items) -> list[list[Block]]:
    """The items that one of Word's joins, so many levels deep: Word has no lists, only paragraphs
    that look like items."""
    for _ in range(1, level):
        last = home[-1] if home else None
        if not (isinstance(last, Items) and last.is_guessed and last.items):
            break
        home = last.items[-1]
    return joined(home, begun).items
