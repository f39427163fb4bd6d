"""Fixtures for every test: the real servers of tests/servers; and how tests share two workers."""

import os

import pytest
from hypothesis import settings

from tests.servers.fixtures import (  # noqa: F401
    plain_wordpress,
    wordpress,
    wordpress_of_sid,
    wordpress_of_trixie,
)

# `make test` looks at the same examples each time: what it finds on one computer it finds on all.
# New ones are for `make torture`, and for whoever sets this.
settings.register_profile("steady", derandomize=True)
if not os.environ.get("MIDAD_EXPLORES"):
    settings.load_profile("steady")

SERVERS = ("wordpress", "plain_wordpress", "wordpress_of_trixie", "wordpress_of_sid")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Side by side, a real server is started by one worker only; other tests go file by file.
    Said with each test: the workers read it before they hear that all were collected."""
    asks = set(SERVERS).intersection(getattr(item, "fixturenames", ()))
    item.add_marker(pytest.mark.xdist_group("servers" if asks else item.location[0]))
