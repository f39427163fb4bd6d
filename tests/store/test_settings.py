"""Choices are remembered."""

from __future__ import annotations

import pytest

from editor.store.database import Notebook
from editor.store.settings import Settings


@pytest.mark.parametrize("value", ["", "داكن", "a\x00b", "\ud800", "{}"])
def test_a_choice_comes_back(notebook: Notebook, value: str) -> None:
    settings = Settings(notebook)
    assert settings.get("theme", "light") == "light"
    settings.put("theme", "first")
    settings.put("theme", value)
    assert settings.get("theme", "light") == value
    assert settings.get("other") == ""
