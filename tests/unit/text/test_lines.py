"""The cells of a row."""

from __future__ import annotations

import pytest

from editor.text.lines import cells

ROWS = [
    ("| a | b |", ["a", "b"]),
    ("a|b", ["a", "b"]),
    ("| `x|y` | z |", ["`x|y`", "z"]),
    ("| a \\| b | c", ["a \\| b", "c"]),
    ("| ``x|`y`` | `z |", ["``x|`y``", "`z"]),
    # Python 3.11's `re` gave up on a backslash after code.
    ("| `x|y`\\| |", ["`x|y`\\|"]),
    ("| `x`\\", ["`x`\\"]),
    ("| |", [""]),
    ("", [""]),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_cells(row: str, expected: list[str]) -> None:
    assert cells(row) == expected
