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
from editor.domain.errors import (
    BadReply,
    FolderUnusable,
    FrontMatterBroken,
    InputError,
    PageTwice,
    PageUnreadable,
)
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


@dataclass(frozen=True, slots=True)
class Stock:
    """What is on a shelf, and what of it could not be read or told apart."""

    entries: list[Entry]
    troubles: tuple[BadReply, ...]


class Shelf:
    """Reads a site's posts; remembers what it read until a file changes."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._read: dict[Path, tuple[tuple[int, int], Entry]] = {}

    def stock(self) -> Stock:
        """Every post, as far as it can be read. Raises FolderUnusable."""
        found: list[Entry] = []
        troubles: list[BadReply] = []
        for source in self._sources():
            try:
                found.append(self._entry(source))
            except (InputError, BadReply) as error:  # broken by hand: it is there all the same
                line = error.line if isinstance(error, FrontMatterBroken) else 0
                troubles.append(PageUnreadable(str(self._place.root), path=str(source), line=line))
        return _told_apart(str(self._place.root), found, troubles)

    def find(self, id: str) -> Entry | None:
        """The post of this id; None where there is none. Raises PageUnreadable or PageTwice
        where one that cannot be read may be it."""
        stock = self.stock()
        found = next((entry for entry in stock.entries if entry.id == id), None)
        if found is None and stock.troubles:
            raise next((each for each in stock.troubles if _names(each, id)), stock.troubles[0])
        return found

    def find_made(self, id: str) -> Entry | None:
        """The same for a post that is perhaps not there yet: what cannot be read counts only
        where the id stands in it."""
        stock = self.stock()
        for trouble in stock.troubles:
            if _names(trouble, id) or self._says(trouble, id):
                raise trouble
        return next((entry for entry in stock.entries if entry.id == id), None)

    def _says(self, trouble: BadReply, id: str) -> bool:
        if not isinstance(trouble, PageUnreadable):
            return False
        try:
            return id.encode() in read_bytes(Path(trouble.path))
        except InputError:
            return True  # nobody can tell

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


def _told_apart(root: str, found: list[Entry], troubles: list[BadReply]) -> Stock:
    """Two that say the same id (a folder that was copied, id and all) are both left alone: only
    their author knows which is which."""
    by_id: dict[str, list[Entry]] = {}
    for entry in found:
        by_id.setdefault(entry.id, []).append(entry)
    for id, same in by_id.items():
        if len(same) > 1:
            path, other = (str(Path(root) / entry.folder / SOURCE) for entry in same[:2])
            troubles.append(PageTwice(root, path=path, other=other, id=id))
    return Stock([entry for entry in found if len(by_id[entry.id]) == 1], tuple(troubles))


def _names(trouble: BadReply, id: str) -> bool:
    return isinstance(trouble, PageTwice) and trouble.id == id


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
