"""Pictures in the notebook: kept once, under the digest of their bytes, in small pieces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from editor.domain.errors import BlogMissing, PostMissing
from editor.domain.media import MediaItem, Picture
from editor.domain.post import BlogId, PostId
from editor.store.database import Notebook

if TYPE_CHECKING:
    from editor.store.driver import Row

CHUNK = 256 * 1024  # bytes: a backup can take over what it has, a reader need not hold it all

_ITEMS = """
    SELECT p.post, p.name, m.digest, m.mime, m.size, m.width, m.height
    FROM pictures p JOIN media m ON m.digest = p.digest
"""


class Media:
    """The pictures of one notebook. Any thread; raises the NotebookError family beside its own."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def add(
        self, post: PostId, name: str, data: bytes, mime: str, width: int, height: int
    ) -> MediaItem:
        """Keep a picture with a post, under `name` or one like it that the post does not have.

        The same bytes in the same post are the same picture, whatever its name. Width and
        height are in pixels. Raises PostMissing.
        """
        import hashlib  # OpenSSL, 4 ms: nobody adds a picture before the first paint

        digest = hashlib.sha256(data).hexdigest()
        with self._notebook.writing() as connection:
            if self._notebook.row("SELECT 1 FROM posts WHERE uuid = ?", (post,)) is None:
                raise PostMissing(post)
            there = self.of_post(post)
            for item in there:
                if item.digest == digest:
                    return item
            if self._notebook.row("SELECT 1 FROM media WHERE digest = ?", (digest,)) is None:
                self._notebook.tables.table("media").insert(
                    {
                        "digest": digest,
                        "mime": mime,
                        "size": len(data),
                        "width": width,
                        "height": height,
                    }
                )
                connection.executemany(
                    "INSERT INTO media_chunks (digest, n, bytes) VALUES (?, ?, ?)",
                    (
                        (digest, n, data[start : start + CHUNK])
                        for n, start in enumerate(range(0, len(data), CHUNK))
                    ),
                )
            name = free_name(name, (item.name for item in there))
            self._notebook.put(
                "pictures", {"post": post, "name": name, "digest": digest}, ("post", "name")
            )
        return MediaItem(digest, name, mime, len(data), width, height, post)

    def share(self, owner: PostId, other: PostId) -> None:
        """Let `other`, which has no pictures yet, have those of `owner`, by the same names. Their
        bytes are kept once."""
        with self._notebook.writing() as connection:
            connection.execute(
                "INSERT INTO pictures (post, name, digest) "
                "SELECT ?, name, digest FROM pictures WHERE post = ? ORDER BY rowid",
                (other, owner),
            )

    def lend(self, item: MediaItem, other: PostId) -> str:
        """Let `other` have the picture `item` of another post; gives the name it has there."""
        there = self.of_post(other)
        same = next((each.name for each in there if each.digest == item.digest), None)
        if same is not None:
            return same
        name = free_name(item.name, (each.name for each in there))
        self._notebook.put(
            "pictures", {"post": other, "name": name, "digest": item.digest}, ("post", "name")
        )
        return name

    def of_digest(self, digest: str) -> list[MediaItem]:
        """The picture of these bytes, once for each post that has it."""
        found = self._notebook.rows(f"{_ITEMS} WHERE p.digest = ? ORDER BY p.rowid", (digest,))
        return [_item_of(row) for row in found]

    def get(self, post: PostId, name: str) -> Picture | None:
        """A post's picture by the name its body uses, with its bytes; None where there is none."""
        row = self._notebook.row(f"{_ITEMS} WHERE p.post = ? AND p.name = ?", (post, name))
        if row is None:
            return None
        item = _item_of(row)
        chunks = self._notebook.rows(
            "SELECT bytes FROM media_chunks WHERE digest = ? ORDER BY n", (item.digest,)
        )
        return Picture(item, b"".join(chunk["bytes"] for chunk in chunks))

    def of_post(self, post: PostId) -> list[MediaItem]:
        """A post's pictures in the order they came."""
        found = self._notebook.rows(f"{_ITEMS} WHERE p.post = ? ORDER BY p.rowid", (post,))
        return [_item_of(row) for row in found]

    def url(self, blog: BlogId, digest: str) -> str | None:
        """The picture's address on the blog; None where it was not uploaded."""
        row = self._notebook.row(
            "SELECT url FROM uploads WHERE blog = ? AND digest = ?", (blog, digest)
        )
        return str(row["url"]) if row else None

    def uploaded(self, blog: BlogId, digest: str, url: str) -> None:
        """Write down where on the blog the picture is. Raises BlogMissing."""
        with self._notebook.writing():
            if self._notebook.row("SELECT 1 FROM blogs WHERE uuid = ?", (blog,)) is None:
                raise BlogMissing(wanted=blog)
            self._notebook.put(
                "uploads", {"blog": blog, "digest": digest, "url": url}, ("blog", "digest")
            )

    def forget_upload(self, blog: BlogId, digest: str) -> None:
        """The picture is not there any more."""
        with self._notebook.writing() as connection:
            connection.execute("DELETE FROM uploads WHERE blog = ? AND digest = ?", (blog, digest))

    def on_blog(self, blog: BlogId) -> list[MediaItem]:
        """The pictures that were uploaded there, once for each post that has them."""
        found = self._notebook.rows(
            f"{_ITEMS} JOIN uploads u ON u.digest = p.digest WHERE u.blog = ? ORDER BY p.rowid",
            (blog,),
        )
        return [_item_of(row) for row in found]


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, or with a number before its ending where that is taken; letter case does not
    make a name different, because on many disks it does not."""
    names = {name.casefold() for name in taken}
    stem, dot, ending = wanted.rpartition(".")
    if not stem:
        stem, dot, ending = wanted, "", ""
    name, count = wanted, 1
    while name.casefold() in names:
        count += 1
        name = f"{stem}-{count}{dot}{ending}"
    return name


def _item_of(row: Row) -> MediaItem:
    return MediaItem(
        digest=row["digest"],
        name=row["name"],
        mime=row["mime"],
        size=row["size"],
        width=row["width"],
        height=row["height"],
        post=PostId(row["post"]),
    )
