"""A title as part of an address: readable in its own script."""

from __future__ import annotations

import re
from unicodedata import normalize

from editor.text.normalise import without_marks

_GAP = re.compile(r"[^\w]+|_+")


def slugify(title: str, *, limit: int = 80) -> str:
    """Lower case, words joined by hyphens, at most `limit` code points, cut between words.

    Letters and digits of every script stay; harakat, tatweel, joiners and punctuation go. May
    be empty.
    """
    words = [word for word in _GAP.split(without_marks(normalize("NFC", title)).lower()) if word]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > limit:
            return slug or word[:limit]
        slug = longer
    return slug
