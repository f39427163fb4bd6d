"""The author lets Midad in on the blog's own page, as a browser goes there."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from editor.domain.errors import PasswordsOff
from editor.remotes.discovery import discover
from editor.remotes.homecoming import Homecoming
from editor.remotes.transport import HttpTransport
from editor.remotes.wordpress.remote import WordPressRemote
from editor.workspace.signing_in import SignIn
from tests.contract.yards import WordPressYard
from tests.servers.browser import SIGNED_IN, Browser
from tests.servers.wordpress import WordPress

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
NO_PASSWORDS = "<?php add_filter('wp_is_application_passwords_available', '__return_false');"


def test_the_page_brings_the_password_home(site: WordPress) -> None:
    found = discover(site.url, HttpTransport())
    sign_in = SignIn(replace(found, leads_back=True), NOW)  # these blogs are local ones: all do
    brought: list[tuple[str, str] | None] = []
    waiting = threading.Thread(target=lambda: brought.append(sign_in.wait()))
    waiting.start()
    with site.planted(SIGNED_IN):
        seen = Browser(site).approve(sign_in.page)
    waiting.join(30)
    assert "go back to Midad" in seen
    assert brought[0] is not None
    username, password = brought[0]
    assert username == "author"
    blog = replace(WordPressYard(site).blog(), username=username)
    assert WordPressRemote(blog, password, HttpTransport()).check().user


def test_a_page_that_leads_nowhere_asks_the_same(site: WordPress) -> None:
    sign_in = SignIn(replace(discover(site.url, HttpTransport()), leads_back=False), NOW)
    assert not sign_in.leads_back
    assert "success_url" not in sign_in.page
    with site.planted(SIGNED_IN):
        form = Browser(site).get(sign_in.page)
    assert 'value="Midad 2026-11-21 18:00:00"' in form
    assert 'name="approve"' in form


def test_a_blog_without_such_passwords_says_so_before_anything_is_asked(site: WordPress) -> None:
    with site.planted(NO_PASSWORDS), pytest.raises(PasswordsOff):
        discover(site.url, HttpTransport())


def test_the_door_opens_for_its_own_path_only_and_once() -> None:
    door = Homecoming()
    brought: list[dict[str, str] | None] = []
    waiting = threading.Thread(target=lambda: brought.append(door.wait(30)))
    waiting.start()
    base = door.address.rpartition("/")[0]
    for path in ("/", "/favicon.ico", "/done", "/?user_login=x&password=y"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(base + path)
    with urllib.request.urlopen(f"{door.address}?user_login=a&password=b%20c") as page:
        assert "password" not in page.url
        assert page.read()
    waiting.join(30)
    assert brought == [{"user_login": "a", "password": "b c"}]
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(door.address)


def test_a_door_that_is_closed_waits_no_longer() -> None:
    door = Homecoming()
    door.close()
    assert door.wait(30) is None
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(door.address)


def test_nobody_comes() -> None:
    assert Homecoming().wait(0.3) is None


def test_a_visitor_who_says_nothing_keeps_nobody_waiting() -> None:
    """Browsers open connections ahead of need, and may never use them."""
    door = Homecoming()
    brought: list[dict[str, str] | None] = []
    waiting = threading.Thread(target=lambda: brought.append(door.wait(60)), daemon=True)
    waiting.start()
    address = urlsplit(door.address)
    with socket.create_connection((address.hostname or "", address.port or 0)):
        with urllib.request.urlopen(f"{door.address}?user_login=a&password=b", timeout=10) as page:
            assert page.read()
        waiting.join(10)
    assert brought == [{"user_login": "a", "password": "b"}]


def test_a_closed_door_waits_for_no_visitor_who_says_nothing() -> None:
    door = Homecoming()
    brought: list[dict[str, str] | None] = []
    waiting = threading.Thread(target=lambda: brought.append(door.wait(60)), daemon=True)
    waiting.start()
    address = urlsplit(door.address)
    with socket.create_connection((address.hostname or "", address.port or 0)) as silent:
        silent.sendall(b"GET ")
        door.close()
        waiting.join(10)
        assert brought == [None]
