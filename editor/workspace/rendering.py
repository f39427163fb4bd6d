"""The lane that turns a post into HTML while its author goes on typing.

It takes snapshots and calls back with renderings; both are frozen data, so that nobody has to
know whether a thread or a process works behind it. Today it is one plain thread that gives the
interpreter away between blocks: rendering whole documents in a thread costs typing five times
its pace.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, unquote

from editor.domain.post import BlogId, Credit, Direction, Format, Post, PostId
from editor.remotes.credits import credit_label

if TYPE_CHECKING:
    from editor.text.render import Renderer
    from editor.workspace.wearing import Wear

_ELSEWHERE = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")

PICTURE_ADDRESS = "media://picture/"

# Long enough that giving way costs nothing, short enough that a key never waits for it.
SLICE = 0.0003  # seconds of work before giving way
BREATH = 0.0005  # seconds of sleep: any sleep hands the interpreter to who waits for it


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A post at one moment of its writing. `direction` None: the words decide; `default`: for a
    post without a single one, the direction it is written in. `wear`: the look of its blog, where
    it shall be shown in that."""

    post: PostId
    title: str = ""
    body: str = ""
    format: Format = Format.MARKDOWN
    language: str = ""
    direction: Direction | None = None
    credits: tuple[Credit, ...] = ()
    publish_at: datetime | None = None
    default: Direction = Direction.LTR
    blog: BlogId | None = None
    wear: Wear | None = None


@dataclass(frozen=True, slots=True)
class SafeBlock:
    """One block of the page: sanitised HTML, and where its source begins in the body."""

    key: str
    html: str
    line: int  # 0-based
    start: int  # code points


@dataclass(frozen=True, slots=True)
class Rendering:
    """What `snapshot` looks like: its head, its body, its foot. Blocks that show nothing are
    left out. `said`: direction and language of the element around them that the blog gets; empty
    where there is none. `kinds`: those of the blog's blocks."""

    snapshot: Snapshot
    direction: Direction
    blocks: tuple[SafeBlock, ...]
    said: tuple[Direction | Literal[""], str] = ("", "")
    kinds: frozenset[str] = frozenset()


def picture_address(post: PostId, destination: str) -> str:
    """Where the preview finds the picture an author wrote as `destination`; empty for what
    would have to be fetched from elsewhere, which the preview never does."""
    if _ELSEWHERE.match(destination):
        return ""
    name = unquote(destination).strip().removeprefix("./")
    return f"{PICTURE_ADDRESS}{post}/{quote(name, safe='')}" if name else ""


class RenderLane:
    """One rendering at a time, and only the newest request waits.

    `deliver` and `failed` are called on the lane's own thread. Methods may be called from any
    thread and return at once, `close` excepted.
    """

    def __init__(
        self,
        deliver: Callable[[Rendering], None],
        failed: Callable[[Snapshot, Exception], None],
    ) -> None:
        self._deliver = deliver
        self._failed = failed
        self._bell = threading.Condition()
        self._waiting: Snapshot | None = None
        self._running: Snapshot | None = None
        self._cancelled = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def request(self, snapshot: Snapshot) -> None:
        """Render `snapshot` next; an earlier one that still waits is forgotten."""
        with self._bell:
            if self._closed:
                return
            self._waiting = snapshot
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="rendering", daemon=True)
                self._thread.start()
            self._bell.notify()

    def cancel(self) -> None:
        """Forget what waits and what runs; nothing of it is delivered after this returns, save
        a delivery that has begun."""
        with self._bell:
            self._waiting = None
            self._cancelled = self._running is not None

    def close(self, seconds: float = 5) -> None:
        """Stop for good and wait for the thread, at most `seconds`."""
        with self._bell:
            self._waiting = None
            self._closed = True
            self._bell.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(seconds)

    def _work(self) -> None:
        # Imported here: Python-Markdown and the sanitiser are not needed for the first paint.
        from editor.text.render import Renderer

        page = _Page(Renderer())
        while (snapshot := self._next()) is not None:
            try:
                rendering = page.render(snapshot, self._is_stale)
            except Exception as error:  # noqa: BLE001 - the thread's edge: the lane lives on
                self._failed(snapshot, error)
                continue
            if rendering is not None and not self._is_stale():
                self._deliver(rendering)

    def _next(self) -> Snapshot | None:
        """Wait for work; None at the end."""
        with self._bell:
            self._running, self._cancelled = None, False
            while self._waiting is None and not self._closed:
                self._bell.wait()
            self._running, self._waiting = self._waiting, None
            return self._running

    def _is_stale(self) -> bool:
        """True where nobody wants the running one any more. A newer snapshot of the same post
        does not make it so: under steady typing nothing would ever be finished."""
        with self._bell:
            elsewhere = (
                self._waiting is not None
                and self._running is not None
                and self._waiting.post != self._running.post
            )
            return self._closed or self._cancelled or elsewhere


