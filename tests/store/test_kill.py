"""A program that is killed has kept every word it said it kept."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from editor.store.database import Notebook
from editor.store.posts import Posts
from tests.store.conftest import StillClock

KILLS = 15

WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from editor.domain.post import Post, new_post_id
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.system.clock import SystemClock

posts = Posts(Notebook.open(Path(sys.argv[1]), SystemClock()))
while True:
    post = posts.save(Post(new_post_id(), title="رسالة", body="سطر أول. " * 50))
    for number in range(3):
        post = posts.save(replace(post, body=post.body + f"كلمة{number} "), expected=post.updated)
        print(post.id, number, flush=True)
"""


def test_every_acknowledged_word_survives_a_kill(path: Path, clock: StillClock) -> None:
    chance = random.Random(15)
    said: dict[str, int] = {}
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        writer.send_signal(signal.SIGKILL)
        lines = [first, *writer.stdout]
        assert writer.wait() == -signal.SIGKILL
        for line in lines:
            if line.endswith("\n"):
                id, number = line.split()
                said[id] = int(number)
    assert len(said) > KILLS

    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    found = {summary.id for summary in posts.search("كلمة0", limit=100_000)}
    for post in map(posts.get, posts.all_ids()):
        if post.id in said:
            assert f"كلمة{said.pop(post.id)} " in post.body
            assert post.id in found
    assert said == {}
    verdict = notebook.row("PRAGMA integrity_check")
    assert verdict is not None
    assert verdict[0] == "ok"
    notebook.connection.execute(
        "INSERT INTO post_search (post_search, rank) VALUES ('integrity-check', 1)"
    )
    notebook.close()
