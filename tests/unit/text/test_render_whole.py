"""Rendering by block is rendering the whole: on the examples of the CommonMark specification, on
those of its extensions, and on documents thrown together of both; and what blocks say of each
other stays right across them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.domain.post import Direction
from editor.text.blocks import cut
from editor.text.render import Renderer, render_html
from tests.unit.text.test_render import MIXED, whole, without_notes

_GOLDMARK = Path("/usr/share/gocode/src/github.com/yuin/goldmark")  # Debian's package of Goldmark
_FIELD = "//- - - - - - - - -//"
_EXAMPLE = "//= = = = = = = = = = = = = = = = = = = = = = = =//"


def specification() -> list[str]:
    """All examples of the CommonMark specification."""
    found = json.loads((_GOLDMARK / "_test" / "spec.json").read_text("utf-8"))
    return [example["markdown"] for example in found]


def extensions() -> list[str]:
    """Examples of tables, footnotes, definition lists, struck words and bare addresses."""
    found: list[str] = []
    for file in sorted((_GOLDMARK / "extension" / "_test").glob("*.txt")):
        for example in file.read_text("utf-8").split(_EXAMPLE):
            fields = example.split(_FIELD)
            if len(fields) > 2:
                found.append(fields[1].lstrip("\n"))
    return found


SPECIFICATION, EXTENSIONS = specification(), extensions()
EXAMPLES = [*SPECIFICATION, *EXTENSIONS, *MIXED.split("\n\n")]


def by_block(body: str, post: Direction) -> str:
    return without_notes(render_html(body, direction=post, picture=lambda name: name))


def test_the_examples_are_there() -> None:
    assert len(SPECIFICATION) > 640
    assert len(EXTENSIONS) > 40


@pytest.mark.parametrize("post", Direction)
def test_each_example_is_rendered_as_a_whole(post: Direction) -> None:
    others = [body for body in EXAMPLES if by_block(body, post) != whole(body, post).strip()]
    assert others == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(EXAMPLES), min_size=2, max_size=6),
    st.sampled_from(["\n\n", "\n", ""]),
    st.sampled_from(Direction),
)
def test_examples_thrown_together_are(pieces: list[str], between: str, post: Direction) -> None:
    body = between.join(pieces)
    assert "".join(block.text for block in cut(body)) == body
    assert by_block(body, post) == whole(body, post).strip()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(EXAMPLES)), min_size=1, max_size=3),
)
def test_edit_after_edit_is_as_rendered_anew(
    pieces: list[str], edits: list[tuple[int, str]]
) -> None:
    """What was made for an earlier text never shows in a later one."""
    renderer = Renderer()
    renderer.render("\n\n".join(pieces), direction=Direction.RTL)
    for at, new in edits:
        pieces = [*pieces[:at], new, *pieces[at + 1 :]]
        body = "\n\n".join(pieces)
        assert renderer.render(body, direction=Direction.RTL) == Renderer().render(
            body, direction=Direction.RTL
        )


NOTES = st.sampled_from(
    [
        "كلمة[^a] وأخرى[^b]",
        "- بند[^c]\n- بند[^a]",
        "> قول[^b] وعدم[^z]",
        "| أ[^a] | ب |\n|---|---|\n| ج[^c] | د |",
        "[^a]: شاي[^c]",
        "[^b]: words[^b]\n\n    - list[^a]",
        "[^c]: آخر",
        "[^a]: مرة أخرى",
        "# عنوان[^b]",
        "`[^a]` \\[^b]",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(NOTES, max_size=8).map("\n\n".join))
def test_footnotes_lead_both_ways_whatever_block_they_are_in(body: str) -> None:
    html = render_html(body, direction=Direction.RTL)
    ids = re.findall(r' id="(fn[^"]*)"', html)
    assert len(ids) == len(set(ids)), "a place has one name"
    marks = re.findall(r'<sup id="([^"]+)"><a class="footnote-ref" href="#fn-(\d+)">', html)
    backs = re.findall(r'class="footnote-backref" href="#([^"]+)"', html)
    assert sorted(mark for mark, _ in marks) == sorted(backs)
    notes = re.findall(r'<li id="fn-(\d+)">', html)
    assert notes == [str(number) for number in range(1, len(notes) + 1)]
    assert {number for _, number in marks} <= set(notes)
    in_text = re.findall(r'href="#fn-(\d+)"', without_notes(html))
    assert list(dict.fromkeys(in_text)) == notes[: len(set(in_text))], "in the order they are met"
    assert len(notes) == len(set(re.findall(r"^\[\^(\w)\]:", body, re.MULTILINE)))


@pytest.mark.parametrize("definition_first", [True, False])
def test_what_one_block_defines_holds_in_all(definition_first: bool) -> None:
    """And no longer when it goes: only the blocks that use it are another then."""
    uses = "- [النهر][r]\n\n> الـ HTML و[r]\n\nHTML\n\nكلمة"
    definitions = '[r]: http://a.org/r "نهر"\n\n*[HTML]: لغة'
    parts = [definitions, uses] if definition_first else [uses, definitions]
    renderer = Renderer()
    with_them = [b.html for b in renderer.render("\n\n".join(parts), direction=Direction.RTL)]
    assert sum('href="http://a.org/r" title="نهر"' in html for html in with_them) == 2
    assert sum('<abbr title="لغة">HTML</abbr>' in html for html in with_them) == 2
    without = [b.html for b in renderer.render(uses, direction=Direction.RTL)]
    assert not re.search("href|abbr", "".join(without))
    assert with_them[-1] == without[-1]
