"""What the palette offers: characters that keyboards lack or hide, by groups, with their names.

Pure. The names are of the interface's language in force when they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from editor.gui.writing.sheet.invisibles import sign_of
from editor.system.translation import gettext as _

_RLM = "\u200f"


@dataclass(frozen=True, slots=True)
class Offer:
    """`before` and `after` are put around what is selected; most have no `after`. `shown` stands
    on the button. `words` are other names by which it may be looked for."""

    before: str
    after: str
    name: str
    shown: str
    words: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return self.before + self.after

    @property
    def is_shapeless(self) -> bool:
        """True where the button shows a sign for what cannot be seen."""
        return bool(sign_of(self.before))


class Group(NamedTuple):
    """Offers of one sort."""

    name: str
    offers: tuple[Offer, ...]


def groups() -> list[Group]:
    """All that is offered, what is wanted most first."""
    return [
        Group(_("Joiners and marks"), _joiners()),
        Group(_("Quotation marks"), _quotes()),
        Group(_("Arabic punctuation"), _punctuation()),
        Group(_("Dashes and spaces"), _dashes()),
        Group(_("Letters of Persian, Kurdish and others"), _letters()),
        Group(_("Quran and prayers"), _quran()),
        Group(_("A passage in its own direction"), _isolates()),
    ]


def found(offer: Offer, query: str) -> bool:
    """True where each word of `query` is in one of the names, or it is the character itself or
    its number in Unicode ("200c", "U+200C")."""
    wanted = query.strip().casefold()
    if wanted and wanted in (offer.before, offer.shown):
        return True
    if wanted.removeprefix("u+").zfill(4) == f"{ord(offer.before[0]):04x}":
        return True
    names = f"{offer.name} {offer.words}".casefold()
    return all(word in names for word in wanted.split())


def _sign(character: str, name: str, words: str = "") -> Offer:
    return Offer(character, "", name, sign_of(character) or character, words)


def _pair(before: str, after: str, name: str, words: str = "", *, rtl: bool = False) -> Offer:
    shown = f"{sign_of(before) or before} {sign_of(after) or after}"
    return Offer(before, after, name, f"{_RLM}{shown}{_RLM}" if rtl else shown, words)


def _joiners() -> tuple[Offer, ...]:
    return (
        _sign("\u200c", _("Zero-width non-joiner (half space)"), "ZWNJ nim fasele نیم‌فاصله"),
        _sign("\u200d", _("Zero-width joiner"), "ZWJ"),
        _sign("\u0640", _("Tatweel, stretches a word"), "kashida تطويل كشيدة"),
        Offer("\u0670", "", _("Small alef above a letter"), "ـٰ", "dagger alef ألف خنجرية"),
        _sign("\u200e", _("Left-to-right mark"), "LRM"),
        _sign("\u200f", _("Right-to-left mark"), "RLM"),
        _sign("\u061c", _("Arabic letter mark"), "ALM"),
    )


def _isolates() -> tuple[Offer, ...]:
    end = "\u2069"
    return (
        _pair("\u2066", end, _("Reads left to right, whatever is around it"), "LRI PDI isolate"),
        _pair(
            "\u2067", end, _("Reads right to left, whatever is around it"), "RLI isolate", rtl=True
        ),
        _pair("\u2068", end, _("Reads as its own first letter does"), "FSI isolate"),
    )


def _quotes() -> tuple[Offer, ...]:
    return (
        _pair("«", "»", _("Guillemets"), "quotes French Arabic"),
        _pair("‹", "›", _("Single guillemets"), "quotes"),
        _pair("“", "”", _("Curly quotation marks"), "quotes double"),
        _pair("‘", "’", _("Single curly quotation marks"), "quotes"),
        _pair("„", "“", _("Low and high quotation marks"), "quotes German"),
        _sign("’", _("Apostrophe"), "single quote"),
        _sign("״", _("Gershayim"), "Hebrew גרשיים"),
        _sign("׳", _("Geresh"), "Hebrew גרש"),
    )


def _punctuation() -> tuple[Offer, ...]:
    return (
        _sign("،", _("Arabic comma")),
        _sign("؛", _("Arabic semicolon")),
        _sign("؟", _("Arabic question mark")),
        _sign("٪", _("Arabic percent sign")),
        _sign("٫", _("Arabic decimal separator"), "point"),
        _sign("٬", _("Arabic thousands separator"), "comma"),
    )


def _dashes() -> tuple[Offer, ...]:
    return (
        _sign("–", _("Short dash"), "en dash"),
        _sign("—", _("Long dash"), "em dash"),
        _sign("־", _("Maqaf"), "Hebrew hyphen מקף"),
        _sign("…", _("Ellipsis"), "three points dots"),
        _sign("·", _("Middle dot"), "point"),
        _sign("\u00a0", _("No-break space"), "NBSP"),
        _sign("\u202f", _("Narrow no-break space"), "NNBSP"),
        _sign("\u00ad", _("Soft hyphen: a word may break here"), "SHY"),
    )


def _letters() -> tuple[Offer, ...]:
    letters = (
        ("پ", "peh"), ("چ", "cheh tcheh"), ("ژ", "zheh jeh"), ("گ", "gaf"), ("ڤ", "veh"),
        ("ک", "keheh kaf"), ("ی", "yeh Farsi"), ("ێ", "yeh with small v"), ("ۆ", "oe waw"),
        ("ڵ", "lam with small v"), ("ڕ", "rreh reh with small v"), ("ە", "ae"),
        ("ھ", "heh doachashmee"), ("ۀ", "heh with yeh"), ("ڭ", "ng kaf"), ("ٱ", "alef wasla"),
    )  # fmt: skip
    return tuple(
        _sign(letter, _("Letter {name}").format(name=letter), words) for letter, words in letters
    )


def _quran() -> tuple[Offer, ...]:
    return (
        _pair("\ufd3f", "\ufd3e", _("Brackets for verses of the Quran"), "ornate", rtl=True),
        _sign("۝", _("End of a verse"), "ayah"),
        _sign("۩", _("Place of prostration"), "sajdah"),
        _sign("ﷲ", _("Allah, in one sign")),
        _sign("ﷺ", _("Peace and blessings upon him"), "SAW sallallahou صلى الله عليه وسلم"),
        _sign("ﷻ", _("Exalted is His glory"), "jalla jalalouhou جل جلاله"),
        _sign("﷽", _("In the name of God"), "basmala bismillah بسم الله الرحمن الرحيم"),
    )
