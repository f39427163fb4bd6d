"""Key to paint in the whole window while it pulls a blog of many posts, on a real WordPress.

The floor is the same window at rest, by turns: a few words at rest, then a pull is begun, the
same words while its posts come in, and it is broken off again; it goes on where it was. The blog
is on the same computer here and works as hard as the window does. So the same words are also
typed while somebody else fetches the same posts: what that costs is not Midad's.
BENCH_PULL: another number of posts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from math import inf
from pathlib import Path

from editor.domain.blog import Discovery
from editor.workspace.assembly import open_workspace
from tests.bench.keystrokes import HANDS, ROOT, Figures, Typist, prepare, text_of
from tests.bench.startup import screen
from tests.bench.syncing import fill
from tests.bench.timing import Row
from tests.servers.wordpress import WordPress

POSTS = 1_500
ROUNDS = 8
WORDS = 10_000
AT_WORK = 1.0  # seconds until another program has begun
REST, BESIDE, PULLING = "at rest", "beside another", "pulling"


class PullingTypist(Typist):
    """The window of typist_pulling.py."""

    def __init__(self, path: Path, environment: dict[str, str]) -> None:
        self.kind = "pulling"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.typist_pulling", str(path)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self._listen()


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio)."""
    many = int(os.environ.get("BENCH_PULL", POSTS))
    with ExitStack() as stack:
        site = stack.enter_context(WordPress("bookworm"))
        fill(site, many)
        here = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        notebook = here / "n.midad"
        prepare(notebook, text_of(WORDS), preview=False)
        workspace = open_workspace(notebook)
        found = Discovery("wordpress", "Trials", site.url, site.endpoint)
        workspace.blogs.add(found, "administrator", site.passwords["administrator"])
        workspace.close()
        environment = {
            **os.environ,
            **stack.enter_context(screen()),
            "HOME": str(here),
            "XDG_CONFIG_HOME": str(here / "config"),
            "XDG_DATA_HOME": str(here / "data"),
        }
        typist = PullingTypist(notebook, environment)
        stack.callback(typist.leave)
        about = {
            "url": site.url, "endpoint": site.endpoint,
            "password": site.passwords["administrator"], "many": many,
        }  # fmt: skip
        return rows(typed(typist, json.dumps(about)))


def typed(typist: Typist, about: str) -> Figures:
    """In turns, as long as there is something to pull."""
    figures = Figures()
    fetch = [sys.executable, "-m", "tests.bench.puller", "bare", about]
    for number in range(ROUNDS):
        hand = HANDS[number % 2]
        typist.rest()
        typist.order("place", number % 2, 0.5)
        typist.write(" ")
        figures.add(REST, typist.write(hand))
        other = subprocess.Popen(fetch, stdout=subprocess.DEVNULL, cwd=ROOT)
        time.sleep(AT_WORK)
        figures.add(BESIDE, typist.write(hand))
        other.kill()
        other.wait()
        typist.rest()
        if typist.order("pull") == [0.0]:
            break
        figures.add(PULLING, typist.write(hand))
        if typist.order("stop") == [0.0]:
            break
    return figures


def rows(figures: Figures) -> list[Row]:
    """The middle one of all keys, and the slow ones."""
    found: list[Row] = []
    for what, of in ("", figures.median), (", p95", figures.late):
        found += [
            (f"key while a blog is pulled{what}", of(REST), of(PULLING), 1.5),
            (f"  and while others fetch from it{what}", of(REST), of(BESIDE), inf),
        ]
    return found
