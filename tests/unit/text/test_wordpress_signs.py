"""What a WordPress shows in the place of typed signs; tests/contract asks one for each of these."""

from __future__ import annotations

import pytest

from editor.text.wordpress_signs import with_signs

SHOWN = {
    "It's *not* 'so' \"bad\"": "It’s *not* ‘so’ “bad”",
    'He said "hello" ... and left -- or so': "He said “hello” … and left — or so",
    "a---b c--d e - f": "a—b c–d e – f",
    "the '90s and 5' 6\" tall": "the ’90s and 5′ 6″ tall",
    '<p>"<em>quoted</em>" it\'s <code>a "b" \'c\' --</code></p>': (
        "<p>“<em>quoted</em>” it’s <code>a \"b\" 'c' --</code></p>"
    ),
    'قال "مرحبا" ثم مضى... - نعم': "قال “مرحبا” ثم مضى… – نعم",
    "rock 'n' roll, dogs' bones": "rock ‘n’ roll, dogs’ bones",
    "(\"x\") ['y']": "(“x”) [‘y’]",
    "3x4 and 0x1F": "3×4 and 0x1F",
    "\"1999\" and '1999'": "“1999” and ‘1999’",
    "say \"it's '99\"": "say “it’s ’99”",
    "l'homme d'où": "l’homme d’où",
    "“already” ‘done’ it’s": "“already” ‘done’ it’s",
    "<a title=\"it's\">it's</a>": '<a title="it\'s">it’s</a>',
    "\"She said 'no' to me\"": "“She said ‘no’ to me”",
    "<!-- it's --><pre>it's <code>x</code> it's</pre> it's": (
        "<!-- it's --><pre>it's <code>x</code> it's</pre> it’s"
    ),
    "حبر": "حبر",
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_signs(typed: str, shown: str) -> None:
    assert with_signs(typed) == shown


@pytest.mark.parametrize("piece", ["'", '"', "-", "<", "<!--", "0x", "1,", "'9", "<code>'"])
def test_no_text_takes_long(piece: str) -> None:
    with_signs(piece * (400_000 // len(piece)) + "'")
