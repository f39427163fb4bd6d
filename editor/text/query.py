"""What an author types into the search field: words, phrases, and `name:value` pairs. Pure.

    قلم حبر              both words, the last one perhaps unfinished
    "قلم أسود"           these words side by side; quotes of any kind
    -حبر  -"قلم أسود"    posts without them
    tag:شعر              with a tag or category that has this word (وسم:)
    blog:نهر             of a blog whose name or address has these letters (مدونة:)
    status:draft         draft, pending, private, scheduled, published (حالة:)
    lang:ar              in a language, by its code or name (لغة:)
    after:2024-05        changed on or after the first day of it (بعد:)
    before:2025          changed before the first day of it (قبل:)

Pairs of one name widen (either tag), of several names narrow. What is no known name, or has a
value that makes no sense there, is plain words. A name without a value is not finished yet and
says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from editor.domain.post import Status
from editor.text.normalise import TOKEN, fold, sought_stems, spellings

T = TypeVar("T")
LONGEST = 1000  # code points; what is more was pasted, and nobody looks for all of it


@dataclass(frozen=True, slots=True)
class Words:
    """What has to stand in one place: a word or a phrase, as typed. `is_open`: it may go on."""

    text: str
    is_phrase: bool = False
    is_open: bool = False

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """The ways it may stand in the index, each a row of folded words; none where it has no
        letters and digits."""
        rows = (tuple(TOKEN.findall(each)) for each in spellings(self.text))
        return tuple(dict.fromkeys(row for row in rows if row))


@dataclass(frozen=True, slots=True)
class Search:
    """A search that was understood. Empty fields narrow nothing. `before` and `after` are days
    where the author lives; `after` itself belongs to it, `before` does not."""

    wanted: tuple[Words, ...] = ()
    unwanted: tuple[Words, ...] = ()
    tags: tuple[Words, ...] = ()
    blogs: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    languages: tuple[str, ...] = ()
    before: date | None = None
    after: date | None = None

    @property
    def is_vain(self) -> bool:
        """True where something is searched for, but nothing that could be found: signs alone."""
        if self == Search():
            return False
        parts = (*self.wanted, *self.unwanted, *self.tags)
        if any(words.readings for words in parts) or self.before or self.after:
            return False
        return not (self.blogs or self.statuses or self.languages)

    @property
    def plain(self) -> str:
        """The wanted words alone, for marking them in a text."""
        return " ".join(words.text for words in self.wanted)


_NAMES = {
    "tag": "tag وسم تصنيف تاگ برچسب תג",
    "blog": "blog مدونة بلۆگ وبلاگ בלוג",
    "status": "status حالة دۆخ وضعیت מצב",
    "lang": "lang language لغة زمان زبان שפה",
    "before": "before قبل پێش לפני",
    "after": "after since بعد منذ پاش دوای אחרי",
}
_STATUSES = {
    Status.DRAFT: "draft drafts مسودة مسودات ڕەشنووس پیش‌نویس טיוטה",
    Status.PENDING: "pending review مراجعة المراجعة",
    Status.PRIVATE: "private خاص خاصة تایبەت خصوصی פרטי",
    Status.SCHEDULED: "scheduled مجدول مجدولة",
    Status.PUBLISHED: "published منشور منشورة بڵاوکراوە منتشرشده פורסם",
}
_LANGUAGES = {
    "ar": "arabic عربي عربية العربية",
    "ckb": "sorani kurdish كردي كردية الكردية سورانية کوردی سۆرانی",
    "en": "english إنجليزي إنجليزية الإنجليزية ئینگلیزی انگلیسی",
    "fa": "persian farsi فارسي فارسية الفارسية فارسی",
    "fr": "french français فرنسي فرنسية الفرنسية",
    "he": "hebrew عبري عبرية العبرية עברית",
    "tr": "turkish türkçe تركي تركية التركية",
    "ur": "urdu أردو الأردية اردو",
}
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?[-/.]?")  # or on its way there

_KINDS = ('"“”„‟״', "«»", "‹›")
_QUOTES = "".join(_KINDS)
# A mark within a word, as in צה"ל, is a letter of it.
_CLOSING = {mark: re.compile(rf"[{kind}](?!\w)") for kind in _KINDS for mark in kind}
_PIECE = re.compile(
    rf"\s*(?P<minus>[-\u2212](?=[^\s-]))?(?:(?P<name>[^\s:：{_QUOTES}]{{1,24}})[:：]\s*)?"
    rf"(?:(?P<quote>[{_QUOTES}])|(?P<word>\S*))"
)
_GAP = re.compile(r"\s")


def parse(text: str) -> Search:
    """What `text` asks for. Anything typed means something, if only its words."""
    text = text.strip()[:LONGEST]
    found = Search()
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        assert piece is not None  # every part of it may be empty
        words, at = _value(piece, text)
        named = None if piece["minus"] else _named(found, piece["name"] or "", words)
        if named is None and piece["name"]:  # no pair after all: one word up to the next gap
            start = piece.start("name")
            gap = _GAP.search(text, start)
            at = gap.start() if gap else len(text)
            words = Words(text[start:at], is_open=at == len(text))
        found = named or _with_words(found, words, unwanted=bool(piece["minus"]))
    return found


def quoted(arguments: Iterable[str]) -> str:
    """Arguments of a command line as one search: `tag:black ink` had its quotes taken off by
    the shell."""
    parts = []
    for each in arguments:
        name, colon, value = each.partition(":")
        is_pair = colon and fold(name.lstrip("-")) in _NAME_OF and " " in value.strip()
        parts.append(f'{name}:"{value}"' if is_pair and value.strip()[0] not in _QUOTES else each)
    return " ".join(parts)


def expression(search: Search) -> str:
    """What FTS5 is to MATCH: posts with all the words and tags, in whatever form. Empty where
    the search has none. Nothing that was typed can break it."""
    parts = [(_either(words), words.is_phrase) for words in search.wanted]
    texts = [f"{_NORM} : {part}" if is_phrase else part for part, is_phrase in parts if part]
    return _complete(search, texts)


def exact_expression(search: Search) -> str:
    """As `expression`, but finds the words as typed: nothing taken off, none unfinished."""
    parts = [_either(replace(words, is_open=False), stemmed=False) for words in search.wanted]
    return _complete(search, [f"{_NORM} : {part}" for part in parts if part])


def unwanted_expression(search: Search) -> str:
    """What FTS5 is to MATCH to find the posts that are not wanted; empty where all are."""
    parts = [_either(replace(words, is_open=False), stemmed=False) for words in search.unwanted]
    return " OR ".join(f"({_NORM} : {part})" for part in parts if part)


_NORM = "{title_norm body_norm tags_norm}"


def _complete(search: Search, parts: list[str]) -> str:
    tags = [part for part in (_either(tag, stemmed=False) for tag in search.tags) if part]
    if tags:
        parts.append(f"({' OR '.join(f'({{tags_norm}} : {tag})' for tag in tags)})")
    return " AND ".join(parts)


def _either(words: Words, *, stemmed: bool = True) -> str:
    choices: dict[str, None] = {}
    for tokens in words.readings:
        choices[_phrase(tokens, is_open=words.is_open)] = None
        if not stemmed or words.is_phrase:
            continue
        if len(tokens) == 1:
            others = (stem for stem in sought_stems(tokens[0]) if stem != tokens[0])
            choices |= {_phrase((stem,)): None for stem in others}
        else:
            choices[_phrase([sought_stems(token)[0] for token in tokens])] = None
    return f"({' OR '.join(choices)})" if choices else ""


def _phrase(tokens: Iterable[str], *, is_open: bool = False) -> str:
    # Tokens are letters and digits only, so nothing in them can end the quotation.
    return '"' + " ".join(tokens) + '"' + ("*" if is_open else "")


def _value(piece: re.Match[str], text: str) -> tuple[Words, int]:
    """What stands there, and where it ends. A quotation nobody has closed yet goes to the end."""
    if not piece["quote"]:
        end = piece.end()
        return Words(piece["word"], is_open=end == len(text)), end
    start = piece.end()
    close = _CLOSING[piece["quote"]].search(text, start)
    if close is None:
        return Words(text[start:], is_phrase=True, is_open=True), len(text)
    return Words(text[start : close.start()], is_phrase=True), close.end()


def _named(found: Search, name: str, words: Words) -> Search | None:
    """The search with a pair added; None where this is no pair."""
    meant = _NAME_OF.get(fold(name))
    value = fold(words.text).strip()
    if meant is None or not value:
        return found if meant else None
    if meant == "tag":
        return replace(found, tags=(*found.tags, words))
    if meant == "blog":
        return replace(found, blogs=(*found.blogs, value))
    if meant == "status":
        status = _STATUS_OF.get(value)
        return replace(found, statuses=(*found.statuses, status)) if status else None
    if meant == "lang":
        code = _LANGUAGE_OF.get(value) or (value if _CODE.fullmatch(value) else None)
        return replace(found, languages=(*found.languages, code)) if code else None
    day = _day(value)
    if day is None:
        return None
    return replace(found, before=day) if meant == "before" else replace(found, after=day)


def _with_words(found: Search, words: Words, *, unwanted: bool) -> Search:
    if unwanted:
        return replace(found, unwanted=(*found.unwanted, words))
    return replace(found, wanted=(*found.wanted, words))


def _day(value: str) -> date | None:
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_name(names: dict[T, str]) -> dict[str, T]:
    return {fold(name): key for key, words in names.items() for name in words.split()}


_NAME_OF = _by_name(_NAMES)
_STATUS_OF = _by_name(_STATUSES)
_LANGUAGE_OF = _by_name(_LANGUAGES)
