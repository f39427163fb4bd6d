from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.domain.post import Direction
from editor.text.blocks import Kind, cut
from editor.text.direction import block_directions
from editor.text.html import same_text
from editor.text.markup import Dialect
from editor.text.render import Definitions, Renderer, render_html, render_raw
from editor.text.template import Numbering, fill

RTL, LTR = Direction.RTL, Direction.LTR

MIXED = """# دفتر الطريق `v1`

خرجنا مع **الفجر**، وقرأنا [الخريطة][map] ثم ملاحظة[^tea] عن HTML.
سطر ثان فيه http://example.com/a، و`--force`.

This paragraph is in English, and names the note[^tea] again.

- بند
  - فرع

    فقرة في الفرع
- WordPress is here.

> قول
> - بند في قول

| الاسم | b |
|:---|---:|
| ليلى | `a|b` |

مداد
: حبر[^new]

    ```
    code
    ```

![جسر](bridge.jpg "جسر عند الفجر"){credit="تصوير: سالم"}

<div dir="rtl">

<img src="raw.jpg">
</div>

[^tea]: شاي[^deep]
[^deep]: عميق

    - قائمة
[^new]: حديث
[^unused]: لا أحد
[map]: http://example.com/map "خريطة"
*[HTML]: لغة الصفحات
"""


def whole(body: str, post: Direction) -> str:
    """The body without its notes, made in one piece, as Python-Markdown would."""
    blocks = cut(body)
    definitions = Definitions.of(blocks)
    shown = [
        (block, own)
        for block, own in zip(blocks, block_directions(blocks, post), strict=True)
        if block.kind not in (Kind.DEFINITION, Kind.FOOTNOTE, Kind.BLANK)
    ]
    return fill(
        Dialect().convert(shown, post, definitions.used_by(body)), Numbering(), lambda name: name
    )


def without_notes(html: str) -> str:
    return html.partition('<div class="footnotes"')[0].strip()


PIECES = st.sampled_from(
    [
        *MIXED.split("\n\n"),
        "لغة HTML C++",
        "Learn C++ مع +964 770 123 4567",
        "- ",
        "**",
        "`",
        "[",
        "]",
        "(",
        "\n",
        "> ",
        "كلمة",
        "<b>",
    ]
)


@given(st.lists(PIECES, max_size=8).map("\n\n".join), st.sampled_from(Direction))
def test_block_by_block_is_as_in_one_piece(body: str, post: Direction) -> None:
    by_block = without_notes(render_html(body, direction=post, picture=lambda name: name))
    assert by_block == whole(body, post).strip()


@given(st.lists(PIECES, min_size=1, max_size=8), st.integers(0, 7), PIECES)
def test_what_was_made_before_changes_nothing(pieces: list[str], at: int, new: str) -> None:
    renderer = Renderer()
    renderer.render("\n\n".join(pieces), direction=RTL)
    changed = "\n\n".join([*pieces[:at], new, *pieces[at:]])
    assert renderer.render(changed, direction=RTL) == Renderer().render(changed, direction=RTL)
    assert renderer.render(changed, direction=LTR) == Renderer().render(changed, direction=LTR)


