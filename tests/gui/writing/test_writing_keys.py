"""Enter in lists, quotations and code, as a table; `¦` is the caret."""

from __future__ import annotations

import pytest

from editor.domain.post import Direction
from editor.gui.writing.directions import LineFacts
from editor.gui.writing.keys import LineBreak, line_break, tab_indents
from editor.text.blocks import Kind

TABLE = [
    ("نص¦", Kind.PARAGRAPH, LineBreak()),
    ("- بند¦", Kind.LIST, LineBreak("- ")),
    ("- بن¦د", Kind.LIST, LineBreak("- ")),
    ("  * داخل¦", Kind.LIST, LineBreak("  * ")),
    ("9. تسعة¦", Kind.LIST, LineBreak("10. ")),
    ("١. بند¦", Kind.LIST, LineBreak("٢. ")),
    ("٩) بند¦", Kind.LIST, LineBreak("١٠) ")),
    ("- [x] done¦", Kind.LIST, LineBreak("- [ ] ")),
    ("> اقتباس¦", Kind.QUOTE, LineBreak("> ")),
    (">اقتباس¦", Kind.QUOTE, LineBreak("> ")),
    ("> - بند¦", Kind.QUOTE, LineBreak("> - ")),
    ("- ¦", Kind.LIST, LineBreak(drop=2)),
    ("1. ¦", Kind.LIST, LineBreak(drop=3)),
    ("> ¦", Kind.QUOTE, LineBreak(drop=2)),
    ("- [ ] ¦", Kind.LIST, LineBreak(drop=6)),
    ("¦- بند", Kind.LIST, LineBreak()),
    ("---¦", Kind.RULE, LineBreak()),
    ("* * *¦", Kind.RULE, LineBreak()),
    ("# عنوان¦", Kind.HEADING, LineBreak()),
    ("#وسم¦", Kind.PARAGRAPH, LineBreak()),
    ("    x = 1¦", Kind.FENCE, LineBreak("    ")),
    ("- x¦", Kind.FENCE, LineBreak()),
    ("¦", Kind.BLANK, LineBreak()),
]


@pytest.mark.parametrize(("marked", "kind", "expected"), TABLE)
def test_enter(marked: str, kind: Kind, expected: LineBreak) -> None:
    line = marked.replace("¦", "")
    facts = LineFacts(kind, Direction.RTL, opens=True)
    assert line_break(line, marked.index("¦"), facts) == expected


def test_tab_moves_items_and_code_in_and_elsewhere_the_focus() -> None:
    def facts(kind: Kind) -> LineFacts:
        return LineFacts(kind, Direction.RTL, opens=True)

    assert tab_indents("- بند", facts(Kind.LIST))
    assert tab_indents("x", facts(Kind.FENCE))
    assert not tab_indents("نص", facts(Kind.PARAGRAPH))
