from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.blocks import Block, Kind, cut, cut_file
from editor.text.recut import cut_again

# Pieces that mean something, so that random texts are full of beginnings and ends of blocks.
PIECES = st.sampled_from(
    [
        "# ",
        "#",
        "- ",
        "1. ",
        "١. ",
        "> ",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\x0b",
        "\x85",
        "  ",
        "    ",
        "\t",
        "| أ | b |",
        "|---|---|",
        ": ",
        "[^1]: ",
        "[a]: b",
        "*[A]: b",
        "كلمة",
        "word",
        "---",
        "===",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "<script>",
        '{: dir="ltr"}',
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


def kinds(text: str) -> list[Kind]:
    return [block.kind for block in cut(text)]


@given(TEXTS)
def test_blocks_joined_are_the_text_and_know_their_place(text: str) -> None:
    start = 0
    for block in cut(text):
        assert block.start == start
        assert block.text
        start = block.end
    assert "".join(block.text for block in cut(text)) == text


@given(TEXTS)
def test_the_blocks_of_a_file_joined_are_the_file(text: str) -> None:
    assert "".join(block.text for block in cut_file(text)) == text


@given(TEXTS, TEXTS, st.integers(0, 80), st.integers(0, 5))
def test_cutting_again_after_a_change_is_cutting(
    text: str, new: str, at: int, removed: int
) -> None:
    changed = text[:at] + new + text[at + removed :]
    assert cut_again(cut(text), changed) == cut(changed)


def test_cutting_again_far_from_a_change_gives_the_same_blocks() -> None:
    text = "".join(f"فقرة {number}\n\n" for number in range(200))
    known = cut(text)
    changed = text.replace("فقرة 100\n", "فقرة مئة\n")
    again = cut_again(known, changed)
    assert again == cut(changed)
    assert again[0] is known[0]
    assert again[199].text is known[199].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n", ["blank"]),
        ("\n\nكلام", ["blank", "paragraph"]),
        ("سطر\nسطر", ["paragraph"]),
        ("سطر\n\nسطر", ["paragraph", "paragraph"]),
        # Only a line feed, a carriage return or both end a line.
        ("# عنوان\u2028تابع", ["heading"]),
        ("# عنوان\rكلام", ["heading", "paragraph"]),
        ("كلام\u00a0\n\u00a0\nكلام", ["paragraph"]),
        # A heading needs its space, so that a hashtag stays one.
        ("# عنوان\nكلام", ["heading", "paragraph"]),
        ("#وسم", ["paragraph"]),
        ("عنوان\n===", ["heading"]),
        ("عنوان\n---", ["heading"]),
        ("سطر\nسطر\n---", ["paragraph", "rule"]),
        ("---\n\n***", ["rule", "rule"]),
        # A list needs no blank line before it and takes everything nested along.
        ("كلام\n- بند\n- بند", ["paragraph", "list"]),
        ("- بند\n\n- بند", ["list"]),
        ("- بند\n  - فرع\n    - غصن", ["list"]),
        ("- بند\n\n  فقرة\n\nخارج", ["list", "paragraph"]),
        ("- بند\nتابع", ["list"]),
        ("- بند\n\nخارج", ["list", "paragraph"]),
        ("- بند\n1. أول", ["list", "list"]),
        ("1. أول\n٢. ثان\n۳. سه", ["list"]),
        ("كان عام\n2024. كان عاما", ["paragraph"]),
        ("- بند\n- - -\n- بند", ["list", "rule", "list"]),
        # A fence in an item is the list's, one at the margin is not.
        ("- بند\n  ```\n  - code\n  ```\n- بند", ["list"]),
        ("- بند\n  ```\n  code\n\n  code\n  ```\n", ["list"]),
        ("- بند\n```\ncode\n```", ["list", "fence"]),
        ("```\nكلام\n\n# no heading\n```\nكلام", ["fence", "paragraph"]),
        ("~~~ python\n```\n~~~", ["fence"]),
        ("```\nopen", ["fence"]),
        ("كلام `a` ``` b", ["paragraph"]),
        ("> قول\nتابع\n\nكلام", ["quote", "paragraph"]),
        ("> ```\n> code\nخارج", ["quote", "paragraph"]),
        ("> قول\n- بند", ["quote", "list"]),
        ("    code\n\n    code\nكلام", ["code", "paragraph"]),
        ("كلام\n    تابع", ["paragraph"]),
        ("| أ | ب |\n|---|---|\n| ج | د |\nخارج", ["table", "paragraph"]),
        ("كلام\n| أ | ب |\n|---|---|\n| ج | د |", ["paragraph", "table"]),
        ("| أ | ب |\n|---|", ["paragraph"]),
        ("مداد\n: حبر\n: قلم\n\nورق\n: كاغد", ["terms"]),
        ("مداد\n\n: حبر\n\n    فقرة\n\nخارج", ["terms", "paragraph"]),
        ("[^1]: حاشية\n    تابع\n\n    فقرة\n\nخارج", ["footnote", "paragraph"]),
        ("كلام\n[^1]: حاشية\n[^2]: حاشية", ["paragraph", "footnote", "footnote"]),
        ("[a]: http://x\n*[HTML]: Hyper\n\nكلام", ["definition", "paragraph"]),
        ("[ملاحظة]: نعم", ["paragraph"]),
        ("[^1]: حاشية\n[a]: http://x", ["footnote", "definition"]),
        ("<div>\n\nكلام\n\n</div>\nكلام", ["html", "paragraph"]),
        ("<div>\nكلام\n\nكلام", ["html", "paragraph"]),
        ("<div>\n<div>\n\n</div>\n\n</div>\n\nكلام", ["html", "paragraph"]),
        ("كلام\n<!--more-->\nكلام", ["paragraph", "html", "paragraph"]),
        ("<!-- a\n\nb -->\nكلام", ["html", "paragraph"]),
        ("<b>غليظ</b> كلام", ["paragraph"]),
        ("<http://x.com>", ["paragraph"]),
        ('كلام\n{: dir="ltr"}\nكلام', ["paragraph", "paragraph"]),
        ('- بند\n- بند\n{: dir="ltr"}', ["list"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_blank_lines_belong_to_the_block_before_them() -> None:
    assert [block.text for block in cut("\nأ\n\n\nب\n")] == ["\n", "أ\n\n\n", "ب\n"]


def test_lines_are_counted_whatever_ends_them() -> None:
    assert [block.line for block in cut("أ\r\n\r\nب\r\rج\n\nد")] == [0, 2, 4, 6]


def test_front_matter_is_a_block_of_a_file_and_counts_its_lines() -> None:
    text = "---\ntitle: x\n---\n\n# عنوان\n"
    assert cut_file(text) == [
        Block(Kind.FRONT_MATTER, "---\ntitle: x\n---\n\n", 0, 0),
        Block(Kind.HEADING, "# عنوان\n", 18, 4),
    ]
    assert kinds(text)[0] is Kind.RULE
    assert [block.kind for block in cut_file("---\nكلام")] == ["rule", "paragraph"]


@pytest.mark.parametrize(
    "piece",
    [
        ">",
        "- ",
        "[",
        "`",
        "<div>\n\n",
        "<!--\n\n",
        "|",
        "1. ",
        "a|b\n",
        "> - ",
        ": a\n",
        "\t",
        "\r",
    ],
)
def test_cutting_hostile_text_takes_no_time_and_no_stack(piece: str) -> None:
    text = piece * 100_000
    began = time.perf_counter()
    blocks = cut(text)
    assert time.perf_counter() - began < 5
    assert sum(len(block.text) for block in blocks) == len(text)