@pytest.mark.parametrize(
    "body",
    [
        "# Title\n\nWords *and* **more** and ***both*** words.",
        "A `code & <span>` and \\*no\\* emphasis_inside_word.",
        "* one\n* two\n    * nested\n* three",
        "* one\n\n* two\n\n    * nested\n\n* three",
        "1. one\n2. two",
        "> quote goes on\n\nout",
        "> quote\n>\n> > deeper",
        "    indented code <b>\n\n    more",
        "```python\nx = '<&>'\n```",
        '[link](http://x.org/a_(b) "title") and [ref] and [text][ref]\n\n[ref]: http://y.org',
        "![alt *no*](a.png)",
        "a | b\n--|--\n1 | 2",
        "Term\n:   Meaning\n\nOther\n:   One\n:   Two",
        "* * *\n\n---",
        "Setext\n======\n\nSecond\n------",
        "The HTML word.\n\n*[HTML]: Hyper",
        "&copy; &amp; a < b & c",
        "<div>\n<p>raw</p>\n</div>\n\nwords with <em>raw</em> inside",
        "# Head {#id .big}\n\nwords\n{: .small}\n\n*em*{: .x}",
    ],
)
def test_what_we_share_with_python_markdown(body: str) -> None:
    from markdown import markdown

    theirs = markdown(body, extensions=["extra", "sane_lists"], output_format="html")
    ours = re.sub(
        r'(<(?:code|pre))( class="[^"]*")? dir="ltr"', r"\1\2", render_html(body, direction=LTR)
    )
    theirs = theirs.replace("<tbody>\n</tbody>", "")
    assert same_text(ours, theirs), f"{ours}\n---\n{theirs}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("#وسم", "<p>#وسم</p>"),
        ("كلام\nكلام", "<p>كلام<br>\nكلام</p>"),
        ("كلام  \nكلام\\\nكلام", "<p>كلام<br>\nكلام<br>\nكلام</p>"),
        ("كلام\n- بند\n- بند", "<p>كلام</p>\n<ul>\n<li>بند</li>\n<li>بند</li>\n</ul>"),
        (
            "١. أول\n٢. ثان",
            '<ol style="list-style-type: arabic-indic">\n<li>أول</li>\n<li>ثان</li>\n</ol>',
        ),
        ("۳. سه", '<ol start="3" style="list-style-type: persian">\n<li>سه</li>\n</ol>'),
        ("3. ثلاثة", '<ol start="3">\n<li>ثلاثة</li>\n</ol>'),
        (
            "> ٢. ب",
            '<blockquote>\n<ol start="2" style="list-style-type: arabic-indic">'
            "\n<li>ب</li>\n</ol>\n</blockquote>",
        ),
        ("می‌روم به VS Code", "<p>می‌روم به VS Code</p>"),
        ('مرحبا بالعالم\n{: dir="auto"}', "<p>مرحبا بالعالم</p>"),
        ('English words\n{: dir="auto"}', '<p dir="ltr">English words</p>'),
        (
            '> *قول*{dir="auto"}\n{: dir="auto" .x}',
            '<blockquote class="x">\n<p><em>قول</em></p>\n</blockquote>',
        ),
        (
            '- words\n- كلمة\n{: dir="ltr"}',
            '<ul dir="ltr">\n<li>words</li>\n<li><span dir="rtl">كلمة</span></li>\n</ul>',
        ),
        ("~~محذوف~~", "<p><del>محذوف</del></p>"),
        ("`كلام`", '<p dir="rtl"><code dir="ltr">كلام</code></p>'.replace(' dir="rtl"', "")),
        ("```\nكلام\n```", '<pre dir="ltr"><code>كلام\n</code></pre>'),
        (
            "1. بند\n   ```\n   x\n   ```",
            '<ol>\n<li>بند<pre dir="ltr" style="text-align: left"><code>x\n</code></pre>\n</li>'
            "\n</ol>",
        ),
        (
            "- words\n  ```\n  x\n  ```",
            '<ul dir="ltr">\n<li>words<pre dir="ltr"><code>x\n</code></pre>\n</li>\n</ul>',
        ),
        (
            "```{.python #here}\nx\n```",
            '<pre dir="ltr"><code class="python" id="here">x\n</code></pre>',
        ),
        (
            "زر http://x.com/a(b)، ثم",
            '<p>زر <a href="http://x.com/a(b)">'
            '<span dir="ltr">http://x.com/a(b)</span></a>، ثم</p>',
        ),
        (
            "<http://x.com> كلام <me@x.com> كلام",
            "<p>"
            '<a href="http://x.com"><span dir="ltr">http://x.com</span></a> كلام '
            '<a href="mailto:me@x.com"><span dir="ltr">me@x.com</span></a> كلام</p>',
        ),
        (
            "كلام [http://x.com](http://x.com)",
            '<p>كلام <a href="http://x.com"><span dir="ltr">http://x.com</span></a></p>',
        ),
        ("**Note**: مرحبا", "<p><strong>Note</strong>: مرحبا</p>"),
        ("English words only", '<p dir="ltr">English words only</p>'),
        ("# English words", '<h1 dir="ltr">English words</h1>'),
        ("> English words", '<blockquote dir="ltr">\n<p>English words</p>\n</blockquote>'),
        ("- English words", '<ul dir="ltr">\n<li>English words</li>\n</ul>'),
        (
            "- بند\n- WordPress\n- بند",
            '<ul>\n<li>بند</li>\n<li><span dir="ltr">WordPress</span></li>\n<li>بند</li>\n</ul>',
        ),
        ('كلام\n{: dir="ltr" .note}', '<p class="note" dir="ltr">كلام</p>'),
        ("{كلام} بين قوسين\n{كلام}", "<p>{كلام} بين قوسين<br>\n{كلام}</p>"),
        (
            '[رابط](http://x.com){: onclick="x()" style="a:url(x)" .y title="ت"}',
            '<p><a class="y" href="http://x.com" title="ت">رابط</a></p>',
        ),
        ("![جسر](a.jpg)", '<p><img alt="جسر" src="a.jpg"></p>'),
        (
            '![جسر](a.jpg "عند الفجر"){credit="تصوير: سالم" width="300"}',
            '<figure><img alt="جسر" src="a.jpg" width="300"><figcaption>عند الفجر · '
            '<span class="credit">تصوير: سالم</span></figcaption>\n</figure>',
        ),
        (
            "![جسر](a.jpg){credit=سالم}",
            '<figure><img alt="جسر" src="a.jpg"><figcaption><span class="credit">سالم</span>'
            "</figcaption>\n</figure>",
        ),
        (
            'كلام ![جسر](my bridge.jpg "ت"){credit=سالم} كلام',
            '<p>كلام <img alt="جسر" src="my bridge.jpg" title="ت"> '
            '<span class="credit">سالم</span> كلام</p>',
        ),
        ("<!--more-->", "<!--more-->"),
        ('<p onclick="x">خام</p>', '<p onclick="x">خام</p>'),
        ("[^none] كلام", "<p>[^none] كلام</p>"),
        ("كلام\x02raw:0\x03", "<p>كلام\ufffdraw:0\ufffd</p>"),
    ],
)
def test_the_dialect(body: str, expected: str) -> None:
    assert render_html(body, direction=RTL) == expected


