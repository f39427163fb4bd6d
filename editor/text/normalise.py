"""Search keys: the same word however it is written, in Arabic, Kurdish, Persian, Hebrew, Latin.

The author's text is never changed; these keys are only for finding. Pure, any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from unicodedata import decimal, normalize

_ZWNJ = "\u200c"
_SHORT = 40  # code points of words that will be met again; what is longer is not remembered

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
    "ۍ": "ي",
    "ڕ": "ر",
    "ڵ": "ل",
    "ڤ": "ف",
    "ך": "כ",
    "ם": "מ",
    "ן": "נ",
    "ף": "פ",
    "ץ": "צ",
}

TOKEN = re.compile(r"[^\W_]+")
"""A word of a folded text, as the index takes it."""

# Particles that are nothing else; and letters that may as well be the word's own.
_SURELY = re.compile(r"\A(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{2})")
_PERHAPS = (
    re.compile(r"\A[وف](?=\w{3})"),
    re.compile(r"\A[وف]?[بلك](?=\w{4})"),
    re.compile(r"\Aו(?=\w{3})"),
    re.compile(r"\Aו?(?:[שמכ]?ה|[בלכמש])(?=\w{3})"),
)
_CONJUNCTIONS = (_PERHAPS[0], _PERHAPS[2])
_SUFFIX = re.compile(
    r"(?<=\w{2})(?:هكاني|هكان|هكه|هايي|هاي|ها|ان|ات|ون|وں|ين|يں|يه|هم|هن|كم|نا|ه|ي|ימ|ות)\Z"
)


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
    # All in C: a Python loop over the characters takes five times as long.
    folded = [*map(_TABLE.__getitem__, map(ord, text))]
    places = map(repeat, range(len(text)), map(len, folded))
    return Normalised("".join(folded), (*chain.from_iterable(places), len(text)))


def search_key(text: str) -> str:
    """The key a text is indexed by: a ZWNJ parts a word there. Below it stand the words that
    have one once more, joined, each between its neighbours so that phrases are found either way.
    """
    if _ZWNJ not in text:
        return fold(text)
    words = text.split()
    joined = {place for place, word in enumerate(words) if _ZWNJ in word.strip(_ZWNJ)}
    around = sorted({near for place in joined for near in (place - 1, place, place + 1)})
    again = [words[place] for place in around if 0 <= place < len(words)]
    return fold("\n".join((text.replace(_ZWNJ, " "), *again)))


def search_stem(text: str) -> str:
    """The key with attached particles and endings taken off each word. Where the first letters
    may be a particle or the word's own, it stands there both ways, the second way at the end."""
    return _stemmed(search_key(text))


def search_keys(parts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The `search_key` of each part, and the `search_stem` of all of them, line by line. Words
    that were met before cost nearly nothing."""
    texts = tuple(parts)
    if any(_ZWNJ in text for text in texts):  # joined words stand at the end of all the text
        return tuple(map(search_key, texts)), search_stem("\n".join(texts))
    read = [
        [_known(words) if len(words) < _SHORT else _read(words) for words in text.split(" ")]
        for text in texts
    ]
    found = tuple(" ".join([key for key, _, _ in line]) for line in read)
    first = [stem for line in read for _, stem, _ in line if stem]
    others = {other for line in read for _, _, more in line for other in more}
    return found, " ".join([*first, *sorted(others)])


def _stemmed(key: str) -> str:
    forms = [*map(stems, TOKEN.findall(key))]
    others = {other for word in forms if len(word) > 1 for other in word[1:]}
    return " ".join([*(word[0] for word in forms), *sorted(others)])


def forget_words() -> None:
    """Forget which words were seen: the notebook is locked, or another one opened."""
    stems.cache_clear()
    _known.cache_clear()


def _read(words: str) -> tuple[str, str, tuple[str, ...]]:
    """What stands between two spaces: its key, the stems of its words as one text, and what else
    they may be."""
    key = fold(words)
    forms = [*map(stems, TOKEN.findall(key))]
    others = tuple(other for word in forms for other in word[1:])
    return key, " ".join([word[0] for word in forms]), others


_known = lru_cache(maxsize=32_768)(_read)


@lru_cache(maxsize=32_768)
def stems(word: str) -> tuple[str, ...]:
    """What may be left of one folded word without particles and endings; the likeliest first."""
    bare = _SURELY.sub("", word)
    found = {_without_ending(bare): None}
    if bare == word:
        found |= {
            _without_ending(each.sub("", word)): None for each in _PERHAPS if each.match(word)
        }
    return tuple(found)


def sought_stems(word: str) -> tuple[str, ...]:
    """As `stems`, of a word that is searched for: only a conjunction is perhaps no part of it."""
    rest = [each.sub("", word) for each in _CONJUNCTIONS if each.match(word)]
    sure = [stems(each)[0] for each in (word, *rest)]
    return tuple(dict.fromkeys(sure))


def _without_ending(word: str) -> str:
    return _SUFFIX.sub("", word, count=1)


def spellings(text: str) -> tuple[str, ...]:
    """The ways a searched text stands in the index: as typed, and parted at each ZWNJ."""
    return tuple(dict.fromkeys((fold(text), fold(text.replace(_ZWNJ, " ")))))
