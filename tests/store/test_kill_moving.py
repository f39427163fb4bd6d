"""A program that is killed while it backs up, goes back or brings another notebook in leaves
whole notebooks only, and no word that was acknowledged is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editor.store.checking import check
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.workspace.backups import backups_of
from editor.workspace.rotation import moment_of
from tests.store.conftest import StillClock, a_post

BACKING_UP = """
import sys
from pathlib import Path
from dataclasses import replace
from datetime import timedelta
from editor.domain.post import Post, new_post_id
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.system.clock import SystemClock
from editor.workspace.backups import Backups

class Hurried:
    def __init__(self): self.hours, self.clock = 0, SystemClock()
    def now(self):
        self.hours += 7
        return self.clock.now() + timedelta(hours=self.hours)

notebook = Notebook.open(Path(sys.argv[1]), SystemClock())
posts, backups = Posts(notebook), Backups(notebook, Hurried())
while True:
    post = posts.save(Post(new_post_id(), title="رسالة", body="سطر أول. " * 300))
    print(post.id, flush=True)
    backups.make()
"""

GOING_BACK = """
import sys
from pathlib import Path
from editor.system.clock import SystemClock
from editor.workspace.backups import restore

print("ready", flush=True)
while True:
    restore(Path(sys.argv[2]), Path(sys.argv[1]), SystemClock())
"""

BRINGING_IN = """
import sys
from pathlib import Path
from editor.store.database import Notebook
from editor.store.merging import merge
from editor.system.clock import SystemClock

here = Notebook.open(Path(sys.argv[1]), SystemClock())
there = Notebook.open(Path(sys.argv[2]), SystemClock())
print("ready", flush=True)
merge(here, there)
print("done", flush=True)
"""


def _killed(program: str, wait: float, *arguments: Path) -> list[str]:
    """What the program said before it was killed, `wait` seconds after its first word."""
    writer = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(wait)
    writer.send_signal(signal.SIGKILL)
    said = [first, *writer.stdout]
    writer.wait()
    assert first, "it did not even begin"
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.parametrize("kills", [6, pytest.param(200, marks=pytest.mark.torture)])
def test_killed_while_backing_up(kills: int, path: Path, clock: StillClock) -> None:
    chance, said = random.Random(6), set()
    for _ in range(kills):
        said |= set(_killed(BACKING_UP, chance.uniform(0, 0.3), path))
        for each in backups_of(path)[:1]:
            assert check(each.path).is_sound
    assert backups_of(path)
    assert all(check(each.path).is_sound for each in backups_of(path))
    notebook = Notebook.open(path, clock)
    assert said <= set(Posts(notebook).all_ids())
    notebook.close()
    assert check(path).is_sound


@pytest.mark.parametrize("kills", [6, pytest.param(200, marks=pytest.mark.torture)])
def test_killed_while_going_back(kills: int, path: Path, tmp_path: Path, clock: StillClock) -> None:
    chance = random.Random(7)
    backup = tmp_path / "backup.midad"
    ids = {}
    for where, title in ((path, "present"), (backup, "backup")):
        notebook = Notebook.open(where, clock)
        ids[title] = Posts(notebook).save(a_post(title=title, body="سطر line\n" * 9000)).id
        notebook.close()
    for _ in range(kills):
        _killed(GOING_BACK, chance.uniform(0, 0.1), path, backup)
        assert check(path).is_sound
        aside = [each for each in tmp_path.glob("*.midad") if moment_of(each.name)]
        found = set()
        for each in (path, *aside):
            assert check(each).is_sound
            opened = Notebook.open(each, clock)
            found |= set(Posts(opened).all_ids())
            opened.close()
        assert found == set(ids.values()) or not aside
        for each in aside[:-1]:
            if ids["present"] not in _ids_in(each, clock):
                each.unlink()


def _ids_in(path: Path, clock: StillClock) -> set[str]:
    opened = Notebook.open(path, clock)
    try:
        return set(Posts(opened).all_ids())
    finally:
        opened.close()


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.torture)])
def test_killed_while_bringing_in(
    kills: int, path: Path, tmp_path: Path, clock: StillClock
) -> None:
    chance = random.Random(8)
    other = Notebook.open(tmp_path / "other.midad", clock)
    theirs = {Posts(other).save(a_post(body=f"جسر {n} " * 40)).id for n in range(350)}
    other.close()
    here = Notebook.open(path, clock)
    ours = Posts(here).save(a_post(title="هنا")).id
    here.close()
    for _ in range(kills):
        _killed(BRINGING_IN, chance.uniform(0, 0.8), path, tmp_path / "other.midad")
        assert check(path).is_sound
        assert ours in _ids_in(path, clock) <= theirs | {ours}