@pytest.mark.parametrize("step", [2, 3, 4])
@pytest.mark.parametrize("marker", ["-", "1."])
def test_lists_nest_however_far_the_author_indents(step: int, marker: str) -> None:
    body = "\n".join(f"{' ' * step * depth}{marker} {depth}" for depth in range(4))
    tag = "ul" if marker == "-" else "ol"
    html = render_html(body, direction=LTR)
    assert html.count(f"<{tag}>") == 4
    assert re.sub(r"\s", "", html).endswith(f"</li></{tag}>" * 4)


def test_blank_lines_make_a_list_loose() -> None:
    assert "<p>" not in render_html("- أ\n  - ب\n- ج", direction=RTL)
    assert render_html("- أ\n\n- ب", direction=RTL).count("<p>") == 2
    assert render_html("- أ\n\n  تابع\n- ب", direction=RTL).count("<p>") == 3


def test_a_table_is_aligned_by_its_own_direction() -> None:
    html = render_html("| الاسم | ب |\n|:---|---:|\n| ليلى |", direction=RTL)
    assert html.startswith('<table>\n<thead>\n<tr>\n<th style="text-align: start">الاسم</th>')
    assert '<td style="text-align: end"></td>' in html
    assert render_html("| a | b |\n|---|---|\n", direction=RTL).startswith('<table dir="ltr">')


def test_a_footnote_has_a_direction_of_its_own() -> None:
    notes = "[^a] [^b] [^c]\n\n[^a]: English words.\n[^b]: كلمة\n[^c]: <div>raw words</div>\n"
    html = render_html(f"كلمة {notes}", direction=RTL)
    assert '<p dir="ltr">English words.\u00a0<a' in html
    assert "<p>كلمة\u00a0<a" in html
    assert "<div>raw words</div>" in html
    assert "\x02" not in html


@pytest.mark.parametrize("post", Direction)
def test_what_wordpress_takes_away_is_never_needed(post: Direction) -> None:
    """Its filter keeps `dir` and `lang`, a list's style, a cell's alignment (wp_kses, 6.0)."""
    html = render_html(MIXED + "\n\n٢. بند C++\n", direction=post)
    assert 'dir="' in html
    assert not re.search(r"<bdi|<bdo|unicode-bidi|direction:|dir=\"auto", html)
    assert set(re.findall(r'style="([^":]+):', html)) == {"text-align", "list-style-type"}
    assert not re.search(r"<li[^>]* dir=", html)


def test_footnotes_are_numbered_by_their_first_marks_and_lead_back() -> None:
    html = render_html(MIXED, direction=RTL)
    marks = re.findall(
        r'<sup id="([^"]+)"><a class="footnote-ref" href="#fn-(\d)">\d</a></sup>', html
    )
    assert marks == [("fnref-1", "1"), ("fnref2-1", "1"), ("fnref-2", "2"), ("fnref-3", "3")]
    notes = html.partition('<div class="footnotes"')[2]
    assert re.findall(r'<li id="fn-(\d)">', notes) == ["1", "2", "3", "4"]
    assert re.findall(r'href="#(fnref[^"]+)"', notes) == [
        "fnref-1",
        "fnref2-1",
        "fnref-2",
        "fnref-3",
    ]
    assert [notes.index(word) for word in ("شاي", "حديث", "عميق", "لا أحد")] == sorted(
        notes.index(word) for word in ("شاي", "حديث", "عميق", "لا أحد")
    )


