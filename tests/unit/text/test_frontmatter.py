from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editor.domain.errors import FrontMatterBroken
from editor.domain.post import Credit, Direction, Format, Post, PostId, Status
from editor.text.frontmatter import FrontMatter, post_from_file, post_to_file, read, write

ID = PostId("11111111-2222-4333-8444-555555555555")

FOREIGN = """---
# who wrote this by hand
title: "عنوان: مهم"  # a colon
layout: post
number: 010
when: 2024-01-02
tags: [كتابة, "a, b"] # two
nested:
  - a: {b: 010} # kept
  - ~
# the end
---

النص\r
كما هو\u2028
"""


def test_what_is_not_ours_is_kept_as_it_stands() -> None:
    front, body = read(FOREIGN)
    assert front.title == "عنوان: مهم"
    assert front.tags == ("كتابة", "a, b")
    assert body == "النص\r\nكما هو\u2028\n"
    assert front.extra == (
        ("", "# who wrote this by hand"),
        ("", "# a colon"),
        ("layout", "layout: post"),
        ("number", "number: 010"),
        ("when", "when: 2024-01-02"),
        ("", "# two"),
        ("nested", "nested:\n  - a: {b: 010} # kept\n  - ~"),
        ("", "# the end"),
    )
    assert read(write(front, body)) == (front, body)


def front(yaml: str) -> FrontMatter:
    return read(f"---\n{yaml}\n---\n")[0]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("title: 010", FrontMatter(title="010")),
        ("title: ~", FrontMatter()),
        ('title: "~"', FrontMatter(title="~")),
        ("title: |\n  سطر\n  # سطر", FrontMatter(title="سطر\n# سطر\n")),
        ("lang: ar-IQ", FrontMatter(language="ar-IQ")),
        ("language: ckb", FrontMatter(language="ckb")),
        ("lang: not a tag", FrontMatter(extra=(("lang", "lang: not a tag"),))),
        ("dir: rtl", FrontMatter(direction=Direction.RTL)),
        ("direction: LTR", FrontMatter(direction=Direction.LTR)),
        ("dir: up", FrontMatter(extra=(("dir", "dir: up"),))),
        ("tags: سفر، تصوير, tea", FrontMatter(tags=("سفر", "تصوير", "tea"))),
        ("tags:\n- سفر\n- tea", FrontMatter(tags=("سفر", "tea"))),
        ("categories: [أ]", FrontMatter(categories=("أ",))),
        ("draft: true", FrontMatter(status=Status.DRAFT)),
        ("draft: false", FrontMatter(status=Status.PUBLISHED)),
        ("status: publish", FrontMatter(status=Status.PUBLISHED)),
        ("status: pending", FrontMatter(status=Status.PENDING)),
        ("status: odd", FrontMatter(extra=(("status", "status: odd"),))),
        ("date: 2026-11-20", FrontMatter(date=datetime(2026, 11, 20, tzinfo=UTC))),
        (
            "date: 2026-11-20T10:00:00+03:00",
            FrontMatter(date=datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ),
        ("date: soon", FrontMatter(extra=(("date", "date: soon"),))),
        (f"id: {ID}", FrontMatter(id=ID)),
        ("id: 7", FrontMatter(extra=(("id", "id: 7"),))),
        ("author: سالم", FrontMatter(credits=(Credit("author", "سالم"),))),
        (
            "author: [سالم, ليلى]\nlanguage_editor: هند",
            FrontMatter(
                credits=(
                    Credit("author", "سالم"),
                    Credit("author", "ليلى"),
                    Credit("language_editor", "هند"),
                )
            ),
        ),
        (
            "credits:\n  photographer: سالم\n  رسم: ليلى",
            FrontMatter(credits=(Credit("photographer", "سالم"), Credit("رسم", "ليلى"))),
        ),
        (
            "credits:\n- role: author\n  name: سالم\n- editor: هند\n- ليلى",
            FrontMatter(
                credits=(
                    Credit("author", "سالم"),
                    Credit("editor", "هند"),
                    Credit("author", "ليلى"),
                )
            ),
        ),
        ("credits: [[a]]", FrontMatter(extra=(("credits", "credits: [[a]]"),))),
        ("stays_here: true", FrontMatter(stays_here=True)),
        ("format: html", FrontMatter(format=Format.HTML)),
        (
            "{title: x, other: [1, 010]}",
            FrontMatter(title="x", extra=(("other", "other: [1, 010]"),)),
        ),
        (
            "  title: x\n  other:\n    a: b",
            FrontMatter(title="x", extra=(("other", "other:\n  a: b"),)),
        ),
        ("", FrontMatter()),
        ("# only a remark", FrontMatter(extra=(("", "# only a remark"),))),
    ],
)
def test_reading(yaml: str, expected: FrontMatter) -> None:
    assert front(yaml) == expected
    assert read(write(expected, ""))[0] == expected


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("كلام", "كلام"),
        ("---\nكلام", "---\nكلام"),
        ("----\na: b\n---\n", "----\na: b\n---\n"),
        ("---\ntitle: x\n---\nكلام", "كلام"),
        ("---\ntitle: x\n---\n\nكلام", "كلام"),
        ("---\ntitle: x\n...\n\n\n\tكلام\n", "\n\tكلام\n"),
        ("---\r\ntitle: x\r\n---\r\n\r\nكلام\r\n", "كلام\r\n"),
        ("---\ntitle: x\n---", ""),
    ],
)
def test_the_body_is_left_alone(text: str, body: str) -> None:
    assert read(text)[1] == body


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("title: [a", 3),
        ("title: x\n\tbad: y", 3),
        ("a: &a [x]\nb: *a", 3),
        ("a: &a [*a]", 2),
        ("- a list", 2),
        ("only words", 2),
        ("? [a]\n: b", 2),
        ('a: "\\U99999999"', 2),
        ("a: b\nc: \x01", 3),
        ("%YAML 9.9\n---", 2),
        ("a: " + "[" * 1000, 2),
        ("a: " + "x" * 300_000, 2),
    ],
)
def test_what_is_broken_says_where(yaml: str, line: int) -> None:
    with pytest.raises(FrontMatterBroken) as caught:
        front(yaml)
    assert caught.value.line == line


