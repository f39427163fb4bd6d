"""What happens to writers in stories: lost answers, and somebody in the blog's own editor."""

from __future__ import annotations

from collections.abc import Callable

from editor.domain.errors import OutcomeUnknown
from editor.domain.post import Status
from tests.sync.conftest import Writer
from tests.sync.memory import MemoryBlog

BODY = "خرجنا مع الفجر، and the bridge was empty."
THEIRS = "<p>كلمات الزميلة</p>"


def quiet(_act: str) -> None:
    """Nothing happens."""


def lost(act: str) -> Callable[[str], None]:
    """The answer to `act` is lost."""

    def after(done: str) -> None:
        if done == act:
            raise OutcomeUnknown

    return after


def once(act: Callable[[], object]) -> Callable[[str], None]:
    """The first time, and never again."""
    left = [act]

    def between(_act: str) -> None:
        if left:
            left.pop()()

    return between


def welcomed(writer: Writer, server: MemoryBlog, status: Status = Status.DRAFT) -> str:
    """A post of the blog's, known here."""
    server.add("جسر", "<p>أول</p>", status)
    writer.sync()
    (row,) = writer.workspace.page()
    return row.id


def trash(server: MemoryBlog, **more: object) -> None:
    server.edit("1", trashed=True, status=Status.DRAFT, **more)


def untrash(server: MemoryBlog) -> None:
    server.edit("1", trashed=False)