def test_only_what_changed_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    convert = Dialect.convert

    def counting(self: Dialect, blocks: object, *arguments: object) -> object:
        made.append(blocks[0][0].text)  # type: ignore[index]
        return convert(self, blocks, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Dialect, "convert", counting)
    renderer = Renderer()
    renderer.render(MIXED, direction=RTL)
    made.clear()
    renderer.render(MIXED.replace("This paragraph", "This other paragraph"), direction=RTL)
    assert [text[:10] for text in made] == ["This other"]
    made.clear()
    renderer.render(MIXED.replace("example.com/map", "example.org/map"), direction=RTL)
    assert sorted(text[:10] for text in made) == ["This parag", "خرجنا مع *"]


def test_a_block_knows_where_it_stands_and_its_html_by_a_key() -> None:
    renderer = Renderer()
    first = renderer.render("أ\n\nب\n\nأ\n\n[^1]: ح\n", direction=RTL)
    assert [(block.line, block.start) for block in first] == [(0, 0), (2, 3), (4, 6), (6, 9)]
    assert first[0].key == first[2].key != first[1].key


def test_a_pictures_address_is_asked_for_each_time() -> None:
    renderer = Renderer()
    body = '![جسر](a&b.jpg) <img src="c.jpg">\n\n<img alt="x" src=\'d.jpg\'>'
    for place in ("media:", "https://x.org/"):
        blocks = renderer.render(body, direction=RTL, picture=place.__add__)
        assert blocks[0].html == (
            f'<p><img alt="جسر" src="{place}a&amp;b.jpg"> <img src="{place}c.jpg"></p>'
        )
        assert blocks[1].html == f'<p><img alt="x" src="{place}d.jpg"></p>'


def test_html_that_came_from_a_blog_is_shown_as_it_is() -> None:
    body = (
        "<!-- wp:paragraph -->\n<p>كلام <b>غ</b></p>\n<!-- /wp:paragraph -->\n\n"
        "<div><div>a</div></div>text<!-- <p> --><p>b"
    )
    blocks = render_raw(body)
    assert "".join(block.html for block in blocks) == body
    assert [block.html for block in blocks] == [
        "<!-- wp:paragraph -->\n",
        "<p>كلام <b>غ</b></p>\n",
        "<!-- /wp:paragraph -->\n\n",
        "<div><div>a</div></div>",
        "text<!-- <p> --><p>b",
    ]
    assert render_raw('<p><img src="a.jpg"></p>', picture=lambda name: f"media:{name}")[0].html == (
        '<p><img src="media:a.jpg"></p>'
    )


HOSTILE = [
    *(
        piece * 10_000
        for piece in (">", "> ", "- ", "1. ", "> - ", "[", "![", "[a](", "[a][", "[^")
    ),
    *(
        piece * 10_000
        for piece in ("`", "`` `", "*", "*a ", "**a", "_a*", "~~a ", "<", "<a ", "<!--")
    ),
    *(
        piece * 10_000
        for piece in ('[a](b "', "[a](b '", "[a](<", "http://a(", "&", "a@", "{.", "\\")
    ),
    *(
        piece * 3_000
        for piece in ("<div>\n\n", "- ```\n", "a\n: b\n", "[a]: /b\n\nx\n", '![a](b "c")\n', "x\n")
    ),
    "\n".join("  " * depth + "- x" for depth in range(500)),
    "\n".join(">" * depth + " x" for depth in range(500)),
    "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|b|\n" * 2000,
    "a|b\n-|-\n|" + "`" * 10_000 + "a" * 10_000,
    "[a](" + " " * 10_000 + "'",
    "[^a]\n\n[^a]: x [^a]\n",
    "\ud800 [a](\udfff) \x00",
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: repr(body[:12]))
def test_hostile_text_is_rendered_in_time(body: str) -> None:
    began = time.perf_counter()
    assert render_html(body, direction=RTL) or not body.strip()
    assert time.perf_counter() - began < 15


def test_what_nests_too_deep_is_shown_as_it_was_typed() -> None:
    html = render_html("> " * 50 + "كلام", direction=RTL)
    assert html.count("<blockquote>") < 20
    assert "&gt; &gt;" in html
    assert "كلام" in html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("![جسر][r]\n\n[r]: b.png\n", '<img alt="جسر" src="b.png">'),
        ("![][r]\n\n[r]: b.png\n", '<img alt="" src="b.png">'),
        (
            "[![a](a.png)](https://x.example/)",
            '<a href="https://x.example/"><img alt="a" src="a.png"></a>',
        ),
    ],
)
def test_a_picture_may_be_named_by_a_label_or_stand_in_a_link(body: str, html: str) -> None:
    assert html in render_html(body)


@pytest.mark.parametrize("body", ['**b**{credit="C"}', '# H {credit="C"}', '[r](x){credit="C"}'])
def test_a_credit_is_never_an_attribute(body: str) -> None:
    assert "credit=" not in render_html(body)
