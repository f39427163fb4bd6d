"""Footnotes that were changed on the blog, under the names their author gave them here.

A blog numbers footnotes; here each has a label. Pure, any thread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from editor.domain.chunk import Chunk, Part
from editor.text import parts
from editor.text.blocks import Kind, cut
from editor.text.direction import post_direction
from editor.text.html_notes import definitions_of, notes_in
from editor.text.render import Renderer

_MARK = re.compile(r"(?<!\\)\[\^(\d+)\]")


def with_own_labels(
    new: Sequence[Chunk], old: Sequence[Chunk], markdown: str
) -> tuple[tuple[Chunk, ...], str]:
    """The chunks of the blog's body as it is now, their marks named as in `markdown`, and
    `markdown` with the footnotes that the blog has now. `old` were its chunks before."""
    there, before = _of(new), _of(old)
    if not there:
        went = before and not any(chunk.part is Part.NOTES for chunk in new)
        return tuple(new), _defined(markdown, {}, set()) if went else markdown
    labels = _labels(there, before, _labels_of(markdown))
    said = {labels[number]: words for number, words in there.items()}
    same = {labels[number] for number, words in there.items() if words in before.values()}
    if list(there) == list(before):
        same &= {labels[number] for number in there if there[number] == before[number]}
    named = [_named(chunk, labels, said) for chunk in new]
    return tuple(named), _defined(markdown, said, same)


def _of(chunks: Sequence[Chunk]) -> dict[str, str]:
    return notes_in("".join(chunk.raw for chunk in chunks if chunk.part is Part.NOTES))


def _labels_of(markdown: str) -> dict[str, str]:
    """The label of each number."""
    renderer = Renderer()
    renderer.render(markdown, direction=post_direction(markdown))
    return {str(number): label for number, label in enumerate(renderer.labels, 1)}


def _labels(
    there: Mapping[str, str], before: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """A label for each number there is now: that of the footnote with the same words, or that had
    the number while all others are the same; else one that is free."""
    waiting = {number: words for number, words in before.items() if number in known}
    found = {}
    for number, words in there.items():
        was = number if waiting.get(number) == words else None
        was = was or next((each for each, said in waiting.items() if said == words), None)
        if was is not None:
            found[number] = known[was]
            del waiting[was]
    for number in there:
        if number not in found and number in waiting and len(there) == len(before):
            found[number] = known[number]
    taken = {*known.values()}
    for number in there:
        if number not in found:
            free = next(str(n) for n in range(int(number), 10**7) if str(n) not in taken)
            found[number] = free
            taken.add(free)
    return found


def _named(chunk: Chunk, labels: Mapping[str, str], said: Mapping[str, str]) -> Chunk:
    if chunk.part is Part.NOTES and chunk.block:
        return replace(chunk, block=definitions_of(said))
    if chunk.part is not Part.BLOCK or "footnote-ref" not in chunk.raw:
        return chunk
    block = _MARK.sub(lambda mark: f"[^{labels.get(mark[1], mark[1])}]", chunk.block)
    return replace(chunk, block=block)


def _defined(markdown: str, said: Mapping[str, str], same: set[str]) -> str:
    """`markdown` whose footnotes are `said`; those in `same` as their author wrote them."""
    made = []
    waiting = dict(said)
    for block in cut(markdown):
        if block.kind is not Kind.FOOTNOTE:
            made.append(block.text)
            continue
        label, _ = parts.note_words(parts.bare_lines(block.text))
        if label not in said:
            continue
        words = waiting.pop(label, None)
        if label in same or words is None:
            made.append(block.text)
        else:
            end = block.text[len(block.text.rstrip("\r\n")) :]
            made.append(definitions_of({label: words}) + end)
    text = "".join(made)
    if waiting:
        text = f"{text.rstrip()}\n\n{definitions_of(waiting)}\n"
    return text
