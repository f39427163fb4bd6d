"""How words of rich text look: by their elements, by their styles. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from editor.domain.post import Direction

LOOKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic",
    "s": "strike", "strike": "strike", "del": "strike",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code",
}  # fmt: skip
INLINE = frozenset(
    {"a", "span", "font", "u", "sub", "sup", "small", "big", "mark", "q", "ins"}
    | {"abbr", "bdi", "bdo"}
)
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_REDIRECT = re.compile(
    r"https://(?:www\.google\.[a-z.]+/url\?(?:[^#]*&)?(?:q|url)=|l\.facebook\.com/l\.php\?u=|"
    r"l\.instagram\.com/\?u=|slack-redir\.net/link\?url=|"
    r"[a-z0-9]+\.safelinks\.protection\.outlook\.com/\?url=)([^&#]+)",
    re.IGNORECASE,
)
_JUNK = re.compile(r"\b(?:mw-editsection|reference|noprint|sr-only|screen-reader-text|copy-btn)\b")
_SHIFTS = {"super": "sup", "sub": "sub"}
_MONOSPACE = re.compile(r"monospace|consolas|courier|menlo|monaco", re.IGNORECASE)


class Format(NamedTuple):
    """How words look where the reader is. `keeps_lines`: a line's end is one. `is_source`: as
    programs' code looks. `is_marker`: what Word writes before an item's words. `shift`: `sup` or
    `sub` where they stand higher or lower."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str = ""
    direction: Direction | None = None
    is_hidden: bool = False
    keeps_lines: bool = False
    is_source: bool = False
    is_marker: bool = False
    shift: str = ""


def is_heading(name: str) -> bool:
    """`h1` to `h6`."""
    return len(name) == 2 and name[0] == "h" and name[1].isdigit()


def formatted(before: Format, name: str, given: Mapping[str, str]) -> Format:
    """The look inside of an element with some attributes; `before` is that around it."""
    look: dict[str, Any] = {LOOKS[name]: True} if name in LOOKS else {}
    now = before._replace(**look) if look else before
    if name in ("sup", "sub"):
        now = now._replace(shift=name)
    if name in ("th", "pre") or is_heading(name):
        now = now._replace(bold=False)
    if name == "pre":
        now = now._replace(is_source=True)
    if name == "a":
        href = given.get("href", "").strip()
        absolute = href.lower().startswith(("http://", "https://", "mailto:"))
        now = now._replace(href=_destination(href) if absolute else "")
    if given.get("dir", "").lower() in ("ltr", "rtl") and name not in INLINE:
        now = now._replace(direction=Direction(given["dir"].lower()))
    if _JUNK.search(given.get("class", "")) and name in ("span", "sup", "div"):
        now = now._replace(is_hidden=True)
    return _styled(now, given["style"]) if "style" in given else now


def _destination(href: str) -> str:
    """Where a link leads behind the counting that some programs put before it."""
    redirect = _REDIRECT.match(href)
    if redirect is None:
        return href
    there = unquote(redirect.group(1))
    return there if there.startswith(("http://", "https://")) else href


def _styled(now: Format, style: str) -> Format:
    changed: dict[str, Any] = {}
    for key, said in _DECLARATION.findall(style):
        said = said.strip().lower()
        match key.lower():
            case "font-weight":
                heavy = said.isdecimal() and len(said) < 5 and int(said) >= 600
                changed["bold"] = heavy or said.startswith("bold")
            case "font-style":
                changed["italic"] = said in ("italic", "oblique")
            case "text-decoration" | "text-decoration-line":
                changed["strike"] = now.strike or "line-through" in said
            case "display" | "mso-hide":
                changed["is_hidden"] = now.is_hidden or said in ("none", "all")
            case "direction" if said in ("ltr", "rtl"):
                changed["direction"] = Direction(said)
            case "vertical-align" if said in _SHIFTS or said == "baseline":
                changed["shift"] = _SHIFTS.get(said, "")
            case "white-space":
                changed["keeps_lines"] = said.startswith(("pre", "break-spaces"))
                changed["is_source"] = now.is_source or said == "pre"
            case "font-family":
                changed["is_source"] = now.is_source or bool(_MONOSPACE.search(said))
            case "mso-list" if "ignore" in said:
                changed["is_marker"] = True
    return now._replace(**changed)
