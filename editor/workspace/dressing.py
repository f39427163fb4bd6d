"""The preview in a blog's own look: fetched once, when its author says so, and kept.

`fetch` asks the blog's computer and blocks: it belongs on the blog's lane (lanes.py). Everything
else reads the notebook.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.blog import Blog, RemotePost
from editor.domain.changes import Changes
from editor.domain.course import Course
from editor.domain.dress import Dress, DressFile
from editor.domain.errors import BadReply, LookUnusable, NothingPublished, RemoteError
from editor.domain.post import BlogId, Format, Status
from editor.store.dresses import Dresses

if TYPE_CHECKING:
    from datetime import datetime

    from editor.remotes.public import Found, Reader
    from editor.sync.stores import Stores
    from editor.system.clock import Clock
    from editor.text.dress import Look, Wanted
    from editor.workspace.events import Events
    from editor.workspace.wearing import Wear

MOST_FILES = 120
MOST_REQUESTS = 300
MOST_BYTES = 8 * 1024 * 1024
MOST_SECONDS = 120.0
_MOST_PAGES = 3  # that are tried before giving up


@dataclass(frozen=True, slots=True)
class Offer:
    """What `fetch` would ask for: the page of a post, from a computer. For the author's eyes."""

    blog: BlogId
    name: str  # the blog's
    host: str  # empty for a folder: nobody is asked
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of it. `missing` files could not be had, or were too large or too many."""

    dress: Dress
    files: int
    size: int  # bytes
    missing: int


ReaderFor = Callable[[Blog, str, Iterable[str]], "Reader"]
"""(blog, address of a page of it, other computers that may be asked) → who reads it."""


class Dressing:
    """The looks of the blogs of one notebook."""

    def __init__(
        self,
        stores: Stores,
        events: Events,
        clock: Clock,
        reader_for: ReaderFor | None = None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stores = stores
        self._events = events
        self._clock = clock
        self._reader_for = reader_for or _reader_for
        self._timer = timer
        self._dresses = Dresses(stores.notebook)

    def get(self, blog: BlogId) -> Dress | None:
        """The look that is kept; None where none is."""
        return self._dresses.get(blog)

    def moments(self) -> dict[BlogId, datetime]:
        """The blogs whose look is kept, and when it was fetched."""
        return self._dresses.moments()

    def wears(self) -> dict[BlogId, Wear]:
        """The looks that are kept, for whoever sets posts in them."""
        from editor.workspace.wearing import wear_of

        moments = self.moments()
        blogs = [blog for blog in self._stores.blogs.all() if blog.id in moments]
        return {blog.id: wear_of(blog, moments[blog.id]) for blog in blogs}

    def file(self, blog: BlogId, name: str) -> DressFile | None:
        """One file of a look."""
        return self._dresses.file(blog, name)

    def size(self, blog: BlogId) -> int:
        """How many bytes of the notebook a look takes."""
        return self._dresses.size(blog)

    def forget(self, blog: BlogId) -> None:
        """Keep a blog's look no longer."""
        self._dresses.forget(blog)
        self._events.tell(Changes(blogs=frozenset({blog})))

    def offer(self, blog: BlogId) -> Offer:
        """What would be fetched, to be said before it is. Raises BlogMissing, NothingPublished."""
        from editor.remotes.public import host_of

        each = self._stores.blogs.get(blog)
        post = next(self._candidates(each))
        return Offer(blog, each.name, host_of(post.ref.url), post.title, post.ref.url)

    def fetch(
        self, blog: BlogId, *, also: Iterable[str] = (), course: Course | None = None
    ) -> Fetched:
        """Fetch the look of a blog anew and keep it. `also`: other computers that may be asked.

        Where anything goes wrong what was kept stays. Raises BlogMissing, NothingPublished,
        LookUnusable, WorkCancelled and the RemoteError family.
        """
        each = self._stores.blogs.get(blog)
        trouble: Exception = NothingPublished(each.name)
        for post in self._candidates(each):
            reader = self._reader_for(each, post.ref.url, also)
            try:
                gathering = _Gathering(reader, course or Course(), self._timer)
                page = reader.read(post.ref.url)
                look = _look_of(page, post)
                if look is None:
                    trouble = LookUnusable(page.address)
                    continue
                made = gathering.run(look)
            except RemoteError as error:
                trouble = error
                continue
            finally:
                reader.close()
            left_out = tuple(sorted(gathering.refused))
            dress = Dress(blog, self._clock.now(), page.address, made, left_out)
            self._dresses.put(dress, gathering.files)
            self._events.tell(Changes(blogs=frozenset({blog})))
            size = sum(len(file.data) for file in gathering.files) + len(made)
            return Fetched(dress, len(gathering.files), size, gathering.missing)
        raise trouble

    def _candidates(self, blog: Blog) -> Iterator[RemotePost]:
        """Published posts, those first whose words are found again for sure. Raises
        NothingPublished."""
        found = [
            copy.base
            for copy in self._stores.ledger.copies(blog.id)
            if copy.base.status is Status.PUBLISHED and not copy.base.trashed and copy.base.ref.url
        ]
        if not found:
            raise NothingPublished(blog.name)
        yield from sorted(found, key=_fitness, reverse=True)[:_MOST_PAGES]


def _fitness(post: RemotePost) -> tuple[bool, int, bool, str]:
    from editor.text.dress_wordpress import kinds_in

    plain = post.body.count("[") < 2
    moment = post.publish_at.isoformat() if post.publish_at else ""
    has_words = bool(post.title.strip()) and 300 < len(post.body) < 100_000
    return has_words, len(kinds_in(post.body)), plain, moment


