"""Style sheets that load nothing but what was fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.dress_css import Reference, Sort, references, rewritten


def named(address: str, sort: Sort) -> str | None:
    """Ours for everything but what is called `no`."""
    return None if "no" in address else f"{sort.name.lower()}-{len(address)}"


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{background:url(a.png)}", 'a{background:url("file-5")}'),
        ("a{background:url( 'a.png' )}", 'a{background:url("file-5")}'),
        ("a{background:URL(a.png)}", 'a{background:url("file-5")}'),
        ("a{background:url(no.png)}", 'a{background:url("about:invalid")}'),
        # However an address is spelt.
        (r"a{background:u\72l(a.png)}", 'a{background:url("file-5")}'),
        (r"a{background:\75\72\6c (a.png)}", 'a{background:url("file-5")}'),
        (r"a{background:u\rl(a.png)}", 'a{background:url("file-5")}'),
        (r"a{background:url(\61.png)}", 'a{background:url("file-5")}'),
        (r"a{background:url(x\20 y.png)}", 'a{background:url("file-7")}'),
        ("a{background:url(/**/a.png)}", 'a{background:url("file-9")}'),
        ("a{background:/* } */url(a.png)}", 'a{background: url("file-5")}'),
        ("a{background:url(a b)}", "a{background:invalid(a b)}"),
        ('a{background:url("a.png', 'a{background:url("file-5")'),
        (
            'a{background:image-set("a.png" 1x, "no" 2x)}',
            'a{background:image-set(url("file-5") 1x, url("about:invalid") 2x)}',
        ),
        # What is no address stays.
        ('a::before{content:"url(a.png)"}', 'a::before{content:"url(a.png)"}'),
        ("a{filter:url(#shade)}", 'a{filter:url("#shade")}'),
        ("a{width:calc(1px + (2px))}", "a{width:calc(1px + (2px))}"),
        (r".\31 23\:x{color:red}", r".\31 23\:x{color:red}"),
        ("@media (min-width:1px){a{b:c}}", "@media (min-width:1px){a{b:c}}"),
        # Imports.
        ("@import 'a.css' screen;b{}", '@import url("sheet-5") screen;b{}'),
        ("@import url(a.css);", '@import url("sheet-5");'),
        (r"@\69mport 'a.css';", '@import url("sheet-5");'),
        ("@import 'no.css' print;b{c:d}", "b{c:d}"),
        ("@import 'a.css' supports(b:url(no));c{}", "c{}"),
        # A font's best format, and no other.
        (
            "@font-face{src:url(a.eot);src:url(a.eot?#x),url(a.woff2),url(a.woff)}",
            '@font-face{src:url("about:invalid");src:url("about:invalid"),url("file-7"),'
            'url("about:invalid")}',
        ),
        ("@font-face{src:url(a.svg#b)}", '@font-face{src:url("about:invalid")}'),
        ("a{width:expression(alert(1))}", "a{width:invalid(alert(1))}"),
    ],
)
def test_addresses_are_replaced(css: str, expected: str) -> None:
    assert rewritten(css, named) == expected


def test_what_a_sheet_wants_is_told_once_and_in_order() -> None:
    css = "@import 'b.css';a{b:url(x.png)}c{d:url(y.png),url(x.png)}@font-face{src:url(z.woff)}"
    assert references(css) == [
        Reference("b.css", Sort.SHEET),
        Reference("x.png", Sort.FILE),
        Reference("y.png", Sort.FILE),
        Reference("z.woff", Sort.FILE),
    ]


def test_a_name_of_ours_cannot_leave_its_quotes() -> None:
    made = rewritten("a{b:url(x)}", lambda _address, _sort: '"); } </style>\n')
    assert '"); }' not in made.replace('url("', "", 1)
    assert "<" not in made


@pytest.mark.parametrize(
    "piece",
    ["@import ", "url(", '"', "/*", "a(", "\\", "{", "url(a b", "url(\\20 ", "'\\", "<!--", "@"],
)
def test_no_sheet_takes_long(piece: str) -> None:
    rewritten(piece * (400_000 // len(piece)), named)  # quadratic, it would outlast the limit


PIECES = st.sampled_from(
    [
        "url(",
        "u\\72l(",
        '"http://e/',
        "'//e/",
        ")",
        '"',
        "'",
        "@import ",
        ";",
        "{",
        "}",
        "\\",
        "/*",
        "*/",
        "a",
        " ",
        "\n",
        "image-set(",
        "@font-face",
        "src:",
        "http://e/x.woff2",
        "é",
        "\\20 ",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_nothing_that_loads_is_left_whatever_the_sheet_says(css: str) -> None:
    once = rewritten(css, lambda _address, _sort: None)
    assert references(once) in ([], [Reference("about:invalid", Sort.FILE)])
