"""Searching from the window: first finds at once, better ones after, nothing jumps or is stale."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from editor.domain.post import PostSummary, Status
from editor.gui.library.model import ROW_ROLE
from editor.gui.library.rows import refined, row
from editor.gui.main_window import MainWindow
from editor.store.search import FIRST, Glance
from editor.workspace.searching import Searching
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open

MANY = FIRST + 16


def titles(window: MainWindow) -> list[str]:
    posts = window.frame.library.posts
    return [posts.index(n).data() for n in range(posts.rowCount())]


def seek(window: MainWindow, words: str) -> None:
    window.frame.library.search.setText(words)


@pytest.fixture
def shelf(workspace: Workspace) -> Workspace:
    """Many posts with a common word; the oldest says most of it."""
    workspace.new_post("جسر جسر", body="جسر", local=True)
    for number in range(MANY):
        workspace.new_post(f"{number}", body="عبرنا على جسر قديم في الليل", local=True)
    return workspace


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


class Gate:
    """Keeps the whole answer back until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        whole = Searching.find

        def held_back(searching: Searching, *args: Any, **options: Any) -> list[PostSummary]:
            self._open.wait(10)
            return whole(searching, *args, **options)

        monkeypatch.setattr(Searching, "find", held_back)

    def open(self) -> None:
        self._open.set()


def test_the_newest_finds_come_at_once_and_the_best_in_the_end(
    shelf: Workspace, open_window: Open, gate: Gate, qtbot: QtBot
) -> None:
    window = open_window()
    seek(window, "جسر")
    qtbot.waitUntil(lambda: len(titles(window)) == FIRST)
    assert titles(window)[0] == str(MANY - 1)
    gate.open()
    qtbot.waitUntil(lambda: len(titles(window)) == MANY + 1)
    assert titles(window)[0] == "جسر جسر"
    line = window.frame.library.posts.index(1).data(ROW_ROLE)
    assert [line.opening[start:end] for start, end in line.found] == ["جسر"]


def test_what_the_author_has_gone_to_stays_under_the_hand(
    shelf: Workspace, open_window: Open, gate: Gate, qtbot: QtBot
) -> None:
    window = open_window()
    library = window.frame.library
    seek(window, "جسر")
    qtbot.waitUntil(lambda: len(titles(window)) == FIRST)
    assert library._lines_in_reach() == 0
    library.view.verticalScrollBar().setValue(30)
    held = library._lines_in_reach()
    assert 3 < held < FIRST
    before, place = titles(window), library.view.verticalScrollBar().value()
    gate.open()
    qtbot.waitUntil(lambda: len(titles(window)) == MANY + 1)
    assert titles(window)[:held] == before[:held]
    assert titles(window)[held] == "جسر جسر"
    assert library.view.verticalScrollBar().value() == place


def test_typing_on_drops_the_answer_to_what_was_typed_before(
    shelf: Workspace, open_window: Open, gate: Gate, qtbot: QtBot
) -> None:
    shelf.new_post("قنديل", body="ضوء", local=True)
    window = open_window()
    seek(window, "جسر")
    qtbot.waitUntil(lambda: len(titles(window)) == FIRST)
    seek(window, "قنديل")
    qtbot.wait(300)
    gate.open()
    qtbot.waitUntil(lambda: titles(window) == ["قنديل"])
    qtbot.wait(200)
    assert titles(window) == ["قنديل"]


def test_a_search_knows_when_nobody_waits_for_it(
    workspace: Workspace, open_window: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[Callable[[], bool]] = []

    def glance(_self: Searching, _typed: str, *, is_stale: Callable[[], bool], **_: Any) -> Glance:
        asked.append(is_stale)
        return Glance([], is_all=True)

    monkeypatch.setattr(Searching, "glance", glance)
    window = open_window()
    seek(window, "أول")
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert not asked[0]()
    seek(window, "أول ثان")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[0]()
    assert not asked[1]()


def test_an_opened_post_does_not_wait_for_the_ranking(
    shelf: Workspace, open_window: Open, gate: Gate, qtbot: QtBot
) -> None:
    window = open_window()
    seek(window, "جسر")
    qtbot.waitUntil(lambda: len(titles(window)) == FIRST)
    wanted = window.frame.library.posts.post_at(5)
    assert wanted is not None
    window.open_post(wanted.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == wanted.id)
    gate.open()
    qtbot.waitUntil(lambda: len(titles(window)) == MANY + 1)


def test_pairs_narrow_the_list_and_an_empty_one_teaches_them(
    workspace: Workspace, open_window: Open, qtbot: QtBot
) -> None:
    workspace.new_post("مسودة", body="جسر", local=True)
    post = workspace.new_post("منشورة", body="جسر", local=True)
    workspace.save(replace(post, status=Status.PUBLISHED, tags=("شعر",)))
    window = open_window()
    seek(window, "حالة:منشور جسر")
    qtbot.waitUntil(lambda: titles(window) == ["منشورة"])
    seek(window, "tag:شعر")
    qtbot.waitUntil(lambda: titles(window) == ["منشورة"])
    seek(window, "tag:")
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    seek(window, "tag:نثر")
    qtbot.waitUntil(lambda: titles(window) == [])
    empty = window.frame.library._empty
    qtbot.waitUntil(empty.isVisible)
    said = "\n".join(each.text() for each in empty.findChildren(QLabel))
    assert "tag:poetry status:draft after:2025" in said
    assert "tag:" in window.frame.library.search.toolTip()


def test_only_the_words_are_marked_in_the_opened_post(
    workspace: Workspace, open_window: Open, qtbot: QtBot
) -> None:
    found = workspace.new_post("أول", body="في هذا النص كلمة مَطْلوبة.", local=True)
    window = open_window()
    seek(window, "status:draft مطلوبة -نثر")
    window.open_post(found.id)
    bar = window.frame.writing.find_bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar.finder.count == 1)
    assert bar.field.text() == "مطلوبة"


def test_lines_that_are_read_stay_and_the_others_stand_below(workspace: Workspace) -> None:
    for title in "abcd":
        workspace.new_post(title, local=True)
    d, c, b, a = (row(post) for post in workspace.page())
    assert refined([d, c, b], [a, b, c, d], 0) == [a, b, c, d]
    assert refined([d, c, b], [a, b, c, d], 2) == [d, c, a, b]
    assert refined([d], [a], 1) == [d, a]
