"""The little of YAML that front matter needs, read as what it says: every value is text.

Nothing is converted (`010` stays `010`, a date stays the author's spelling), nothing refers to
anything else (an alias is refused: a few of them can make gigabytes), nothing nests without end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.domain.errors import FrontMatterBroken

if TYPE_CHECKING:
    from ruamel.yaml.events import Event, ScalarEvent

Value = str | list["Value"] | dict[str, "Value"]

# Nobody writes front matter longer than this (code points), or nests deeper.
_LIMIT = 200_000
_DEPTH = 20

_COMMENT = re.compile(r"(?<![^\s])#.*")


_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level `key: value`.

    `text` is its lines as they stand, `below` the comments between it and the next entry,
    `comments` all comments from its key to the next entry.
    """

    key: str
    value: Value
    text: str
    comments: tuple[str, ...]
    below: tuple[str, ...]


def read_entries(text: str) -> tuple[tuple[str, ...], list[Entry]]:
    """(comments before the first key, the entries) of a YAML mapping.

    Raises FrontMatterBroken, its line counted from 1 in `text`.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > _LIMIT:
        raise FrontMatterBroken(line=1)
    reader = _Reader(text)
    try:
        for event in YAML(typ="base", pure=True).parse(text):
            reader.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FrontMatterBroken(line=mark.line + 1 if mark else 1) from error
    except YAMLError as error:
        position = getattr(error, "position", 0)
        raise FrontMatterBroken(line=text.count("\n", 0, position) + 1) from error
    except (ValueError, OverflowError) as error:  # an escape that names no character
        raise FrontMatterBroken(line=reader.line + 1) from error
    return reader.entries()


@dataclass(slots=True)
class _Frame:
    """A collection that is being read; `key` waits for its value."""

    value: list[Value] | dict[str, Value]
    key: str | None = None


@dataclass(slots=True)
class _Span:
    """Where a top-level entry was found, in code points."""

    key: str
    start: int
    end: int = 0
    value: Value = ""


class _Reader:
    """Takes YAML's events one after the other."""

    def __init__(self, text: str) -> None:
        self.line = 0
        self._text = text
        self._frames: list[_Frame] = []
        self._spans: list[_Span] = []
        self._scalars: list[tuple[int, int]] = []
        self._flows = False
        self._column = 0
        self._documents = 0

    def take(self, event: Event) -> None:
        """One event. Raises FrontMatterBroken where YAML says more than front matter may."""
        from ruamel.yaml import events

        self.line = event.start_mark.line
        match event:
            case events.DocumentStartEvent():
                self._documents += 1
                self._refuse_if(self._documents > 1)
            case events.MappingStartEvent():
                if not self._frames:
                    self._flows = bool(event.flow_style)
                    self._column = event.start_mark.column
                self._open(_Frame({}))
            case events.SequenceStartEvent():
                self._open(_Frame([]))
            case events.MappingEndEvent() | events.SequenceEndEvent():
                closed = self._frames.pop().value
                if self._frames:
                    self._put(closed, event.end_mark.index)
            case events.ScalarEvent():
                self._scalar(event)
            case events.AliasEvent():
                self._refuse_if(True)

    def _refuse_if(self, wrong: bool) -> None:
        if wrong:
            raise FrontMatterBroken(line=self.line + 1)

    def _open(self, frame: _Frame) -> None:
        above = self._frames[-1] if self._frames else None
        if above is None:
            self._refuse_if(isinstance(frame.value, list))
        else:
            self._refuse_if(isinstance(above.value, dict) and above.key is None)
        self._refuse_if(len(self._frames) >= _DEPTH)
        self._frames.append(frame)

    def _scalar(self, event: ScalarEvent) -> None:
        self._refuse_if(not self._frames)
        start, end = event.start_mark.index, event.end_mark.index
        self._scalars.append((start, end))
        plain = event.style is None or event.style == ""
        value = "" if plain and event.value in _NOTHING else str(event.value)
        top = self._frames[-1]
        if isinstance(top.value, dict) and top.key is None:
            top.key = str(event.value)
            if len(self._frames) == 1:
                line = self._text.rfind("\n", 0, start) + 1
                before = self._text[line:start].strip()
                # A `?` on a line of its own would be left behind when the entry is kept.
                self._refuse_if(
                    not self._flows and not before and event.start_mark.column != self._column
                )
                self._spans.append(_Span(top.key, start if self._flows else line))
        else:
            self._put(value, end)

    def _put(self, value: Value, end: int) -> None:
        frame = self._frames[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.key is None:
            self._refuse_if(True)
        else:
            frame.value[frame.key] = value
            frame.key = None
            if len(self._frames) == 1:
                self._spans[-1].value = value
                self._spans[-1].end = end

    def entries(self) -> tuple[tuple[str, ...], list[Entry]]:
        """What was read, once all events are taken."""
        starts = [span.start for span in self._spans]
        ends = [*starts[1:], len(self._text)][: len(starts)]
        found = []
        for span, end in zip(self._spans, ends, strict=True):
            text, below = self._lines(span.start, span.end if self._flows else end)
            comments = self._comments(span.start, end)
            found.append(Entry(span.key, span.value, text, comments, below))
        return self._comments(0, starts[0] if starts else len(self._text)), found

    def _lines(self, start: int, end: int) -> tuple[str, tuple[str, ...]]:
        """An entry's own lines, and the comments that stand below it at the margin."""
        margin = " " * self._column
        lines = [line.removeprefix(margin) for line in self._text[start:end].rstrip().split("\n")]
        own = len(lines)
        while own > 1 and (not lines[own - 1].strip() or lines[own - 1].startswith("#")):
            own -= 1
        below = tuple(line.rstrip() for line in lines[own:] if line.strip())
        return "\n".join(lines[:own]), below

    def _comments(self, start: int, end: int) -> tuple[str, ...]:
        found: list[str] = []
        at = start
        spans = [*((low, high) for low, high in self._scalars if start <= low < end), (end, end)]
        for low, high in spans:
            found.extend(match.group().strip() for match in _COMMENT.finditer(self._text, at, low))
            at = max(at, high)
        return tuple(found)
