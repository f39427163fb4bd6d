"""A blog that lets nobody in: Midad names what really keeps it closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.blog import BlogReport
from editor.domain.errors import (
    DoorInFront,
    EditorError,
    HeaderStripped,
    NotABlog,
    OnlyXmlRpc,
    PasswordsOff,
    RestClosed,
    SignInRefused,
)
from editor.remotes.discovery import discover
from editor.remotes.transport import HttpTransport
from editor.remotes.wordpress.remote import WordPressRemote
from editor.workspace.labels import clock_words
from tests.contract.yards import WordPressYard
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress

BLANK = BlogReport("", "")
NO_PASSWORDS = "<?php add_filter('wp_is_application_passwords_available', '__return_false');"
NOT_FOR_ME = "<?php add_filter('wp_is_application_passwords_available_for_user', '__return_false');"
# What FastCGI does on many hosts: PHP never hears of the header.
STRIPPED = (
    "<?php unset($_SERVER['HTTP_AUTHORIZATION'], $_SERVER['PHP_AUTH_USER'],"
    " $_SERVER['PHP_AUTH_PW']);"
)
NO_XML_RPC = "add_filter('xmlrpc_enabled', '__return_false');"
CLOSED = (
    "<?php add_filter('rest_authentication_errors', function () {"
    " return new WP_Error('rest_disabled', 'x', array('status' => 401)); });"
)
GUARDED = (
    "<?php if (empty($_SERVER['PHP_AUTH_USER']) || $_SERVER['PHP_AUTH_USER'] !== 'door') {"
    " header('WWW-Authenticate: Basic realm=\"staging\"'); http_response_code(401);"
    " echo 'Authorization Required'; exit; }"
)
# A firewall: whatever has REST in its address is somebody else's page.
WALLED = (
    "<?php if (strpos($_SERVER['REQUEST_URI'], 'wp-json') || isset($_GET['rest_route'])) {"
    " http_response_code(403); header('Content-Type: text/html'); echo 'Forbidden'; exit; }"
    " remove_action('template_redirect', 'rest_output_link_header', 11);"
)
UNREWRITTEN = (
    "<?php if (strpos($_SERVER['REQUEST_URI'], '/wp-json') === 0) {"
    " http_response_code(404); header('Content-Type: text/html'); echo 'Not Found'; exit; }"
)
WITHOUT_DOORS = WALLED + " add_filter('xmlrpc_methods', '__return_empty_array');"


@pytest.mark.parametrize(
    ("php", "cause"),
    [
        (NO_PASSWORDS, PasswordsOff),
        (STRIPPED, HeaderStripped),
        (CLOSED, RestClosed),
        (GUARDED, DoorInFront),
    ],
    ids=["passwords off", "header stripped", "rest closed", "door in front"],
)
def test_what_keeps_the_account_out_is_named(
    site: WordPress, php: str, cause: type[EditorError]
) -> None:
    remote = WordPressYard(site).connect()
    with site.planted(php), pytest.raises(cause):
        remote.check()
    assert remote.check().user


def test_a_wrong_password_is_only_that(site: WordPress) -> None:
    remote = WordPressRemote(WordPressYard(site).blog(), "wrong wrong wrong", HttpTransport())
    with pytest.raises(SignInRefused):
        remote.check()


def test_a_host_without_xml_rpc_leaves_the_usual_cause(site: WordPress) -> None:
    with site.planted(STRIPPED + NO_XML_RPC), pytest.raises(SignInRefused):
        WordPressYard(site).connect().check()


@pytest.mark.parametrize(
    ("php", "cause"),
    [(GUARDED, DoorInFront), (WALLED, OnlyXmlRpc), (WITHOUT_DOORS, RestClosed)],
    ids=["door in front", "only xml-rpc", "rest closed"],
)
def test_a_wordpress_behind_a_wall_is_no_stranger(
    site: WordPress, php: str, cause: type[EditorError]
) -> None:
    with site.planted(php), pytest.raises(cause):
        discover(site.url, HttpTransport())


def test_addresses_that_are_not_rewritten_do_no_harm(site: WordPress) -> None:
    """Permalinks that the web server does not know: /wp-json/ is nowhere, ?rest_route= works."""
    with site.planted(UNREWRITTEN):
        found = discover(site.url, HttpTransport())
        assert "rest_route=/" in found.endpoint
        yard = WordPressYard(site)
        blog = replace(yard.blog(), endpoint=found.endpoint)
        remote = WordPressRemote(blog, site.passwords[yard.role], HttpTransport())
        assert remote.check().user


def test_a_clock_that_is_wrong_is_noticed(site: WordPress) -> None:
    remote = WordPressYard(site).connect()
    assert abs(remote.check().clock_ahead) < 60
    late = "<?php header('Date: ' . gmdate('D, d M Y H:i:s', time() + 900) . ' GMT');"
    with site.planted(late):
        assert 800 < remote.check().clock_ahead < 1000
    assert clock_words(replace(BLANK, clock_ahead=-930)).count("16 minutes") == 1
    assert clock_words(replace(BLANK, clock_ahead=89)) == ""


def test_nothing_secret_is_sent_to_look(site: WordPress) -> None:
    with Proxy(site.url) as proxy:
        discover(proxy.url, HttpTransport())
        assert not [seen for seen in proxy.seen if "Authorization" in seen.headers]


def test_a_page_of_somebody_else_is_no_blog(site: WordPress) -> None:
    with Proxy(site.url) as proxy, proxy.fault(Fault.PORTAL, times=9), pytest.raises(NotABlog):
        discover(proxy.url, HttpTransport())
