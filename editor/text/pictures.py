"""The pictures a Markdown body names, and what it says of each. All offsets are code points."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from editor.text.attributes import parse_at
from editor.text.blocks import Kind, cut

# ![alt](<destination with spaces> "title") or ![alt](destination "title"); alt may nest brackets
# one deep. Inline code is hidden first: a picture shown as code is no picture.
_PICTURE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]"
    r"\(\s*(?:<(?P<quoted>[^<>\n]*)>|(?P<plain>[^\s()<>]+))"
    r"(?:\s+(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>(?:\\.|[^'\\])*)'))?\s*\)"
)
_NAMED = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))")
_INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_NO_PICTURES = frozenset({Kind.FENCE, Kind.CODE, Kind.FRONT_MATTER})
_ASKS_FOR_BRACKETS = re.compile(r"[\s()]")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
_BARE = re.compile(r"!\[\s*\]\(")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!\"'-])")


@dataclass(frozen=True, slots=True)
class PictureMark:
    """One picture as a body writes it: from `start` to `end`, under the name `target`.

    `alt` is said to who cannot see it, `caption` and `credit` stand below it. All are plain
    words. `others` are further attributes: ("width", "300").
    """

    target: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    others: tuple[tuple[str, str], ...] = ()
    start: int = 0
    end: int = 0

    def written(self) -> str:
        """The Markdown for it, on one line. A sign that Markdown has no way to say in its place
        becomes one that looks like it: `"` in a caption, `{` in a credit."""
        target = f"<{self.target}>" if _ASKS_FOR_BRACKETS.search(self.target) else self.target
        title = f' "{_in_title(self.caption)}"' if self.caption.strip() else ""
        said = [] if not self.credit.strip() else [("credit", _in_attribute(self.credit))]
        listed = " ".join(f'{name}="{value}"' for name, value in (*self.others, *said))
        return f"![{_in_brackets(self.alt)}]({target}{title})" + (f"{{{listed}}}" if listed else "")


def destinations(body: str) -> list[str]:
    """Every picture's destination as written, in order, repeated where it is repeated."""
    found = []
    for block in cut(body):
        if block.kind not in _NO_PICTURES:
            found += [
                quoted or plain for quoted, plain in _NAMED.findall(_without_code(block.text))
            ]
    return found


def marks(body: str) -> list[PictureMark]:
    """Every picture that is written whole in one place, in order."""
    found = []
    for block in cut(body):
        if block.kind not in _NO_PICTURES and "![" in block.text:
            found += [
                replace(mark, start=block.start + mark.start, end=block.start + mark.end)
                for mark in _in_block(block.text)
            ]
    return found


def below(body: str, mark: PictureMark) -> str:
    """The body with the picture in a paragraph of its own at its end."""
    before = body.rstrip("\r\n")
    return (f"{before}\n\n" if before.strip() else "") + f"{mark.written()}\n"


def replaced(body: str, old: str, new: str) -> str:
    """The body with the picture `new` wherever it shows `old`; all that is said of it stays."""
    target = f"<{new}>" if _ASKS_FOR_BRACKETS.search(new) else new
    parts, at = [], 0
    for mark in marks(body):
        written = body[mark.start : mark.end]
        match = _PICTURE.match(_without_code(written)) if mark.target == old else None
        if match is not None:
            in_brackets = match["quoted"] is not None
            start, end = match.span("quoted" if in_brackets else "plain")
            parts += [body[at : mark.start + start - in_brackets], target]
            at = mark.start + end + in_brackets
    return "".join((*parts, body[at:]))


def undescribed(body: str) -> int:
    """How many pictures have nothing to say to readers who cannot see them."""
    return sum(not mark.alt.strip() for mark in marks(body)) if _BARE.search(body) else 0


def is_of_the_web(target: str) -> bool:
    """True where a picture is an address, and no file of the post's."""
    return _ADDRESS.match(target) is not None


def _in_block(text: str) -> list[PictureMark]:
    return [_mark(text, match) for match in _PICTURE.finditer(_without_code(text))]


def _mark(text: str, match: re.Match[str]) -> PictureMark:
    listed = parse_at(text, match.end())
    attributes, end = listed if listed is not None else ({}, match.end())
    title = text[slice(*match.span("double"))] or text[slice(*match.span("single"))]
    return PictureMark(
        target=match["quoted"] or match["plain"],
        alt=_plain(text[slice(*match.span("alt"))]),
        caption=_plain(title),
        credit=_plain(attributes.get("credit", "")),
        others=tuple((name, value) for name, value in attributes.items() if name != "credit"),
        start=match.start(),
        end=end,
    )


def _without_code(text: str) -> str:
    """The same length, with nothing to find in inline code."""
    return _INLINE_CODE.sub(lambda match: "\0" * len(match[0]), text) if "`" in text else text


def _plain(written: str) -> str:
    return _ESCAPED.sub(r"\1", " ".join(written.split()))


def _in_brackets(words: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", _sayable(words))


def _in_title(words: str) -> str:
    return _sayable(words).replace("\\", "\\\\").replace('"', "”")


def _in_attribute(words: str) -> str:
    return _in_title(words).replace("{", "(").replace("}", ")")


def _sayable(words: str) -> str:
    """On one line, and without the sign that would begin code."""
    return " ".join(words.split()).replace("`", "'")
