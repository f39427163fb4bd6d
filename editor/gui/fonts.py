"""The fonts that come with Midad: a bare system has no Arabic one.

Thread: GUI.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from editor.system.paths import resource

TEXT = "Vazirmatn"  # Arabic, Persian, Kurdish and Latin in one family
MONOSPACE = "DejaVu Sans Mono"
HEBREW = "Noto Sans Hebrew"


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
    # Vazirmatn asks for slight hinting only: full hinting makes joined letters uneven.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
