"""The first page of the list over 10,000 posts, against the bare statement."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.startup import bilingual_text

POSTS = 10_000


def timed(act: Callable[[], object], rounds: int = 30) -> float:
    """Median milliseconds."""
    took = []
    for _round in range(rounds):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return median(took)


def measure() -> list[tuple[str, float, float, float]]:
    """Rows of (what, floor, Midad, goal as a ratio)."""
    from editor.workspace.assembly import open_workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder) / "n.midad")
        body = bilingual_text(150)
        notebook = workspace._stores.notebook
        with notebook.writing():
            for number in range(POSTS):
                workspace.new_post(f"تدوينة {number}", body=body, local=True)
        connection = notebook.connection
        first_page = "SELECT * FROM posts WHERE binned IS NULL ORDER BY updated DESC LIMIT 200"
        rows = [
            (
                "list: first 200 of 10,000 posts",
                timed(lambda: connection.execute(first_page).fetchall()),
                timed(lambda: workspace.page(limit=200)),
                5.0,
            ),
        ]
        workspace.close()
        return rows
