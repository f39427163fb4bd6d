"""pytest fixtures: real servers, started once per run when a test first asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.wordpress import PLAIN, WordPress


@pytest.fixture(scope="session")
def wordpress() -> Iterator[WordPress]:
    """Debian 12's WordPress, 6.1."""
    with WordPress("bookworm") as site:
        yield site


@pytest.fixture(scope="session")
def wordpress_of_trixie() -> Iterator[WordPress]:
    """Debian 13's WordPress, 6.8."""
    with WordPress("trixie") as site:
        yield site


@pytest.fixture(scope="session")
def wordpress_of_sid() -> Iterator[WordPress]:
    """The newest WordPress Debian has; for `make torture`."""
    with WordPress("sid") as site:
        yield site


@pytest.fixture(scope="session")
def plain_wordpress() -> Iterator[WordPress]:
    """Debian 12's WordPress with plain permalinks: `/?p=1`, and no `/wp-json/`."""
    with WordPress("bookworm", permalinks=PLAIN) as site:
        yield site
