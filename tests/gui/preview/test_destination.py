from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from editor.gui.preview.destination import Destination, destination
from editor.text.isolates import without_isolates


def led(address: str) -> Destination:
    found = destination(address)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("address", "readable", "site", "plain"),
    [
        ("https://example.org/", "https://example.org/", "example.org", ""),
        (
            "https://xn--mgbh0fb.xn--kgbechtv/%D9%83%D9%84%D9%85%D8%A9",
            "https://مثال.إختبار/كلمة",
            "مثال.إختبار",
            "xn--mgbh0fb.xn--kgbechtv",
        ),
        # Cyrillic letters that look like "apple".
        (
            "https://xn--80ak6aa92e.com/",
            "https://аррӏе.com/",
            "аррӏе.com",
            "xn--80ak6aa92e.com",
        ),
        ("https://apple.com@evil.example/", "https://apple.com@evil.example/", "evil.example", ""),
        ("https://a.org/%2F%3F%00%20", "https://a.org/%2F%3F%00%20", "a.org", ""),
        # A right-to-left override, a zero-width joiner, half a letter.
        ("https://a.org/%E2%80%AEgpj", "https://a.org/%E2%80%AEgpj", "a.org", ""),
        ("https://a.org/\u202egpj\u200d", "https://a.org/%E2%80%AEgpj%E2%80%8D", "a.org", ""),
        ("https://a.org/%D9", "https://a.org/%D9", "a.org", ""),
        ("https://xn--/", "https://xn--/", "xn--", ""),
        ("HTTP://127.0.0.1:80/", "HTTP://127.0.0.1:80/", "127.0.0.1", ""),
        ("mailto:me@example.org?subject=x", "mailto:me@example.org?subject=x", "example.org", ""),
    ],
)
def test_where_a_link_leads(address: str, readable: str, site: str, plain: str) -> None:
    to = led(address)
    assert to.address == address
    assert without_isolates(to.readable) == readable
    assert without_isolates(to.site) == site
    assert without_isolates(to.plain_site) == plain


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "media://preview/",
     "https:", "https://", "mailto:", "about:blank", "http://[", "words"],
)  # fmt: skip
def test_what_no_browser_is_asked_to_open(address: str) -> None:
    assert destination(address) is None


def test_an_address_of_both_directions_stands_in_its_order() -> None:
    """On the screen the site comes first, whatever the letters behind it are."""
    words = led("https://bank.example/أبت/جحخ").readable
    shown = get_display(words, base_dir="R")
    assert without_isolates(shown) == "https://bank.example/تبأ/خحج"


def test_an_address_without_an_end_is_cut() -> None:
    assert len(led("https://a.org/" + "x" * 100_000).readable) < 700


@given(st.text(max_size=40))
def test_nothing_invisible_is_shown_of_an_address(tail: str) -> None:
    found = destination(f"https://a.org/{tail}")
    if found is not None:
        shown = without_isolates(found.readable)
        assert not set(shown) & set("\u200b\u200d\u200e\u200f\u202a\u202b\u202d\u202e\ufeff")
