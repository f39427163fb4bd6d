"""Search keys: the same word however it is written, in Arabic, Kurdish, Persian, Hebrew, Latin.

The author's text is never changed; these keys are only for finding. Pure, any thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import decimal, normalize

_ZWNJ = "\u200c"

# Vowel signs, Quranic marks, niqqud, Latin accents (as single characters after NFKD), tatweel,
# joiners and bidi controls: they change how a word looks, not which word it is.
_DROPPED = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    r"\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_ORNAMENTS = re.compile(
    r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f"
    r"\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u00ad\u061c\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_LETTERS = {
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ے": "ي",
    "ې": "ي",
    "ێ": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ۆ": "و",
    "ة": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۃ": "ه",
    "ک": "ك",
    "ڪ": "ك",
}

_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"\S+")

_PREFIX = re.compile(r"\A(?:(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{2})|[وف](?=\w{3}))")
_SUFFIX = re.compile(r"(?<=\w{2})(?:ها|ان|ات|ون|ين|يه|هم|هن|كم|نا|ه|ي)\Z")


class _Table(dict[int, str]):
    """For `str.translate`: fills itself with the characters it meets."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        self[code] = folded
        return folded


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is compared. `offsets[i]` is where character `i` of `text` stood in the
    source (code points); a last entry gives the source's length."""

    text: str
    offsets: tuple[int, ...]


def _fold(char: str) -> str:
    plain = _DROPPED.sub("", normalize("NFKD", char))
    folded = "".join(_LETTERS.get(letter, letter) for letter in plain.casefold())
    return "".join(str(decimal(letter, letter)) for letter in folded)


def without_marks(text: str) -> str:
    """The text without harakat, niqqud, tatweel, joiners and controls; letters stay as they
    are. A ZWNJ leaves a gap, so that the two halves stay apart."""
    return _ORNAMENTS.sub("", text.replace(_ZWNJ, " "))


def fold(text: str) -> str:
    """The text as it is compared: marks gone, letters and digits made equal, case folded."""
    return text.translate(_TABLE)


def normalise(text: str) -> Normalised:
    """As `fold`, with the way back to the source, for marking what was found."""
    folded: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(text):
        letters = _TABLE[ord(char)]
        folded.append(letters)
        offsets.extend([place] * len(letters))
    return Normalised("".join(folded), (*offsets, len(text)))


def search_key(text: str) -> str:
    """The key a text is indexed by. A word with a ZWNJ is there twice: joined, and apart."""
    if _ZWNJ in text:
        text = _WORD.sub(_both_spellings, text)
    return fold(text)


def _both_spellings(word: re.Match[str]) -> str:
    joined = word.group()
    return f"{joined} {joined.replace(_ZWNJ, ' ')}" if _ZWNJ in joined else joined


def search_stem(text: str) -> str:
    """The key with Arabic's attached particles and endings taken off each word."""
    words = _TOKEN.findall(search_key(text))
    stems = {word: _stem(word) for word in set(words)}
    return " ".join(map(stems.__getitem__, words))


def _stem(word: str) -> str:
    return _SUFFIX.sub("", _PREFIX.sub("", word, count=1), count=1)


def query(text: str) -> str:
    """An FTS5 MATCH expression that finds posts with all these words, the last one as a
    beginning. Safe for whatever the user types; empty where there is nothing to search for."""
    words = _WORD.findall(text)
    terms: list[str] = []
    for place, word in enumerate(words):
        spellings = {fold(word): None, fold(word.replace(_ZWNJ, " ")): None}
        last = place == len(words) - 1
        choices: dict[str, None] = {}
        for spelling in spellings:
            tokens = _TOKEN.findall(spelling)
            if not tokens:
                continue
            choices[_phrase(tokens, prefix=last)] = None
            choices[_phrase([_stem(token) for token in tokens], prefix=False)] = None
        if choices:
            terms.append("(" + " OR ".join(choices) + ")")
    return " AND ".join(terms)


def _phrase(tokens: list[str], *, prefix: bool) -> str:
    # Tokens are letters and digits only, so nothing in them can end the quotation.
    return '"' + " ".join(tokens) + '"' + ("*" if prefix else "")
