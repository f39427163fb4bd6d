"""No word is lost: saved by itself, kept beside what others changed, kept when the disk is full."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.errors import DiskFull
from editor.domain.post import Post
from editor.gui.main_window import MainWindow
from editor.workspace.workspace import Workspace

BODY = "الطريق طويل إلى WordPress.\n\nA second paragraph, left to right.\u00a0\u2028"


def write(window: MainWindow, text: str) -> None:
    window.frame.writing.editor.insertPlainText(text)


def opened(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)


def stored(workspace: Workspace) -> list[Post]:
    return [workspace.open_post(row.id) for row in workspace.page()]


def test_a_key_is_in_the_notebook_within_a_second(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    window.new_post()
    window.frame.writing.title_field.setPlainText("جسر")
    write(window, "نص")
    began = time.monotonic()
    qtbot.waitUntil(lambda: bool(workspace.page()), timeout=2000)
    assert time.monotonic() - began < 1.2
    assert [(post.title, post.body) for post in stored(workspace)] == [("جسر", "نص")]


def test_typing_without_a_rest_is_saved_too(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    window.new_post()
    for _ in range(12):
        write(window, "كلمة ")
        qtbot.wait(100)
    assert workspace.page(), "twelve keys in 1.2 seconds, and nothing was saved"


def test_a_post_is_shown_and_left_as_it_was(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("عنوان", body=BODY)
    opened(window, post, qtbot)
    other = workspace.new_post("Other")
    opened(window, other, qtbot)
    assert workspace.open_post(post.id) == post


def test_a_blank_post_is_never_kept(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    window.new_post()
    write(window, "a")
    window.frame.writing.editor.undo()
    window.new_post()
    qtbot.wait(900)
    assert workspace.page() == []


def test_particulars_are_saved_by_themselves(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("Title", body=BODY)
    opened(window, post, qtbot)
    window.panes.show_over("details")
    window.frame.details.tags.setText("سفر، road")
    window.frame.details.tags.editingFinished.emit()
    window.frame.details.stays_here.click()
    qtbot.waitUntil(lambda: workspace.open_post(post.id).tags == ("سفر", "road"), timeout=2000)
    saved = workspace.open_post(post.id)
    assert saved.stays_here
    assert saved.body == BODY


def test_a_post_changed_elsewhere_is_shown_anew(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("Title", body="one")
    opened(window, post, qtbot)
    workspace.save(replace(post, body="two"))
    qtbot.waitUntil(lambda: window.frame.writing.body() == "two")


@pytest.mark.parametrize("late", [0.0, 0.4])
def test_words_that_meet_a_changed_post_are_kept_beside_it(
    window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    late: float,
) -> None:
    """`late`: the window hears that the post changed before it hears where its words are."""
    keep = workspace.save_beside

    def save_beside(post: Post, base: Post | None) -> Post:
        kept = keep(post, base)
        threading.Event().wait(late)
        return kept

    monkeypatch.setattr(workspace, "save_beside", save_beside)
    post = workspace.new_post("Title", body="one")
    opened(window, post, qtbot)
    write(window, "mine ")
    workspace.save(replace(post, body="theirs"))  # before the window's own save
    qtbot.waitUntil(lambda: len(workspace.page()) == 2, timeout=3000)
    qtbot.waitUntil(lambda: "kept beside" in window.frame.banner.text)
    assert window.frame.writing.body() == "theirs"
    kept = [each for each in stored(workspace) if each.version_of == post.id]
    assert [each.body for each in kept] == ["mine one"]


def test_words_stay_in_the_window_when_the_disk_is_full(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = workspace.new_post("Title", body="one")
    opened(window, post, qtbot)

    def refuse(*_given: object, **_named: object) -> Post:
        raise DiskFull(path="notebook")

    with monkeypatch.context() as full:
        full.setattr(workspace, "save", refuse)
        write(window, "more ")
        qtbot.waitUntil(lambda: "Not saved yet" in window.frame.banner.text, timeout=3000)
        window.close()
        qtbot.wait(200)
        assert window.isVisible(), "the window went, and the words with it"
        assert window.frame.writing.body() == "more one"
    window.frame.banner.do(0)  # Save again
    qtbot.waitUntil(lambda: workspace.open_post(post.id).body == "more one")


def test_closing_waits_for_the_last_word(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("Title", body="")
    opened(window, post, qtbot)
    write(window, "آخر كلمة")
    with qtbot.waitSignal(window.closed, timeout=5000):
        window.close()
    assert workspace.open_post(post.id).body == "آخر كلمة"


def test_the_caret_stays_at_its_words_when_a_sync_brings_others(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post(
        "Title", body="الجسر over the river 🌉.\n\nnear our town, today.\n\nend"
    )
    opened(window, post, qtbot)
    editor = window.frame.writing.editor
    editor.setTextCursor(editor.document().find("town"))
    workspace.save(replace(post, body="New.\n\nالجسر across the wide river.\n\nnear our old town."))
    qtbot.waitUntil(lambda: window.frame.writing.body().startswith("New."))
    assert editor.textCursor().selectedText() == "town"


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("touched", range(4))
def test_no_post_is_opened_because_lines_change_places(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, at: int, touched: int
) -> None:
    made = [workspace.new_post(f"Post {n}", body=f"{n}") for n in range(4)]
    library = window.frame.library
    qtbot.waitUntil(lambda: library.posts.rowCount() == 4 and not library.posts._loading)
    window.open_post(made[at].id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == made[at].id)
    qtbot.waitUntil(lambda: library.view.currentIndex().isValid())
    chosen: list[object] = []
    library.chosen.connect(chosen.append)
    with qtbot.waitSignal(library.posts.settled):
        workspace.save(replace(workspace.open_post(made[touched].id), body="by a sync"))
    current = library.posts.post_at(library.view.currentIndex().row())
    assert current is not None
    assert current.id == made[at].id
    assert not chosen
