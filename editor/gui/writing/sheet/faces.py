"""Which stretches of a line are written in a script's own face. Pure.

A font asks its families in order, letter by letter: of two families that both have Arabic and
Latin letters the second is never asked. So the stretches of Arabic and Hebrew are found here and
say themselves which family they want. Offsets and lengths are UTF-16 units of what is shown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from editor.gui.fonts import Script
from editor.gui.writing import codec

# Blocks.txt of Unicode.
_ARABIC = (
    "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
    "\U00010ec0-\U00010eff\U0001ee00-\U0001eeff"
)
_HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
# What stands between two letters of one script is of it too, joiners and direction marks among
# it, and so is a sentence's end. Brackets and quotation marks are not: both of a pair must come
# from one face. Each stretch costs time while typing: better few and long.
_BETWEEN = "[ \t\u00a0\u202f\u200c-\u200f0-9.,:;!?%…–—/*_~#|+=-]"
_END = "[.,:;!?…]"


def _stretch(name: str, letters: str) -> str:
    return f"(?P<{name}>[{letters}]++(?:{_BETWEEN}*+[{letters}]++)*+{_END}*+)"


_STRETCHES = re.compile(f"{_stretch('ARABIC', _ARABIC)}|{_stretch('HEBREW', _HEBREW)}")

# Vowel signs and cantillation reach far above and below. Shadda, fathatan, hamza and madda are
# left out: they stand in every prose, and low.
_SIGNS = re.compile(
    "[\u0610-\u061a\u064c-\u0650\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)


class Stretch(NamedTuple):
    """`length` units from `start` are of `script`."""

    start: int
    length: int
    script: Script


def stretches(shown: str) -> list[Stretch]:
    """The stretches of Arabic and Hebrew in their order; all else is in the first face."""
    found = list(_STRETCHES.finditer(shown))
    if not found:
        return []
    offsets = codec.unit_offsets(shown) if max(shown) > "\uffff" else range(len(shown) + 1)
    return [
        Stretch(
            offsets[each.start()],
            offsets[each.end()] - offsets[each.start()],
            Script[each.lastgroup or ""],
        )
        for each in found
    ]


def is_vowelled(text: str) -> bool:
    """True where signs may stand high above a letter and deep below it."""
    return _SIGNS.search(text) is not None
