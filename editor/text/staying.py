"""Where a place in a text is once the text was changed around it. Pure, any thread."""

from __future__ import annotations

import re
from itertools import accumulate

from editor.text.unique_matches import matches

# White space goes with a neighbour: blank lines are all alike, and would lead anywhere.
_LINES = re.compile(r"[^\r\n]+[\r\n]*|[\r\n]+")
_WORDS = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")


def stayed(offset: int, old: str, new: str) -> int:
    """The code point of `new` at the words that `offset` is at in `old`: at the same line, else
    behind the same word, else between the same neighbours."""
    old_from, old_to, new_from, new_to = 0, len(old), 0, len(new)
    for cut, is_behind in ((_LINES.findall, False), (_WORDS.findall, True)):
        olds, news = cut(old[old_from:old_to]), cut(new[new_from:new_to])
        old_at = list(accumulate(map(len, olds), initial=old_from))
        new_at = list(accumulate(map(len, news), initial=new_from))
        for one, other in matches(olds, news):
            start, end = old_at[one], old_at[one + 1]
            if start <= offset < end + is_behind:
                return new_at[other] + offset - start
            if start > offset:
                old_to, new_to = start, new_at[other]
                break
            old_from, new_from = end, new_at[other + 1]
    return min(new_from + offset - old_from, new_to)
