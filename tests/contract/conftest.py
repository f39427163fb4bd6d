"""Every kind of blog, to run one suite over all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.yards import FolderYard, MemoryYard, WordPressYard, Yard
from tests.servers.wordpress import WordPress

NEWEST = pytest.param("wordpress_of_sid", marks=pytest.mark.torture)


@pytest.fixture(
    params=["memory", "folder", "wordpress", "wordpress_of_trixie", "plain_wordpress", NEWEST],
)
def yard(request: pytest.FixtureRequest, tmp_path: Path) -> Yard:
    """A blog of each kind in turn."""
    if request.param == "memory":  # the sync tests' double has to keep the promises, too
        return MemoryYard()
    if request.param == "folder":
        return FolderYard(tmp_path / "موقع")
    return WordPressYard(request.getfixturevalue(request.param))


@pytest.fixture(params=["wordpress", "wordpress_of_trixie", NEWEST])
def site(request: pytest.FixtureRequest) -> WordPress:
    """WordPress 6.1 and 6.8 in turn; the newest one in `make torture`."""
    found: WordPress = request.getfixturevalue(request.param)
    return found
