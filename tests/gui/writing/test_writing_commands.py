"""Formatting commands, as tables: `‹` and `›` stand around the selection, `¦` is the caret."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import run

from editor.domain.post import Direction
from editor.gui.writing.markdown import commands, directing, picturing
from editor.gui.writing.markdown.edits import Command, applied
from editor.text.pictures import PictureMark

RTL, LTR = Direction.RTL, Direction.LTR
A_PICTURE = PictureMark("a b.png")


TABLE: list[tuple[Command, str, str]] = [
    (commands.bold, "قال ‹كلمة› هنا", "قال **‹كلمة›** هنا"),
    (commands.bold, "قال **‹كلمة›** هنا", "قال ‹كلمة› هنا"),
    (commands.bold, "قال ‹**كلمة**› هنا", "قال ‹كلمة› هنا"),
    (commands.bold, "a ‹ word › b", "a  **‹word›**  b"),
    (commands.bold, "مُحَ¦مَّدٌ هنا", "**‹مُحَمَّدٌ›** هنا"),
    (commands.bold, "¦", "**¦**"),
    (commands.bold, "**¦**", "¦"),
    (commands.bold, "*‹a›*", "***‹a›***"),
    (commands.bold, "***‹a›***", "*‹a›*"),
    (commands.bold, "‹- one\n\n- two›", "‹- **one**\n\n- **two**›"),
    (commands.bold, "‹# عنوان\nنص›", "‹# **عنوان**\n**نص**›"),
    (commands.italic, "‹a›", "*‹a›*"),
    (commands.italic, "*‹a›*", "‹a›"),
    (commands.italic, "**‹a›**", "***‹a›***"),
    (commands.italic, "***‹a›***", "**‹a›**"),
    (commands.code, "run ‹x()› now", "run `‹x()›` now"),
    (commands.code, "run `‹x()›` now", "run ‹x()› now"),
    (commands.code, "a\n‹b\nc›\nd", "a\n```\n‹b\nc›\n```\nd"),
    (commands.code, "‹```\nx›", "````\n‹```\nx›\n````"),
    (commands.link, "see ‹this›", "see [this](‹https://›)"),
    (commands.link, "see ‹https://a.b/c›", "see [¦](https://a.b/c)"),
    (commands.link, "¦", "[¦](https://)"),
    (commands.heading(2), "عن¦وان", "## عن¦وان"),
    (commands.heading(3), "## عن¦وان", "### عن¦وان"),
    (commands.heading(0), "### عن¦وان", "عن¦وان"),
    (commands.heading(2), "#وس¦م", "## #وس¦م"),
    (commands.cycle_heading, "a¦", "## a¦"),
    (commands.cycle_heading, "## a¦", "### a¦"),
    (commands.cycle_heading, "### a¦", "a¦"),
    (commands.cycle_heading, "¦", "## ¦"),
    (commands.bullet_list, "‹a\n\nb›", "‹- a\n\n- b›"),
    (commands.bullet_list, "‹- a\n- b›", "‹a\nb›"),
    (commands.bullet_list, "‹1. a\n2. b›", "‹- a\n- b›"),
    (commands.bullet_list, "¦", "- ¦"),
    (commands.numbered_list, "‹بند\nWordPress›", "‹1. بند\n2. WordPress›"),
    (commands.numbered_list, "‹- a\n  - b›", "‹1. a\n  2. b›"),
    (commands.numbered_list, "‹١. أ\n٢. ب›", "‹أ\nب›"),
    (commands.quote, "‹a\n\nb›", "‹> a\n>\n> b›"),
    (commands.quote, "‹> a\n>\n> b›", "‹a\n\nb›"),
    (commands.indent, "- a\n- ¦b", "- a\n  - ¦b"),
    (commands.outdent, "- a\n  - ¦b", "- a\n- ¦b"),
    (commands.outdent, "- ¦a", "- ¦a"),
    (commands.table, "نص¦", "نص\n\n| ¦  |   |\n|---|---|\n|   |   |"),
    (commands.table, "a¦\n\nb", "a\n\n| ¦  |   |\n|---|---|\n|   |   |\n\nb"),
    (commands.rule, "a¦\nb\n\nc", "a\nb\n\n---\n\n¦c"),
    (picturing.replace("a.png", "b c.png"), "قبل ![x](a.png)ب¦عد", "قبل ![x](<b c.png>)ب¦عد"),
    (
        picturing.replace("a.png", "b.png"),
        "¦قبل ![](a.png) ![](a.png)",
        "¦قبل ![](b.png) ![](b.png)",
    ),
    (
        picturing.replace("a.png", "long.png"),
        "![x](a.png) ‹و› `![](a.png)` ![y](a.png)",
        "![x](long.png) ‹و› `![](a.png)` ![y](long.png)",
    ),
    (picturing.replace("z.png", "b.png"), "![x](a.png)¦", "![x](a.png)¦"),
    (picturing.insert("a b.png"), "نص¦\n\nآخر", "نص\n\n![](<a b.png>)\n\n¦آخر"),
    (picturing.insert("a.png"), "¦", "![](a.png)\n\n¦"),
    (
        picturing.describe(A_PICTURE, "جسر [قديم]\n", "", 'قال "سالم"'),
        "نص\n\n![](<a b.png>)\n\n¦آخر",
        'نص\n\n![جسر \\[قديم\\]](<a b.png>){credit="قال ”سالم”"}\n\n¦آخر',
    ),
    (
        picturing.describe(A_PICTURE, "x", "تعليق", ""),
        '‹![y](<a b.png> "old"){width="300" credit="z"} and› more',
        '‹![x](<a b.png> "تعليق"){width="300"} and› more',
    ),
    (
        picturing.describe(A_PICTURE, "", "", ""),
        "![y¦](<a b.png>) x",
        "![](<a b.png>)¦ x",
    ),
    (  # of two alike, the one that was meant
        picturing.describe(replace(A_PICTURE, start=18), "x", "", ""),
        "![](<a b.png>)\n\n![](<a b.png>)¦",
        "![](<a b.png>)\n\n![x](<a b.png>)¦",
    ),
    (directing.direct(LTR, RTL), "مر¦حبا", 'مر¦حبا\n{: dir="ltr"}'),
    (directing.direct(RTL, RTL), 'مر¦حبا\n{: dir="ltr"}', "مر¦حبا"),
    (directing.direct(RTL, RTL), "مر¦حبا", "مر¦حبا"),
    (directing.direct(RTL, LTR), "- ite¦m\n\nnext", '- ite¦m\n{: dir="rtl"}\n\nnext'),
    (directing.direct(LTR, LTR), 'a¦b\n{: .x dir="rtl"}', "a¦b\n{: .x}"),
    (directing.direct(RTL, LTR), "a¦b\n{: .x}\n", 'a¦b\n{: dir="rtl" .x}\n'),
    (directing.direct(LTR, RTL), "مر¦حبا\n{: data-dir=x}", 'مر¦حبا\n{: dir="ltr" data-dir=x}'),
    (
        directing.direct(RTL, LTR),
        'a¦b\n{: title="dir=ltr"}',
        'a¦b\n{: dir="rtl" title="dir=ltr"}',
    ),
    (
        directing.direct(LTR, LTR),
        "a¦b\n{: title='say dir=rtl' dir=rtl}",
        "a¦b\n{: title='say dir=rtl'}",
    ),
    (directing.direct(LTR, LTR), 'a¦b\n{: DIR="rtl"}', "a¦b"),
    (directing.direct(LTR, RTL), "[^1]: حا¦شية", '[^1]: حا¦شية\n{: dir="ltr"}'),
    (directing.direct(RTL, LTR), "```\nx¦\n```", "```\nx¦\n```"),
    (directing.direct(RTL, LTR), "¦", "¦"),
]


@pytest.mark.parametrize(("command", "before", "after"), TABLE)
def test_command(command: Command, before: str, after: str) -> None:
    assert run(command, before) == after


def test_a_direction_that_is_said_is_the_one_that_is_read() -> None:
    from editor.text.blocks import cut
    from editor.text.direction import block_directions

    for text in ("مرحبا", "# Title", "- one\n- two", "> quoted", "| a | b |\n|---|---|\n| c | d |"):
        for wanted in Direction:
            for post in Direction:
                edit = directing.direct(wanted, post)(text, 0, 0)
                made = text if edit is None else applied(text, edit)
                assert block_directions(cut(made), post) == [wanted]


EVERY = [
    commands.bold, commands.italic, commands.code, commands.link, commands.cycle_heading,
    commands.heading(1), commands.bullet_list, commands.numbered_list, commands.quote,
    commands.indent, commands.outdent, commands.table, commands.rule,
    picturing.insert("a.png"), directing.direct(RTL, LTR), directing.direct(LTR, RTL),
]  # fmt: skip
pieces = st.lists(
    st.sampled_from(
        ["\n", "- ", "# ", "**", "*", "`", "كلمة", "word ", " ", "> ", "|", "😀", "{: x}"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(pieces, st.integers(0, 60), st.integers(0, 60), st.sampled_from(EVERY))
def test_no_command_loses_words_or_points_outside(
    text: str, one: int, other: int, command: Command
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = command(text, start, end)
    if edit is None:
        return
    made = applied(text, edit)
    assert 0 <= edit.start <= edit.end <= len(text)
    assert 0 <= edit.anchor <= edit.caret <= len(made)
    for character in "كلمة😀w":
        assert made.count(character) == text.count(character)


def test_every_selected_paragraph_is_turned() -> None:
    text = "one\n\ntwo 😀\n\n- three\n\nfour"
    edit = directing.direct(Direction.RTL, Direction.LTR)(text, 1, len(text) - 6)
    assert edit is not None
    turned = applied(text, edit)
    assert turned.count('{: dir="rtl"}') == 3
    assert turned.endswith("\n\nfour")
    assert turned[edit.anchor : edit.caret].startswith("ne")


def test_an_empty_line_turns_no_paragraph_above_it() -> None:
    assert directing.direct(Direction.LTR, Direction.RTL)("قال\n\n", 5, 5) is None
