"""Worlds of fuzz/, a few in every run and many in `make torture`."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from editor.sync.settling import Settling
from tests.servers.wordpress import WordPress
from tests.sync.fuzz.real_ground import RealGround
from tests.sync.fuzz.world import trouble_of

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = [f"1-{number}" for number in range(30)]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_loses_a_word_and_nothing_is_doubled(seed: str, tmp_path: Path) -> None:
    trouble, log = trouble_of(seed, tmp_path / "world")
    told = "\n".join(log)
    assert not trouble, f"{told}\n{trouble}\npython -m tests.sync.fuzz.run --replay {seed}"


def test_a_lost_word_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take(self: Settling, post: object, copy: object, now: object) -> None:
        self._take(post, copy, now)  # type: ignore[arg-type]

    monkeypatch.setattr(Settling, "bring_together", take)
    found = [trouble_of(seed, tmp_path / seed)[0] for seed in SEEDS[:12]]
    assert any("words are nowhere" in trouble for trouble in found)


@pytest.mark.parametrize("seed", ["12-0", "12-3"])
def test_nor_on_a_real_wordpress(wordpress: WordPress, tmp_path: Path, seed: str) -> None:
    with RealGround(wordpress) as ground:
        trouble, log = trouble_of(seed, tmp_path / "world", ground=ground)
    told = "\n".join(log)
    assert not trouble, f"{told}\n{trouble}\npython -m tests.sync.fuzz.run --real --replay {seed}"


@pytest.mark.torture
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--real",),
        ("--real", "--suite", "trixie"),
        ("--real", "--suite", "sid"),
    ],
)
def test_many_worlds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    """`make torture N=1000`; on real blogs a tenth. With MIDAD_WORLDS_FOLDER and
    MIDAD_WORLDS_SEED it goes on where it stopped."""
    folder = Path(os.environ.get("MIDAD_WORLDS_FOLDER", tmp_path))
    seed = os.environ.get("MIDAD_WORLDS_SEED", str(random.randrange(1_000_000)))
    many = int(os.environ.get("N") or 1000) // (10 if more else 1)
    run = subprocess.run(
        [
            *(sys.executable, "-m", "tests.sync.fuzz.run", "--seed", seed),
            *("--worlds", str(many), "--folder", str(folder), *more),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{run.stdout[-6000:]}")
    assert run.returncode == 0, run.stdout[-6000:]
