"""What Markdown has ways of its own for: words above and below the line, captions, videos. Pure,
any thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from editor.text.escaping import escaped
from editor.text.rich_blocks import Block, Paragraph

_HIGH = str.maketrans("0123456789+-=()ni−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻")
_LOW = str.maketrans("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|o|a|º|ª)\Z", re.IGNORECASE)
_LONGEST = 40  # signs; what is more stands there for its look alone
_YOUTUBE = re.compile(r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com\Z", re.IGNORECASE)
_NAME = re.compile(r"[\w-]{6,20}\Z", re.ASCII)
_SECONDS = re.compile(r"\d{1,6}\Z", re.ASCII)


def above_or_below(words: str, shift: str) -> tuple[str, bool]:
    """Words of `shift` "sup" or "sub" as they stand in a line, and whether that is Markdown: small
    digits where Unicode has them, else HTML. An ordinal's letters are plain in any language."""
    core = words.strip()
    small = core.translate(_HIGH if shift == "sup" else _LOW)
    if not core or len(core) > _LONGEST or (shift == "sup" and _ORDINAL.match(core)):
        return words, False
    if not any(old == new for old, new in zip(core, small, strict=True)):
        return words.replace(core, small), False
    if not any(sign.isalnum() for sign in core):
        return words, False
    before, _core, after = words.partition(core)
    return f"{before}<{shift}>{escaped(core, '>', '<')}</{shift}>{after}", True


def is_below(home: Sequence[Block], paragraph: Paragraph) -> bool:
    """Take a caption to the picture that stands last in `home`. False where it is none, and where
    it says what a picture's caption has no way to say."""
    last = home[-1] if paragraph.is_caption and home else None
    picture = last.picture if isinstance(last, Paragraph) else None
    if not isinstance(last, Paragraph) or picture is None or picture.caption:
        return False
    if not paragraph.plain:
        return False
    last.runs[last.runs.index(picture)] = picture._replace(caption=paragraph.plain)
    return True


def video(address: str) -> str:
    """The page of a video that a frame shows, which stands alone in its paragraph; empty for any
    other frame."""
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    host, path = parts.netloc.lower(), [part for part in parts.path.split("/") if part]
    asked = parse_qs(parts.query)
    if _YOUTUBE.match(host) and len(path) == 2 and path[0] in ("embed", "v"):
        if path[1] == "videoseries":
            name = asked.get("list", [""])[0]
            return f"https://www.youtube.com/playlist?list={name}" if name.isascii() else ""
        start = asked.get("start", [""])[0]
        moment = f"&t={start}s" if _SECONDS.match(start) and start != "0" else ""
        found = _NAME.match(path[1])
        return f"https://www.youtube.com/watch?v={path[1]}{moment}" if found else ""
    if host == "player.vimeo.com" and len(path) == 2 and path[0] == "video" and path[1].isdecimal():
        secret = asked.get("h", [""])[0]
        return "/".join(["https://vimeo.com", path[1], *([secret] if _NAME.match(secret) else [])])
    return ""
