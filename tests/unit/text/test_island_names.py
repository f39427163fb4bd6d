"""Names of islands, and what is seen of them."""

from __future__ import annotations

import pytest

from editor.text.html_import import island
from editor.text.island_names import Island, Sort, named
from editor.text.islands import is_island, opens_island, picture_names

_FIGURE = '<figure class="wp-block-image"><img src="https://b.example/{}.jpg" alt="جسر"/></figure>'
GALLERY = (
    '<!-- wp:gallery {"linkTo":"none"} -->\n<figure class="wp-block-gallery">'
    + "".join(
        f'<!-- wp:image {{"id":{n}}} -->\n{_FIGURE.format(n)}\n<!-- /wp:image -->' for n in "1234"
    )
    + "</figure>\n<!-- /wp:gallery -->"
)
EMBED = (
    '<!-- wp:embed {"url":"https://www.youtube.com/watch?v=x","type":"video",'
    '"providerNameSlug":"youtube"} -->\n<figure class="wp-block-embed"><div '
    'class="wp-block-embed__wrapper">\nhttps://www.youtube.com/watch?v=x\n</div></figure>\n'
    "<!-- /wp:embed -->"
)
COLUMNS = (
    '<!-- wp:columns -->\n<div class="wp-block-columns"><!-- wp:column -->\n<div>أول</div>\n'
    "<!-- /wp:column -->\n\n<!-- wp:column -->\n<div>ثانٍ</div>\n<!-- /wp:column --></div>\n"
    "<!-- /wp:columns -->"
)
CASES = [
    (GALLERY, Sort.GALLERY, 4, "", "جسر"),
    (
        '[gallery ids="1,2, 3" columns="2"]',
        Sort.GALLERY,
        3,
        "",
        "",
    ),
    ("[caption id=1]<img src=a alt=x> نهر[/caption]", Sort.PICTURE, 0, "", "نهر"),
    ("<p>See [1] and [b]</p>", Sort.PARAGRAPH, 0, "", "See [1] and [b]"),
    ("[gallery]", Sort.GALLERY, 0, "", ""),
    ('<div class="gallery"><img src=a><img src=b>نهر</div>', Sort.GALLERY, 2, "", "نهر"),
    ("<p><img src=a><img src=b></p>", Sort.GALLERY, 2, "", ""),
    (EMBED, Sort.VIDEO, 0, "youtube.com", "https://www.youtube.com/watch?v=x"),
    (
        '<iframe src="https://www.youtube-nocookie.com/embed/x" title="فيلم"></iframe>',
        Sort.VIDEO,
        0,
        "youtube.com",
        "فيلم",
    ),
    ('<iframe src="//player.vimeo.com/video/1"></iframe>', Sort.VIDEO, 0, "vimeo.com", ""),
    ('<iframe src="https://w.soundcloud.com/player/?u=1">', Sort.AUDIO, 0, "soundcloud.com", ""),
    ('<iframe src="https://www.google.com/maps/embed?pb=1">', Sort.MAP, 0, "google.com", ""),
    ('<iframe src="https://a.b.example/x"></iframe>', Sort.EMBED, 0, "a.b.example", ""),
    ('<iframe src="http://[x"></iframe>', Sort.EMBED, 0, "", ""),
    ("<iframe></iframe>", Sort.EMBED, 0, "", ""),
    (
        '<blockquote class="twitter-tweet"><p>مرحبا</p></blockquote><script src=x></script>',
        Sort.EMBED,
        0,
        "x.com",
        "مرحبا",
    ),
    (
        "<!-- wp:html -->\n<iframe src='https://vimeo.com/1'></iframe>\n<!-- /wp:html -->",
        Sort.VIDEO,
        0,
        "vimeo.com",
        "",
    ),
    ("<video controls src=a.mp4></video>", Sort.VIDEO, 0, "", ""),
    ("<div><audio src=a.mp3></audio></div>", Sort.AUDIO, 0, "", ""),
    (
        "<!-- wp:audio -->\n<figure><audio src=a></audio></figure>\n<!-- /wp:audio -->",
        Sort.AUDIO,
        0,
        "",
        "",
    ),
    ("<table><tr><td colspan=2>واحد</td></tr></table>", Sort.TABLE, 0, "", "واحد"),
    (
        "<!-- wp:table -->\n<figure><table></table></figure>\n<!-- /wp:table -->",
        Sort.TABLE,
        0,
        "",
        "",
    ),
    (COLUMNS, Sort.COLUMNS, 2, "", "أول ثانٍ"),
    (
        '<!-- wp:buttons -->\n<div><!-- wp:button -->\n<div><a href="x">Buy</a></div>\n'
        "<!-- /wp:button --></div>\n<!-- /wp:buttons -->",
        Sort.BUTTONS,
        1,
        "",
        "Buy",
    ),
    ("<button>Go</button>", Sort.BUTTONS, 1, "", "Go"),
    ("<form action=x><input></form>", Sort.FORM, 0, "", ""),
    (
        "<!-- wp:jetpack/contact-form -->\n<div>x</div>\n<!-- /wp:jetpack/contact-form -->",
        Sort.FORM,
        0,
        "",
        "x",
    ),
    ("[contact-form-7 id=5]", Sort.FORM, 0, "", ""),
    (
        '<!-- wp:file {"id":1} -->\n<div><a href="https://b.example/%D9%83.pdf">كتاب</a></div>\n'
        "<!-- /wp:file -->",
        Sort.FILE,
        0,
        "ك.pdf",
        "كتاب",
    ),
    ('<!-- wp:latest-posts {"postsToShow":3} /-->', Sort.BLOCK, 0, "latest posts", ""),
    (
        "<!-- wp:shortcode -->\n[poll id=3]\n<!-- /wp:shortcode -->",
        Sort.SHORTCODE,
        0,
        "poll",
        "[poll id=3]",
    ),
    ("<!-- wp:cover -->\n<div>عنوان</div>\n<!-- /wp:cover -->", Sort.COVER, 0, "", "عنوان"),
    ("<div><p style='color:red'>نص</p></div>", Sort.PARAGRAPH, 0, "", "نص"),
    ('<p><img src="x.png" alt="قمر"></p>', Sort.PICTURE, 0, "", "قمر"),
    ("<ul><li>a<li>b</ul>", Sort.LIST, 0, "", "a b"),
    ("<script>alert(1)</script>", Sort.SCRIPT, 0, "", ""),
    ("<svg><path d=''/></svg>", Sort.DRAWING, 0, "", ""),
    ("<span>x</span>", Sort.HTML, 0, "", "x"),
    ("<!-- note -->", Sort.COMMENT, 0, "", ""),
    ("<!-- never closed", Sort.HTML, 0, "", None),
    ("", Sort.COMMENT, 0, "", ""),
    ("a < b > c", Sort.HTML, 0, "", None),
    ("<!-- wp:gallery {broken} -->", Sort.GALLERY, 0, "", ""),
]


