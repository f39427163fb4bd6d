"""A body from a blog as Markdown that can be edited, and nothing of it lost. Pure, any thread.

The body is cut into pieces. One becomes Markdown only where our own rendering of this Markdown
says what the piece says, tag by tag; else it is an island: a fence of raw HTML, as Pandoc writes
it, that nobody edits by mistake. Wrappers, empty paragraphs and comments are nothing that is
written or read: they stay in their places and are not shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from editor.domain.chunk import Chunk, Part
from editor.domain.post import Direction
from editor.text.blocks import SILENT, cut
from editor.text.direction import block_direction, post_direction
from editor.text.envelope import Envelope, Sort, as_there, envelope
from editor.text.html_chunks import (
    BLOCK_COMMENT,
    MARK,
    OWN_CREDITS,
    OWN_NOTES,
    Piece,
    cut_body,
)
from editor.text.html_inline import NoMarkdown
from editor.text.html_markdown import markdown_of
from editor.text.html_notes import definitions_of, notes_in
from editor.text.html_plain import is_bare, is_plain
from editor.text.html_tree import NotNested
from editor.text.lines import RAW_HTML
from editor.text.render import Renderer
from editor.text.same_meaning import meaning, say_the_same

LONGEST = 1_000_000  # code points
_WORDS = re.compile(r"[^\W\d_][^\n\r<>`]*+(?:</?a\b[^<>\n\r]*>[^\n\r<>`]*+)*+")
_OWN_ISOLATE = "<span dir="
_NOTE_MARK = "footnote-ref"
_LONGEST_PIECE = 30_000
_MOST_PIECES = 20_000
_MUTE = re.compile(
    r"(?:\s|&nbsp;|\xa0|</?(?:p|div|section|article|span|br|wbr|o:p)\b[^<>]*>|"
    r"<a\s+(?:name|id)=[^<>]*></a>|<!--[^<>]*-->)*"
)
_MUTE_BLOCKS = frozenset({"paragraph", "spacer"})


def imported(body: str) -> tuple[Chunk, ...]:
    """The chunks of a body; their raw texts joined are the body, their blocks joined by empty
    lines its Markdown, which is cut into these blocks and no others. Nothing where there is more
    of it than a person edits: such a body stays HTML. Never raises."""
    pieces = cut_body(body) if len(body) <= LONGEST else []
    if len(pieces) > _MOST_PIECES:
        return ()
    reader = _Reader(keeps_lines="<!-- wp:" not in body)
    found = [reader.chunk(piece) for piece in pieces]
    return _with_notes(found, reader) or _finished(found)


def _finished(chunks: list[Chunk]) -> tuple[Chunk, ...]:
    return tuple(_kept_apart(_directed(chunks)))


def _with_notes(found: list[Chunk], reader: _Reader) -> tuple[Chunk, ...] | None:
    """Our own footnotes as Markdown's, where the rendering of the whole is what is there; None
    where it is not, and where there are none."""
    lists = [at for at, chunk in enumerate(found) if chunk.part is Part.NOTES]
    notes = notes_in(found[lists[0]].raw) if len(lists) == 1 else {}
    if not notes:
        return None
    told = [reader.with_marks(chunk, notes) for chunk in found]
    told[lists[0]] = replace(found[lists[0]], block=definitions_of(notes))
    chunks = _finished(told)
    return chunks if reader.says_all(chunks) else None


def markdown_body(chunks: Sequence[Chunk]) -> str:
    """The Markdown of a whole body."""
    return "\n\n".join(chunk.block for chunk in chunks if chunk.block)


def island(raw: str) -> str:
    """A fence that holds HTML as it is, but for the space around it."""
    runs = [len(run) for run in re.findall("`{3,}", raw)]
    ticks = "`" * max([3, *(length + 1 for length in runs)])
    return f"{ticks}{RAW_HTML}\n{raw.strip()}\n{ticks}"


def island_html(block: str) -> str | None:
    """The HTML in such a fence, as it stands there; None for any other block."""
    first, _, rest = block.partition("\n")
    ticks, _, info = first.partition("{")
    inside, _, last = rest.rpartition("\n")
    is_island = len(ticks) >= 3 and not ticks.strip("`") and "{" + info.rstrip() == RAW_HTML
    return inside if is_island and last.rstrip() == ticks else None


class _Reader:
    """Reads the pieces of one body. `keeps_lines`: the end of a line in a paragraph is seen."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._renderer = Renderer()

    def chunk(self, piece: Piece) -> Chunk:
        if OWN_NOTES.match(piece.raw):
            return Chunk("", piece.raw, part=Part.NOTES)
        if OWN_CREDITS.match(piece.raw):
            return Chunk("", piece.raw, part=Part.CREDITS)
        if piece.wraps or _is_mute(piece.raw):
            return Chunk("", piece.raw, part=Part.PLACE)
        return Chunk(self._markdown(piece.raw) or island(piece.raw), piece.raw)

    def with_marks(self, chunk: Chunk, notes: Collection[str]) -> Chunk:
        """The same chunk, its marks of `notes` as Markdown writes them: not yet held against
        what is there."""
        if chunk.part is not Part.BLOCK or _NOTE_MARK not in chunk.raw:
            return chunk
        try:
            around = envelope(chunk.raw)
            if around is None:
                return chunk
            made = markdown_of(around, keeps_lines=self._keeps_lines, notes=notes, as_ours=True)
        except (NoMarkdown, NotNested):
            return chunk
        return replace(chunk, block=made) if _is_one_block(made) else chunk

    def says_all(self, chunks: Sequence[Chunk]) -> bool:
        """True where the rendering of the whole body says what marks and footnotes say."""
        body = markdown_body(chunks)
        shown = [chunk for chunk in chunks if chunk.part is Part.BLOCK]
        *blocks, notes = self._renderer.render(body, direction=post_direction(body))
        if len(blocks) != len(shown):
            return False
        for chunk, made in zip(shown, blocks, strict=True):
            if _NOTE_MARK in chunk.raw and island_html(chunk.block) is None:
                around, ours = envelope(chunk.raw), envelope(made.html)
                if around is None or ours is None:
                    return False
                if meaning(ours) != meaning(around, keeps_lines=self._keeps_lines):
                    return False
        there = "".join(chunk.raw for chunk in chunks if chunk.part is Part.NOTES)
        return say_the_same(there, notes.html)

    def _markdown(self, raw: str) -> str | None:
        """The Markdown that says what the piece says; None where there is none."""
        if len(raw) > _LONGEST_PIECE:
            return None
        try:
            around = envelope(raw)
            if around is not None and (words := _bare_words(around)):
                return words
            if around is not None:
                if _OWN_ISOLATE not in raw and is_plain(around):
                    return self._made(around)
                if _OWN_ISOLATE in raw:
                    block = self._made(around, as_ours=True)
                    if _is_one_block(block) and self._says(block, around, exactly=True):
                        return block
                for with_signs in (True, False):  # with tags, for where the signs do not work
                    block = self._made(around, with_signs=with_signs)
                    if _is_one_block(block) and self._says(block, around):
                        return block
        except (NoMarkdown, NotNested):
            pass
        return None

    def _made(self, around: Envelope, *, with_signs: bool = True, as_ours: bool = False) -> str:
        return markdown_of(
            around, keeps_lines=self._keeps_lines, with_signs=with_signs, as_ours=as_ours
        )

    def _says(self, block: str, around: Envelope, *, exactly: bool = False) -> bool:
        if around.sort is Sort.MARK:
            return True
        (parsed,) = cut(block)
        direction = block_direction(parsed, Direction.LTR)
        html = "".join(each.html for each in self._renderer.render(block, direction=direction))
        ours = as_there(envelope(html), around.sort)
        return ours is not None and meaning(ours, exactly=exactly) == meaning(
            around, keeps_lines=self._keeps_lines, exactly=exactly
        )


