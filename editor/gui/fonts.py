"""The fonts that come with Midad, for a bare system has no Arabic one; and one face per script.

Thread: GUI.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from editor.system.paths import resource

TEXT = "Vazirmatn"  # Arabic, Persian, Kurdish and Latin in one family
MONOSPACE = "DejaVu Sans Mono"
HEBREW = "Noto Sans Hebrew"


class Script(Enum):
    """A script that has a face of its own."""

    ARABIC = QFontDatabase.WritingSystem.Arabic
    LATIN = QFontDatabase.WritingSystem.Latin
    HEBREW = QFontDatabase.WritingSystem.Hebrew


SHIPPED = {
    Script.ARABIC: (TEXT, MONOSPACE),
    Script.LATIN: (TEXT, MONOSPACE),
    Script.HEBREW: (HEBREW,),
}


class Faces(NamedTuple):
    """The family each script is written in."""

    arabic: str = TEXT
    latin: str = TEXT
    hebrew: str = HEBREW

    @property
    def families(self) -> list[str]:
        """What a font asks for: Latin first, and last what has every letter."""
        return list(dict.fromkeys((self.latin, self.arabic, self.hebrew, TEXT, HEBREW)))

    def of(self, script: Script) -> list[str]:
        """What letters of one script ask for: its own face, then the shipped one for it."""
        own, shipped = {
            Script.ARABIC: (self.arabic, TEXT),
            Script.LATIN: (self.latin, TEXT),
            Script.HEBREW: (self.hebrew, HEBREW),
        }[script]
        return list(dict.fromkeys((own, shipped, *self.families)))

    @property
    def are_shipped(self) -> bool:
        """True where each family lacks the letters of the others' scripts, so that the order in
        which a font asks for them is enough."""
        return self == SHIPPED_FACES


SHIPPED_FACES = Faces()
_UNNAMED = frozenset({"Monospace", "Sans Serif", "Serif"})  # stand for a face, but for which?


def chosen_faces(arabic: str = "", latin: str = "", hebrew: str = "") -> Faces:
    """The families the author chose; the shipped one for an empty name, and for one that is not
    on this computer (any more)."""
    return Faces(_known(arabic) or TEXT, _known(latin) or TEXT, _known(hebrew) or HEBREW)


def _known(family: str) -> str:
    return family if family and QFontDatabase.hasFamily(family) else ""


def suitable(script: Script) -> list[str]:
    """The families of this computer that `script` can be written in: the shipped ones first."""
    shipped = SHIPPED[script]
    others = (
        family
        for family in QFontDatabase.families(script.value)
        if family not in shipped
        and family not in _UNNAMED
        and not family.startswith(f"{TEXT} ")  # its middle weights
        and not QFontDatabase.isPrivateFamily(family)
        and QFontDatabase.isScalable(family)
    )
    return [*shipped, *sorted(others, key=str.casefold)]


def load_fonts() -> list[str]:
    """Make the shipped fonts known to Qt; give back the families that came of it."""
    families: set[str] = set()
    for file in sorted(resource("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(families)


def interface_font(pixels: int = 14, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's own type. `pixels` are device-independent."""
    font = QFont([TEXT, HEBREW])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return even(font)


def even(font: QFont) -> QFont:
    """`font` without full hinting, which makes joined letters uneven."""
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
