"""What a word is written in, and which languages are written so. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from editor.domain.post import Direction, Post
from editor.text.direction import language_direction


class Script(StrEnum):
    """The scripts this program finds dictionaries for, by their codes (ISO 15924)."""

    ARABIC = "Arab"
    HEBREW = "Hebr"
    LATIN = "Latn"
    CYRILLIC = "Cyrl"
    GREEK = "Grek"


# Without the digits that stand among Arabic's letters.
_LETTERS = (
    (
        Script.ARABIC,
        re.compile(
            "[\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff"
            "\ufb50-\ufefc\u200c]+"
        ),
    ),
    (Script.LATIN, re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06']+")),
    (Script.HEBREW, re.compile("[\u05d0-\u05f2\ufb1d-\ufb4f\"']+")),
    (Script.CYRILLIC, re.compile("[\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f']+")),
    (Script.GREEK, re.compile("[\u0370-\u03ff\u1f00-\u1fff']+")),
)

# Those of Arabic's letters that Arabic itself does not write with: Persian, Kurdish, Urdu do.
_BEYOND_ARABIC = re.compile(
    "[\u063b-\u063f\u0672-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9]"
)

_BEGINNING = 2_000  # code points; enough to tell a script
_HEBREW_LETTER, _ARABIC_LETTER = re.compile("[\u05d0-\u05ea]"), re.compile("[\u0620-\u06ff]")

_SUBTAGS = {"aran": Script.ARABIC, **{script.lower(): script for script in Script}}
_HEBREW = re.compile("he|iw|ji|yi")
_CYRILLIC = re.compile("be|bg|kk|ky|mk|mn|ru|sr|tg|uk")
_OTHERS = re.compile(
    "am|arc|as|bn|bo|dv|dz|gu|hi|hy|ja|ka|km|kn|ko|lo|ml|mr|my|ne|nqo|or|pa|rhg|sa|sat|si|syr"
    "|ta|te|th|ti|zh"
)
_USUAL = {Script.ARABIC: "ar", Script.HEBREW: "he", Script.LATIN: "en"}


def word_script(letters: str) -> Script | None:
    """The one script that all `letters` belong to; None for a mixture, or with a digit in it."""
    return next((script for script, known in _LETTERS if known.fullmatch(letters)), None)


def is_beyond_arabic(letters: str) -> bool:
    """Whether a word in Arabic's script has a letter that is none of the Arabic language's."""
    return _BEYOND_ARABIC.search(letters) is not None


def language_script(tag: str) -> Script | None:
    """The script of a language tag (BCP 47); None where it is none of ours."""
    language, *rest = tag.strip().replace("_", "-").lower().split("-")
    if not (language.isascii() and language.isalpha() and 2 <= len(language) <= 3):
        return None
    said = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if said:
        return _SUBTAGS.get(said)
    if _HEBREW.fullmatch(language):
        return Script.HEBREW
    if language_direction(tag) is Direction.RTL and not _OTHERS.fullmatch(language):
        return Script.ARABIC
    if _OTHERS.fullmatch(language):
        return None
    if _CYRILLIC.fullmatch(language):
        return Script.CYRILLIC
    return Script.GREEK if language == "el" else Script.LATIN


def likely_language(post: Post, direction: Direction) -> str:
    """The language of a post that runs in `direction`, for labels and dates around its words: as
    its author said; else the likely one for the letters it begins with."""
    if post.language or direction is Direction.LTR:
        return post.language or "en"
    beginning = f"{post.title} {post.body[:_BEGINNING]}"
    hebrew, arabic = len(_HEBREW_LETTER.findall(beginning)), len(_ARABIC_LETTER.findall(beginning))
    return "he" if hebrew > arabic else "ar"


def languages(script: Script, post: str, others: Iterable[str] = ()) -> list[str]:
    """The languages in which words of a script may be meant, the likeliest first: the post's and
    no other where it is written so; else those the author reads (`others`), and the usual one."""
    if language_script(post) is script:
        return [post]
    found = [tag for tag in others if language_script(tag) is script]
    if script in _USUAL:
        found.append(_USUAL[script])
    return list(dict.fromkeys(found))
