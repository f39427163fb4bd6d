"""Fixtures for every test: the real servers of tests/servers."""

from tests.servers.fixtures import (  # noqa: F401
    plain_wordpress,
    wordpress,
    wordpress_of_sid,
    wordpress_of_trixie,
)
