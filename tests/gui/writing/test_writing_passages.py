"""Words that run against their block: found in the line, read alike in editor and page."""

from __future__ import annotations

import pytest
from measuring import Open
from reading import seen

from editor.domain.post import Direction
from editor.gui.writing.sheet.directions import LineFacts
from editor.gui.writing.sheet.passages import passages
from editor.text.blocks import Kind

RTL, LTR = Direction.RTL, Direction.LTR


@pytest.mark.parametrize(
    ("line", "kind", "block", "found"),
    [
        ("- What is this?", Kind.LIST, RTL, [("What is this?", LTR)]),
        ("- ما هذا؟", Kind.LIST, RTL, []),
        ("- ما هذا؟ ", Kind.LIST, LTR, [("ما هذا؟", RTL)]),
        ("  1. [x] Done.", Kind.LIST, RTL, [("Done.", LTR)]),
        ("> - Hello (world)", Kind.QUOTE, RTL, [("Hello (world)", LTR)]),
        ("> What?", Kind.QUOTE, RTL, [("What?", LTR)]),
        ("- 2024!", Kind.LIST, RTL, []),
        ("| What? | نعم | `a|b`! |", Kind.TABLE, RTL, [("What?", LTR)]),
        ("|---|---|", Kind.TABLE, RTL, []),
        ("What is this?", Kind.PARAGRAPH, RTL, []),
        ("goes on here", Kind.LIST, RTL, []),
        ("- 😀 What?", Kind.LIST, RTL, [("😀 What?", LTR)]),
        ("- ", Kind.LIST, RTL, []),
    ],
)
def test_passages_of_a_line(
    line: str, kind: Kind, block: Direction, found: list[tuple[str, Direction]]
) -> None:
    facts = LineFacts(kind, block, opens=True)
    assert [(line[p.start : p.end], p.direction) for p in passages(line, facts)] == found


@pytest.mark.parametrize(
    ("text", "post", "read"),
    [
        ("- بند\n- What is this?", RTL, "What is this? -"),
        ("- بند\n- Use `a` (b) now!", RTL, "Use `a` (b) now! -"),
        ("- one\n- two\n- (שלום)", LTR, "- (םולש)"),
    ],
)
def test_an_odd_item_reads_as_a_whole(
    open_editor: Open, text: str, post: Direction, read: str
) -> None:
    editor = open_editor(text, post)
    editor.look()
    shown = editor.shown(editor.document().lastBlock())
    glyphs = seen(shown.layout, shown.display.text)
    assert "".join(g.ink for g in glyphs if g.ink not in "\u2066\u2067\u2069").strip() == read
