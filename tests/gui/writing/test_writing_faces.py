"""Which face each letter is really set in, read from its glyphs."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout

from editor.gui import fonts
from editor.gui.fonts import HEBREW, MONOSPACE, TEXT, Faces, Script, chosen_faces, suitable
from editor.gui.writing.sheet.faces import Stretch, is_vowelled, stretches
from editor.gui.writing.sheet.looks import Looks

MIXED = "كتبنا Python مساءً، then שלום קפה and 2024 في (بغداد) ثم نمنا."


def set_in(looks: Looks, shown: str) -> dict[str, str]:
    """The face of each word, letter by letter; a word in two faces would have a name of two."""
    layout = QTextLayout(shown, looks.font)
    layout.setFormats(looks.faced(shown))
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    found: dict[str, str] = {}
    at = 0
    for word in shown.split():
        at = shown.index(word, at)
        letters = [place for place in range(at, at + len(word)) if shown[place].isalpha()]
        names = {
            run.rawFont().familyName() for place in letters for run in layout.glyphRuns(place, 1)
        }
        found[word] = "+".join(sorted(names))
        at += len(word)
    return found


@pytest.mark.parametrize(
    ("faces", "arabic", "latin", "hebrew"),
    [
        (Faces(), TEXT, TEXT, HEBREW),
        # Each of these two families has the letters of both scripts.
        (Faces(latin=MONOSPACE), TEXT, MONOSPACE, HEBREW),
        (Faces(arabic=MONOSPACE), MONOSPACE, TEXT, HEBREW),
        (Faces(arabic=MONOSPACE, latin=MONOSPACE), MONOSPACE, MONOSPACE, HEBREW),
        # Families without a letter of the script they were chosen for.
        (Faces(arabic=HEBREW), TEXT, TEXT, HEBREW),
        (Faces(hebrew=MONOSPACE), TEXT, TEXT, HEBREW),
        (Faces("No Such Face", "Nor This", "Nor That"), TEXT, TEXT, HEBREW),
        (Faces("No Such Face", MONOSPACE), TEXT, MONOSPACE, HEBREW),
    ],
)
def test_each_script_gets_its_own_face(faces: Faces, arabic: str, latin: str, hebrew: str) -> None:
    found = set_in(Looks(faces=faces), MIXED)
    for word in ("كتبنا", "مساءً،", "في", "(بغداد)", "ثم", "نمنا."):
        assert found[word] == arabic, (word, found)
    for word in ("Python", "then", "and"):
        assert found[word] == latin, (word, found)
    for word in ("שלום", "קפה"):
        assert found[word] == hebrew, (word, found)


def test_what_was_chosen_and_is_missing_is_the_shipped_face() -> None:
    assert chosen_faces("No Such Face", "Nor This", "Nor That") == Faces()
    assert chosen_faces("", MONOSPACE, "") == Faces(latin=MONOSPACE)


def test_the_shipped_faces_cost_a_line_nothing() -> None:
    assert Looks().faced(MIXED) == []
    assert Looks(source=True, faces=Faces(latin=MONOSPACE)).faced(MIXED) == []


@pytest.mark.parametrize("script", list(Script))
def test_suitable_families_begin_with_the_shipped(script: Script) -> None:
    found = suitable(script)
    assert tuple(found[: len(fonts.SHIPPED[script])]) == fonts.SHIPPED[script]
    assert len(found) == len(set(found))
    assert not [family for family in found if family.startswith(f"{TEXT} ")]


STRETCHES = [
    ("", []),
    ("plain words", []),
    ("كلمة", ["كلمة"]),
    ("- كلمة و 3 كلمات.", ["كلمة و 3 كلمات."]),
    ("كتب Python هنا", ["كتب", "هنا"]),
    ("كتب **نصًّا** هنا", ["كتب **نصًّا** هنا"]),
    ("قال «نعم» (مرّة).", ["قال", "نعم", "مرّة"]),
    ("می‌روم به VS Code", ["می‌روم به"]),
    ("אב ג, עברית; عربي", ["אב ג, עברית;", "عربي"]),
    ("a\u200cb \u200f.", []),
    ("😀 كلمة 😀 ab كلمة", ["كلمة", "كلمة"]),
    ("𞸀 ﷽ ﬡ", ["𞸀 ﷽", "ﬡ"]),
]


@pytest.mark.parametrize(("shown", "expected"), STRETCHES)
def test_stretches(shown: str, expected: list[str]) -> None:
    raw = shown.encode("utf-16-le")
    found = [
        raw[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le")
        for each in stretches(shown)
    ]
    assert found == expected


def test_a_stretch_knows_its_script() -> None:
    assert stretches("😀 ab كلمة עב") == [
        Stretch(6, 4, Script.ARABIC),
        Stretch(11, 2, Script.HEBREW),
    ]


@pytest.mark.parametrize(
    "line", ["ا" + " " * 100_000, "ا " * 50_000, "1" * 100_000, "((" * 50_000, "ا1" * 50_000]
)
def test_hostile_lines_are_read_once(line: str) -> None:
    covered = sum(each.length for each in stretches(line))
    assert covered == (len(line.rstrip(" 1")) if "ا" in line else 0)


@pytest.mark.parametrize(
    ("text", "vowelled"),
    [
        ("شكرًا جدًّا يا أخي، آمين", False),
        ("كُتب هذا", True),
        ("ٱلرَّحْمَـٰنِ", True),
        ("خانهٔ من", False),
        ("שלום", False),
        ("שָׁלוֹם", True),
        ("naïve Ậ", False),
    ],
)
def test_vowel_signs_are_noticed(text: str, vowelled: bool) -> None:
    assert is_vowelled(text) is vowelled
