"""The first words of a body, as a list shows them beneath the title."""

from __future__ import annotations

import html
import re

from editor.domain.post import Format

LENGTH = 160  # code points
_LOOK = 4000  # code points of the body: more than enough to find that many visible ones
_GLANCE = 800  # enough in most posts

# A whole line that no reader sees as words: fences, rules, table rulers, link definitions.
_SILENT_LINE = re.compile(
    r"^ {0,3}(?:(?:`{3,}|~{3,}).*|([-*_])(?:[ \t]*\1){2,}[ \t]*|=+[ \t]*"
    r"|[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+|\[[^\]\n]+\]:[ \t]*\S.*"
    r"|\{:.*\}[ \t]*)$",
    re.MULTILINE,
)
_LINE_MARK = re.compile(
    r"^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|:[ \t])[ \t]*)+", re.M
)
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\](?:\([^)\n]*\)|\[[^\]]*\])?(?:\{[^}\n]*\})?")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]")
_LINK = re.compile(r"\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])(?:\{:?[^}\n]*\})?")
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|~~|`+)")
_UNDERLINES = re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_\n]*[^_\s])\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PIPE = re.compile(r"(?<!\\)\|")
# Marks that open and close: cut off in the middle they would turn the whole list around.
_UNSEEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_SILENT_LINE, ""),
    (_LINE_MARK, ""),
    (_CLOSING_HASHES, ""),
    (_PICTURE, " "),
    (_FOOTNOTE, ""),
    (_LINK, r"\1"),
    (_ADDRESS, r"\1"),
    (_TAG, " "),
    (_EMPHASIS, ""),
    (_UNDERLINES, r"\2"),
    (_PIPE, " "),
    (_ESCAPE, r"\1"),
)


def opening_of(body: str, form: Format) -> str:
    """The first words a reader sees, on one line, at most 160 characters."""
    if form is Format.HTML:
        from editor.text.html import visible_text

        return _shortened(_one_line(visible_text(body[:_LOOK])))
    # To the end of a line: what is half of a link would be shown with its marks.
    near = plain(body[: body.rfind("\n", 0, _GLANCE) + 1])
    return _shortened(near if len(near) > LENGTH else plain(body[:_LOOK]))


def plain(markdown: str) -> str:
    """The words of some Markdown on one line, without its marks: near enough for a list."""
    for pattern, instead in _STEPS:
        markdown = pattern.sub(instead, markdown)
    return _one_line(html.unescape(markdown))


def _one_line(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())


def _shortened(line: str) -> str:
    if len(line) <= LENGTH:
        return line
    cut = line.rfind(" ", LENGTH // 2, LENGTH)
    return line[: cut if cut > 0 else LENGTH - 1].rstrip(" ،,;؛:-–—") + "…"
