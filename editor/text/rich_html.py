"""HTML from anywhere made well-formed, with nothing in it but words and what is said about them.

The parser is nh3's, which reads as browsers do. Pure, any thread.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from editor.text.rich_looks import INLINE, LOOKS

# Beyond these the parser takes more than the blink of an eye; the plain words are pasted.
_LONGEST = 4_000_000
_LONGEST_TIDY = 500_000
_MOST_REFERENCES = 50_000
_MOST_TAGS = 30_000
_DEEPEST = 400
_EMBEDDED = re.compile(r"(?<=[\"'])data:[^\"'\s<>]{200,}")
# Elements that end themselves where the next one begins do not count.
_NESTING = re.compile(
    r"<(/?)(?!(?:br|img|hr|p|input|meta|link|col|wbr|li|t[dhr]|thead|tbody|tfoot|d[dt]|o:p)\b)[a-z]",
    re.IGNORECASE,
)

# What begins a line, and what begins a paragraph or holds some.
LINES = frozenset({"div", "section", "article", "header", "footer", "main", "summary", "address"})
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "table", "tr"}
    | {"td", "th", "dl", "dt", "dd", "figure", "figcaption", "details", "caption", "center"}
)
_OTHERS = frozenset({"br", "hr", "img", "input", "thead", "tbody", "tfoot", "iframe"})
_SILENT = frozenset(
    {"script", "style", "title", "template", "noscript", "textarea", "select", "option"}
    | {"svg", "math", "button"}
)


def tidied(html: str) -> str | None:
    """Elements nested as they ought to be, attributes between double quotes; no scripts, no
    comments, no addresses but those of the web. None where there is too much of it."""
    if len(html) > _LONGEST:
        return None
    html = _EMBEDDED.sub("data:", html.encode("utf-8", "replace").decode("utf-8"))
    if html.count("&") > _MOST_REFERENCES or _depth(html) > _DEEPEST:
        return None
    cleaned: str = _cleaner().clean(html)
    fits = len(cleaned) <= _LONGEST_TIDY and cleaned.count("<") <= _MOST_TAGS
    return cleaned if fits else None


def _depth(html: str) -> int:
    depth = deepest = 0
    for tag in _NESTING.finditer(html):
        depth += -1 if tag.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


@cache
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(
        tags=LOOKS.keys() | INLINE | LINES | BLOCKS | _OTHERS,
        clean_content_tags=set(_SILENT),
        attributes={
            "*": {"style", "dir", "class", "id"},
            "a": {"href", "name"},
            "iframe": {"src", "data-src"},
            "img": {"src", "alt", "width", "height"},
            "ol": {"start", "data-indent"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
            "input": {"type", "checked"},
            "ul": {"data-indent"},
        },
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
    )