YAML_SIGNS = ["a", "title", "كلمة", ": ", ":", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", "&x "]
YAML_TRAPS = ["*x", "!!str ", "|\n", ">\n", '"', "'", "#", " #", "? ", "---", "...", "%", "\t"]
YAML_PIECES = st.sampled_from([*YAML_SIGNS, *YAML_TRAPS, "\x00", "\u2028", "\ud800"])


@example("?\n 0")
@example("?\n  a\n:\n  b")
@example("? a\n: b")
@given(st.one_of(st.text(), st.lists(YAML_PIECES, max_size=30).map("".join)))
def test_nothing_but_broken_is_raised(yaml: str) -> None:
    text = f"---\n{yaml}\n---\n\nbody"
    try:
        found, body = read(text)
    except FrontMatterBroken:
        return
    assert text.endswith(body)
    assert read(write(found, body)) == (found, body)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.lists(WORDS.filter(bool), max_size=3).map(tuple)
MOMENTS = st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
POSTS = st.builds(
    Post,
    id=st.uuids().map(lambda uuid: PostId(str(uuid))),
    title=WORDS,
    body=WORDS,
    format=st.sampled_from(Format),
    language=st.sampled_from(["", "ar", "en-GB", "ckb"]),
    direction=st.sampled_from([None, *Direction]),
    status=st.sampled_from(Status),
    slug=WORDS,
    excerpt=WORDS,
    tags=NAMES,
    categories=NAMES,
    credits=st.lists(st.builds(Credit, WORDS, WORDS.filter(bool)), max_size=3).map(tuple),
    publish_at=st.none() | MOMENTS,
    stays_here=st.booleans(),
    created=MOMENTS,
    updated=MOMENTS,
)


@given(POSTS)
def test_a_post_comes_back_from_its_file_as_it_was(post: Post) -> None:
    assert post_from_file(post_to_file(post), Post(ID)) == post


def test_what_a_file_does_not_speak_of_stays() -> None:
    base = Post(ID, title="قديم", tags=("سفر",), status=Status.PENDING, language="ar")
    post = post_from_file("---\ntitle: جديد\ntags: []\n---\n\nنص", base)
    assert (post.title, post.tags, post.status, post.language) == ("جديد", (), Status.PENDING, "ar")
    assert post.body == "نص"


def test_a_foreign_key_that_ours_takes_over_stays_readable() -> None:
    post = post_from_file("---\nid: 7\ntitle: x\n---\n", Post(ID))
    assert post_to_file(post).split("\n")[:5] == [
        "---",
        f'id: "{ID}"',
        "title: x",
        "status: draft",
        "# id: 7",
    ]
