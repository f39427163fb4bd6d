"""The people behind a post, as a last paragraph in the post's own language. Pure."""

from __future__ import annotations

import html

from editor.domain.post import Direction, Post
from editor.text.direction import line_direction
from editor.text.page import words_html
from editor.text.scripts import likely_language

# Words in the language of the post, which need not be that of the window: data, no translation.
LABELS = {
    "en": {
        "author": "Written by",
        "language_editor": "Language editor",
        "photographer": "Photographs",
        "translator": "Translated by",
        "editor": "Editor",
        "source": "Source",
    },
    "ar": {
        "author": "بقلم",
        "language_editor": "التدقيق اللغوي",
        "photographer": "تصوير",
        "translator": "ترجمة",
        "editor": "تحرير",
        "source": "المصدر",
    },
    "fa": {
        "author": "نویسنده",
        "language_editor": "ویراستار زبانی",
        "photographer": "عکاس",
        "translator": "مترجم",
        "editor": "ویراستار",
        "source": "منبع",
    },
    "he": {
        "author": "מאת",
        "language_editor": "עריכת לשון",
        "photographer": "צילום",
        "translator": "תרגום",
        "editor": "עריכה",
        "source": "מקור",
    },
    "ckb": {
        "author": "نووسینی",
        "language_editor": "پێداچوونەوەی زمانی",
        "photographer": "وێنەگر",
        "translator": "وەرگێڕان",
        "editor": "دەستکاری",
        "source": "سەرچاوە",
    },
}


def credit_label(role: str, language: str) -> str:
    """What to call a role in the language of the post; the author's own word stays."""
    labels = LABELS.get(language.replace("_", "-").partition("-")[0].lower(), LABELS["en"])
    return labels.get(role, role)


def credits_html(post: Post, direction: Direction, around: Direction | None = None) -> str:
    """One paragraph; empty without credits. `direction` is the post's, `around` that of what it
    will stand in, where no element of the post's is there to say it; a name that runs the
    other way says so in a `<span dir>`, which WordPress leaves to every account."""
    language = likely_language(post, direction)
    people = (
        f"{html.escape(credit_label(credit.role, language))}: {_name(credit.name, direction)}"
        for credit in post.credits
    )
    line = " · ".join(people)
    side = "" if around in (None, direction) else f' dir="{direction}"'
    return f'<p class="midad-credits"{side}>{line}</p>' if line else ""


def _name(name: str, around: Direction) -> str:
    own = line_direction(name, around)
    words = words_html(name, around)
    return words if own is around else f'<span dir="{own}">{words}</span>'
