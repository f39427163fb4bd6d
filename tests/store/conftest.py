"""A notebook on a real disk, and a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.domain.blog import Blog
from editor.domain.course import Course
from editor.domain.post import Credit, Post, Status, new_blog_id, new_post_id
from editor.store import indexing
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.migrations import create_search
from editor.store.posts import Posts
from tests.plain_user import folder_of_a_plain_user

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

BODY = """## ليلة على الجسر

كتبتُ **سطرًا** عن C++ ثم نمتُ. The river said nothing, و«النهر» لا يجيب.

- قلمٌ وحبر
- a second pen
"""


class StillClock:
    """Stands still until it is moved."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def a_post(**fields: object) -> Post:
    """A mixed post; `fields` replace parts of it."""
    whole: dict[str, object] = {
        "id": new_post_id(),
        "title": "رسالة من الجسر — a letter",
        "body": BODY,
        "language": "ar",
        "tags": ("حبر", "night"),
        "credits": (Credit("author", "ليلى"),),
    }
    return Post(**{**whole, **fields})  # type: ignore[arg-type]


def a_blog(**fields: object) -> Blog:
    """A blog; `fields` replace parts of it."""
    whole: dict[str, object] = {
        "id": new_blog_id(),
        "kind": "wordpress",
        "name": "حبر على النهر",
        "address": "https://ink.example/",
        "username": "leila",
        "language": "ar",
    }
    return Blog(**{**whole, **fields})  # type: ignore[arg-type]


def a_full_post() -> Post:
    """A post with something in every field."""
    from editor.domain.post import Direction, Format

    return a_post(
        format=Format.HTML,
        direction=Direction.RTL,
        status=Status.SCHEDULED,
        slug="رسالة",
        excerpt="سطر واحد",
        categories=("يوميات",),
        credits=(Credit("author", "ليلى"), Credit("language_editor", "Sam")),
        publish_at=NOON + timedelta(days=3, microseconds=7),
        stays_here=True,
        version_of=new_post_id(),
        created=NOON - timedelta(days=1),
        binned=NOON,
        extra=(("layout", "wide"), ("nested", "{a: [1, ب]}")),
    )


def index_anew(notebook: Notebook) -> None:
    """What the migrations do where the index's form or its keys change."""
    with notebook.writing() as connection:
        create_search(notebook.tables)
        indexing.fill(connection, Course())


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "دفتر ١.midad"


@pytest.fixture
def notebook(path: Path, clock: StillClock) -> Iterator[Notebook]:
    opened = Notebook.open(path, clock)
    yield opened
    opened.close()


@pytest.fixture
def posts(notebook: Notebook) -> Posts:
    return Posts(notebook)


@pytest.fixture
def blogs(notebook: Notebook) -> Blogs:
    return Blogs(notebook)


@pytest.fixture
def ledger(notebook: Notebook) -> Ledger:
    return Ledger(notebook)


@pytest.fixture
def media(notebook: Notebook) -> Media:
    return Media(notebook)


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder in which permissions count, even where the tests run as root."""
    with folder_of_a_plain_user() as folder:
        yield folder
