"""Which words look how."""

from __future__ import annotations

import random
import time

import pytest

from editor.domain.post import Direction
from editor.gui.writing.sheet import inline
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.highlighter import Style, hideable, prefix_length, spans
from editor.gui.writing.sheet.swaps import Showing, swaps
from editor.text.blocks import Kind
from editor.text.lines import LONGEST

S = Style
TABLE = [
    ("# عنوان", Kind.HEADING, [("# عنوان", S.HEADING_1), ("# ", S.MARKER)]),
    ("## a ##", Kind.HEADING, [("## a ##", S.HEADING_2), ("## ", S.MARKER)]),
    ("#وسم", Kind.PARAGRAPH, []),
    ("- **غامق**", Kind.LIST, [("- ", S.MARKER), ("**غامق**", S.STRONG), ("**", S.MARKER)]),
    ("> *مائل*", Kind.QUOTE, [("> *مائل*", S.QUOTE), ("> ", S.MARKER), ("*مائل*", S.EMPHASIS)]),
    ("***كلاهما***", Kind.PARAGRAPH, [("***كلاهما***", S.STRONG), ("***كلاهما***", S.EMPHASIS)]),
    ("شغّل `--force` الآن", Kind.PARAGRAPH, [("`--force`", S.CODE), ("`", S.MARKER)]),
    ("``a`b``", Kind.PARAGRAPH, [("``a`b``", S.CODE)]),
    ("[كلمات](http://x.com/)", Kind.PARAGRAPH, [("كلمات", S.LINK), ("](http://x.com/)", S.MARKER)]),
    ('![جسر](a.png){credit="x"}', Kind.PARAGRAPH, [('](a.png){credit="x"}', S.MARKER)]),
    ("~~قديم~~", Kind.PARAGRAPH, [("~~", S.MARKER), ("قديم", S.STRIKE)]),
    ("snake_case_name", Kind.PARAGRAPH, []),
    ("\\*not\\*", Kind.PARAGRAPH, [("\\", S.MARKER)]),
    ("# تعليق", Kind.FENCE, [("# تعليق", S.CODE_BLOCK)]),
    ("```python", Kind.FENCE, [("```python", S.CODE_BLOCK), ("```python", S.MARKER)]),
    ("**x**", Kind.CODE, [("**x**", S.CODE_BLOCK)]),
    ("| أ | ب |", Kind.TABLE, [("|", S.MARKER)]),
    ("|---|---|", Kind.TABLE, [("|---|---|", S.MARKER)]),
    ("---", Kind.RULE, [("---", S.MARKER)]),
    ('{: dir="ltr"}', Kind.PARAGRAPH, [('{: dir="ltr"}', S.MARKER)]),
    ("[ref]: http://x.com", Kind.DEFINITION, [("[ref]: http://x.com", S.MARKER)]),
    ("", Kind.BLANK, []),
]


def of(kind: Kind) -> LineFacts:
    return LineFacts(kind, Direction.RTL, opens=True)


@pytest.mark.parametrize(("line", "kind", "expected"), TABLE)
def test_looks(line: str, kind: Kind, expected: list[tuple[str, Style]]) -> None:
    found = [(line[s.start : s.start + s.length], s.style) for s in spans(line, of(kind))]
    for look in expected:
        assert look in found
    if not expected:
        assert found == []


@pytest.mark.parametrize(
    ("line", "length"),
    [("- بند", 2), ("  - داخل", 4), ("١٠. بند", 4), ("> > اقتباس", 4), ("> - x", 4), ("نص", 0)],
)
def test_words_hang_behind_the_marker(line: str, length: int) -> None:
    assert prefix_length(line, of(Kind.LIST)) == length


@pytest.mark.parametrize(
    "sign",
    [
        "`a ",
        "*a ",
        "_a ",
        "**a",
        "**a ",
        "***a ",
        "[a",
        "![",
        "![a](",
        "<a",
        "~~a",
        "a ~~",
        "http://",
    ],
)
def test_a_hostile_line_is_cheap(sign: str) -> None:
    line = sign * (LONGEST // len(sign))
    before = time.perf_counter()
    spans(line, of(Kind.PARAGRAPH))
    assert time.perf_counter() - before < 1


def test_an_endless_line_keeps_its_marker_only() -> None:
    line = "- " + "**a** " * LONGEST
    assert [span.style for span in spans(line, of(Kind.LIST))] == [Style.MARKER]


SIGNS = ("*", "**", "***", "_", "__", "~~", "`", "[", "](", ")", "![", "<b>", "\\", " ", "a", "ب ")


@pytest.mark.parametrize("seed", range(20))
def test_a_long_line_is_read_as_a_short_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    line = "".join(chance.choices(SIGNS, k=250))
    whole, hidden = spans(line, of(Kind.PARAGRAPH)), hideable(line, of(Kind.PARAGRAPH))
    monkeypatch.setattr(inline, "_FEW", 0)
    assert spans(line, of(Kind.PARAGRAPH)) == whole
    assert hideable(line, of(Kind.PARAGRAPH)) == hidden


@pytest.mark.parametrize("sign", ["<b>", "*a* ", "\\*"])
def test_a_line_of_signs_alone_is_plain(sign: str) -> None:
    line = sign * (LONGEST // len(sign))
    assert len(spans(line, of(Kind.PARAGRAPH))) < 9
    assert hideable(line, of(Kind.PARAGRAPH)) == []
    assert len(swaps(line, of(Kind.PARAGRAPH), Showing(bare=True))) < 9
    few = sign * 300
    assert len(spans(few, of(Kind.PARAGRAPH))) >= 300
