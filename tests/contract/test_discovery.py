"""Pasted addresses, tried on real blogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.domain.errors import Busy, NotABlog, Unreachable
from editor.remotes.discovery import discover
from editor.remotes.transport import HttpTransport
from tests.contract.yards import WordPressYard, bring, sample
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress


@pytest.fixture
def transport() -> HttpTransport:
    return HttpTransport()


def test_a_home_page(site: WordPress, transport: HttpTransport) -> None:
    found = discover(site.url, transport)
    assert found.kind == "wordpress"
    assert found.endpoint == site.endpoint
    assert found.name == site.title
    assert found.needs_password
    assert found.language == "en-US"


def test_without_a_scheme_and_with_pasted_marks(site: WordPress, transport: HttpTransport) -> None:
    pasted = "\u200e \u202a" + site.url.removeprefix("http://") + "/\u202c\n"
    assert discover(pasted, transport).endpoint == site.endpoint


def test_a_page_of_one_post_and_one_that_is_not_there(
    site: WordPress, transport: HttpTransport
) -> None:
    post = bring(WordPressYard(site).connect(), sample())
    assert discover(post.ref.url, transport).endpoint == site.endpoint
    assert discover(f"{site.url}/no/such/page", transport).endpoint == site.endpoint


def test_plain_permalinks(plain_wordpress: WordPress, transport: HttpTransport) -> None:
    found = discover(plain_wordpress.url, transport)
    assert "rest_route=/" in found.endpoint
    assert found.name == plain_wordpress.title


def test_a_blog_that_hides_its_rest_link(site: WordPress, transport: HttpTransport) -> None:
    hidden = (
        "<?php remove_action('template_redirect', 'rest_output_link_header', 11);"
        " remove_action('wp_head', 'rest_output_link_wp_head');"
    )
    with site.planted(hidden):
        found = discover(site.url, transport)
    assert found.kind == "wordpress"


def test_a_blog_that_is_closed_to_strangers(site: WordPress, transport: HttpTransport) -> None:
    closed = (
        "<?php add_filter('rest_authentication_errors', function ($r) {"
        " return is_user_logged_in() ? $r : new WP_Error('closed', 'x', array('status' => 401));"
        "});"
    )
    with site.planted(closed):
        assert discover(site.url, transport).endpoint == site.endpoint


def test_a_page_that_is_no_blog(site: WordPress, transport: HttpTransport) -> None:
    with (
        Proxy(site.url) as proxy,
        proxy.fault(Fault.PORTAL, times=9),
        pytest.raises(NotABlog),
    ):
        discover(proxy.url, transport)


def test_a_busy_server(site: WordPress, transport: HttpTransport) -> None:
    with Proxy(site.url) as proxy, proxy.fault(Fault.UNAVAILABLE), pytest.raises(Busy):
        discover(proxy.url, transport)


def test_nobody_there(transport: HttpTransport) -> None:
    with pytest.raises(Unreachable):
        discover("http://127.0.0.1:9", transport)


def test_nothing_secret_travels(site: WordPress, transport: HttpTransport) -> None:
    with Proxy(site.url) as proxy:
        host = proxy.url.removeprefix("http://")
        discover(f"http://me:secret@{host}/", transport)
        for seen in proxy.seen:
            assert "authorization" not in {name.lower() for name in seen.headers}


def test_a_folder(tmp_path: Path, transport: HttpTransport) -> None:
    found = discover(str(tmp_path / "موقعي"), transport)
    assert (found.kind, found.name, found.needs_password) == ("folder", "موقعي", False)
    assert found.address == str(tmp_path / "موقعي")
    assert not (tmp_path / "موقعي").exists()  # asking makes nothing
