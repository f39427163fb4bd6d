"""A first pull of a blog of 5,000 posts, and a sync with nothing to do, on a real WordPress.

The floor is bare httpx2 fetching the same pages (the listing, and every post in full) and reading
them as JSON. Both run in processes of their own (puller.py), by turns. BENCH_PULL: another number
of posts; BENCH_PULL_ROUNDS: how often.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

from editor.workspace.assembly import open_workspace
from tests.bench import blogposts
from tests.bench.timing import Row
from tests.servers.wordpress import WordPress

ROOT = Path(__file__).resolve().parent.parent.parent
POSTS = 5_000

Figures = dict[str, float]


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); the last ones count requests and bytes."""
    many = int(os.environ.get("BENCH_PULL", POSTS))
    rounds = int(os.environ.get("BENCH_PULL_ROUNDS", "1"))
    with WordPress("bookworm") as site, tempfile.TemporaryDirectory() as folder:
        fill(site, many)
        about = {
            "url": site.url, "endpoint": site.endpoint,
            "password": site.passwords["administrator"], "many": many,
        }  # fmt: skip
        run("bare", about | {"many": 100})  # the server's caches
        notebook = Path(folder) / "n.midad"
        floors, firsts = [run("bare", about)], []
        for round_ in range(rounds):
            notebook = Path(folder) / f"{round_}.midad"
            before = site.requests
            firsts.append(run("first", about, notebook))
            pulled = site.requests - before
            floors.append(run("bare", about))
        before = site.requests
        again = run("again", about, notebook)
        started = site.requests - before
        nothing, changed = small_syncs(notebook, site)
    floor, first = middle(floors), middle(firsts)
    return [
        (f"first pull, {many:,} posts (ms)", floor["took"], first["took"], 1.3),
        ("  processor time (ms)", floor["worked"], first["worked"], inf),
        ("  most memory at once (MB)", floor["memory"], first["memory"], inf),
        ("  requests", 2 * max(many // 100, 1), pulled, inf),
        ("nothing to do: requests", 1, nothing, 3),
        ("  the first time after a start", 1, started, inf),
        ("  ms", 1, again["took"], inf),
        ("  processor time (ms)", 1, again["worked"], inf),
        ("  most memory at once (MB)", 1, again["memory"], inf),
        ("one changed post: requests", 1, changed, 4),
    ]


def run(kind: str, about: dict[str, Any], *notebook: Path) -> Figures:
    """What puller.py says."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.puller", kind, json.dumps(about), *map(str, notebook)],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
    )
    found: Figures = json.loads(done.stdout)
    return found


def middle(runs: list[Figures]) -> Figures:
    """The median of each figure."""
    return {name: median(each[name] for each in runs) for name in runs[0]}


def fill(site: WordPress, many: int) -> None:
    """As many posts, a day between each two, with tags and categories."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        rows = [
            [blogposts.title(n), blogposts.body(n), [f"tag {n % 37}", f"وسم {n % 23}"], 1 + n % 8]
            for n in range(1, many + 1)
        ]
        json.dump(rows, file)
        file.flush()
        site.php(
            "wp_set_current_user(1); wp_defer_term_counting(true);"
            "for ($c = 2; $c <= 8; $c++) wp_insert_term(\"category $c\", 'category');"
            f"foreach (json_decode(file_get_contents('{file.name}')) as $n => $row)"
            " wp_insert_post(wp_slash(['post_title' => $row[0], 'post_content' => $row[1],"
            " 'tags_input' => $row[2], 'post_category' => [$row[3]],"
            " 'post_author' => 1, 'post_status' => 'publish',"
            " 'post_date_gmt' => gmdate('Y-m-d H:i:s', 1e9 + $n * 86400),"
            " 'post_date' => gmdate('Y-m-d H:i:s', 1e9 + $n * 86400)]));"
            "wp_defer_term_counting(false);"
        )


def small_syncs(notebook: Path, site: WordPress) -> tuple[int, int]:
    """How many requests it takes to find nothing, and to send one changed post, as leaving it
    does; in a program that has synced before."""
    workspace = open_workspace(notebook)
    workspace.sync()
    before = site.requests
    workspace.sync()
    nothing = site.requests - before
    row = workspace.page(limit=1)[0]
    post = workspace.open_post(row.id)
    workspace.save(replace(post, body=f"{post.body}\n\none more"))
    workspace.publish(post.id)
    before = site.requests
    workspace.send(post.id)
    workspace.close()
    return nothing, site.requests - before
