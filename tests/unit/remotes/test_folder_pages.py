"""The pages of a folder blog: which way their words read."""

from dataclasses import replace

import pytest

from editor.domain.post import Post, PostId
from editor.remotes.folder.pages import Site, list_page, post_page

SITE = Site("8a6e0804-2bd0-4672-b79d-d97027f9071a", "دفتر", "ar")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("لغة C++ للمبتدئين", '<h1 dir="rtl">لغة <span dir="ltr">C++</span> للمبتدئين</h1>'),
        ("Visual C++ & co", '<h1 dir="ltr">Visual C++ &amp; co</h1>'),
        ("رحلة <1>", '<h1 dir="rtl">رحلة &lt;1&gt;</h1>'),
    ],
)
def test_a_title_reads_as_a_body_does(title: str, heading: str) -> None:
    post = Post(PostId("p"), title=title, body="مرحبا بالعالم")
    assert heading in post_page(SITE, post, "<p>مرحبا بالعالم</p>")


def test_tags_say_which_way_they_read() -> None:
    post = Post(PostId("p"), title="عنوان", body="مرحبا بالعالم", tags=("C++", "سفر"))
    page = post_page(SITE, post, "<p>مرحبا بالعالم</p>")
    assert 'dir="ltr">C++</a>' in page
    assert 'dir="rtl">سفر</a>' in page
    assert "auto" not in page.replace('href="../../index.html" dir="auto"', "")
    assert '<h1 dir="ltr">C++</h1>' in list_page(SITE, [], tag="C++")
    assert '<h1 dir="rtl">لغة <span dir="ltr">C++</span></h1>' in list_page(SITE, [], tag="لغة C++")


def test_a_post_without_words_runs_as_its_title_or_the_site() -> None:
    wordless = Post(PostId("p"), title="2026", body="![](a.png)")
    assert '<h1 dir="rtl">2026</h1>' in post_page(SITE, wordless, "")
    assert '<h1 dir="ltr">2026</h1>' in post_page(replace(SITE, language="en"), wordless, "")
    titled = replace(wordless, title="Bridge")
    assert '<html lang="en" dir="ltr">' in post_page(SITE, titled, "")
