"""Names that are safe in a folder, whatever they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.remotes.folder.place import MOST_BYTES, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("رحلة إلى البحر", "رحلة-إلى-البحر"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d", "a-b-c-d"),
        ("..", ""),
        ("", ""),
        (".hidden", "hidden"),
        ("con", "con-"),
        ("COM1.txt", "COM1-.txt"),
        ("lpt²", "lpt²-"),
        ("console", "console"),
        ("50% off #1?", "50-off-1"),
        ("a\x00b\u202ec\ufeff", "a-b-c"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_any_text_becomes_one_harmless_component(text: str) -> None:
    name = safe_name(text)
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert len(name.encode()) <= MOST_BYTES + 1
    assert safe_name(name) == name
