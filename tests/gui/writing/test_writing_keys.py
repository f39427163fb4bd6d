"""Enter, Backspace, Delete and Tab in lists, quotations, tables and code; `¦` is the caret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import run

from editor.gui.writing.markdown import keys
from editor.gui.writing.markdown.edits import Command, applied
from editor.gui.writing.markdown.outline import Outline

ENTER = [
    ("نص¦", "نص\n¦"),
    ("- بند¦", "- بند\n- ¦"),
    ("- بن¦د", "- بن\n- ¦د"),
    ("- أ\n  * داخل¦", "- أ\n  * داخل\n  * ¦"),
    ("-   wide¦", "-   wide\n-   ¦"),
    ("9. تسعة¦", "9. تسعة\n10. ¦"),
    ("١. بند¦", "١. بند\n٢. ¦"),
    ("۱. بند¦", "۱. بند\n۲. ¦"),
    ("٩) بند¦", "٩) بند\n١٠) ¦"),
    ("09. x¦", "09. x\n10. ¦"),
    ("999999999. x¦", "999999999. x\n999999999. ¦"),
    ("- [x] done¦", "- [x] done\n- [ ] ¦"),
    ("1. [ ] بند¦", "1. [ ] بند\n2. [ ] ¦"),
    ("> اقتباس¦", "> اقتباس\n> ¦"),
    (">اقتباس¦", ">اقتباس\n> ¦"),
    (">> عميق¦", ">> عميق\n>> ¦"),
    ("> - بند¦", "> - بند\n> - ¦"),
    ("> ١. بند¦\n> ٢. ثان", "> ١. بند\n> ٢. ¦\n> ٣. ثان"),
    ("- > قول¦", "- > قول\n  > ¦"),
    ("- - x¦", "- - x\n  - ¦"),
    ("> ¦- x", "> \n> ¦- x"),
    ("¦- بند", "\n¦- بند"),
    ("5. a\n¦6. b", "5. a\n\n¦6. b"),
    ("---¦", "---\n¦"),
    ("* * *¦", "* * *\n¦"),
    ("# عنوان¦", "# عنوان\n¦"),
    ("#وسم¦", "#وسم\n¦"),
    ("```\n    x = 1¦", "```\n    x = 1\n    ¦"),
    ("```\n- x¦", "```\n- x\n¦"),
    ("- a\n  ```\n  - x¦", "- a\n  ```\n  - x\n  ¦"),
    ("¦", "\n¦"),
    # A number at the end of a sentence is no empty item, nor is it one inside a paragraph.
    ("وقع ذلك عام\n1984.¦", "وقع ذلك عام\n1984.\n¦"),
    ("وقع ذلك عام\n1984. ثم¦", "وقع ذلك عام\n1984. ثم\n¦"),
    ("1984.¦", "1984.\n¦"),
    # A further paragraph of an item stays below its words.
    ("- a\n\n  more¦", "- a\n\n  more\n  ¦"),
    ("a\n  more¦", "a\n  more\n¦"),
    ("[^1]: a\n    more¦", "[^1]: a\n    more\n    ¦"),
    # The items below count on, at their level alone.
    ("1. a¦\n2. b\n3. c", "1. a\n2. ¦\n3. b\n4. c"),
    ("١. أ¦\n٢. ب\n۳. ج", "١. أ\n٢. ¦\n٣. ب\n۴. ج"),
    ("1. a¦\n   1. x\n   2. y\n2. b", "1. a\n2. ¦\n   1. x\n   2. y\n3. b"),
    ("1. a\n   1. x¦\n   2. y\n2. b", "1. a\n   1. x\n   2. ¦\n   3. y\n2. b"),
    ("1. a¦\n\n2. b", "1. a\n2. ¦\n\n3. b"),
    ("1. a¦\n\nwords\n\n2. b", "1. a\n2. ¦\n\nwords\n\n2. b"),
    ("1) a¦\n2. b", "1) a\n2) ¦\n3. b"),
    ("1. a¦\n- b\n1. c", "1. a\n2. ¦\n- b\n1. c"),
    # In Persian digits as in Arabic ones, wherever the list stands.
    ("۸. الف¦\n۹. ب\n۱۰. پ", "۸. الف\n۹. ¦\n۱۰. ب\n۱۱. پ"),
    ("- x\n  ١. أ¦\n  ٢. ب", "- x\n  ١. أ\n  ٢. ¦\n  ٣. ب"),
    ("> ۱. [x] الف¦\n> ۲. [ ] ب", "> ۱. [x] الف\n> ۲. [ ] ¦\n> ۳. [ ] ب"),
    ("> - x\n>   ۱) الف¦\n>   ۲) ب", "> - x\n>   ۱) الف\n>   ۲) ¦\n>   ۳) ب"),
    # Every item the same number: an author's habit.
    ("1. a¦\n1. b\n1. c", "1. a\n1. ¦\n1. b\n1. c"),
    ("1. a\n1. b¦", "1. a\n1. b\n1. ¦"),
    # What was broken is mended from the caret on.
    ("1. a¦\n5. b\n5. c", "1. a\n2. ¦\n3. b\n4. c"),
    # A selection goes first.
    ("1. a‹ b\n2. c› d\n3. e", "1. a\n2. ¦ d\n3. e"),
    ("1. a‹ b\n2. c\n3. d› e\n4. f", "1. a\n2. ¦ e\n3. f"),
    # An empty item goes one level out, then the list ends.
    ("- a\n  - ¦", "- a\n- ¦"),
    ("1. a\n   - ¦\n2. b", "1. a\n2. ¦\n3. b"),
    ("١. أ\n   ١. ب\n   ٢. ¦\n٢. ج", "١. أ\n   ١. ب\n٢. ¦\n٣. ج"),
    ("- [x] a\n  - [ ] ¦", "- [x] a\n- [ ] ¦"),
    ("> - a\n>   - ¦", "> - a\n> - ¦"),
    ("> - ¦", "> ¦"),
    ("- a\n  > ¦", "- a\n- ¦"),
    ("- a\n- ¦", "- a\n\n¦"),
    ("1. a\n2. ¦\n3. b", "1. a\n\n¦\n\n3. b"),
    ("- ¦", "¦"),
    ("1. ¦", "¦"),
    ("- [ ] ¦", "¦"),
    ("> ¦", "¦"),
    ("> a\n> ¦", "> a\n\n¦"),
    ("> > ¦", "> ¦"),
    ("- a\n\n- ¦", "- a\n\n¦"),
]


@pytest.mark.parametrize(("before", "after"), ENTER)
def test_enter(before: str, after: str) -> None:
    assert run(keys.enter, before) == after


ERASE: list[tuple[Command, str, str]] = [
    (keys.backspace, "- ¦بند", "¦بند"),
    (keys.backspace, "- [x] ¦بند", "¦بند"),
    (keys.backspace, "- أ\n  - ¦ب", "- أ\n  ¦ب"),
    (keys.backspace, "> ¦قول", "¦قول"),
    (keys.backspace, "> - ¦قول", "> ¦قول"),
    (keys.backspace, "- > ¦قول", "- ¦قول"),
    (keys.backspace, "1. a\n2. ¦b\n3. c", "1. a\n¦b\n2. c"),
    (keys.backspace, "1. a\n\n2. ¦b\n\n3. c", "1. a\n\n¦b\n\n3. c"),
    (keys.backspace, "1. a\n2. b\n¦3. c\n4. d", "1. a\n2. b¦3. c\n3. d"),
    (keys.backspace, "1. a\n‹2. b\n›3. c", "1. a\n¦2. c"),
    (keys.backspace, "‹5. a\n›6. b\n7. c", "¦5. b\n6. c"),
    (keys.backspace, "١. أ\n‹٢. ب\n٣. ج\n›٤. د\n\n٥. ه", "١. أ\n¦٢. د\n\n٣. ه"),
    (keys.backspace, "1. a\n‹2. b\n   1. x\n›   2. y\n3. c", "1. a\n¦   1. y\n2. c"),
    (keys.delete, "1. a¦\n2. b\n3. c", "1. a¦2. b\n2. c"),
    (keys.delete, "1. a‹\n2. b›\n3. c", "1. a¦\n2. c"),
    # Nothing but the key's own work: Qt does it.
    (keys.backspace, "a¦b", "a¦b"),
    (keys.backspace, "- a¦", "- a¦"),
    (keys.backspace, "-¦ a", "-¦ a"),
    (keys.backspace, "a\n¦b", "a\n¦b"),
    (keys.backspace, "¦a", "¦a"),
    (keys.backspace, "```\n- ¦x\n```", "```\n- ¦x\n```"),
    (keys.backspace, "1. a\n2. ‹b›", "1. a\n2. ‹b›"),
    (keys.delete, "a¦", "a¦"),
    (keys.delete, "- a¦\n- b", "- a¦\n- b"),
    (keys.delete, "a¦b", "a¦b"),
]


@pytest.mark.parametrize(("command", "before", "after"), ERASE)
def test_erasing(command: Command, before: str, after: str) -> None:
    assert run(command, before) == after


TAB: list[tuple[Command, str, str]] = [
    (keys.tab, "- أ\n- ¦ب", "- أ\n  - ¦ب"),
    (keys.tab, "- أ\n- ب¦", "- أ\n  - ب¦"),
    (keys.tab, "1. a\n2. ¦b\n3. c", "1. a\n   1. ¦b\n2. c"),
    (keys.tab, "٥. أ\n٦. ب¦\n٧. ج", "٥. أ\n   ١. ب¦\n٦. ج"),
    (keys.tab, "1. a\n   1. x\n2. b¦\n3. c", "1. a\n   1. x\n   2. b¦\n2. c"),
    (keys.tab, "1. a\n   - x\n2. b¦", "1. a\n   - x\n   - b¦"),
    (keys.tab, "- a\n- b¦\n  - c\n- d", "- a\n  - b¦\n    - c\n- d"),
    (keys.tab, "- a\n‹- b\n- c›\n- d", "- a\n  ‹- b\n  - c›\n- d"),
    (keys.tab, "- a\n- b¦\n\n  more\n- c", "- a\n  - b¦\n\n    more\n- c"),
    (keys.tab, "> - a\n> - b¦", "> - a\n>   - b¦"),
    (keys.tab, "- [ ] a\n- [x] b¦", "- [ ] a\n  - [x] b¦"),
    (keys.tab, "- ¦a\n- b", "- ¦a\n- b"),
    (keys.tab, "```\nx¦\n```", "```\n  x¦\n```"),
    (keys.tab, "نص¦", "نص¦"),
    (keys.backtab, "- أ\n  - ¦ب", "- أ\n- ¦ب"),
    (keys.backtab, "1. a\n   1. x\n   2. y¦\n   3. z\n2. b", "1. a\n   1. x\n2. y¦\n   1. z\n3. b"),
    (keys.backtab, "1. a\n   - x¦\n2. b", "1. a\n2. x¦\n3. b"),
    (keys.backtab, "- a\n  - b¦\n    - c", "- a\n- b¦\n  - c"),
    (keys.backtab, "> 1. a\n>    1. b¦", "> 1. a\n> 2. b¦"),
    (keys.backtab, "- ¦a", "- ¦a"),
    (keys.backtab, "  - ¦a", "- ¦a"),
    (keys.backtab, "```\n  x¦\n```", "```\nx¦\n```"),
]


@pytest.mark.parametrize(("command", "before", "after"), TAB)
def test_tab(command: Command, before: str, after: str) -> None:
    assert run(command, before) == after


def test_tab_moves_the_focus_where_there_is_nothing_to_move() -> None:
    assert keys.tab("نص", 0, 0) is None
    assert keys.backtab("# عنوان", 3, 3) is None
    assert keys.tab("- أ", 3, 3) is not None
    assert keys.tab("```\nx\n```", 4, 4) is not None


def test_who_takes_pages_away_wants_nothing_counted() -> None:
    text = "\n".join(f"{number}. بند" for number in range(1, 4001))
    edit = keys.enter(text, 2, len(text) - 2)
    assert edit is not None
    assert applied(text, edit) == f"{text[:2]}\n{text[-2:]}"
    assert keys.backspace(text, 2, len(text) - 2) is None


MONSTERS = [
    ">" * 10_000 + " نص",
    "> " * 5_000 + "نص",
    "- " * 5_000 + "نص",
    "كلمة " * 20_000,
    "- " + "كلمة " * 20_000,
    "*" * 100_000,
    "|" * 50_000 + "\n|-|\n",
    "\n".join(">" * depth + " x" for depth in range(1, 300)),
    "\n".join("  " * (line % 60) + "1. x" for line in range(600)),
]


@pytest.mark.parametrize("text", MONSTERS, ids=range(len(MONSTERS)))
def test_monsters_end_no_key(text: str) -> None:
    for at in (0, len(text) // 2, len(text)):
        for command in EVERY:
            edit = command(text, at, at)
            made = text if edit is None else applied(text, edit)
            assert [made.count(sign) for sign in "نصكx"] == [text.count(sign) for sign in "نصكx"]


pieces = st.lists(
    st.sampled_from(
        ["\n", "\n\n", "- ", "1. ", "٢. ", "  ", "   ", "> ", "* ", "[ ] ", "كلمة", "w", " ", "😀",
         "```\n", "| a | b |\n|---|---|\n", "|", "\t", "# ", "\u2028", "\ud800"]
    ),
    max_size=16,
).map("".join)  # fmt: skip
EVERY = [keys.enter, keys.backspace, keys.delete, keys.tab, keys.backtab, keys.enter_in_code]


@settings(max_examples=400, deadline=None)
@given(pieces, st.integers(0, 60), st.integers(0, 60), st.sampled_from(EVERY))
def test_no_key_loses_words_or_points_outside(
    text: str, one: int, other: int, command: Command
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    edit = command(text, start, end)
    if edit is None:
        return
    made = applied(text, edit)
    assert 0 <= edit.start <= edit.end <= len(text)
    assert 0 <= edit.anchor <= edit.caret <= len(made)
    reached = edit.end
    for change in edit.also:
        assert reached <= change.start <= change.end <= len(text)
        reached = change.end
    kept = text if command in (keys.tab, keys.backtab) else text[:start] + text[end:]
    for character in "كلمةw😀\ud800\u2028":
        assert made.count(character) == kept.count(character)


@settings(max_examples=300, deadline=None)
@given(pieces)
def test_an_outline_stays_within_its_lines(text: str) -> None:
    outline = Outline(text)
    for item in outline.items:
        assert 0 <= item.line < item.end <= len(outline.lines)
        line = outline.lines[item.line]
        assert 0 <= item.column < item.words <= len(line)
        assert line[item.column :].startswith(item.number + item.sign)
        if item.parent:
            assert item.parent.line <= item.line < item.end <= item.parent.end
