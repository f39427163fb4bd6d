"""What a paste makes of the place it comes to; `‹` and `›` stand around the selection."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import run
from PySide6.QtCore import QMimeData

from editor.domain.post import Direction
from editor.gui.writing import clipboard
from editor.gui.writing.markdown import pasting
from editor.gui.writing.markdown.edits import applied
from editor.text.render import render_html

URL = "https://example.org/a"

LINKS = [
    ("انظر ‹هذا› هنا", URL, "انظر [هذا](https://example.org/a)¦ هنا"),
    ("‹مُحَمَّد می\u200cروم›", URL, "[مُحَمَّد می\u200cروم](https://example.org/a)¦"),
    ("see ‹this › x", URL, "see [this](https://example.org/a)¦  x"),
    ("‹me›", "mailto:a@b.org", "[me](mailto:a@b.org)¦"),
    ("‹x›", f" {URL}\n", f"[x]({URL})¦"),
    ("‹**x**›", URL, f"[**x**]({URL})¦"),
    ("‹`x`›", URL, f"[`x`]({URL})¦"),
    ("‹![a](b.png)›", URL, f"[![a](b.png)]({URL})¦"),
    ("- ‹بند›", URL, f"- [بند]({URL})¦"),
    # Brackets that stand alone would end the link's words.
    ("‹a]b›", URL, f"[a\\]b]({URL})¦"),
    ("‹a [b] c›", URL, f"[a [b] c]({URL})¦"),
    # Addresses that would end too early.
    ("‹x›", "https://e.org/X_(y)", "[x](https://e.org/X_(y))¦"),
    ("‹x›", "https://e.org/(", "[x](<https://e.org/(>)¦"),
    ("‹x›", "https://e.org/<b>", "[x](https://e.org/%3Cb%3E)¦"),
    ("‹x›", "https://e.org/\\", "[x](https://e.org/%5C)¦"),
    # The selection is an address, or part of a whole: words take its place as always.
    ("‹http://old.org/›", URL, None),
    ("[x](‹https://›)", URL, None),
    ("[x](http://a.b/‹c›)", URL, None),
    ("‹[x](http://a.b)›", URL, None),
    ("`run ‹this›`", URL, None),
    ("```\n‹x›\n```", URL, None),
    ("a ‹b\nc› d", URL, None),
    ("‹  ›", URL, None),
    ("a¦", URL, None),
]


@pytest.mark.parametrize(("before", "address", "after"), LINKS)
def test_an_address_over_words_makes_a_link(before: str, address: str, after: str | None) -> None:
    command = pasting.link_over(address)
    assert command is not None
    assert run(command, before) == (before if after is None else after)


@pytest.mark.parametrize("words", ["نص", "ftp://a.b", "https://", "https://a b", "a@b.org", ""])
def test_only_a_single_address_makes_a_link(words: str) -> None:
    assert pasting.link_over(words) is None


@settings(max_examples=400, deadline=None)
@given(st.text("a()[]<>\"' %é/\\", max_size=12), st.text("كلمة[]() a", min_size=1, max_size=8))
def test_the_page_has_the_same_link(path: str, words: str) -> None:
    address = "https://e.org/" + path.replace(" ", "")
    command = pasting.link_over(address)
    assert command is not None
    edit = command(words, 0, len(words))
    if edit is None:
        assert not words.strip() or "](" in words or words.startswith("    ")  # code
        return
    html = render_html(applied(words, edit), direction=Direction.LTR)
    assert html.count("<a href=") == 1
    assert html.count("</a>") == 1


def offered(html: str, text: str) -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    return data


@pytest.mark.parametrize(
    ("html", "text", "wanted"),
    [
        ("", "**x**", None),
        ("<b>غامق</b>", "غامق", "**غامق**"),
        ("<p>one</p><p>two</p>", "one\ntwo", "one\n\ntwo"),
        # No more than the words say: they are pasted as they are.
        ("<span>a * b_c</span>", "a * b_c", None),
        ("<p>one</p><p>two</p>", "one\r\n\r\ntwo", None),
        ("<pre>x = *y</pre>", "x = *y", None),
        ("<div>" * 10_000, "x", None),
    ],
)
def test_rich_text_is_markdown_where_it_says_more(html: str, text: str, wanted: str | None) -> None:
    assert clipboard.markdown_of(offered(html, text)) == wanted


def test_rich_text_knows_the_direction_around_it() -> None:
    data = offered("<p dir='rtl'><b>iPhone XS Max</b> جديد</p>", "iPhone XS Max جديد")
    said = "**iPhone XS Max** جديد"
    assert clipboard.markdown_of(data, Direction.RTL) == said
    assert clipboard.markdown_of(data, Direction.LTR) == f'{said}\n{{: dir="rtl"}}'


PLACED = [
    ("نص ¦ هنا", "**غامق**", "نص **غامق**¦ هنا"),
    ("نص ‹قديم› هنا", "*x*", "نص *x*¦ هنا"),
    ("نص¦", "a\nb", "نصa\nb¦"),
    ("¦", "# a\n\nb", "# a\n\nb¦"),
    ("نص¦", "# a", "نص\n\n# a¦"),
    ("نص¦ هنا", "- a\n- b", "نص\n\n- a\n- b¦\n\n هنا"),
    ("نص\n¦\nهنا", "a\n\nb", "نص\n\na\n\nb¦\n\nهنا"),
    ("نص\n\n¦\n\nهنا", "| a |\n|---|", "نص\n\n| a |\n|---|¦\n\nهنا"),
    # Inside the quotation or the item it comes to.
    ("> قول¦", "- a\n- b", "> قول\n>\n> - a\n> - b¦"),
    ("> ¦", "a\n\nb", "> a\n>\n> b¦"),
    ("- ¦", "a\n\nb", "- a\n\n  b¦"),
    ("- [ ] a¦", "b\nc", "- [ ] ab\n  c¦"),
    ("1. a\n   ¦", "> q", "1. a\n   \n   > q¦"),
    # What is said about a paragraph does not go into another one.
    ("نص¦", 'b نص\n{: dir="rtl"}', "نصb نص¦"),
    ("أ\n\n¦\n\nب", 'b نص\n{: dir="rtl"}', 'أ\n\nb نص\n{: dir="rtl"}¦\n\nب'),
    ("أ\n¦", 'b نص\n{: dir="rtl"}', "أ\nb نص¦"),
    ("| a¦ |\n|---|", 'b\n{: dir="rtl"}', "| ab¦ |\n|---|"),
    # A cell takes no lines; a bar in it is no border.
    ("| a¦ |\n|---|", "x|y", "| ax\\|y¦ |\n|---|"),
    ("| a¦ |\n|---|", "x\ny", "| a¦ |\n|---|"),
    ("```\n¦\n```", "**x**", "```\n¦\n```"),
]


@pytest.mark.parametrize(("before", "made", "after"), PLACED)
def test_markdown_finds_its_place(before: str, made: str, after: str) -> None:
    assert run(pasting.placed(made), before) == after
