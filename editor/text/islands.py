"""Where islands of HTML stand in Markdown: in fences that say so, as an import writes them. Pure,
any thread."""

from __future__ import annotations

import re

from editor.text.lines import bare, closes_fence, split_lines

_TICKS = re.compile(r"(`{3,}+)\{=html\}[ \t]*\Z")
_SIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{9,})(?=\.\w+\Z)")  # by WordPress


def opens_island(line: str) -> str:
    """The back-ticks that open an island on this line, or nothing."""
    found = _TICKS.match(line)
    return found.group(1) if found else ""


def is_island(words: str) -> bool:
    """True for an island and nothing beside it but line ends."""
    first, *rest = split_lines(words.strip("\r\n")) or [""]
    ticks = opens_island(bare(first))
    if not ticks:
        return False
    closing = [number for number, line in enumerate(rest) if closes_fence(bare(line), ticks)]
    return closing == [len(rest) - 1]


def picture_names(address: str) -> list[str]:
    """What the notebook may call a picture that a page shows from `address`, likeliest first: the
    blog has it under the name it was sent with, or in a size of its own making."""
    from urllib.parse import unquote, urlsplit  # not before the first paint

    try:
        name = unquote(urlsplit(address).path).rpartition("/")[2]
    except ValueError:
        return []
    found = [address, name, _SIZED.sub("", name)]
    return [each for each in dict.fromkeys(found) if each and len(each) <= 300]
