"""What is so plain in a body from a blog that Markdown says the same without a proof. Pure, any
thread.

The proof is to render it, which is by far the most of what it costs to read a blog. The greater
part of what people write needs none: words without a sign that could mean something, in
paragraphs, headings, lists and quotations, and emphasis and links that stand apart from the words
beside them. Whatever looks only a little different is left to the proof.
"""

from __future__ import annotations

import re

from editor.text.envelope import Envelope, Sort
from editor.text.html_pictures import Picture

_PLAIN = (
    r"(?:[^\W_]++|[.,;?()%/'\"«»“”‘’…–—،؛؟٪\u0591-\u05bd\u064b-\u0652\u0670\u200c\u200d\xa0]++"
    r"| (?! )|!(?!\[)|:(?!//)|(?<=[^\W_])-(?=[^\W_])|(?<= )&amp;(?= )"
    r"|(?<=[^\s&<>])&nbsp;(?=[^\W_]| [^\W_]))*+"
)
# Of a heading a no-break space at the end would not come back.
_LINE = re.compile(rf"[«“\"(]?(?!www\b)[^\W\d_]{_PLAIN}(?<!\xa0)")
_INSIDE = rf"[^\W_]{_PLAIN}(?<![ \xa0])"
_ADDRESS = r"https?://[\w./?=%#:,~+-]*+"
# Behind a space or a bracket, and before a space or the end of a sentence: there no sign of
# Markdown's joins with what stands beside it. A link with more than an address stays a tag.
_APART = re.compile(
    rf"(?:(?<=[ («“])|\A)<(?P<name>strong|b|em|i)>{_INSIDE}</(?P=name)>(?=[ .,;:?)»”،؛؟…]|\Z)"
    rf"|(?<=[ («“])<a href=\"{_ADDRESS}(?:\">|(?:&amp;[\w./?=%#:,~+-]++)*+\""
    rf"(?: (?:target|rel|class|id)=\"[\w ./?=%#:,~+-]*+\")++>){_INSIDE}</a>(?=[ .,;:?)»”،؛؟…]|\Z)"
)
_SOURCE = re.compile(r"https?://[\w./%:,~+-]*\w")
_TITLE = re.compile(r"[^\W_](?:[^\W_]++|[.,;%–—،؛؟]++| (?! ))*+(?<! )")
_BLOCK_AROUND = r"\s*(?:<!-- /?wp:{0} -->\s*)?"
_ITEM = re.compile(
    rf"{_BLOCK_AROUND}<li>(\S[^\n]*?)</li>{_BLOCK_AROUND}".replace("{0}", "list-item")
)
_PARAGRAPH = re.compile(
    rf"{_BLOCK_AROUND}<p>(\S[^\n]*?)</p>{_BLOCK_AROUND}".replace("{0}", "paragraph")
)


def is_bare(line: str) -> bool:
    """True for words in a line of HTML that are the same words in Markdown, sign by sign."""
    return "&" not in line and _LINE.fullmatch(line) is not None


def is_plain(piece: Envelope) -> bool:
    """True where `html_markdown.markdown_of` is certain to say what the piece says."""
    match piece.sort:
        case Sort.WORDS | Sort.HEADING:
            return _is_plain_line(piece.shown.strip(" "))
        case Sort.LIST:
            is_usual = not {"start", "reversed", "type"} & piece.given.keys()
            return is_usual and _are_plain(_ITEM, piece.shown)
        case Sort.QUOTE:
            return _is_plain_line(piece.shown) or _are_plain(_PARAGRAPH, piece.shown)
        case Sort.PICTURE:
            return len(piece.pictures) == 1 and _is_plain_picture(piece.pictures[0])
    return False


def _is_plain_picture(picture: Picture) -> bool:
    """One that leads nowhere, by a plain address and with plain words. They stand between
    quotation marks and brackets of Markdown's."""
    words = (picture.alt, picture.caption)
    return (
        not (picture.href or picture.credit)
        and _SOURCE.fullmatch(picture.source) is not None
        and all(not each or _TITLE.fullmatch(each) for each in words)
    )


def _is_plain_line(html: str) -> bool:
    """A mark that stands apart is as plain as a word in its place would be."""
    if "<" in html:
        html = _APART.sub("w", html)
    return _LINE.fullmatch(html) is not None


def _are_plain(kind: re.Pattern[str], html: str) -> bool:
    """True where it is nothing but such elements, and each is a plain line."""
    at = 0
    while found := kind.match(html, at):
        if not _is_plain_line(found.group(1)):
            return False
        at = found.end()
    return at == len(html) > 0
