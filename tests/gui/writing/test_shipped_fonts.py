"""On a computer with no fonts but Midad's own, as on a bare system, both directions hold too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from editor.gui.fonts import HEBREW, MONOSPACE, TEXT
from editor.system.paths import resource

TABLE = Path(__file__).with_name("test_acceptance.py")
FAMILIES = (
    "from PySide6.QtGui import QFontDatabase, QGuiApplication;"
    "application = QGuiApplication([]);"
    "print(*QFontDatabase.families(), sep='\\n')"
)
SHIPPED = (TEXT, MONOSPACE, HEBREW)
STAND_INS = {"Monospace", "Sans Serif", "Serif"}  # names of no face of their own


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a process that finds the shipped fonts only."""
    places = f"<dir>{resource('fonts')}</dir><cachedir>{tmp_path / 'cache'}</cachedir>"
    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{places}</fontconfig>"
    )
    found = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "QT_QPA_PLATFORM": "offscreen"}
    return {**os.environ, **found}


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )


def test_the_acceptance_table_holds_with_the_shipped_fonts_alone(bare: dict[str, str]) -> None:
    families = set(run(bare, "-c", FAMILIES).stdout.splitlines()) - STAND_INS
    assert families
    assert all(family.startswith(SHIPPED) for family in families)
    done = run(bare, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(TABLE))
    assert done.returncode == 0, done.stdout[-4000:]
