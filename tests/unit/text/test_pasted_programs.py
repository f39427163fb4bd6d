"""What programs put on the clipboard, as Markdown: each fixture is as that program writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.domain.post import Direction
from editor.text import rich_text
from editor.text.render import render_html

PASTED = sorted((Path(__file__).parent / "data" / "pasted").glob("*.html"))
JUNK = ("mso", "style=", "<span", "<o:p", "file://", "data:", "google.com/url", "docs-", "\n\n\n")


@pytest.mark.parametrize("file", PASTED, ids=lambda file: file.stem)
def test_it_says_what_the_program_showed_and_no_more(file: Path) -> None:
    read = rich_text.read(file.read_text("utf-8"), Direction.RTL)
    assert read is not None
    assert f"{read.markdown}\n" == file.with_suffix(".md").read_text("utf-8")
    assert not [junk for junk in JUNK if junk in read.markdown]
    assert "<p></p>" not in render_html(read.markdown)


def test_each_program_is_there() -> None:
    assert len(PASTED) == 10


SAFE = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.org&amp;d=1"


def item(name: str, marker: str, words: str) -> str:
    return (
        f"<p style='mso-list:{name} level1 lfo1'>"
        f"<span style='mso-list:Ignore'>{marker}</span>{words}</p>"
    )


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        # Word's lists have no element: their names part them, their markers tell how they count.
        (item("l0", "٣.", "أ") + item("l0", "٤.", "ب"), "٣. أ\n٤. ب"),
        (item("l0", "۱.", "أ") + item("l1", "1)", "b"), "۱. أ\n\n1. b"),
        (item("l0", "·", "a") + item("l0", "o", "b"), "- a\n- b"),
        # Lists that stand beside those they belong to.
        (
            '<ol><li>a</li></ol><ul data-indent="1"><li>b</li></ul><p>c</p>',
            "1. a\n   - b\n\nc",
        ),
        ('<ul data-indent="7"><li>a</li></ul>', "- a"),
        # Links lead where they lead to.
        (
            '<a href="https://www.google.com/url?sa=t&amp;url=https%3A%2F%2Fe.org%2Fa">a</a>',
            "[a](https://e.org/a)",
        ),
        (f'<a href="{SAFE}">a</a>', "[a](https://e.org)"),
        (
            '<a href="https://www.google.com/url?q=javascript%3Ax">a</a>',
            "[a](https://www.google.com/url?q=javascript%3Ax)",
        ),
        ("words<button>Copy</button><span class='mw-editsection'>[edit]</span>", "words"),
    ],
)
def test_what_programs_do_in_their_own_way(html: str, markdown: str) -> None:
    read = rich_text.read(html)
    assert read is not None
    assert read.markdown == markdown
