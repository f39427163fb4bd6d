"""Where the contract is tried: one yard per kind of blog, with a second writer in it."""

from __future__ import annotations

import base64
import html
import json
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from editor.domain.blog import Blog, Outgoing, RemotePost, RemoteRef
from editor.domain.ledger import creation_key
from editor.domain.media import MediaItem, Picture
from editor.domain.post import BlogId, Credit, Post, Status, new_post_id
from editor.remotes.folder.remote import FolderRemote
from editor.remotes.remote import Remote
from editor.remotes.transport import HttpTransport, Patience
from editor.remotes.wordpress.client import address
from editor.remotes.wordpress.remote import WordPressRemote
from tests.servers.wordpress import WordPress
from tests.sync.memory import MemoryBlog, MemoryRemote

BLOG = BlogId("0b3a6f62-6b58-4a3e-9d6e-0d5a6a3e8c11")

PATIENCE = Patience(connect=2, read=20)

BODY = """في الصباح فتحتُ المحرر وكتبت `print("سلام")` ثم شربت الشاي.

An English paragraph, with “quotes”, an ampersand & a smaller-than: 1 < 2.

## عنوان فيه C++ و HTML5

- بندٌ أول مع [رابط](https://example.org/?a=1&b=2)
- second item with **bold** and عربي
  - بند متداخل

| المدينة | City |
| ------- | ---- |
| بيروت   | Beirut |

> اقتباسٌ قصير.

```python
print("مرحبا")  # stays left to right
```

سطر أول
وسطر ثانٍ بعد Enter واحدة.
"""


def sample(**changes: Any) -> Post:
    """A fresh mixed Arabic and English post, to be published."""
    post = Post(
        id=new_post_id(),
        title="يوم في المدينة & a day in the city",
        body=BODY,
        language="ar",
        status=Status.PUBLISHED,
        tags=("سفر", "R&D"),
        credits=(Credit("author", "ليلى حداد"), Credit("photographer", "Sam O'Neil")),
    )
    return replace(post, **changes)


def bring(remote: Remote, post: Post, pictures: dict[str, str] | None = None) -> RemotePost:
    """Create and update, as syncing does."""
    outgoing = Outgoing(post, pictures or {})
    made = remote.create(outgoing, creation_key(post.id))
    return remote.update(made.ref, outgoing, made.version)


def picture(name: str = "جسر.png", data: bytes = b"") -> Picture:
    """A small picture of one colour."""
    import hashlib
    import io

    from PIL import Image

    if not data:
        file = io.BytesIO()
        Image.new("RGB", (8, 6), (29, 92, 99)).save(file, "PNG")
        data = file.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    return Picture(MediaItem(digest, name, "image/png", len(data), 8, 6), data)


class Yard(Protocol):
    """One blog to try things on."""

    def connect(self) -> Remote:
        """A fresh adapter for the account that may do everything."""
        ...

    def edit_elsewhere(self, ref: RemoteRef, old: str, new: str) -> None:
        """Somebody else replaces `old` by `new` in the body."""
        ...

    def readers_see(self, found: RemotePost) -> str:
        """The page of a published post, as its readers get it."""
        ...


class MemoryYard:
    """The double that the sync stories are told with (tests/sync/memory.py)."""

    def __init__(self) -> None:
        self.server = MemoryBlog()

    def connect(self) -> MemoryRemote:
        return MemoryRemote(self.server)

    def edit_elsewhere(self, ref: RemoteRef, old: str, new: str) -> None:
        body = self.server.posts[ref.id].body
        assert old in body
        self.server.edit(ref.id, body=body.replace(old, new))

    def readers_see(self, found: RemotePost) -> str:
        there = self.server.posts[found.ref.id]
        is_seen = there.status is Status.PUBLISHED and not there.trashed
        return f"<h1>{html.escape(there.title)}</h1>{there.body}" if is_seen else ""


@dataclass
class FolderYard:
    """A site in a temporary folder."""

    root: Path

    def connect(self) -> FolderRemote:
        return FolderRemote(Blog(BLOG, "folder", "مدونة & Blog", str(self.root)))

    def edit_elsewhere(self, ref: RemoteRef, old: str, new: str) -> None:
        for source in self.root.glob("*/*/index.md"):
            text = source.read_text(encoding="utf-8")
            if ref.id in text:
                assert old in text
                source.write_text(text.replace(old, new), encoding="utf-8")

    def readers_see(self, found: RemotePost) -> str:
        with urllib.request.urlopen(found.ref.url) as page:  # a file: address
            return str(page.read().decode())


@dataclass
class WordPressYard:
    """A real WordPress; `seen_as` is its address where a proxy stands in front."""

    site: WordPress
    role: str = "administrator"
    seen_as: str = ""
    patience: Patience = PATIENCE

    def blog(self) -> Blog:
        endpoint = self.site.endpoint
        if self.seen_as:
            endpoint = endpoint.replace(self.site.url, self.seen_as)
        return Blog(BLOG, "wordpress", "Trials", self.site.url, endpoint, self.role, "en-US")

    def connect(self) -> WordPressRemote:
        transport = HttpTransport(patience=self.patience)
        return WordPressRemote(self.blog(), self.site.passwords[self.role], transport)

    def ask(
        self, method: str, route: str, payload: dict[str, Any] | None = None, **params: str
    ) -> Any:
        """The second writer's own way in: plain REST as the editor. Gives back the JSON."""
        token = base64.b64encode(f"editor:{self.site.passwords['editor']}".encode()).decode()
        request = urllib.request.Request(
            address(self.site.endpoint, route, params),
            method=method,
            data=json.dumps(payload).encode() if payload is not None else None,
            headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)

    def edit_elsewhere(self, ref: RemoteRef, old: str, new: str) -> None:
        route = f"/wp/v2/posts/{ref.id}"
        raw = self.ask("GET", route, context="edit")["content"]["raw"]
        assert old in raw
        self.ask("POST", route, {"content": raw.replace(old, new)})

    def readers_see(self, found: RemotePost) -> str:
        parts = urlsplit(found.ref.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        with urllib.request.urlopen(self.site.url + path, timeout=30) as page:
            return str(page.read().decode())

    def named(self, title: str) -> list[dict[str, Any]]:
        """Every post of this title, in the bin too."""
        rows = self.ask(
            "GET",
            "/wp/v2/posts",
            context="edit",
            status="publish,future,draft,pending,private,trash",
            per_page="100",
        )
        return [row for row in rows if row["title"]["raw"] == title]
