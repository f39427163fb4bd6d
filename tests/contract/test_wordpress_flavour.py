"""The signs of blocks, read from a real WordPress as its accounts may read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from editor.domain.blog import Outgoing
from editor.domain.errors import NotAllowed
from editor.domain.ledger import creation_key
from editor.domain.post import Status
from editor.remotes.transport import Credentials, HttpTransport
from editor.remotes.wordpress import manner
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
from editor.remotes.wordpress.remote import WordPressRemote
from tests.contract.yards import WordPressYard, picture, sample
from tests.servers.wordpress import WordPress

BLOCK = "<!-- wp:paragraph -->\n<p>كلام</p>\n<!-- /wp:paragraph -->"


def client(site: WordPress, role: str) -> Client:
    return Client(HttpTransport(), site.endpoint, Credentials(role, site.passwords[role]))


@contextmanager
def published(
    site: WordPress, body: str, count: int, role: str = "author", status: str = "publish"
) -> Iterator[None]:
    """Posts of one account's, newer than all others, for a while."""
    ids = site.php(
        f"""for ($n = 0; $n < {count}; $n++) echo wp_insert_post(array('post_status' => '{status}',
            'post_title' => 't', 'post_content' => '{body}', 'post_date' => current_time('mysql'),
            'post_author' => get_user_by('login', '{role}')->ID)) . ' ';"""
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


def look(site: WordPress, role: str) -> Flavour:
    blog = client(site, role)
    me = blog.get("/wp/v2/users/me", {"_fields": "id"})["id"]
    return manner.look(blog, me, blog.get("/", {"_fields": "namespaces"}))


@pytest.fixture
def without_posts(site: WordPress) -> Iterator[None]:
    """The posts that other tests left are out of sight."""
    move = "global $wpdb; $wpdb->query(\"UPDATE $wpdb->posts SET post_type = '{}' WHERE {}\");"
    site.php(move.format("aside", "post_type = 'post'"))
    try:
        yield
    finally:
        site.php(move.format("post", "post_type = 'aside'"))


@pytest.mark.usefixtures("without_posts")
@pytest.mark.parametrize("role", ["administrator", "editor", "author", "contributor"])
def test_each_account_finds_its_own_manner(site: WordPress, role: str) -> None:
    """Among nine posts of another's in the other manner, and by drafts alone."""
    for mine, others, expected in (
        (BLOCK, "<p>كلام</p>", Flavour.BLOCKS),
        ("<p>كلام</p>", BLOCK, Flavour.CLASSIC),
    ):
        other = "author" if role != "author" else "administrator"
        with published(site, mine, 3, role, "draft"), published(site, others, 9, other):
            assert look(site, role) is expected


@pytest.mark.usefixtures("without_posts")
@pytest.mark.parametrize("role", ["author", "contributor"])
def test_an_account_without_posts_looks_at_what_readers_see(site: WordPress, role: str) -> None:
    body = '<!-- wp:quote --><blockquote class="wp-block-quote">x</blockquote><!-- /wp:quote -->'
    with published(site, body, 5, "administrator"):
        assert look(site, role) is Flavour.BLOCKS


@pytest.mark.usefixtures("without_posts")
def test_a_blog_of_nobody_asks_for_its_plugins(site: WordPress) -> None:
    """Which only administrators are told; the others take the editor that is there."""
    plugin = "classic-editor/classic-editor.php"
    was = site.php("echo json_encode(get_option('active_plugins'));")
    folder = "WP_PLUGIN_DIR . '/classic-editor'"
    site.php(
        f"""@mkdir({folder}); file_put_contents({folder} . '/classic-editor.php',
            "<?php\n/* Plugin Name: Classic Editor */\n");
            update_option('active_plugins', array('{plugin}'));"""
    )
    try:
        assert look(site, "administrator") is Flavour.CLASSIC
        assert look(site, "author") is Flavour.BLOCKS
    finally:
        site.php(
            f"""update_option('active_plugins', json_decode('{was}', true));
                unlink({folder} . '/classic-editor.php'); rmdir({folder});"""
        )


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_a_new_post_has_the_library_and_the_digits_of_its_blog(site: WordPress, role: str) -> None:
    blog = replace(WordPressYard(site, role).blog(), manner="blocks", language="ar")
    remote = WordPressRemote(blog, site.passwords[role], HttpTransport())
    post = sample(body="![جسر](جسر.png)\n\n١. أول\n٢. ثان\n", status=Status.DRAFT)
    address = remote.upload(picture()) if role == "author" else "https://elsewhere.example/a.png"
    made = remote.create(Outgoing(post, {"جسر.png": address}), creation_key(post.id))
    assert ("wp-image-" in made.body) is (role == "author")
    assert ('"type":"arabic-indic"' in made.body) is not site.version.startswith("6.1")
    remote.delete(made.ref, made.version)


def test_the_list_tells_which_digits_it_has(site: WordPress) -> None:
    told = client(site, "contributor").get(LIST_ROUTE, LIST)
    assert numbers_in_other_digits(told) is not site.version.startswith("6.1")