class _Page:
    """The work itself, and what it remembers from one rendering to the next."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._safe: dict[str, str] = {}
        self._as_sent: dict[str, str] = {}  # of blocks in the manner of one blog
        self._manner: object = None

    def render(self, snapshot: Snapshot, is_stale: Callable[[], bool]) -> Rendering | None:
        """`snapshot` rendered and sanitised; None where it went stale on the way."""
        from editor.text.direction import base_direction

        site = snapshot.wear.direction if snapshot.wear is not None else snapshot.default
        direction = base_direction(_post(snapshot), site)
        blocks = []
        kinds: set[str] = set()
        safe: dict[str, str] = {}
        last = time.perf_counter()
        for block in self._steps(snapshot, direction):
            html = self._sanitised(block.html) if block.html else ""
            if snapshot.wear is not None:
                kinds |= snapshot.wear.kinds(block.html)
            if html.strip():
                safe[block.html] = html
                blocks.append(SafeBlock(block.key, html, block.line, block.start))
            if time.perf_counter() - last > SLICE:
                time.sleep(BREATH)
                if is_stale():
                    return None
                last = time.perf_counter()
        self._safe = safe  # what this page does not show is forgotten
        if snapshot.wear is None:
            return Rendering(snapshot, direction, tuple(blocks))
        said = snapshot.wear.around(direction, snapshot.language)
        return Rendering(snapshot, direction, tuple(blocks), said, frozenset(kinds))

    def _steps(self, snapshot: Snapshot, direction: Direction) -> Iterator[SafeBlock]:
        from editor.text.page import foot, head

        post = _post(snapshot)
        if snapshot.wear is not None:
            yield from self._worn(post, snapshot, snapshot.wear, direction)
            return
        language = snapshot.language or ("ar" if direction is Direction.RTL else "en")
        labels = {credit.role: credit_label(credit.role, language) for credit in post.credits}
        yield SafeBlock("head", head(post, direction), 0, 0)
        yield from self._body(snapshot, direction)
        end = len(snapshot.body)
        yield SafeBlock("foot", foot(post, direction, labels), snapshot.body.count("\n"), end)

    def _worn(
        self, post: Post, snapshot: Snapshot, wear: Wear, direction: Direction
    ) -> Iterator[SafeBlock]:
        """As the blog gets it, in the order of the clean page."""
        known = self._as_sent
        if self._manner != (manner := (wear, direction, snapshot.language, snapshot.format)):
            self._manner, known = manner, {}
        self._as_sent = {}
        yield SafeBlock("head", wear.title(post, direction), 0, 0)
        for block in self._body(snapshot, direction):
            html = known.get(block.html)
            if html is None and snapshot.format is Format.HTML:
                html = wear.shown(block.html)
            elif html is None:
                html = wear.block(block.html, direction, snapshot.language)
            self._as_sent[block.html] = html
            yield replace(block, html=html)
        end = len(snapshot.body)
        foot = wear.foot(post, direction)
        yield SafeBlock("foot", foot, snapshot.body.count("\n"), end)

    def _body(self, snapshot: Snapshot, direction: Direction) -> Iterator[SafeBlock]:
        from editor.text.render import render_raw

        def address(destination: str) -> str:
            return picture_address(snapshot.post, destination)

        if snapshot.format is Format.HTML:
            blocks = iter(render_raw(snapshot.body, picture=address))
        else:
            blocks = self._renderer.render_steps(
                snapshot.body, direction=direction, picture=address
            )
        for block in blocks:
            yield SafeBlock(block.key, block.html, block.line, block.start)

    def _sanitised(self, html: str) -> str:
        from editor.text.html import sanitise

        known = self._safe.get(html)
        if known is None:
            # Half a surrogate pair, which a broken file can hold, is no character in UTF-8.
            known = sanitise(html.encode("utf-8", "replace").decode())
        return known


def _post(snapshot: Snapshot) -> Post:
    return Post(
        snapshot.post,
        title=snapshot.title,
        body=snapshot.body,
        format=snapshot.format,
        language=snapshot.language,
        direction=snapshot.direction,
        credits=tuple(credit for credit in snapshot.credits if credit.name.strip()),
        publish_at=snapshot.publish_at,
    )
