"""Names of pictures are fit for any disk and keep their letters."""

from __future__ import annotations

import pytest

from editor.media.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("جسر الأئمة.JPEG", "جسر-الأئمة.jpg"),
        ("می\u200cخواهم.jpg", "می\u200cخواهم.jpg"),
        ("DSC_0001.JPG", "DSC_0001.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\x\\صورة.png", "صورة.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("a\u2067b\u2069.jpg", "ab.jpg"),
        ("tab\there\nthere\x00\x1b.png", "tab-here-there.jpg"),
        ('q"<>|?*:(1) [2]{x}.jpg', "q-1-2-x.jpg"),
        (".hidden", "hidden.jpg"),
        ("..", "picture.jpg"),
        ("/", "picture.jpg"),
        ("", "picture.jpg"),
        ("   .png", "picture.jpg"),
        ("con.png", "picture.jpg"),
        ("LPT9", "picture.jpg"),
        ("e\u0301.jpg", "\u00e9.jpg"),
        ("half \ud800 pair.jpg", "half-pair.jpg"),
        ("no-ending", "no-ending.jpg"),
        ("two.dots.jpg", "two.dots.jpg"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert safe_name(name, "jpg") == expected


def test_long_names_are_cut() -> None:
    name = safe_name("ص" * 500 + ".jpg", "jpg")
    assert name == "ص" * LONGEST + ".jpg"
    assert len(name.encode()) < 255