@pytest.mark.parametrize(("html", "sort", "count", "detail", "words"), CASES)
def test_an_island_says_what_it_is(
    html: str, sort: Sort, count: int, detail: str, words: str | None
) -> None:
    found = named(html)
    assert found[:3] == (sort, count, detail)
    assert words is None or found.words == words


def test_each_sort_but_a_few_is_in_the_table() -> None:
    assert {sort for _, sort, *_ in CASES} >= set(Sort) - {
        Sort.GROUP, Sort.MEDIA_TEXT, Sort.DETAILS, Sort.QUOTE, Sort.VERSE, Sort.CODE,
        Sort.HEADING, Sort.SEPARATOR,
    }  # fmt: skip


def test_the_first_picture_is_known() -> None:
    assert named(GALLERY).pictures[0] == "https://b.example/1.jpg"
    assert named("<p>x</p>").pictures == ()
    many = "".join(f'<img src="{number % 7}.jpg"><img alt="">' for number in range(20))
    assert named(many).pictures == ("0.jpg", "1.jpg", "2.jpg")


def test_a_long_island_is_told_by_its_beginning() -> None:
    found = named("<div>" + "كلمة طويلة " * 50_000 + "<table>")
    assert found.sort is Sort.HTML
    assert len(found.words) == 240


@pytest.mark.parametrize(
    ("line", "ticks"),
    [
        ("```{=html}", "```"),
        ("`````{=html} \t", "`````"),
        ("``{=html}", ""),
        ("```{=html} x", ""),
        (" ```{=html}", ""),
        ("```html", ""),
        ("```", ""),
        ("", ""),
    ],
)
def test_the_line_that_opens_an_island(line: str, ticks: str) -> None:
    assert opens_island(line) == ticks


def test_what_an_import_makes_opens_an_island() -> None:
    for html in ("<p>x</p>", "a ``` b ```` c"):
        assert opens_island(island(html).split("\n")[0])


def test_nothing_is_an_island_without_words() -> None:
    assert named("") == Island(Sort.COMMENT)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("```{=html}\n<p>\n```", True),
        ("\n\n```{=html}\r\n<p>\r\n```\n", True),
        ("````{=html}\n```\n````", True),
        ("```{=html}\n```", True),
        ("```{=html}\n<p>\n```\nx", False),
        ("x\n```{=html}\n<p>\n```", False),
        ("```{=html}\na\n```\n\n```{=html}\nb\n```", False),
        ("```{=html}\n<p>", False),
        ("```html\n<p>\n```", False),
        ("```{=html}", False),
        ("", False),
    ],
)
def test_words_that_are_one_island(words: str, wanted: bool) -> None:
    assert is_island(words) is wanted


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("bridge.jpg", ["bridge.jpg"]),
        (
            "https://b.example/wp-content/2020/bridge-300x200.jpg?w=5",
            [
                "https://b.example/wp-content/2020/bridge-300x200.jpg?w=5",
                "bridge-300x200.jpg",
                "bridge.jpg",
            ],
        ),
        (
            "/a/%D8%AC%D8%B3%D8%B1-scaled.png",
            ["/a/%D8%AC%D8%B3%D8%B1-scaled.png", "جسر-scaled.png", "جسر.png"],
        ),
        ("data:image/png;base64," + "A" * 400, []),
        ("http://[x/a.jpg", []),
        ("", []),
    ],
)
def test_what_a_picture_is_called_in_the_notebook(address: str, names: list[str]) -> None:
    assert picture_names(address) == names
