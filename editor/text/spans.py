"""The inline shapes that everybody must see alike: code, escapes, destinations, addresses.

The page (`text.inline`) and the editor (`text.isolation`) read the same line; what is a span for
one is one for the other. Patterns only, all linear. Pure, any thread.
"""

from __future__ import annotations

import re

# `code`, with as many back-ticks on both sides as it needs. Begins with a literal, for which the
# engine skips ahead; group 1 are the ticks after the first, group 2 is the code.
CODE = re.compile(r"`(?<!``)(?<!(?<!\\)\\`)(`*+)((?:[^`]++|(?!`\1(?!`))`++)*+)`\1(?!`)")

# What a backslash takes the meaning from.
ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!]")

# `(address "title")`: what follows a link's text.
TARGET = re.compile(
    r"\((?:\s*+<([^<>\n]*+)>\s*+|"
    r"((?:[^()\n\"']++|\([^()\n]*+\)|(?<=\s)\"[^\"\n]*+\"(?=\s*+\))|(?<=\s)'[^'\n]*+'(?=\s*+\))"
    r"|[\"'])*+))\)"
)
# One pattern for each mark: who looks for either looks again behind each that is not the last.
_TITLED = {
    mark: re.compile(rf"(?P<address>\S.*?|)\s{mark}(?P<title>.*){mark}\Z") for mark in ("'", '"')
}

# U+0002 and U+0003 stand around what is settled already.
ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\x02\x03]++")
POINTED = re.compile(
    r"<((?:https?|ftp)://[^\s<>\x02\x03]++|(?:mailto:)?([^\s<>@:\x02\x03]++@[\w.-]++))>"
)

_TRAILING = ".,;:!?'\"«»“”…*_~،؛؟]}"


def titled(inside: str) -> re.Match[str] | None:
    """The `address` and the `title` of what stands between the brackets of a target, without space
    around it; None where there is no title."""
    pattern = _TITLED.get(inside[-1:])
    return pattern.match(inside) if pattern is not None and "\n" not in inside else None


def without_trailing(address: str) -> str:
    """A bare address without the punctuation of the sentence it stands in; a bracket that the
    address itself opened is its own."""
    end = len(address)
    open_brackets = address.count("(")
    closed = address.count(")")
    while end:
        last = address[end - 1]
        if last == ")" and closed > open_brackets:
            closed -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]
