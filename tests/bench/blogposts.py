"""Posts of a blog as people leave them behind: some 600 words in Arabic, in English or in both,
half of them in WordPress' blocks, half from the classic editor; with headings, lists, links,
quotations, pictures and the leftovers of word processors."""

from __future__ import annotations

import random
from collections.abc import Iterator

WORDS = 600
_ARABIC = (
    "جسر مدينة كتاب طريق بحر شارع مقهى رحلة صديق باب سوق جبل نهر مطر صباح مساء حكاية كلمة سؤال "
    "جواب قرية مدرسة ليل نافذة ذاكرة صوت لون حجر شجرة قطار ميناء خبز رسالة جريدة مكتبة بيت عمل"
)
_BEFORE = "", "", "", "ال", "ال", "وال", "بال", "لل", "و", "ف", "ك"
_BEHIND = "", "", "", "", "ات", "ه", "ها", "هم", "نا", "ين"
_ENGLISH = (
    "bridge town book road harbour street coffee journey friend door market mountain river rain "
    "morning evening story word question answer village school night window memory voice colour "
    "stone tree train bread letter paper library house work garden summer island kitchen"
)
_ENDINGS = "", "", "", "", "s", "ed", "ing", "ly", "less", "ward"
_SMALL = {
    "ar": "في من على إلى عن مع لا ثم أن كان هذا التي الذي بعد قبل",
    "en": "the a of to in and was that it for with on as at by",
}
_LINK = '<a href="https://example.org/{0}/?a=1&amp;b=2" target="_blank" rel="noopener">{1}</a>'
_FIGURE = (
    '<figure class="wp-block-image size-large"><img src="https://example.org/u/{0}.jpg" '
    'alt="{1}" class="wp-image-{0}"/><figcaption class="wp-element-caption">{2}</figcaption>'
    "</figure>"
)


def title(number: int) -> str:
    """Of the post of that number."""
    return _words(random.Random(f"title {number}"), _language(number), 6)


def body(number: int) -> str:
    """As its blog has it: the same for the same number."""
    dice = random.Random(number)
    parts = list(_parts(dice, number))
    return _blocks(parts) if number % 2 else _classic(parts)


def _language(number: int) -> str:
    return ("ar", "en", "ar", "mixed")[number // 2 % 4]


def _parts(dice: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """(kind, HTML inside)."""
    written = 0
    while written < WORDS:
        language = _language(number)
        if language == "mixed":
            language = dice.choice(("ar", "en"))
        kind = dice.choice("pppppppphlqi") if written else "p"
        many = {"h": 5, "l": 30, "q": 25, "i": 8}.get(kind, dice.randint(35, 90))
        written += many
        match kind:
            case "h":
                yield kind, _words(dice, language, many)
            case "l":
                yield kind, "\n".join(_rich(dice, language, 10) for _item in range(3))
            case "i":
                alt, below = _words(dice, language, 3), _words(dice, language, 5)
                yield kind, _FIGURE.format(dice.randint(1, 9999), alt, below)
            case _:
                yield kind, _rich(dice, language, many)


def _blocks(parts: list[tuple[str, str]]) -> str:
    written = []
    for kind, inside in parts:
        match kind:
            case "h":
                made = f'<h2 class="wp-block-heading">{inside}</h2>'
                written.append(f"<!-- wp:heading -->\n{made}\n<!-- /wp:heading -->")
            case "l":
                made = "\n\n".join(
                    f"<!-- wp:list-item -->\n<li>{item}</li>\n<!-- /wp:list-item -->"
                    for item in inside.split("\n")
                )
                written.append(f"<!-- wp:list -->\n<ul>{made}</ul>\n<!-- /wp:list -->")
            case "q":
                made = f"<!-- wp:paragraph -->\n<p>{inside}</p>\n<!-- /wp:paragraph -->"
                made = f'<blockquote class="wp-block-quote">{made}</blockquote>'
                written.append(f"<!-- wp:quote -->\n{made}\n<!-- /wp:quote -->")
            case "i":
                said = '{"sizeSlug":"large"}'
                written.append(f"<!-- wp:image {said} -->\n{inside}\n<!-- /wp:image -->")
            case _:
                written.append(f"<!-- wp:paragraph -->\n<p>{inside}</p>\n<!-- /wp:paragraph -->")
    return "\n\n".join(written)


def _classic(parts: list[tuple[str, str]]) -> str:
    written = []
    for at, (kind, inside) in enumerate(parts):
        match kind:
            case "h":
                written.append(f"<h2><strong>{inside}</strong></h2>")
            case "l":
                items = "\n".join(f" \t<li>{item}</li>" for item in inside.split("\n"))
                written.append(f"<ul>\n{items}\n</ul>")
            case "q":
                written.append(f"<blockquote>{inside}</blockquote>")
            case "i":
                alt = inside.partition("<figcaption")[0].partition(">")[2]
                written.append(alt.replace("/>", ' width="600" height="400" />'))
            case _ if at % 7 == 3:  # as a word processor left it
                said = 'style="text-align: justify;"'
                written.append(f"<p {said}><span>{inside}</span></p>\n&nbsp;")
            case _:
                written.append(inside)
        if at == 1:
            written.append("<!--more-->")
    return "\r\n\r\n".join(written)


def _rich(dice: random.Random, language: str, many: int) -> str:
    """Sentences, some of whose words are links, strong or emphasised."""
    words = _words(dice, language, many).split(" ")
    for at in range(len(words)):
        chance = dice.random()
        if chance < 0.006:
            words[at] = _LINK.format(words[at].strip(".,،"), words[at])
        elif chance < 0.014:
            words[at] = f"<strong>{words[at]}</strong>"
        elif chance < 0.02:
            words[at] = f"<em>{words[at]}</em>"
        elif chance < 0.023:
            words[at] = f"{words[at]} &amp; {dice.randint(2, 2024)}"
        elif chance < 0.026:
            words[at] = f"«{words[at]}»&nbsp;"
    return " ".join(words)


def _words(dice: random.Random, language: str, many: int) -> str:
    arabic = language == "ar" or (language == "mixed" and dice.random() < 0.5)
    comma = "،" if arabic else ","
    found = []
    for at in range(many):
        if dice.random() < 0.3:
            word = dice.choice(_SMALL["ar" if arabic else "en"].split())
        elif arabic:
            word = dice.choice(_BEFORE) + dice.choice(_ARABIC.split()) + dice.choice(_BEHIND)
        else:
            word = dice.choice(_ENGLISH.split()) + dice.choice(_ENDINGS)
        ends = at == many - 1 or (at % 12 == 11)
        found.append(word + ("." if ends else comma if dice.random() < 0.08 else ""))
    return " ".join(found)
