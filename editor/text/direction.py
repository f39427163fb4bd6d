"""Which way words run: of a post, of its blocks, of a single line. Pure, any thread.

The rule, in order: what the author said > the language's script > the majority of strong words
> the blog's default. A block follows its own words, with a lean towards its post: in a post
that runs right to left a quarter of such words is enough, in the other kind it takes a half.
A list, a table, a quotation has one direction; code and raw HTML run left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from editor.domain.post import Direction, Format, Post
from editor.text.attributes import parse, split_end, split_line
from editor.text.blocks import Block, Kind, cut
from editor.text.languages import (
    LTR_REGIONS,
    OPEN_LANGUAGES,
    RTL_LANGUAGES,
    RTL_REGIONS,
    RTL_SCRIPTS,
)
from editor.text.lines import fenced, is_attributes, split_lines
from editor.text.parts import bare_lines
from editor.text.spans import CODE

_LTR_KINDS = frozenset({Kind.FENCE, Kind.CODE, Kind.FRONT_MATTER, Kind.HTML, Kind.DEFINITION})
_POST_KINDS = frozenset({Kind.RULE, Kind.BLANK})

# Shares of right-to-left words from which a block runs that way.
_SHARE_IN_RTL = 0.25
_SHARE_IN_LTR = 0.5

# The scripts whose letters run right to left, by Unicode's blocks (DerivedBidiClass.txt); the
# Rumi digits among them do not.
_RTL = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010e5f\U00010e7f-\U00010fff\U0001e800-\U0001efff"
)
# One match per word; the group is its first letter where that runs right to left. Harakat,
# niqqud and joiners do not break a word.
_WORD = re.compile(
    rf"[^\W\d_](?:(?<=([{_RTL}])))?+"
    r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0640\u200c\u200d'’]*+"
)
# The first character is taken by a set, so that the engine skips over plain words.
_NOISE = re.compile(
    r"[<\[\]hfmw&](?:"
    r"(?<=<)/?[A-Za-z!][^<>]*+>"
    r"|(?<=\[)\^[^\[\]\n]*+\]:?"
    r"|(?<=\])\[[^\[\]\n]*+\]"
    r"|(?:(?<=\bh)ttps?|(?<=\bf)tp|(?<=\bm)ailto):[^\s<>]++|(?<=\bw)ww\.[^\s<>]++"
    r"|(?<=&)#?\w++;"
    r")"
)
# Only text with an @ in it is worth looking for these at every character.
_MAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)++|(?<!\w)@\w++"
_TARGET = re.compile(r"\]\(((?:[^()\n]|\([^()\n]*+\))*+)\)")
_BRACES = re.compile(r"\{(?::|(?=[.#])|(?=[^{}=\n]*+=))([^{}\n]*+)\}")
_QUOTED = re.compile(r"\"([^\"\n]*+)\"|(?<=\s)'([^'\n]*+)'")
_CREDIT = re.compile(r"\bcredit=(\"[^\"\n]*+\"|'[^'\n]*+')")


def language_direction(tag: str) -> Direction | None:
    """The direction of a language tag (BCP 47). None where the tag does not tell."""
    parts = tag.strip().replace("_", "-").lower().split("-")
    language = parts[0]
    if not (language.isascii() and language.isalpha() and 2 <= len(language) <= 3):
        return None
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return Direction.RTL if script in RTL_SCRIPTS else Direction.LTR
    if not RTL_REGIONS.get(language, frozenset()).isdisjoint(parts[1:]):
        return Direction.RTL
    if language in OPEN_LANGUAGES:
        return None
    if not LTR_REGIONS.get(language, frozenset()).isdisjoint(parts[1:]):
        return Direction.LTR
    return Direction.RTL if language in RTL_LANGUAGES else Direction.LTR


def post_direction(
    body: str,
    *,
    override: Direction | None = None,
    language: str = "",
    default: Direction = Direction.LTR,
) -> Direction:
    """The direction of a post: its author's word, its language, its words, the default."""
    return override or language_direction(language) or majority(cut(body), default)


def majority(blocks: Iterable[Block], default: Direction) -> Direction:
    """The direction of most strong words of a text that is cut already; `default` where neither
    side has more. Exact, and quick for a long text of which little changed."""
    rtl = ltr = 0
    for block in blocks:
        if block.kind not in _LTR_KINDS:
            right, left = strong_words(block.text)
            rtl += right
            ltr += left
    if rtl == ltr:
        return default
    return Direction.RTL if rtl > ltr else Direction.LTR


