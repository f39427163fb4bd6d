"""Fixtures for every test: the real servers of tests/servers; and how tests share two workers."""

import pytest

from tests.servers.fixtures import (  # noqa: F401
    plain_wordpress,
    wordpress,
    wordpress_of_sid,
    wordpress_of_trixie,
)

SERVERS = ("wordpress", "plain_wordpress", "wordpress_of_trixie", "wordpress_of_sid")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Side by side, a real server is started by one worker only; other tests go file by file.
    Said with each test: the workers read it before they hear that all were collected."""
    asks = set(SERVERS).intersection(getattr(item, "fixturenames", ()))
    item.add_marker(pytest.mark.xdist_group("servers" if asks else item.location[0]))
