"""How long a post is. Pure; fast enough for a whole post between two keys' rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Marks above and below letters, joiners and apostrophes do not end a word.
_INSIDE = r"\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d'’"
_WORD = re.compile(rf"[^\W_][{_INSIDE}]*")
_NO_WORDS = re.compile(
    r"""
      (?<=\])\([^()\s]*(?:\s+"[^"\n]*")?\)     # where a link or picture leads
    | <(?:https?|mailto):[^>\s]*>              # an address in angle brackets
    | (?:https?|ftp)://\S+                     # a bare address
    | ^\ {0,3}(?:`{3,}|~{3,}).*$               # a fence's own line
    | \{[:#.][^{}\n]*\}                        # attributes
    | \{[^{}\n]*=[^{}\n]*\}
    """,
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """`characters` are code points without line ends, as they were typed."""

    words: int
    characters: int


def count(body: str) -> Counts:
    """Words and characters of a body. Markdown's own signs and addresses are no words."""
    words = sum(1 for _ in _WORD.finditer(_NO_WORDS.sub(" ", body)))
    ends = body.count("\n") + body.count("\r")
    return Counts(words, len(body) - ends)
