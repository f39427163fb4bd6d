"""What readers will see change, before the author says Update."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.post import Post, Status
from editor.gui.main_window import MainWindow
from editor.gui.publishing.what_changes import WhatChangesDialog, summary
from editor.text.difference import compare
from editor.text.particulars import FOR_READERS
from editor.workspace.workspace import Workspace

BODY = "خرجنا مع الفجر.\n\nThe road was long.\n"


@pytest.fixture
def post(workspace: Workspace, tmp_path: Path) -> Post:
    """Readers have it."""
    blog = workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")))
    made = workspace.new_post("جسر", body=BODY, blog=blog.id)
    workspace.publish(made.id)
    workspace.send(made.id)
    return workspace.open_post(made.id)


def opened(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    qtbot.waitUntil(lambda: window.overview.standing.agreed != "")


def dialog_of(window: MainWindow, qtbot: QtBot) -> WhatChangesDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(WhatChangesDialog)))
    dialog: WhatChangesDialog = window.findChildren(WhatChangesDialog)[-1]
    qtbot.waitUntil(lambda: dialog.counts.text() != "")
    return dialog


def shown(dialog: WhatChangesDialog) -> str:
    text = dialog.view.document().toRawText()
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2069")))


def test_the_banner_leads_there_and_update_is_one_press_away(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    editor = window.frame.writing.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor, "And short.")
    window.desk.save_now()
    qtbot.waitUntil(lambda: "Changed here" in window.frame.banner.text, timeout=10_000)
    qtbot.waitUntil(lambda: window.frame.top.changes.isVisible())
    window.frame.banner.do(1)
    dialog = dialog_of(window, qtbot)
    assert dialog.counts.text() == "0 words went, 2 words came"
    assert "And short." in shown(dialog)
    assert dialog.update_button.isEnabled()
    dialog.update_button.click()
    agreed = lambda: workspace.copies_of(post.id)[0].agreed  # noqa: E731
    qtbot.waitUntil(lambda: agreed() == workspace.open_post(post.id).digest, timeout=10_000)
    assert "And short." in workspace.open_post(post.id).body
    qtbot.waitUntil(lambda: window.frame.top.changes.isHidden())


def test_what_is_typed_last_is_in_it_and_what_is_said_about_the_post(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    workspace.save(replace(post, tags=("نهر",), slug="bridge", title="جسر الأئمة"))
    opened(window, post, qtbot)
    qtbot.keyClicks(window.frame.writing.editor, "First ")
    assert not window.desk.is_saved
    window.frame.actions_by_name["changes"].trigger()
    dialog = dialog_of(window, qtbot)
    assert "First " in shown(dialog)
    assert "Address  bridge" in shown(dialog)
    assert "Tags  نهر" in shown(dialog)
    assert "at the last sync" in dialog.since.text()


def test_it_follows_what_happens_while_it_is_open(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    window.comparing.show_changes()
    dialog = dialog_of(window, qtbot)
    assert dialog.counts.text() == "Nothing: readers have the post as it is here."
    assert not dialog.update_button.isEnabled()
    workspace.save(replace(post, body=BODY.replace("long", "short")))
    qtbot.waitUntil(lambda: dialog.counts.text() == "1 word went, 1 word came")
    assert dialog.update_button.isEnabled()


def test_a_draft_has_nothing_to_update_and_a_new_post_nothing_to_compare(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    draft = workspace.new_post("مسودة", body=BODY)
    window.open_post(draft.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == draft.id)
    assert not window.frame.actions_by_name["changes"].isEnabled()
    window.comparing.show_changes()
    dialog = dialog_of(window, qtbot)
    assert "all of it would be new" in dialog.counts.text()
    assert dialog.update_button.isHidden()


def test_a_block_that_turned_stands_once_and_can_be_sent(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    opened(window, post, qtbot)
    workspace.save(replace(post, body=f"{BODY.rstrip()}\n{{: dir=rtl}}\n"))
    window.comparing.show_changes()
    dialog = dialog_of(window, qtbot)
    last = BODY.split()[-1]
    qtbot.waitUntil(lambda: "now right to left" in shown(dialog))
    assert shown(dialog).count(last) == BODY.count(last)
    assert "dir=" not in shown(dialog)
    assert dialog.update_button.isEnabled()


DAY = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Nothing: readers have the post as it is here."),
        ({"title": "جسر قديم"}, "0 words went, 1 word came"),
        ({"status": Status.PUBLISHED}, "Status"),
        ({"publish_at": DAY, "slug": "a"}, "Address, Date"),
        ({"body": BODY + "![قارب](boat.jpg)\n"}, "0 words went, 3 words came · Pictures"),
        ({"body": f"{BODY.rstrip()}\n{{: dir=rtl}}\n"}, "Some of it runs the other way now"),
    ],
)
def test_the_summary_says_how_much_and_what(
    post: Post, changes: dict[str, object], words: str
) -> None:
    draft = replace(post, status=Status.DRAFT)
    later = replace(draft, **changes)  # type: ignore[arg-type]
    assert summary(compare(draft, later, FOR_READERS)) == words