def _bare_words(around: Envelope) -> str | None:
    """The words of a paragraph or heading without a single sign that could mean something, or
    that a reader might see otherwise: they say in Markdown what they say in HTML."""
    shown = around.shown.strip(" ")
    if around.sort not in (Sort.WORDS, Sort.HEADING) or not is_bare(shown):
        return None
    return shown if around.sort is Sort.WORDS else f"{'#' * int(around.name[1])} {shown}"


def _stand_apart(one: str, other: str) -> bool:
    """True for two lines of words, which no block but a paragraph can begin with."""
    return _WORDS.fullmatch(one) is not None and _WORDS.fullmatch(other) is not None


def _is_one_block(block: str) -> bool:
    found = cut(block)
    return len(found) == 1 and found[0].kind not in SILENT


def _is_mute(raw: str) -> bool:
    """True for what no reader sees: empty paragraphs, space, comments."""
    if MARK.search(raw):
        return False
    names = {comment["name"] for comment in BLOCK_COMMENT.finditer(raw)}
    return names <= _MUTE_BLOCKS and _MUTE.fullmatch(raw) is not None


def _directed(chunks: list[Chunk]) -> Iterator[Chunk]:
    """A direction that the blog says and our rule would not see is said in the Markdown, too."""
    every = [_said_direction(chunk) for chunk in chunks]
    post = post_direction(markdown_body(chunks)) if any(every) else Direction.LTR
    for chunk, said in zip(chunks, every, strict=True):
        if said is not None and block_direction(cut(chunk.block)[0], post) is not said:
            directed = f'{chunk.block}\n{{: dir="{said}"}}'
            if _is_one_block(directed):
                chunk = Chunk(directed, chunk.raw)
        yield chunk


def _said_direction(chunk: Chunk) -> Direction | None:
    """The direction of an element whose words are Markdown now."""
    if (
        chunk.part is not Part.BLOCK
        or " dir=" not in chunk.raw
        or RAW_HTML in chunk.block
        or not chunk.block
    ):
        return None
    around = envelope(chunk.raw)
    said = around.given.get("dir", "").lower() if around is not None else ""
    if around is None or around.sort is Sort.CODE or said not in ("ltr", "rtl"):
        return None
    return Direction(said)


def _kept_apart(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """A block that would run together with the one before it becomes an island."""
    before = ""
    for chunk in chunks:
        if chunk.part is not Part.BLOCK:
            yield chunk
            continue
        if chunk.block and before and not _stay_apart(before, chunk.block):
            chunk = Chunk(island(chunk.raw), chunk.raw)
        before = chunk.block or before
        yield chunk


def _stay_apart(one: str, other: str) -> bool:
    if _stand_apart(one, other):
        return True
    return [block.text.rstrip("\n") for block in cut(f"{one}\n\n{other}")] == [one, other]
