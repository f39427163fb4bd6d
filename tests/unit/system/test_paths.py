"""Where the notebook is, and what the program brings along."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from editor.system import paths


def test_the_data_folder_follows_the_customs_of_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", "/home/leila")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert paths.data_folder() == Path("/home/leila/.local/share/midad")
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    assert paths.data_folder() == Path("/elsewhere/midad")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert paths.data_folder() == Path("/home/leila/.local/share/midad")


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("darwin", "/home/leila/Library/Application Support/midad"),
        ("win32", "/home/leila/AppData/Local/midad"),
    ],
)
def test_the_data_folder_elsewhere(
    monkeypatch: pytest.MonkeyPatch, platform: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/home/leila")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert paths.data_folder() == Path(expected)


def test_the_default_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/leila")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.delenv("MIDAD_NOTEBOOK", raising=False)
    assert paths.default_notebook() == Path("/data/midad/notebook.midad")
    monkeypatch.setenv("MIDAD_NOTEBOOK", "~/دفتر.midad")
    assert paths.default_notebook() == Path("/home/leila/دفتر.midad")


def test_resources_are_found_in_the_source_tree() -> None:
    assert paths.resource().is_dir()
    assert paths.resource("a", "b.svg") == paths.resource() / "a" / "b.svg"
