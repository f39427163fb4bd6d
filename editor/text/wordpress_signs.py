"""The typographic signs a WordPress puts in the place of typed ones when it shows a page: curly
quotes, dashes, an ellipsis. For the preview only: what is sent has what was typed. Pure.

It goes by pieces of text between tags, as WordPress does, and knows nothing of the words: the
signs are those of its English, which most translations leave alone.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"(<!--.*?(?:-->|\Z)|<[^<>]*+>)", re.DOTALL)
_LEFT_ALONE = re.compile(r"<(/?)(pre|code|kbd|style|script|tt)\b", re.IGNORECASE)

_SPACE = r"(?:[\r\n\t ]|\xa0|&nbsp;)"
_BEFORE = r"(?:(?<=\A)|(?<=[(\[{\-\s\xa0])|(?<=&lt;)|(?<=&nbsp;))"
_BEHIND = rf"(?=\Z|[.,:;!?)}}\-\]]|&gt;|{_SPACE})"
_OPEN, _CLOSE = "‘", "’"

_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"\.\.\.", "…"),
        (r"``", "“"),
        (r"''", "”"),
        (r" \(tm\)", " ™"),
        (rf"'(\d\d)'{_BEHIND}", rf"{_OPEN}\1{_CLOSE}"),
        (rf"'(\d\d)\"{_BEHIND}", rf"{_CLOSE}\1”"),
        (r"'(?=\d\d(?:\Z|(?![%\d]|[.,]\d)))", _CLOSE),
        (r"(?:(?<=\A)|(?<=[\s\xa0]))'(\d[.,\d]*)'", rf"{_OPEN}\1{_CLOSE}"),
        (rf"(?:{_BEFORE}|(?<=\"))'", _OPEN),
        (rf"(?<![\s\xa0])'(?!\Z|{_SPACE}|[.,:;!?\"'(){{}}\[\]\-]|&[lg]t;)", _CLOSE),
        (rf"(?<=\d)'{_BEHIND}", "′"),
        (r"'", _CLOSE),
        (rf"{_BEFORE}\"(?!{_SPACE})", "“"),
        (rf"(?<=\d)\"{_BEHIND}", "″"),
        (r"\"", "”"),
        (r"---", "—"),
        (rf"(?:(?<=\A)|(?<=[\s\xa0]))--(?=\Z|{_SPACE})", "—"),
        (r"(?<!xn)--", "–"),
        (rf"(?:(?<=\A)|(?<=[\s\xa0]))-(?=\Z|{_SPACE})", "–"),
    )
)
# From the beginning of each run of digits once, however many of its places a number can begin at.
_TIMES = re.compile(r"(?<![\d.,])([\d.,]++)x(?=\d[\d.,]*\b)")
_NUMBER = re.compile(r"\b(?:[1-9][\d.,]*+|0[\d.,]++)\Z")


def with_signs(html: str) -> str:
    """HTML as its readers see it there. Attributes, code and comments stay."""
    if not any(sign in html for sign in ("'", '"', "-", "...", "``", "(tm)")) and "x" not in html:
        return html
    left_alone = 0
    parts = _TAG.split(html)
    for place, part in enumerate(parts):
        if place % 2:
            found = _LEFT_ALONE.match(part)
            if found:
                left_alone = max(0, left_alone - 1) if found[1] else left_alone + 1
        elif not left_alone and part:
            parts[place] = _signed(part)
    return "".join(parts)


def _signed(text: str) -> str:
    for pattern, sign in _SIGNS:
        if pattern.pattern == r"(?<=\d)\"" + _BEHIND and "“" in text:
            continue  # a quotation that ends with a number
        text = pattern.sub(sign, text)
    return _TIMES.sub(_multiplied, text)


def _multiplied(found: re.Match[str]) -> str:
    is_number = _NUMBER.search(found.string, found.start(1), found.end(1))
    return f"{found[1]}×" if is_number else found[0]
