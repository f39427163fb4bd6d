"""kill -9 at random moments of typing, saving, backing up, upgrading, encrypting, importing …"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture import victims
from tests.torture.kills import KINDS, Said, forked, lines

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 2_000


def kill(folder: Path, seed: int, kills: int, *more: str) -> str:
    """What the runner said; it has to end well."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "tests.torture.kills", folder),
            *("--seed", str(seed), "--kills", str(kills), *more),
        ],
        cwd=ROOT,
        env={**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:]
    return run.stdout


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_acknowledged_word_is_lost(kind: str, tmp_path: Path) -> None:
    count = 8 if kind in ("window", "locking", "bringing", "importing") else 12
    assert "0 acknowledged words lost" in kill(tmp_path, 5, count, "--kinds", kind)


def test_a_lost_word_would_be_noticed(tmp_path: Path) -> None:
    victims.posts_of(tmp_path, random.Random(1))
    said = Said(tmp_path / "acknowledged")
    victims.look(tmp_path, lines(tmp_path / "acknowledged"))
    said("00000000-0000-4000-8000-000000000000", 7)
    told = lines(tmp_path / "acknowledged")
    assert forked(lambda: victims.look(tmp_path, told)) == 1


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_two_thousand_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it goes on, and with which seed, can be said: MIDAD_KILLS_FOLDER, MIDAD_KILLS_SEED."""
    folder = Path(os.environ.get("MIDAD_KILLS_FOLDER", tmp_path))
    seed = int(os.environ.get("MIDAD_KILLS_SEED", random.randrange(1_000_000)))
    with capsys.disabled():
        sys.stdout.write(f"\nkills with seed {seed}\n{kill(folder, seed, KILLS)}")
