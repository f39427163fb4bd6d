"""A first pull of a blog of 5,000 posts, and a sync with nothing to do, on a real WordPress.

The floor is httpx2 fetching the same pages (the listing, and every post in full) and reading
them as JSON, in the same run. BENCH_PULL: another number of posts. BENCH_MEMORY: what the pull
holds at most; asking for that makes it slow.
"""

from __future__ import annotations

import os
import tempfile
import tracemalloc
from math import inf
from pathlib import Path

import httpx2

from editor.domain.blog import Discovery
from editor.remotes.wordpress.mapping import EVERY_STATUS, HEAD_FIELDS, POST_FIELDS
from editor.workspace.assembly import open_workspace
from tests.bench.timing import Row, once
from tests.servers.proxy import Proxy
from tests.servers.wordpress import WordPress

POSTS = 5_000
_WORDS = "words of a sentence that is neither long nor short, "


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); the last ones count requests and bytes."""
    many = int(os.environ.get("BENCH_PULL", POSTS))
    with WordPress("bookworm") as site, tempfile.TemporaryDirectory() as folder:
        fill(site, many)
        fetch_pages(site, 100)  # the server's caches
        floor = once(lambda: fetch_pages(site, many))
        workspace = open_workspace(Path(folder) / "n.midad")
        with Proxy(site.url) as proxy:
            found = Discovery("wordpress", "Trials", proxy.url, proxy.through(site.endpoint))
            role = "administrator"
            blog = workspace.blogs.add(found, role, site.passwords[role])
            if traced := "BENCH_MEMORY" in os.environ:
                tracemalloc.start()
            ours = once(lambda: workspace.sync(blog.id))
            peak = tracemalloc.get_traced_memory()[1] if traced else 0
            tracemalloc.stop()
            pulled = len(proxy.seen)
            proxy.seen.clear()
            idle = once(lambda: workspace.sync(blog.id))
            nothing = len(proxy.seen)
            changed = changed_post(workspace, proxy)
        workspace.close()
    rows: list[Row] = [
        (f"first pull, {many:,} posts (ms)", floor, ours, 1.3),
        ("  requests", 2 * many / 100, pulled, inf),
        ("nothing to do: requests", 1, nothing, 3),
        ("nothing to do (ms)", 1, idle, inf),
        ("one changed post: requests", 1, changed, 4),
    ]
    if peak:
        rows.append(("first pull: peak of memory (MB)", 1, peak / 1e6, inf))
    return rows


def fill(site: WordPress, many: int) -> None:
    """Posts of some 2 KB."""
    site.php(
        f"$words = str_repeat('{_WORDS}', 6);"
        f"for ($n = 1; $n <= {many}; $n++) wp_insert_post(['post_title' => \"post $n\","
        " 'post_author' => 1, 'post_status' => 'publish',"
        " 'post_date_gmt' => gmdate('Y-m-d H:i:s', 1e9 + $n * 86400),"
        " 'post_date' => gmdate('Y-m-d H:i:s', 1e9 + $n * 86400),"
        " 'post_content' => str_repeat(\"<p>$words $n</p>\\n\", 6)]);"
    )


def fetch_pages(site: WordPress, many: int) -> None:
    """The listing, and the posts in full, page by page."""
    auth = ("administrator", site.passwords["administrator"])
    with httpx2.Client(auth=auth, timeout=60, trust_env=False) as client:
        for fields in (HEAD_FIELDS, POST_FIELDS):
            for page in range(1, max(many // 100, 1) + 1):
                params = {
                    "context": "edit", "status": EVERY_STATUS, "orderby": "id", "order": "asc",
                    "_fields": fields, "per_page": "100", "page": str(page),
                }  # fmt: skip
                client.get(f"{site.endpoint}wp/v2/posts", params=params).raise_for_status().json()


def changed_post(workspace: object, proxy: Proxy) -> int:
    """How many requests it takes to send one changed post, as leaving it does."""
    from dataclasses import replace

    from editor.workspace.workspace import Workspace

    assert isinstance(workspace, Workspace)
    row = workspace.page(limit=1)[0]
    post = workspace.open_post(row.id)
    workspace.save(replace(post, body=f"{post.body}\n\none more"))
    workspace.publish(post.id)
    proxy.seen.clear()
    workspace.send(post.id)
    return len(proxy.seen)
