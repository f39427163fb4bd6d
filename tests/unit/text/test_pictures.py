"""Pictures in a body: found where they are, and their words written so that they read the same."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import Direction
from editor.text.pictures import PictureMark, below, destinations, marks, replaced, undescribed
from editor.text.render import render_html

FOUND = [
    ("![جسر](a.jpg)", PictureMark("a.jpg", "جسر")),
    ("![a](<b c.jpg>)", PictureMark("b c.jpg", "a")),
    ('x ![a](b "Title")', PictureMark("b", "a", "Title")),
    ("x ![a](b 'عنوان')", PictureMark("b", "a", "عنوان")),
    (r"![a \[b\] c](d)", PictureMark("d", "a [b] c")),
    (r'![](d "say \\ this")', PictureMark("d", "", r"say \ this")),
    ("![a [b] c](d)", PictureMark("d", "a [b] c")),
    ('![](d){credit="تصوير: ليلى"}', PictureMark("d", credit="تصوير: ليلى")),
    (
        '![](d){width="300" .wide credit=ليلى}',
        PictureMark("d", credit="ليلى", others=(("width", "300"), ("class", "wide"))),
    ),
    ("- ![in a list](d)", PictureMark("d", "in a list")),
    ("[![linked](d)](https://example.org)", PictureMark("d", "linked")),
    ("![](d){not a list}", PictureMark("d")),
]


@pytest.mark.parametrize(("body", "wanted"), FOUND)
def test_a_picture_is_found_with_its_words(body: str, wanted: PictureMark) -> None:
    text = f"نص أول 😀\n\n{body}\n\nآخر"
    (mark,) = marks(text)
    assert (mark.target, mark.alt, mark.caption, mark.credit, mark.others) == (
        wanted.target, wanted.alt, wanted.caption, wanted.credit, wanted.others
    )  # fmt: skip
    source = text[mark.start : mark.end]
    assert source.startswith("![")
    assert source.endswith((")", "}"))
    assert body.replace(source, "") in ("", "x ", "- ", "[](https://example.org)", "{not a list}")


@pytest.mark.parametrize(
    "body", ["`![a](b)`", "```\n![a](b)\n```", "    ![a](b)", "[a](b)", "![a]"]
)
def test_what_is_shown_as_code_is_no_picture(body: str) -> None:
    assert marks(body) == []
    assert destinations(body) == []


words = st.text(alphabet="اب جaB12 []()*_`\\\"'<>&!#.-{}=:/ٌ😀", max_size=14).map(
    lambda said: " ".join(said.split())
)


class _Reader(HTMLParser):
    """What a browser would say of one picture."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.alt, self.caption, self.credit, self._open = "", "", "", [""]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alt = dict(attrs).get("alt") or ""
        else:
            self._open.append(dict(attrs).get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "credit" in self._open:
            self.credit += data
        elif "figcaption" in self._open:
            self.caption += data


@given(words, words, words)
def test_any_words_are_read_back_and_published_as_they_were_said(
    alt: str, caption: str, credit: str
) -> None:
    said = PictureMark("جسر قديم.jpg", alt, caption, credit, (("width", "300"),))
    written = said.written()
    (found,) = marks(f"قبل\n\n{written}\n\nبعد")
    sayable = str.maketrans({"`": "'"})
    quotable = str.maketrans({"`": "'", '"': "”"})
    bare = str.maketrans({"`": "'", '"': "”", "{": "(", "}": ")"})
    assert (found.target, found.others) == (said.target, said.others)
    assert found.alt == alt.translate(sayable)
    assert found.caption == caption.translate(quotable)
    assert found.credit == credit.translate(bare)
    page = _Reader(render_html(written, direction=Direction.RTL, language="ar"))
    between = " · " if found.caption and found.credit else ""
    assert (page.alt, page.caption, page.credit) == (
        found.alt, f"{found.caption}{between}", found.credit
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ('![x](a.jpg "c"){width="3"}', '![x](b.jpg "c"){width="3"}'),
        ("قبل ![x](a.jpg) و![y](a.jpg) بعد", "قبل ![x](b.jpg) و![y](b.jpg) بعد"),
        ("![x](<a.jpg>)", "![x](b.jpg)"),
        ("![a.jpg](aa.jpg) a.jpg", "![a.jpg](aa.jpg) a.jpg"),
        ("`![x](a.jpg)` ![`a.jpg`](a.jpg)", "`![x](a.jpg)` ![`a.jpg`](b.jpg)"),
        ("```\n![x](a.jpg)\n```\n\n![](a.jpg)\n", "```\n![x](a.jpg)\n```\n\n![](b.jpg)\n"),
    ],
)
def test_one_picture_in_the_place_of_another(body: str, after: str) -> None:
    assert replaced(body, "a.jpg", "b.jpg") == after
    if after != body:
        again = replaced(body, "a.jpg", "صورة جديدة (2).jpg")
        assert [each.target for each in marks(again)].count("صورة جديدة (2).jpg") >= 1
        assert replaced(again, "صورة جديدة (2).jpg", "b.jpg") == after


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 0),
        ("![](a.jpg) ![ ](b.jpg) ![c](c.jpg)", 2),
        ("`![](a.jpg)`", 0),
        ("![](https://x)", 1),
    ],
)
def test_pictures_without_a_description_are_counted(body: str, count: int) -> None:
    assert undescribed(body) == count


def test_a_picture_below_the_words() -> None:
    mark = PictureMark("a b.jpg", alt="جسر", credit="ليلى")
    written = '![جسر](<a b.jpg>){credit="ليلى"}\n'
    assert below("", mark) == below("\n", mark) == written
    assert below("قبل\n", mark) == f"قبل\n\n{written}"
    assert marks(below("قبل", mark))[0].credit == "ليلى"
