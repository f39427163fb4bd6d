"""How long a text is: what a reader reads, not the markup. Pure, any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editor.text.blocks import Block, Kind, cut
from editor.text.direction import words_only
from editor.text.parts import bare_lines, fenced

# Marks, joiners, apostrophes, and points or hyphens between letters do not end a word.
_WORD = re.compile(
    r"[^\W_](?:[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u200c\u200d]|['’.,\-](?=\w))*+"
)
_MARKERS = re.compile(
    r"^[ \t]*+(?:>[ \t]*+)*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+(?:#{1,6}[ \t]++|:[ \t]++)?",
    re.MULTILINE,
)
_SIGNS = re.compile(r"^[ \t|:-]+$|[*_~\[\]|!]+", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_SILENT = frozenset({Kind.DEFINITION, Kind.FRONT_MATTER, Kind.HTML, Kind.RULE, Kind.BLANK})


@dataclass(frozen=True, slots=True)
class Counts:
    """`characters` are code points as a reader sees them, a run of white space as one."""

    words: int
    characters: int


def count(body: str) -> Counts:
    """Words and characters of a Markdown body, in any script."""
    texts = [_readable(block) for block in cut(body)]
    return Counts(
        sum(1 for text in texts for _ in _WORD.finditer(text)), sum(len(text) for text in texts)
    )


def _readable(block: Block) -> str:
    if block.kind in _SILENT:
        return ""
    if block.kind is Kind.FENCE:
        kind, text = fenced(bare_lines(block.text))
        if kind.strip() == "{=html}":
            return ""
    elif block.kind is Kind.CODE:
        text = block.text
    else:
        text = _SIGNS.sub("", _MARKERS.sub("", words_only(block.text.replace("`", ""))))
    return _SPACE.sub(" ", text).strip()
