"""What readers wrote, as words."""

from __future__ import annotations

import pytest

from editor.remotes.wordpress.commenting import plain, same_words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"raw": "سطر\r\nثانٍ\n\nthird"}, "سطر\nثانٍ\nthird"),
        ({"raw": "1 < 2 and 3 > 1 &amp; so"}, "1 < 2 and 3 > 1 & so"),
        ({"raw": "<b>bold</b> <!-- x --><script>alert(1)</script>words"}, "bold words"),
        ({"raw": "&lt;i&gt;typed&lt;/i&gt;"}, "<i>typed</i>"),
        ({"rendered": "<p>one<br />\ntwo\nlines</p>\n<p>next</p>"}, "one\ntwo lines\nnext"),
        ({"raw": "", "rendered": "<p>shown</p>"}, "shown"),
        ({}, ""),
    ],
)
def test_a_comment_is_read_as_its_readers_see_it(content: dict[str, str], words: str) -> None:
    assert plain(content) == words


def test_what_a_blog_does_to_spaces_makes_no_other_words() -> None:
    assert same_words("جواب\n\nسطر ", "جواب سطر")
    assert not same_words("جواب", "سؤال")
