"""Runs in a process of its own: fetches a blog's posts, with a stop-watch.

`puller.py bare SITE` is the floor: the listing, and every post in full, page by page with bare
httpx2, read as JSON. `puller.py first SITE NOTEBOOK` pulls the same into a new notebook;
`puller.py again SITE NOTEBOOK` syncs it once more. SITE is JSON: url, endpoint, password, many.
Prints one JSON line: milliseconds, milliseconds of processor time in this process and its
children, and the MB by which the most memory it held at once was more than what it began with.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

USER = "administrator"


def main() -> None:
    """Measure one of them."""
    kind, site, *notebook = sys.argv[1:]
    act = {"bare": bare, "first": first, "again": again}[kind](json.loads(site), *notebook)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    held, worked, began = peak(), processor(), time.perf_counter()
    act()
    took = (time.perf_counter() - began) * 1000
    figures = {"took": took, "worked": processor() - worked, "memory": peak() - held}
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    os._exit(0)


def peak() -> float:
    """The most memory this process held at once, MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) * 1024 / 1e6


def processor() -> float:
    """What this process and those it started have worked, milliseconds."""
    ticks = sum(_worked(pid) for pid in _tree(os.getpid()))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _worked(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))  # its own, and of those children that have ended


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(each) for file in children for each in file.read_text().split()]
    return [pid, *(each for child in found for each in _tree(child))]


def bare(site: dict[str, Any]) -> Callable[[], object]:
    """The pages that a first pull asks for, and no more done with them."""
    from editor.remotes.wordpress.mapping import EVERY_STATUS, HEAD_FIELDS, POST_FIELDS

    client = httpx2.Client(auth=(USER, site["password"]), timeout=60, trust_env=False)

    def fetch() -> None:
        for fields in (HEAD_FIELDS, POST_FIELDS):
            for page in range(1, max(site["many"] // 100, 1) + 1):
                params = {
                    "context": "edit", "status": EVERY_STATUS, "orderby": "id", "order": "asc",
                    "_fields": fields, "per_page": "100", "page": str(page),
                }  # fmt: skip
                client.get(
                    f"{site['endpoint']}wp/v2/posts", params=params
                ).raise_for_status().json()

    return fetch


def first(site: dict[str, Any], notebook: str) -> Callable[[], object]:
    """Everything into a notebook that knows nothing of the blog."""
    from editor.domain.blog import Discovery
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(Path(notebook))
    found = Discovery("wordpress", "Trials", site["url"], site["endpoint"])
    blog = workspace.blogs.add(found, USER, site["password"])

    def pull() -> None:
        report = workspace.sync(blog.id)
        assert not report.errors, report.errors
        assert len(report.pulled) >= site["many"]

    return pull


def again(_site: dict[str, Any], notebook: str) -> Callable[[], object]:
    """A sync that finds nothing new."""
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(Path(notebook))

    def sync() -> None:
        report = workspace.sync()
        assert not report.lines, report.lines

    return sync


if __name__ == "__main__":
    main()
