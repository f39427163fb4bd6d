"""What is in schema-1.midad: a notebook as the first schema kept it.

Run once, when the schema was current (`python -m tests.store.released.schema_1`), and never
again: the file stands for the notebooks that are out there. Later schemas get files of their own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from editor.domain.blog import Blog, RemotePost, RemoteRef, Version
from editor.domain.chunk import Chunk
from editor.domain.ledger import Copy, Intent, IntentKind
from editor.domain.post import BlogId, Credit, Direction, Format, Post, PostId, Status

FILE = Path(__file__).with_name("schema-1.midad")
WRITTEN = datetime(2026, 11, 20, 9, 30, 0, 250, tzinfo=UTC)

BLOG = Blog(
    id=BlogId("b0000000-0000-4000-8000-000000000001"),
    kind="wordpress",
    name="حبر على ضفة النهر",
    address="https://ink.example/",
    endpoint="https://ink.example/wp-json/",
    username="leila",
    language="ar",
    is_default=True,
    cursor="2026-11-19T00:00:00Z",
)
SECRET = "abcd efgh ijkl"

MIXED = Post(
    id=PostId("a0000000-0000-4000-8000-000000000001"),
    title="رسالة من الجسر — a letter",
    body="## ليلة\r\n\r\nكتبتُ **سطرًا** عن C++\u00a0ثم نمتُ\u2028ثم صحوت.\rThe end.\n",
    language="ar",
    direction=Direction.RTL,
    status=Status.PUBLISHED,
    slug="رسالة-من-الجسر",
    excerpt="سطر واحد",
    tags=("حبر", "night"),
    categories=("يوميات",),
    credits=(Credit("author", "ليلى"), Credit("language_editor", "Sam")),
    publish_at=WRITTEN + timedelta(days=2),
    blog=BLOG.id,
    created=WRITTEN - timedelta(days=30),
    updated=WRITTEN,
    extra=(("layout", "wide"),),
)
HTML = Post(
    id=PostId("a0000000-0000-4000-8000-000000000002"),
    title="From the blog",
    body="<!-- wp:paragraph -->\n<p>كما&nbsp;أرسله الخادم</p>\n<!-- /wp:paragraph -->",
    format=Format.HTML,
    stays_here=True,
    version_of=MIXED.id,
    created=WRITTEN,
    updated=WRITTEN,
)
BINNED = Post(
    id=PostId("a0000000-0000-4000-8000-000000000003"),
    title="مسودة مهملة",
    body="زمردة",
    created=WRITTEN,
    updated=WRITTEN,
    binned=WRITTEN,
)
POSTS = (MIXED, HTML, BINNED)

COPY = Copy(
    post=MIXED.id,
    blog=BLOG.id,
    base=RemotePost(
        RemoteRef("7", "https://ink.example/?p=7"),
        Version("2026-11-19T08:00:00", "12", "d1"),
        Status.PUBLISHED,
        title="رسالة",
        body="<p>كما&nbsp;كان</p>",
    ),
    agreed="0" * 64,
    conflict=True,
    trouble="Rejected",
    chunks=(Chunk("كما كان", "<p>كما&nbsp;كان</p>"),),
)
INTENT = Intent(MIXED.id, BLOG.id, IntentKind.PUBLISH, MIXED, WRITTEN, id=1, sent=True)
PICTURE = ("جسر.png", b"\x89PNG not really" * 20, "image/png", 30, 20)
UPLOADED = "https://ink.example/wp-content/bridge.png"
SETTING = ("theme", "داكن")


class _Written:
    def now(self) -> datetime:
        return WRITTEN

    def sleep(self, seconds: float) -> None:
        raise AssertionError(seconds)


def make(path: Path) -> None:
    """Write the notebook with the program as it is now."""
    from editor.store.blogs import Blogs
    from editor.store.database import Notebook
    from editor.store.ledger import Ledger
    from editor.store.media import Media
    from editor.store.posts import Posts
    from editor.store.settings import Settings

    notebook = Notebook.open(path, _Written())
    blogs, posts, ledger, media = (
        Blogs(notebook),
        Posts(notebook),
        Ledger(notebook),
        Media(notebook),
    )
    blogs.add(BLOG, SECRET, keeps_drafts=True)
    for post in POSTS:
        posts.save(replace(post, binned=None))
        if post.binned is not None:
            posts.bin(post.id)
    ledger.put(COPY)
    ledger.mark_sent(ledger.intend(INTENT).id)
    item = media.add(MIXED.id, *PICTURE)
    media.uploaded(BLOG.id, item.digest, UPLOADED)
    Settings(notebook).put(*SETTING)
    notebook.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    notebook.connection.execute("VACUUM")
    notebook.close()


if __name__ == "__main__":
    make(FILE)
