"""Words are found however they are written, and shown where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.post import Format
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.store.snippet import FOUND, FOUND_END, Finder
from editor.text.query import parse
from tests.store.conftest import a_post, index_anew


def marked(snippet: str) -> list[str]:
    """The marked words of a snippet."""
    return [part.split(FOUND_END)[0] for part in snippet.split(FOUND)[1:]]


@pytest.mark.parametrize(
    ("body", "query", "words"),
    [
        ("كتبتُ سطرًا على الجسر", "كتبت", ["كتبتُ"]),
        ("كَتَبَ الوَلَدُ دَرسَهُ", "الولد", ["الوَلَدُ"]),
        ("وبالقلمِ والحبر", "قلم", ["وبالقلمِ"]),
        ("إلى أحمد", "احمد", ["أحمد"]),
        ("مكتبة المدينة", "مكتبه", ["مكتبة"]),
        ("می\u200cخواهم بروم", "میخواهم", ["می\u200cخواهم"]),
        ("ئەم کتێبە جوانە", "كتێبە", ["کتێبە"]),
        ("L'été à Genève", "geneve", ["Genève"]),
        ("شرح C++ بالعربية", "c++ شرح", ["شرح", "C"]),
        ("سنة ١٩٨٤ و1985", "1984", ["١٩٨٤"]),
        ("unfinished words are found", "unfin", ["unfinished"]),
        ("the night, the Night and NIGHT.", "night", ["night", "Night", "NIGHT"]),
        ("**مهم** جدًا", "مهم", ["مهم"]),
        ("line one\nالسطر الثاني هنا\nline three", "الثاني", ["الثاني"]),
        ("half \ud83d a pair", "pair", ["pair"]),
    ],
)
def test_found_words_are_marked_in_the_true_text(
    posts: Posts, body: str, query: str, words: list[str]
) -> None:
    post = posts.save(a_post(title="بلا", body=body, tags=()))
    posts.save(a_post(title="other", body="شيء آخر تمامًا", tags=()))
    (found,) = posts.search(query)
    assert found.id == post.id
    assert marked(found.snippet) == words


def test_the_place_of_a_word_far_down_is_shown(posts: Posts) -> None:
    posts.save(a_post(body="كلام قبلها " * 3000 + "\n\nهنا زمردة خضراء\n\n" + "بعدها " * 3000))
    (found,) = posts.search("زمردة")
    assert marked(found.snippet) == ["زمردة"]
    assert found.snippet.startswith("…")
    assert found.snippet.endswith("…")
    assert len(found.snippet) < 200


def test_words_of_title_and_tags_are_shown_too(posts: Posts) -> None:
    posts.save(a_post(title="رسالة زمردية", body="نص", tags=("لؤلؤ",), categories=("عقيق أحمر",)))
    assert [marked(posts.search(word)[0].snippet) for word in ("زمردية", "لولو", "عقيق")] == [
        ["زمردية"],
        ["لؤلؤ"],
        ["عقيق"],
    ]


def test_what_only_an_address_says_is_found_without_a_mark(posts: Posts) -> None:
    posts.save(a_post(body="انظر [هنا](https://emerald.example/)"))
    (found,) = posts.search("emerald")
    assert found.snippet == "انظر هنا"


def test_tags_of_raw_html_are_not_words(posts: Posts) -> None:
    posts.save(a_post(format=Format.HTML, body="<p class='wrapper'>سطرٌ <b>مهم</b></p>"))
    assert posts.search("wrapper") == []
    (found,) = posts.search("سطر مهم")
    assert marked(found.snippet) == ["سطرٌ", "مهم"]


def test_all_words_must_be_there(posts: Posts) -> None:
    both = posts.save(a_post(body="قلم ثم حبر"))
    posts.save(a_post(title="", body="حبر فقط", tags=()))
    assert [found.id for found in posts.search("قلم حبر")] == [both.id]


def test_title_before_body_and_typed_before_other_forms(posts: Posts) -> None:
    form = posts.save(a_post(title="a", body="وبالمدينة " * 20, tags=()))
    body = posts.save(a_post(title="b", body="كلام كثير عن مدينة واحدة", tags=()))
    title = posts.save(a_post(title="مدينة", body="كلام", tags=()))
    longer = posts.save(a_post(title="مدينةX مدينةX", body="", tags=()))
    found = [post.id for post in posts.search("مدينة")]
    assert found[:2] == [title.id, body.id]
    assert set(found[2:]) == {form.id, longer.id}


def test_no_more_than_wanted(posts: Posts) -> None:
    for _ in range(12):
        posts.save(a_post())
    assert len(posts.search("الجسر", limit=5)) == 5
    assert len(posts.search("الجسر")) == 12


def test_search_follows_every_save(posts: Posts) -> None:
    post = posts.save(a_post(body="قديم"))
    posts.save(replace(post, body="جديد"))
    assert posts.search("قديم") == []
    assert [found.id for found in posts.search("جديد")] == [post.id]


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', '""', "*", "( ", ")", "AND", "OR NOT", "NEAR(a b)", "a:b", "title_norm:x",
     "^x", "- -", "{}", "\x00", "ّ", "\u200f", "\ud800", "🖋", "'; DROP TABLE posts", "x" * 100_000,
     "ا " * 3000, "_", "%"],
)  # fmt: skip
def test_whatever_is_typed_is_safe(posts: Posts, query: str) -> None:
    post = posts.save(a_post())
    assert {found.id for found in posts.search(query)} <= {post.id}


def test_the_index_can_be_made_anew(notebook: Notebook, posts: Posts) -> None:
    kept, binned = posts.save(a_post()), posts.save(a_post())
    posts.bin(binned.id)
    with notebook.writing() as connection:
        connection.execute("DELETE FROM post_search WHERE rowid > 0")
    assert posts.search("الجسر") == []
    index_anew(notebook)
    assert [found.id for found in posts.search("الجسر")] == [kept.id]


def test_a_copy_by_vacuum_still_finds_the_right_posts(notebook: Notebook, posts: Posts) -> None:
    """VACUUM gives rows new implicit numbers; the index must not depend on them."""
    gone = [posts.save(a_post()) for _ in range(5)]
    last = posts.save(a_post(title="زمردة"))
    posts.remove(*(post.id for post in gone))
    notebook.connection.execute("VACUUM")
    assert [found.id for found in posts.search("زمردة")] == [last.id]


@pytest.mark.timeout(5)
def test_finding_is_not_slow_on_hostile_text() -> None:
    finder = Finder(parse("ا"))
    assert finder.snippet("ا" * 200_000)
    assert finder.snippet("_" * 200_000) == ""
    assert Finder(parse("ab")).snippet("a" * 200_000) == ""
