"""The signs of blocks, read from a real WordPress as its accounts may read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from editor.domain.errors import NotAllowed
from editor.remotes.transport import Credentials, HttpTransport
from editor.remotes.wordpress.client import Client
from editor.remotes.wordpress.flavour import (
    LIST,
    LIST_ROUTE,
    PLUGINS,
    POSTS,
    Flavour,
    flavour,
    numbers_in_other_digits,
)
from tests.servers.wordpress import WordPress

BLOCK = "<!-- wp:paragraph -->\n<p>كلام</p>\n<!-- /wp:paragraph -->"


def client(site: WordPress, role: str) -> Client:
    return Client(HttpTransport(), site.endpoint, Credentials(role, site.passwords[role]))


@contextmanager
def published(site: WordPress, body: str, count: int) -> Iterator[None]:
    """Posts of the author's, newer than all others, for a while."""
    ids = site.php(
        f"""for ($n = 0; $n < {count}; $n++) echo wp_insert_post(array('post_status' => 'publish',
            'post_title' => 't', 'post_content' => '{body}', 'post_date' => current_time('mysql'),
            'post_author' => get_user_by('login', 'author')->ID)) . ' ';"""
    )
    try:
        yield
    finally:
        site.php(f"foreach (explode(' ', trim('{ids}')) as $id) wp_delete_post($id, true);")


@pytest.mark.parametrize("role", ["administrator", "author"])
def test_the_newest_posts_tell(site: WordPress, role: str) -> None:
    blog = client(site, role)
    for body, expected in ((BLOCK, Flavour.BLOCKS), ("<p>كلام</p>", Flavour.CLASSIC)):
        with published(site, body, 9):
            mine = {"author": blog.get("/wp/v2/users/me", {"_fields": "id"})["id"]}
            posts = blog.get("/wp/v2/posts", {**POSTS, **(mine if role == "author" else {})})
            assert len(posts) == 9
            assert flavour(posts) is expected


def test_a_blog_without_posts_to_read_is_judged_by_its_editor(site: WordPress) -> None:
    blog = client(site, "contributor")
    posts = blog.get("/wp/v2/posts", POSTS)
    assert posts == []  # those of others are left out, not refused
    index = blog.get("/", {"_fields": "namespaces"})
    assert flavour(posts, namespaces=index["namespaces"]) is Flavour.BLOCKS


def test_plugins_are_told_to_administrators_only(site: WordPress) -> None:
    assert isinstance(client(site, "administrator").get("/wp/v2/plugins", PLUGINS), list)
    with pytest.raises(NotAllowed):
        client(site, "author").get("/wp/v2/plugins", PLUGINS)


def test_the_list_tells_which_digits_it_has(site: WordPress) -> None:
    told = client(site, "contributor").get(LIST_ROUTE, LIST)
    assert numbers_in_other_digits(told) is not site.version.startswith("6.1")
