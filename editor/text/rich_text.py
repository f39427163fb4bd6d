"""Rich text, as other programs put it on the clipboard, into Markdown. Pure, any thread.

What Word, Google Docs and messengers add for their own sake is left out here. Never raises.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from editor.domain.post import Direction
from editor.text.rich_blocks import (
    Block,
    Code,
    Items,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    leaves,
    markdown_of,
)
from editor.text.rich_html import BLOCKS, LINES, tidied
from editor.text.rich_lists import joined, listed, word_home, word_item, word_list
from editor.text.rich_looks import Format, formatted, is_heading
from editor.text.rich_notes import Notes, drop_line_above_notes, find
from editor.text.rich_tables import cell
from editor.text.rich_things import above_or_below, is_below, video
from editor.text.rich_words import Run, is_plain_address

_LTR = Direction.LTR
_MAX_DEPTH = 12  # lists and quotations inside each other; what is deeper comes up

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]++|\"[^\"]*+\")*+)>|[^<]++|<")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*+)\"")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0\ufdd1\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ENDS = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
_SEPARATORS = re.compile("[\u2028\u2029]")
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source)-([\w#+.-]+)")
_CAPTION = re.compile(r"\bMsoCaption\b")
_CHECKED = re.compile(r"\bchecked\b")


class RichText(NamedTuple):
    """`is_formatted`: it says more than its words do. `is_parted`: it has several paragraphs."""

    markdown: str
    is_formatted: bool
    is_parted: bool


def read(html: str, post: Direction = _LTR, taken: Collection[str] = ()) -> RichText | None:
    """What some HTML says, as Markdown for a post that runs in direction `post`, with footnotes
    labelled `taken`. None where there are no words in it, where it is source code, and where there
    is too much of it."""
    tidy = tidied(html)
    if tidy is None:
        return None
    reader = _Reader(find(tidy, taken))
    reader.read(tidy)
    if not reader.has_prose:
        return None
    blocks = reader.blocks
    made = markdown_of(blocks, post)
    if not made:
        return None
    says_more = _says_more(blocks) or reader.has_small or "{: dir=" in made
    return RichText(made, says_more, len(blocks) > 1)


def _says_more(blocks: list[Block]) -> bool:
    return any(
        not isinstance(block, Paragraph)
        or block.level
        or any(any(run[1:]) and not is_plain_address(run) for run in block.runs)
        for block in (*blocks, *leaves(blocks))
    )


class _Open(NamedTuple):
    """An element that is open, what was before it, and where its blocks go."""

    name: str
    before: Format
    box: Quote | Items | Table | Code | Note | list[Block] | None


class _Reader:
    """Reads one piece of well-formed HTML. `has_prose`: not all of it looks like code. `has_small`:
    signs of it stand above or below the line."""

    def __init__(self, notes: Notes) -> None:
        self.blocks: list[Block] = []
        self._notes = notes
        self.has_prose = self.has_small = False
        self._open: list[_Open] = []
        self._format = Format()
        self._runs: list[Run] = []
        self._has_ink = False
        self._direction: Direction | None = None
        self._code: list[str] | None = None
        self._word_level = 0
        self._word_list = ""  # Word's own name of the list
        self._word_marker = ""
        self._box_of_task = ""
        self._is_caption = False

    def read(self, html: str) -> None:
        """All of it."""
        for token in _TOKEN.finditer(html):
            closing, name, attributes = token.groups()
            if name is None:
                self._text(entities.unescape(token.group()))
            elif closing:
                self._end(name)
            else:
                self._start(name, attributes, token.start())
        while self._open:
            self._end(self._open[-1].name)
        self._flush()
        drop_line_above_notes(self.blocks)
        if any(isinstance(b, Paragraph) and b.level == 1 for b in leaves(self.blocks)):
            for block in leaves(self.blocks):  # a post's title is the heading above them
                if isinstance(block, Paragraph) and block.level:
                    block.level = min(6, block.level + 1)

    # --- words --------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        text = _CONTROLS.sub("", text)
        if self._format.is_hidden or not text:
            return
        if self._format.is_marker:
            self._word_marker += text
        elif self._code is not None:
            self._code.append(_ENDS.sub("\n", text))
        elif self._format.keeps_lines:
            for number, line in enumerate(_ENDS.split(text)):
                if number:
                    self._break()
                self._say(line)
        else:
            self._say(_SPACE.sub(" ", text))

    def _say(self, text: str) -> None:
        for number, line in enumerate(_SEPARATORS.split(text)):
            if number:
                self._break()
            if not line:
                continue
            if line.strip():
                self.has_prose |= not self._format.is_source
                if not self._has_ink:
                    self._has_ink, self._direction = True, self._format.direction
            look, shift = self._format[:5], self._format.shift
            said, is_made = above_or_below(line, shift) if shift and not look[3] else (line, False)
            self.has_small |= said != line
            self._runs.append(Run("", *look, made=said) if is_made else Run(said, *look))

    def _break(self) -> None:
        self._runs.append(Run("\n"))

    def _picture(self, given: Mapping[str, str]) -> None:
        alt, source = given.get("alt", ""), given.get("src", "")
        size = (given.get("width", ""), given.get("height", ""))
        if self._format.is_hidden or self._code is not None or {"0", "1"}.intersection(size):
            return
        if alt and not alt.isascii() and not any(c.isalnum() or c.isspace() for c in alt):
            self._text(alt)  # an emoji
        elif source.lower().startswith(("http://", "https://")):
            self._runs.append(Run(alt, href=self._format.href, picture=source))
            self._has_ink = self.has_prose = True

    # --- elements -----------------------------------------------------------------------------

    def _start(self, name: str, attributes: str, at: int) -> None:
        found = _ATTRIBUTE.findall(attributes) if attributes else ()
        given = {key: entities.unescape(said) for key, said in found}
        if name == "br":
            if self._code is None:
                self._break()
            else:
                self._code.append("\n")
        elif name == "img":
            self._picture(given)
        elif name == "hr":
            self._flush()
            self._home().append(Rule())
        elif name == "iframe":
            self._video(given)
            self._open.append(_Open(name, self._format, None))
            self._format = self._format._replace(is_hidden=True)
        elif name == "input":
            if given.get("type") == "checkbox" and not self._has_ink:
                self._box_of_task = "[x] " if _CHECKED.search(attributes) else "[ ] "
        else:
            before = self._format
            if self._code is None:
                box = self._note(name, at) or self._box(name, given)
                self._format = formatted(before, name, given)
                self._mark(at)
            else:
                self._end_line_of_code(name)
                box = None
            self._open.append(_Open(name, before, box))
            if name == "pre" and box is not None:
                self._code = []

    def _note(self, name: str, at: int) -> Note | None:
        """A footnote, where an element at this place holds one."""
        label = self._notes.bodies.get(at)
        if label is None or name not in LINES | BLOCKS:
            return None
        self._flush()
        self.blocks.append(note := Note(label))
        return note

    def _mark(self, at: int) -> None:
        """What leads to a footnote becomes its mark, and what leads back from it nothing."""
        if at in self._notes.marks and not self._format.is_hidden:
            look = self._format._replace(href="")[:5]
            self._runs.append(Run("", *look, made=f"[^{self._notes.marks[at]}]"))
        if at in self._notes.marks or at in self._notes.ways_back:
            self._format = self._format._replace(is_hidden=True)

    def _video(self, given: Mapping[str, str]) -> None:
        address = video(given.get("src") or given.get("data-src", ""))
        if address and not self._format.is_hidden and self._code is None:
            self._flush()
            self._home().append(Paragraph([Run(address, href=address)]))
            self.has_prose = True

    def _box(self, name: str, given: Mapping[str, str]) -> Any:
        """What is to hold the blocks of an element; None: they go where those before them did."""
        if name in LINES:
            self._end_line()
        elif name in BLOCKS:
            self._flush()
        if name == "p" and "mso-list" in given.get("style", ""):
            self._word_list, self._word_level = word_list(given["style"])
        if name == "figcaption" or _CAPTION.search(given.get("class", "")):
            self._is_caption = True
        match name:
            case "pre":
                language = _LANGUAGE.search(given.get("class", ""))
                return Code("", language.group(1) if language else "")
            case "blockquote" if self._depth < _MAX_DEPTH:
                return self._put(Quote())
            case "ul" | "ol" if self._depth < _MAX_DEPTH:
                return self._put(listed(name, given), within=given.get("data-indent", ""))
            case "li":
                return self._item()
            case "table" if self._depth < _MAX_DEPTH:
                return Table()
            case "tr" if (table := self._around(Table)) is not None:
                table.rows.append([])
            case "td" | "th" if (table := self._around(Table)) is not None:
                return cell(table, given)
        return None

    @property
    def _depth(self) -> int:
        return sum(isinstance(each.box, (Quote, list)) for each in self._open)

    def _around(self, kind: type[Table]) -> Table | None:
        return next((e.box for e in reversed(self._open) if isinstance(e.box, kind)), None)

    def _put(self, block: Any, *, within: str = "") -> Any:
        """`within`: the depth of a list that stands beside those it belongs to."""
        home = self._home()
        for _ in range(int(within) if within.isdecimal() and len(within) < 2 else 0):
            last = home[-1] if home else None
            if not (isinstance(last, Items) and last.items):
                break
            home = last.items[-1]
        home.append(block)
        return block

    def _item(self) -> list[Block] | None:
        inside = next((e.box for e in reversed(self._open) if e.box is not None), None)
        if not isinstance(inside, Items):
            if self._depth >= _MAX_DEPTH:
                return None
            inside = joined(self._home(), Items(False, is_guessed=True))
        inside.items.append([])
        return inside.items[-1]

    def _home(self) -> list[Block]:
        """Where blocks go."""
        for each in reversed(self._open):
            if isinstance(each.box, list):
                return each.box
            if isinstance(each.box, (Quote, Note)):
                return each.box.blocks
            if isinstance(each.box, Items):
                if not each.box.items:
                    each.box.items.append([])
                return each.box.items[-1]
        return self.blocks

    def _end(self, name: str) -> None:
        if not self._open:
            return
        opened = self._open[-1]
        if self._code is not None and not isinstance(opened.box, Code):
            self._end_line_of_code(name)
        elif isinstance(opened.box, Code):
            opened.box.text = "".join(self._code or [])
            self._code = None
            self._open.pop()
            self._home().append(opened.box)
            self._format = opened.before
            return
        elif name in BLOCKS or isinstance(opened.box, Note):
            self._flush()
        elif name in LINES:
            self._end_line()
        self._open.pop()
        if isinstance(opened.box, Table):
            self._home().append(opened.box)
        self._format = opened.before

    # --- blocks -------------------------------------------------------------------------------

    def _end_line(self) -> None:
        """One line is below another; no empty line between."""
        if self._has_ink and self._runs and self._runs[-1].words != "\n":
            self._break()

    def _end_line_of_code(self, name: str) -> None:
        is_line = name in LINES or name in ("p", "li", "tr")
        if self._code and is_line and not self._code[-1].endswith("\n"):
            self._code.append("\n")

    def _flush(self) -> None:
        """What was said is a paragraph."""
        level = next((int(e.name[1]) for e in reversed(self._open) if is_heading(e.name)), 0)
        if self._has_ink:
            paragraph = Paragraph(
                self._runs, level, self._direction, self._box_of_task, self._is_caption
            )
            home = self._home()
            if self._word_level:
                marker = word_item(self._word_marker, self._word_list)
                word_home(home, self._word_level, marker).append([paragraph])
            elif not is_below(home, paragraph):
                home.append(paragraph)
        self._runs, self._has_ink, self._direction = [], False, None
        self._word_level, self._word_marker, self._box_of_task = 0, "", ""
        self._is_caption = False
