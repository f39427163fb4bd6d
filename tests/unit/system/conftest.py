"""Fixtures for the system's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plain_user import folder_of_a_plain_user


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder in which permissions count, even where the tests run as root."""
    with folder_of_a_plain_user() as folder:
        yield folder
