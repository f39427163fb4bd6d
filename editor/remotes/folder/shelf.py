"""The posts of a site, read from the Markdown that lies beside their pages.

`YYYY/slug/index.md` is the truth; everything else in the folder is made from it.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.errors import BadReply, FolderUnusable, InputError
from editor.domain.ledger import creation_key
from editor.domain.post import Post, PostId, Status
from editor.remotes.folder.place import Place
from editor.system.files import decode, read_bytes
from editor.text.frontmatter import post_from_file

SOURCE = "index.md"
PAGE = "index.html"
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A post on the shelf. `folder` is relative to the site; `digest` that of its source."""

    id: str
    folder: Path
    post: Post
    digest: str

    @property
    def version(self) -> Version:
        """Changes with every byte of the source."""
        return Version(digest=self.digest)


class Shelf:
    """Reads a site's posts; remembers what it read until a file changes."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._read: dict[Path, tuple[tuple[int, int], Entry]] = {}

    def entries(self) -> tuple[list[Entry], bool]:
        """Every post that can be read, and whether that is all of them. Raises FolderUnusable."""
        found, whole = [], True
        for source in self._sources():
            try:
                found.append(self._entry(source))
            except (InputError, BadReply):
                whole = False  # broken by hand: it is there, we just cannot read it
        return found, whole

    def find(self, id: str) -> Entry | None:
        """The post of this id; None where there is none. Raises BadReply where a post that
        cannot be read may be the one."""
        entries, whole = self.entries()
        for entry in entries:
            if entry.id == id:
                return entry
        if not whole:
            raise BadReply(str(self._place.root))
        return None

    def remote_post(self, entry: Entry) -> RemotePost:
        """A post as the site has it."""
        post = entry.post
        return RemotePost(
            ref=RemoteRef(entry.id, self._place.inside(entry.folder / PAGE).as_uri()),
            version=entry.version,
            status=post.status,
            title=post.title,
            body=post.body,
            format=post.format,
            slug=post.slug,
            excerpt=post.excerpt,
            tags=post.tags,
            categories=post.categories,
            credits=post.credits,
            language=post.language,
            direction=post.direction,
            publish_at=post.publish_at,
            key=creation_key(PostId(entry.id)) if _is_uuid(entry.id) else "",
            extra=post.extra,
        )

    def _sources(self) -> list[Path]:
        root = self._place.root
        try:
            return sorted(
                source
                for year in root.iterdir()
                if _YEAR.fullmatch(year.name) and year.is_dir() and not year.is_symlink()
                for source in year.glob(f"*/{SOURCE}")
                if not source.is_symlink() and not source.parent.is_symlink()
            )
        except OSError as error:
            raise FolderUnusable(str(root)) from error

    def _entry(self, source: Path) -> Entry:
        try:
            state = source.stat()
        except OSError as error:
            raise BadReply(str(source)) from error
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._read.get(source)
        if known is not None and known[0] == stamp:
            return known[1]
        entry = entry_of(source.parent.relative_to(self._place.root), read_bytes(source))
        self._read[source] = (stamp, entry)
        return entry


def entry_of(folder: Path, source: bytes) -> Entry:
    """The post whose source has these bytes. Raises BadReply or FrontMatterBroken.

    One written by hand without an id is known by its folder.
    """
    text = decode(source)
    if text is None:
        raise BadReply(str(folder))
    # What lies in the tree that is served is published, unless it says that it is not.
    post = post_from_file(text, Post(PostId(""), status=Status.PUBLISHED))
    id = str(post.id) if _is_uuid(post.id) else folder.as_posix()
    return Entry(id, folder, post, hashlib.sha256(source).hexdigest())


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
