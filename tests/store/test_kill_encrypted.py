"""Killed while it saves, encrypts, decrypts and backs up in turn, a program has kept every word
it said it kept, and the next one opens the notebook without any repair."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editor.store import driver, encryption, keyfile
from editor.store.database import Notebook, settle
from editor.store.encryption import Cost, Kind
from editor.store.posts import Posts
from tests.store.conftest import StillClock

SEED = 31
PASSPHRASE = "four words and more"

RESTLESS = """
import os, sys
from pathlib import Path
from editor.domain.course import Course
from editor.domain.post import Post, new_post_id
from editor.store import conversion, driver, encryption, keyfile
from editor.store.backup import backup
from editor.store.database import Notebook, settle
from editor.store.encryption import Cost, Kind
from editor.store.posts import Posts
from editor.system.clock import SystemClock

encryption.COST = Cost(1, 64, 1)
conversion._SPARE = 0
path, secret = Path(sys.argv[1]), "four words and more"
while True:
    settle(path)
    is_plain = driver.is_plain(path) or not path.exists()
    key = None if is_plain else keyfile.unlocked(path, Kind.PASSPHRASE, secret)[1]
    notebook = Notebook.open(path, SystemClock(), key)
    for _ in range(3):
        post = Posts(notebook).save(Post(new_post_id(), title="رسالة", body="سطر " * 200))
        os.write(1, f"{post.id}\\n".encode())
    backup(notebook, path.with_name("copy.midad"))
    notebook.close()
    if is_plain:
        key = encryption.new_data_key()
        keys = encryption.with_secret(encryption.new_keys(), Kind.PASSPHRASE, secret, key)
        conversion.encrypt(path, keys, key, Course())
    else:
        conversion.decrypt(path, key, Course())
"""


def opened(path: Path) -> Notebook:
    settle(path)
    key = None
    if driver.head(path) and not driver.is_plain(path):
        key = keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)[1]
    return Notebook.open(path, StillClock(), key)


@pytest.mark.parametrize("kills", [10, pytest.param(600, marks=pytest.mark.torture)])
def test_every_acknowledged_word_survives(
    path: Path, kills: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "COST", Cost(1, 64, 1))
    chance = random.Random(SEED)
    said: set[str] = set()
    kinds: list[bool] = []
    # On a busy machine the first ones may die before they come to converting.
    while len(kinds) < kills or (len(set(kinds)) < 2 and len(kinds) < 10 * kills):
        writer = subprocess.Popen(
            [sys.executable, "-c", RESTLESS, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.4))
        writer.send_signal(signal.SIGKILL)
        said |= {line.strip() for line in (first, *writer.stdout) if line.endswith("\n")}
        assert writer.wait() == -signal.SIGKILL
        kinds.append(driver.is_plain(path))
        notebook = opened(path)
        assert said <= set(Posts(notebook).all_ids())
        check = notebook.row("PRAGMA quick_check")
        assert check is not None
        assert check[0] == "ok"
        notebook.close()
        copy = path.with_name("copy.midad")
        if copy.exists():
            opened(copy).close()
    print(len(kinds), "kills, seed", SEED, "· plain after", sum(kinds), "of them")
    assert len(said) > kills
    assert len(set(kinds)) == 2
