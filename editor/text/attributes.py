"""Attribute lists: `{: #id .class dir="ltr" credit="…"}`.

Only what cannot do harm is let through; a list that is none, such as `{words}`, stays words.
"""

from __future__ import annotations

import re

ALLOWED = frozenset({"class", "id", "dir", "lang", "title", "width", "height", "credit"})

_TOKEN = re.compile(
    r"\s*+(?:([.#])([^\s{}\"'=.#]++)|([A-Za-z][\w-]*+)=(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'{}]++)))"
    r"(?=\s|\Z)"
)
_LIST = re.compile(r"\{:?((?:[^{}\"'\n]++|\"[^\"\n]*+\"|'[^'\n]*+')*+)\}")
_LENGTH = re.compile(r"\d{1,5}%?\Z")


def parse(inside: str) -> dict[str, str] | None:
    """What stands between the braces, as attributes. None where it is no attribute list.

    Attributes that are not allowed are read and left out.
    """
    inside = inside.strip()
    found: dict[str, str] = {}
    classes: list[str] = []
    at = 0
    while at < len(inside):
        token = _TOKEN.match(inside, at)
        if token is None:
            return None
        sign, word, name, double, single, plain = token.groups()
        if sign == ".":
            classes.append(word)
        elif sign == "#":
            found["id"] = word
        else:
            value = next(text for text in (double, single, plain, "") if text is not None)
            if name.lower() == "class":
                classes.extend(value.split())
            elif _is_allowed(name.lower(), value):
                found[name.lower()] = value
        at = token.end()
    if classes:
        found["class"] = " ".join(classes)
    return found


def parse_at(text: str, index: int) -> tuple[dict[str, str], int] | None:
    """The attribute list that begins at `index`, and where it ends."""
    braces = _LIST.match(text, index)
    if braces is None or not braces.group(1).strip():
        return None
    found = parse(braces.group(1))
    return None if found is None else (found, braces.end())


def split_line(text: str) -> tuple[str, dict[str, str]]:
    """Text whose last line may be an attribute list: what is before it, and the attributes."""
    before, newline, last = text.rstrip().rpartition("\n")
    line = last.strip()
    if newline and line.startswith("{"):
        found = parse_at(line, 0)
        if found is not None and found[1] == len(line):
            return before, found[0]
    return text, {}


def split_end(text: str) -> tuple[str, dict[str, str]]:
    """A heading's words, which may end in an attribute list: the words, and the attributes."""
    text = text.rstrip()
    start = text.rfind("{")
    if start > 0 and text[start - 1] in " \t" and text.endswith("}"):
        found = parse_at(text, start)
        if found is not None and found[1] == len(text):
            return text[:start].rstrip(), found[0]
    return text, {}


def _is_allowed(name: str, value: str) -> bool:
    if name == "dir":
        return value in ("ltr", "rtl", "auto")
    if name in ("width", "height"):
        return bool(_LENGTH.match(value))
    return name in ALLOWED