def base_direction(post: Post, default: Direction = Direction.LTR) -> Direction:
    """The direction `post` is shown in, here and on every blog: the author's word, its
    language, the words of its body, those of its title. Every room asks this function.
    `default`: of the place it is shown in, for a post without a single word."""
    words = post.body
    if post.format is Format.HTML:
        from editor.text.html import visible_text

        words = visible_text(words)
    return post_direction(
        words,
        override=post.direction,
        language=post.language,
        default=direction_by_title(post.title, default),
    )


def direction_by_title(title: str, default: Direction) -> Direction:
    """The direction a title gives to a post whose body has no words; `default` where the title
    has none either."""
    return default if strong_words(title) == (0, 0) else line_direction(title, Direction.LTR)


def wordless_direction(blog_language: str, here: Direction) -> Direction:
    """The direction of a post without a single word: that of its blog, whose language this is;
    where that does not tell, of the interface it is written in (`here`)."""
    return language_direction(blog_language) or here


def block_directions(blocks: Sequence[Block], post: Direction) -> list[Direction]:
    """The direction of each block of a post that runs in the direction `post`."""
    return [block_direction(block, post) for block in blocks]


def block_direction(block: Block, post: Direction) -> Direction:
    """The direction of one block: its own `{: dir="…"}`, its kind, its words."""
    says = "{" in block.text and "dir=" in block.text.lower()
    said = own_direction(block) if says else None
    if said is not None:
        return said
    if block.kind in _LTR_KINDS:
        return Direction.LTR
    if block.kind in _POST_KINDS:
        return post
    return line_direction(block.text, post)


def line_direction(text: str, post: Direction) -> Direction:
    """The direction of some words, a title or a list row, where `post` is that around them."""
    rtl, ltr = strong_words(text)
    if not rtl and not ltr:
        return post
    share = _SHARE_IN_RTL if post is Direction.RTL else _SHARE_IN_LTR
    return Direction.RTL if rtl >= share * (rtl + ltr) else Direction.LTR


# What strong_words has counted. A hash stands for the words: nobody's words are kept here.
_COUNTED: dict[tuple[int, int], tuple[int, int]] = {}
_REMEMBERED = 16_384


def strong_words(text: str) -> tuple[int, int]:
    """How many words run right to left, and how many left to right. Markup does not count.

    Remembered: while an author types, every other block is asked again.
    """
    key = hash(text), len(text)
    known = _COUNTED.get(key)
    if known is None:
        words = _WORD.findall(words_only(text))
        left = words.count("")
        known = len(words) - left, left
        if len(_COUNTED) >= _REMEMBERED:
            _COUNTED.clear()
        _COUNTED[key] = known
    return known


def forget_words() -> None:
    """Forget what was counted: the notebook is locked, or another one opened."""
    _COUNTED.clear()


def words_only(text: str) -> str:
    """The words of a piece of Markdown: without code, addresses, tags, attribute lists."""
    if "```" in text or "~~~" in text:
        text = _without_fences(text)
    if "`" in text:
        text = CODE.sub(" ", text)
    if "](" in text:
        text = _TARGET.sub(_title_of_target, text)
    if "{" in text:
        text = _BRACES.sub(_credit_of_braces, text)
    return (_mail_or_noise() if "@" in text else _NOISE).sub(" ", text)


@cache
def _mail_or_noise() -> re.Pattern[str]:
    return re.compile(f"{_NOISE.pattern}|{_MAIL}")


def _title_of_target(target: re.Match[str]) -> str:
    """A picture's title is read as its caption."""
    quoted = _QUOTED.search(target.group(1))
    return f"] {quoted.group(1) or quoted.group(2) or ''} " if quoted else "] "


def _credit_of_braces(braces: re.Match[str]) -> str:
    credit = _CREDIT.search(braces.group(1))
    return f" {credit.group(1)} " if credit else " "


def _without_fences(text: str) -> str:
    """The text without fenced code that stands in a list or a quotation."""
    rows = split_lines(text)
    return "".join(row for row, inside in zip(rows, fenced(rows), strict=True) if not inside)


def own_direction(block: Block) -> Direction | None:
    """What the block's attribute list says, read as the page reads it (`text.tree`)."""
    if block.kind in _LTR_KINDS or block.kind in _POST_KINDS:
        return None
    lines = bare_lines(block.text)
    said = None
    if len(lines) > 1 and is_attributes(lines[-1]):
        said = (parse(lines.pop().strip()[2:-1]) or {}).get("dir")
    if said is None and block.kind is Kind.PARAGRAPH:
        said = split_line("\n".join(lines))[1].get("dir")
    if said is None and block.kind is Kind.HEADING:
        said = split_end(lines[0].strip(" \t").lstrip("#").lstrip(" \t"))[1].get("dir")
    return Direction(said) if said in ("rtl", "ltr") else None
