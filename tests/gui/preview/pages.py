"""Pages for the tests of the preview, and questions to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pytestqt.qtbot import QtBot

from editor.domain.post import Direction, PostId
from editor.gui.preview.schemes import Content
from editor.gui.preview.view import WORLD, PreviewView, Sheet

POST = PostId("11111111-2222-4333-8444-555555555555")
Ask = Callable[[str], Any]


def sheet(*blocks: str, post: PostId = POST, direction: Direction = Direction.LTR) -> Sheet:
    """A page of `blocks`, each HTML that nobody sanitised."""
    named = tuple((f"{place}", html) for place, html in enumerate(blocks))
    return Sheet(post, direction, "", named)


@contextmanager
def open_view(qtbot: QtBot, pictures: dict[tuple[str, str], Content]) -> Iterator[PreviewView]:
    """A view whose page has come, closed in good order afterwards."""
    view = PreviewView(lambda post, name: pictures.get((post, name)))
    view.resize(480, 600)
    view.show()
    with qtbot.waitSignal(view.page().loadFinished, timeout=20_000):
        view.load_page()
    yield view
    view.hide()
    page = view.page()
    with qtbot.waitSignal(page.destroyed):
        view.close_down()
    view.deleteLater()


def asking(qtbot: QtBot, view: PreviewView, world: int = WORLD) -> Ask:
    def answer(expression: str) -> Any:
        got: list[Any] = []
        view.page().runJavaScript(expression, world, got.append)
        qtbot.waitUntil(lambda: bool(got), timeout=20_000)
        return got[0]

    return answer


def put(qtbot: QtBot, view: PreviewView, wanted: Sheet) -> None:
    """Bring `wanted` to the page and wait until it is there."""
    with qtbot.waitSignal(view.sheet_shown, timeout=20_000):
        view.show_sheet(wanted)
    qtbot.waitUntil(lambda: view.is_at_rest, timeout=20_000)
