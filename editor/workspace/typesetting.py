"""What the process beside the editor does: it sets posts for the preview, block by block.

It remembers the last text it was told and what it said of it, so that a key costs a few bytes
either way. `render_lane` asks it, by this module's name: nothing of it is in the editor's own
process.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from editor.domain.post import Direction, Format, Post
from editor.remotes.credits import credit_label
from editor.text.direction import base_direction
from editor.text.html import sanitise
from editor.text.page import foot, head
from editor.text.render import RenderedBlock, Renderer, render_raw
from editor.text.scripts import likely_language
from editor.workspace.rendering import Rendering, SafeBlock, Snapshot, picture_address
from editor.workspace.rendering_talk import Told, read_body, read_snapshot, tell
from editor.workspace.wearing import Wear

SLICE = 0.1  # seconds of work after which the lane may say that nobody wants it any more


def answerer() -> Typesetter:
    """For `system/aside`."""
    return Typesetter()


class Typesetter:
    """Answers the lane's questions one after the other."""

    def __init__(self) -> None:
        self._page = Page()
        self._number, self._body = 0, ""
        self._told = Told()
        self._answers: Iterator[Any] = iter(())

    def __call__(self, question: list[Any]) -> Any:
        """`["set", number, number of the answer that is known, snapshot, body]`, and `["more"]`
        as long as answers begin with true. None to a body whose base is not known here."""
        if question[0] == "set":
            _, number, known, particulars, packed = question
            body = read_body(packed, self._number, self._body)
            if body is None:
                return None
            self._number, self._body = number, body
            old = self._told if self._told.number == known else Told()
            self._answers = self._answer(number, old, read_snapshot(particulars, body))
        return next(self._answers)

    def _answer(self, number: int, old: Told, snapshot: Snapshot) -> Iterator[Any]:
        for made in self._page.steps(snapshot):
            if made is None:
                yield [True, []]
                continue
            self._told = Told(number, made.blocks, made.starts, made.lines)
            yield from tell(old, self._told, [made.direction, made.said, sorted(made.kinds)])


class Page:
    """The work itself, and what it remembers from one rendering to the next."""

    def __init__(self) -> None:
        self._renderer = Renderer()
        self._safe: dict[str, str] = {}
        self._as_sent: dict[str, str] = {}  # of blocks in the manner of one blog
        self._manner: object = None

    def steps(self, snapshot: Snapshot) -> Iterator[Rendering | None]:
        """None after each slice of work; in the end `snapshot` rendered and sanitised."""
        site = snapshot.wear.direction if snapshot.wear is not None else snapshot.default
        direction = base_direction(_post(snapshot), site)
        blocks: list[SafeBlock] = []
        starts: list[int] = []
        lines: list[int] = []
        kinds: set[str] = set()
        safe: dict[str, str] = {}
        last = time.perf_counter()
        for key, dirty, line, start in self._blocks(snapshot, direction):
            html = self._sanitised(dirty) if dirty else ""
            if snapshot.wear is not None:
                kinds |= snapshot.wear.kinds(dirty)
            if html.strip():
                safe[dirty] = html
                blocks.append(SafeBlock(key, html))
                starts.append(start)
                lines.append(line)
            if time.perf_counter() - last > SLICE:
                yield None
                last = time.perf_counter()
        self._safe = safe  # what this page does not show is forgotten
        wear = snapshot.wear
        said = wear.around(direction, snapshot.language) if wear is not None else ("", "")
        yield Rendering(snapshot, direction, tuple(blocks), starts, lines, said, frozenset(kinds))

    def _blocks(self, snapshot: Snapshot, direction: Direction) -> Iterator[RenderedBlock]:
        post = _post(snapshot)
        if snapshot.wear is not None:
            yield from self._worn(post, snapshot, snapshot.wear, direction)
            return
        language = likely_language(post, direction)
        labels = {credit.role: credit_label(credit.role, language) for credit in post.credits}
        yield RenderedBlock("head", head(post, direction), 0, 0)
        yield from self._body(snapshot, direction)
        yield _last(snapshot, foot(post, direction, labels))

    def _worn(
        self, post: Post, snapshot: Snapshot, wear: Wear, direction: Direction
    ) -> Iterator[RenderedBlock]:
        """As the blog gets it, in the order of the clean page."""
        known = self._as_sent
        if self._manner != (manner := (wear, direction, snapshot.language, snapshot.format)):
            self._manner, known = manner, {}
        self._as_sent = {}
        yield RenderedBlock("head", wear.title(post, direction), 0, 0)
        for block in self._body(snapshot, direction):
            html = known.get(block.html)
            if html is None and snapshot.format is Format.HTML:
                html = wear.shown(block.html)
            elif html is None:
                html = wear.block(block.html, direction, snapshot.language)
            self._as_sent[block.html] = html
            yield block._replace(html=html)
        yield _last(snapshot, wear.foot(post, direction))

    def _body(self, snapshot: Snapshot, direction: Direction) -> Iterator[RenderedBlock]:
        def address(destination: str) -> str:
            return picture_address(snapshot.post, destination)

        if snapshot.format is Format.HTML:
            return iter(render_raw(snapshot.body, picture=address))
        return self._renderer.render_steps(snapshot.body, direction=direction, picture=address)

    def _sanitised(self, html: str) -> str:
        known = self._safe.get(html)
        if known is None:
            # Half a surrogate pair, which a broken file can hold, is no character in UTF-8.
            known = sanitise(html.encode("utf-8", "replace").decode())
        return known


def _last(snapshot: Snapshot, html: str) -> RenderedBlock:
    return RenderedBlock("foot", html, snapshot.body.count("\n"), len(snapshot.body))


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