def _look_of(page: Found, post: RemotePost) -> Look | None:
    from editor.text.dress import look_of
    from editor.text.dress_files import text_of
    from editor.text.render import render_html

    body = post.body if post.format is Format.HTML else render_html(post.body)
    return look_of(text_of(page.data, page.content_type), page.address, post.title, body)


def _reader_for(blog: Blog, page: str, also: Iterable[str]) -> Reader:
    if blog.kind == "folder":
        from editor.remotes.folder.reader import FolderReader

        return FolderReader(Path(blog.address))
    from editor.remotes.public import PublicReader

    return PublicReader(page, also)


class _Gathering:
    """What one page wants to load, and what it gets: sheets first, then fonts, then pictures, each
    address once."""

    def __init__(self, reader: Reader, course: Course, timer: Callable[[], float]) -> None:
        self.files: list[DressFile] = []
        self.refused: set[str] = set()
        self.missing = 0
        self._reader = reader
        self._course = course
        self._timer = timer
        self._end = timer() + MOST_SECONDS
        self._room = MOST_BYTES
        self._names: dict[str, str] = {}  # whole address → ours
        self._sheets: list[tuple[str, str, str]] = []  # name, CSS, what it is relative to
        self._seen: set[str] = set()
        self._sheets_to_come: list[str] = []
        self._files_to_come: list[str] = []
        self._done = 0

    def run(self, look: Look) -> str:
        """Fetch everything; gives the page. Raises WorkCancelled."""
        from editor.text.dress import bound, wanted_by

        own: list[str | None] = []
        self._note(look.wanted())
        for sheet in look.sheets:
            if not sheet.address:
                own.append(self._keep_sheet(sheet.css, look.base))
                self._note(wanted_by(sheet.css, look.base))
            else:
                own.append(None)
        while self._sheets_to_come:
            self._fetch_sheet(self._sheets_to_come.pop(0))
        for address in sorted(self._files_to_come, key=_is_picture):
            self._fetch_file(address)
        for name, css, base in self._sheets:
            data = bound(css, base, self._lookup).encode("utf-8", "replace")
            if len(data) <= MOST_BYTES:  # addresses of ours can be longer than theirs
                self.files.append(DressFile(name, "text/css", data))
        names = [
            name if not sheet.address else self._names.get(sheet.address)
            for name, sheet in zip(own, look.sheets, strict=True)
        ]
        return look.page(names, self._lookup)

    def _lookup(self, address: str, _sort: object) -> str | None:
        return self._names.get(_without_fragment(address))

    def _note(self, wanted: Iterable[Wanted]) -> None:
        from editor.text.dress_css import Sort

        for each in wanted:
            address = _without_fragment(each.address)
            if address and address not in self._seen:
                self._seen.add(address)
                is_sheet = each.sort is Sort.SHEET
                (self._sheets_to_come if is_sheet else self._files_to_come).append(address)

    def _fetch_sheet(self, address: str) -> None:
        from editor.text.dress import wanted_by
        from editor.text.dress_files import text_of

        found = self._fetch(address)
        if found is None:
            return
        if "html" in found.content_type.lower():  # a page that says it is sorry
            self.missing += 1
            return
        css = text_of(found.data, found.content_type)
        self._names[address] = self._keep_sheet(css, found.address)
        self._note(wanted_by(css, found.address))

    def _fetch_file(self, address: str) -> None:
        from editor.text.dress_files import ENDINGS, kind_of

        found = self._fetch(address)
        mime = kind_of(found.data) if found is not None else None
        if found is None or mime is None:
            self.missing += found is not None
            return
        name = f"{self._number()}.{ENDINGS[mime]}"
        self.files.append(DressFile(name, mime, found.data))
        self._names[address] = name

    def _fetch(self, address: str) -> Found | None:
        """What stands there; None where it is not to be had. Raises WorkCancelled."""
        from editor.remotes.public import PATIENCE, Found, host_of
        from editor.text.dress_files import data_of

        self._course.step(self._done, len(self._seen))
        self._done += 1
        if address[:5].lower() == "data:":
            data = data_of(address)
            found = Found(data, "", "") if data is not None else None
        elif not self._reader.may_ask(address):
            if host := host_of(address):
                self.refused.add(host)
            return None
        elif self._is_full:
            found = None
        else:
            try:
                found = self._reader.read(address)
            except BadReply:  # too large, or too slow: what came of it counts
                found = None
                self._room -= PATIENCE.most_bytes
            except RemoteError:
                found = None
        if found is None or len(found.data) > self._room or self._is_full:
            self.missing += 1
            if found is not None:
                self._room = 0
            return None
        self._room -= len(found.data)
        return found

    @property
    def _is_full(self) -> bool:
        many = self._number() > MOST_FILES or self._done > MOST_REQUESTS
        return many or self._room <= 0 or self._timer() > self._end

    def _keep_sheet(self, css: str, base: str) -> str:
        name = f"{self._number()}.css"
        self._sheets.append((name, css, base))
        return name

    def _number(self) -> int:
        return len(self.files) + len(self._sheets) + 1


def _without_fragment(address: str) -> str:
    return address if address[:5].lower() == "data:" else address.partition("#")[0]


def _is_picture(address: str) -> bool:
    path = address.partition("?")[0].lower()
    return not path.endswith((".woff2", ".woff", ".ttf", ".otf"))
