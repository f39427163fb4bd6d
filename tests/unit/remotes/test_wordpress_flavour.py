from __future__ import annotations

from typing import Any

import pytest

from editor.remotes.wordpress.flavour import (
    Flavour,
    flavour,
    numbers_in_other_digits,
    telling,
)

INDEX = ("oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1")
BLOCKS: dict[str, Any] = {"content": {"block_version": 1}}
PLAIN: dict[str, Any] = {"content": {"block_version": 0}}


def raw(text: str) -> dict[str, Any]:
    return {"content": {"raw": text, "rendered": text, "block_version": "<!-- wp:" in text}}


def rendered(text: str) -> dict[str, Any]:
    return {"content": {"rendered": text}}


@pytest.mark.parametrize(
    ("posts", "namespaces", "plugins", "expected"),
    [
        ([], INDEX, (), "blocks"),
        ([], ("wp/v2",), (), "classic"),
        ([], (), (), "classic"),
        ([], INDEX, ("akismet/akismet",), "blocks"),
        ([], INDEX, ("akismet/akismet", "classic-editor/classic-editor"), "classic"),
        ([], INDEX, ("disable-gutenberg/disable-gutenberg",), "classic"),
        ([], INDEX, ("my-classic-editor/my",), "blocks"),
        # What the writers do comes first.
        ([BLOCKS], INDEX, ("classic-editor/classic-editor",), "blocks"),
        ([BLOCKS], ("wp/v2",), (), "blocks"),
        ([PLAIN], INDEX, (), "classic"),
        ([PLAIN, BLOCKS], INDEX, (), "blocks"),
        ([BLOCKS, PLAIN, PLAIN], INDEX, (), "classic"),
        ([BLOCKS, BLOCKS, PLAIN], INDEX, (), "blocks"),
        # With whole contents; an empty post says nothing.
        ([raw("<!-- wp:paragraph -->\n<p>كلام</p>\n<!-- /wp:paragraph -->")], INDEX, (), "blocks"),
        ([raw("<p>كلام</p>")], INDEX, (), "classic"),
        ([raw(" \n")], INDEX, (), "blocks"),
        # As everybody sees them.
        ([rendered('<figure class="wp-block-image"></figure>')], ("wp/v2",), (), "blocks"),
        ([rendered("<p>كلام</p>")], INDEX, (), "blocks"),
        ([rendered("<p>كلام</p>")], ("wp/v2",), (), "classic"),
        # What is no post.
        ([{}, {"content": None}, {"content": "x"}, {"content": {}}], INDEX, (), "blocks"),
    ],
)
def test_a_blog_tells_its_flavour(
    posts: list[dict[str, Any]],
    namespaces: tuple[str, ...],
    plugins: tuple[str, ...],
    expected: str,
) -> None:
    assert flavour(posts, namespaces=namespaces, plugins=plugins) is Flavour(expected)


def test_posts_that_say_what_they_are_made_of_are_counted() -> None:
    assert telling([BLOCKS, PLAIN, raw(""), rendered("<p>x</p>"), {}]) == 2


@pytest.mark.parametrize(
    ("list_type", "expected"),
    [
        ({"supports": {"anchor": True, "className": False}}, False),
        ({"supports": {"anchor": True}}, True),
        ({"supports": []}, False),
        ({}, False),
    ],
)
def test_a_blog_tells_how_its_lists_may_be_numbered(
    list_type: dict[str, Any], expected: bool
) -> None:
    assert numbers_in_other_digits(list_type) is expected
