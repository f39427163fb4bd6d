"""Pictures, galleries and videos of a blog as Markdown, and back with all their bytes."""

from __future__ import annotations

import pytest

from editor.domain.blog import Outgoing
from editor.domain.post import Post, PostId
from editor.remotes.wordpress.body import chunks_there
from editor.text.html_import import imported, markdown_body
from editor.text.lines import RAW_HTML

ID = PostId("6f1c1c1e-8d4e-4a53-b0d3-5a1b7f0a2f11")


def image(name: str, number: int, alt: str = "", caption: str = "") -> str:
    said = f'<figcaption class="wp-element-caption">{caption}</figcaption>' if caption else ""
    return (
        f'<!-- wp:image {{"id":{number},"sizeSlug":"large"}} -->\n'
        '<figure class="wp-block-image size-large">'
        f'<img src="https://b.example/{name}" alt="{alt}" class="wp-image-{number}"/>'
        f"{said}</figure>\n<!-- /wp:image -->"
    )


def gallery(*images: str, said: str = '{"columns":2,"linkTo":"none"}', below: str = "") -> str:
    return (
        f"<!-- wp:gallery {said} -->\n"
        '<figure class="wp-block-gallery has-nested-images columns-2 is-cropped">'
        f"{(chr(10) * 2).join(images)}{below}</figure>\n<!-- /wp:gallery -->"
    )


def embed(address: str, below: str = "") -> str:
    return (
        f'<!-- wp:embed {{"url":"{address}","type":"video"}} -->\n'
        '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">\n'
        f"{address}\n</div>{below}</figure>\n<!-- /wp:embed -->"
    )


A, B, C = image("a.jpg", 1, "أ"), image("b.jpg", 2), image("c.jpg", 3, "ج", "النهر")
WRITTEN = [
    (image("a.jpg", 7, "جسر", "الجسر · <span class=\"credit\">هناء</span>"),
     '![جسر](https://b.example/a.jpg "الجسر"){credit="هناء"}'),
    # As an earlier Midad, or a hand, wrote it.
    (image("a.jpg", 7, "جسر", "الجسر <span class=\"credit\">هناء</span>"),
     '![جسر](https://b.example/a.jpg "الجسر"){credit="هناء"}'),
    (image("a.jpg", 7, "", "<span class=\"credit\">Sam &amp; Co</span>"),
     '![](https://b.example/a.jpg){credit="Sam & Co"}'),
    (image("a.jpg", 7, "", '<span dir="rtl">الجسر <span class="credit">هناء</span></span>'),
     '![](https://b.example/a.jpg "الجسر"){credit="هناء"}'),
    (gallery(A, B, C),
     '![أ](https://b.example/a.jpg)\n![](https://b.example/b.jpg)\n'
     '![ج](https://b.example/c.jpg "النهر")'),
    (embed("https://www.youtube.com/watch?v=x1"), "https://www.youtube.com/watch?v=x1"),
    (embed("https://blog.example/?p=1&amp;q=2"), "https://blog.example/?p=1&q=2"),
    ('<!-- wp:paragraph -->\n<p>نص <img src="a.png" alt="ب" title="ت"> نص</p>\n'
     "<!-- /wp:paragraph -->", 'نص ![ب](a.png "ت") نص'),
]  # fmt: skip

KEPT = [
    gallery(A),  # one picture would come back as no gallery
    gallery(A, B, below='<figcaption class="blocks-gallery-caption">words</figcaption>'),
    gallery(A, image("b.jpg", 2, "", "with a <a href='/x'>link</a>")),
    embed("https://youtu.be/a", below="<figcaption>words</figcaption>"),
    embed("javascript:alert(1)"),
    embed("two words"),
    image("a.jpg", 1, "", '<span class="credit">x</span> behind'),
]


@pytest.mark.parametrize(("raw", "markdown"), WRITTEN)
def test_as_markdown(raw: str, markdown: str) -> None:
    assert markdown_body(imported(raw)) == markdown


@pytest.mark.parametrize("raw", KEPT)
def test_what_markdown_cannot_say_stays_html(raw: str) -> None:
    assert RAW_HTML in markdown_body(imported(raw))


def sent(raw: str, *changes: tuple[str, str]) -> str:
    chunks = imported(raw)
    markdown = markdown_body(chunks)
    for old, new in changes:
        assert markdown.count(old) == 1, markdown
        markdown = markdown.replace(old, new)
    post = Post(ID, body=markdown)
    return "".join(chunk.raw for chunk in chunks_there(Outgoing(post, chunks=chunks), "ar"))


@pytest.mark.parametrize("raw", [raw for raw, _ in WRITTEN] + KEPT)
def test_they_go_back_byte_for_byte(raw: str) -> None:
    body = f"<!-- wp:paragraph -->\n<p>كلام</p>\n<!-- /wp:paragraph -->\n\n{raw}\n"
    assert sent(body) == body
    assert sent(body, ("كلام", "سلام")) == body.replace("كلام", "سلام")


@pytest.mark.parametrize(
    ("raw", "change", "expected"),
    [
        # A picture keeps its number and its size whatever is said of it.
        (A, ("![أ]", "![ب]"), image("a.jpg", 1, "ب")),
        (A, (".jpg)", '.jpg "قول")'), image("a.jpg", 1, "أ", "قول")),
        (C, (' "النهر"', ""), image("c.jpg", 3, "ج")),
        (C, ('النهر")', 'الجسر"){credit="هناء"}'),
         image("c.jpg", 3, "ج", 'الجسر · <span class="credit">هناء</span>')),
        # As an earlier Midad, or a hand, wrote them.
        (image("c.jpg", 3, "ج", 'الجسر <span class="credit">هناء</span>'), ("![ج]", "![د]"),
         image("c.jpg", 3, "د", 'الجسر <span class="credit">هناء</span>')),
        (image("a.jpg", 1, "", '<span dir="rtl">قول</span>'), ("قول", "كلام"),
         image("a.jpg", 1, "", '<span dir="rtl">كلام</span>')),
        # So does each of a gallery that another one joins, leaves, or says something else.
        (gallery(A, B, C), ("![]", "![ب]"), gallery(A, image("b.jpg", 2, "ب"), C)),
        (gallery(A, B, C), ("![](https://b.example/b.jpg)\n", ""), gallery(A, C)),
        (gallery(A, B, C),
         ("![أ](https://b.example/a.jpg)\n![](https://b.example/b.jpg)\n",
          "![](https://b.example/b.jpg)\n![أ](https://b.example/a.jpg)\n"), gallery(B, A, C)),
        (gallery(A, B), ("b.jpg)", "b.jpg)\n![](n.jpg)"),
         gallery(A, B, '<!-- wp:image -->\n<figure class="wp-block-image">'
                       '<img src="n.jpg" alt=""/></figure>\n<!-- /wp:image -->')),
    ],
)  # fmt: skip
def test_what_else_is_said_of_them(raw: str, change: tuple[str, str], expected: str) -> None:
    assert sent(raw, change) == expected


def test_another_address_is_another_video() -> None:
    said = sent(embed("https://youtu.be/a1"), ("a1", "b2"))
    assert '"url":"https://youtu.be/b2"' in said
    assert "a1" not in said
    assert said.count("wp:embed") == 2
