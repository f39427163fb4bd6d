"""What of a clipboard is meant for signing in."""

from __future__ import annotations

import pytest

from editor.workspace.signing_in import password_in

SHOWN = "abcd EFGH 1234 ijkl MNOP 5678"


@pytest.mark.parametrize(
    ("copied", "password"),
    [
        (SHOWN, SHOWN),
        (f"  {SHOWN}\n", SHOWN),
        ("abcd EFGH 1234 ijkl MNOP", ""),
        (f"{SHOWN} more", ""),
        ("abcdEFGH1234ijklMNOP5678", ""),  # any long word looks so
        ("كلمة نصها هنا عربي كله هنا", ""),
        ("abcd EFGH 1234 ijkl MNOP 567٨", ""),
        ("", ""),
    ],
)
def test_only_what_wordpress_shows_is_taken(copied: str, password: str) -> None:
    assert password_in(copied) == password
