"""Which word a click means. Pure; UTF-16 units of the line.

Qt knows the separators of ASCII only: to it `هذا،` and `«قول»` are words.
"""

from __future__ import annotations

import re

from editor.gui.writing import codec

# Harakat, niqqud and joiners do not break a word.
_WORD = re.compile(
    r"[\w\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u200c\u200d]+(?:['’\u05f3\u05f4][\w\u0591-\u05c7]+)*"
)
_RUN = re.compile(r"\s+|[^\w\s]")


def word_around(line: str, column: int) -> tuple[int, int]:
    """The word in which, or beside which, `column` is; else the white space or the sign there."""
    at = codec.code_points(line, column)
    for pattern in (_WORD, _RUN):
        for found in pattern.finditer(line):
            if found.start() <= at <= found.end():
                return codec.width(line[: found.start()]), codec.width(line[: found.end()])
    return column, column
