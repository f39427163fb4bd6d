"""The indicator through a day: what it says while things happen, with a blog that does as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.errors import EditorError, SignInRefused, Unreachable
from editor.domain.post import Post, PostId, Status, new_blog_id, new_post_id
from editor.gui.main_window import MainWindow
from editor.gui.phrases import when
from editor.gui.publishing.condition import Way
from editor.store.apart import read_apart
from editor.sync.engine import Engine
from editor.sync.report import CancelToken, Deed, Progress, ReportLine, SyncReport
from editor.workspace.workspace import Workspace
from tests.store.test_ledger import a_copy

Open = Callable[..., MainWindow]


class Far:
    """What the blog answers to the next journeys; `open` lets them go on."""

    def __init__(self) -> None:
        self.error: EditorError | None = None
        self.open = threading.Event()
        self.open.set()
        self.journeys: list[str] = []

    def travel(self, kind: str, blog: Blog, kwargs: dict[str, Any]) -> SyncReport:
        self.journeys.append(kind)
        kwargs["progress"](Progress(blog.name, "", 1, 4))
        self.open.wait(10)
        cancel: CancelToken = kwargs["cancel"] or CancelToken()
        try:
            cancel.check()
            if self.error is not None:
                raise self.error
        except EditorError as error:
            return SyncReport((ReportLine(Deed.FAILED, blog.id, blog.name, error=error),))
        return SyncReport()


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    made = Far()

    def sync(_self: Engine, blog: Blog, _remote: object, **kwargs: Any) -> SyncReport:
        return made.travel("sync", blog, kwargs)

    def send(_self: Engine, blog: Blog, _remote: object, _post: str, **kwargs: Any) -> SyncReport:
        return made.travel("send", blog, kwargs)

    monkeypatch.setattr(Engine, "sync", sync)
    monkeypatch.setattr(Engine, "send", send)
    yield made
    made.open.set()


@pytest.fixture
def blog(workspace: Workspace) -> Blog:
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example", is_default=True)
    workspace._stores.blogs.add(blog, "x", keeps_drafts=True)
    return blog


@pytest.fixture
def window(blog: Blog, open_window: Open, qtbot: QtBot) -> MainWindow:
    window = open_window()
    window.network.tell(True)
    window.network.tell_metered(False)
    qtbot.waitUntil(lambda: window.overview.is_known)
    return window


def says(window: MainWindow) -> str:
    words = window.frame.actions_by_name["state"].text()
    assert window.frame.sync.headline.text() == words  # the chip and the panel are of one mind
    return words.translate({0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None})


def expect(qtbot: QtBot, window: MainWindow, words: str) -> None:
    try:
        qtbot.waitUntil(lambda: says(window) == words)
    except Exception:
        assert says(window) == words
        raise


def just_now(window: MainWindow) -> str:
    synced = window.lookout.facts().synced
    assert synced is not None
    return f"Synced {when(synced, window.workspace.clock.now())}"


def sync(window: MainWindow) -> None:
    window.frame.actions_by_name["sync"].trigger()


def write_a_draft(window: MainWindow, qtbot: QtBot) -> None:
    window.new_post()
    window.frame.writing.editor.insertPlainText("كلمة ")
    window.desk.save_now()
    qtbot.waitUntil(lambda: window.desk.is_saved)


def test_before_it_knows_it_claims_nothing(blog: Blog, open_window: Open) -> None:
    window = open_window()
    window.overview.is_known = False
    window.lookout.changed.emit()
    assert says(window) == "Looking at your blogs …"


def test_a_sync_stopped_by_its_author_counts_for_nothing(
    window: MainWindow, far: Far, qtbot: QtBot
) -> None:
    expect(qtbot, window, "Not synced yet")
    far.open.clear()
    sync(window)
    expect(qtbot, window, "Syncing … 1 of 4")
    panel = window.frame.sync
    assert [way for way, one in panel.ways.items() if not one.isHidden()] == [Way.STOP]
    assert not panel.bar.isHidden()
    panel.ways[Way.STOP].click()
    expect(qtbot, window, "Stopping …")
    assert all(one.isHidden() for one in panel.ways.values())
    far.open.set()
    expect(qtbot, window, "Not synced yet")
    assert panel.bar.isHidden()
    sync(window)
    qtbot.waitUntil(lambda: says(window).startswith("Synced"))
    assert says(window) == just_now(window)


def test_what_was_synced_is_known_after_a_new_start(
    window: MainWindow, open_window: Open, far: Far, qtbot: QtBot
) -> None:
    sync(window)
    qtbot.waitUntil(lambda: says(window).startswith("Synced"))
    other = open_window()
    qtbot.waitUntil(lambda: other.overview.is_known)
    assert says(other) == says(window)


def test_a_refused_password_is_named_until_it_works_again(
    window: MainWindow, far: Far, qtbot: QtBot
) -> None:
    far.error = SignInRefused("https://ink.example")
    sync(window)
    expect(qtbot, window, "حبر: sign in again")
    panel = window.frame.sync
    assert "did not accept the user name or the password" in panel.sentences.text
    assert not panel.ways[Way.SIGN_IN].isHidden()
    window.network.tell(False)
    expect(qtbot, window, "Offline")
    assert "did not accept the user name or the password" in panel.sentences.text
    far.error = None
    window.network.tell(True)  # back: it syncs at once
    qtbot.waitUntil(lambda: says(window).startswith("Synced"))
    assert panel.ways[Way.SIGN_IN].isHidden()


def test_a_refused_password_is_known_after_a_new_start_until_it_works(
    window: MainWindow, open_window: Open, far: Far, qtbot: QtBot
) -> None:
    far.error = SignInRefused("https://ink.example")
    window.workspace.sync()  # as from the command line
    other = open_window()
    expect(qtbot, other, "حبر: sign in again")
    far.error = Unreachable("https://ink.example")
    other.workspace.sync()  # what is away now says nothing of the password
    third = open_window()
    expect(qtbot, third, "حبر: sign in again")
    far.error = None
    sync(third)
    qtbot.waitUntil(lambda: says(third).startswith("Synced"))


def test_a_draft_that_goes_by_itself_is_seen_and_its_trouble_told(
    window: MainWindow, far: Far, qtbot: QtBot
) -> None:
    far.open.clear()
    far.error = Unreachable("https://ink.example")
    write_a_draft(window, qtbot)
    expect(qtbot, window, "1 change waiting")
    window.desk.send_now()
    expect(qtbot, window, "Syncing …")
    far.open.set()
    expect(qtbot, window, "حبر is not synced · 1 change waiting")
    assert far.journeys == ["send"]
    # One blog that is away is no missing network: the timetable goes on trying.
    window.timetable._timer.timeout.emit()
    qtbot.waitUntil(lambda: far.journeys == ["send", "sync"])


def test_a_draft_under_way_can_be_stopped(window: MainWindow, far: Far, qtbot: QtBot) -> None:
    far.open.clear()
    write_a_draft(window, qtbot)
    window.desk.send_now()
    expect(qtbot, window, "Syncing …")
    window.frame.sync.ways[Way.STOP].click()
    far.open.set()
    expect(qtbot, window, "1 change waiting")


def test_the_pause_is_told_and_ended_from_the_panel(
    window: MainWindow, far: Far, qtbot: QtBot
) -> None:
    window.frame.actions_by_name["pause"].setChecked(True)
    write_a_draft(window, qtbot)
    expect(qtbot, window, "Paused · 1 change waiting")
    window.frame.sync.ways[Way.RESUME].click()
    qtbot.waitUntil(lambda: far.journeys == ["sync"])
    expect(qtbot, window, "1 change waiting")


def test_a_click_leads_to_the_details(window: MainWindow) -> None:
    window.frame.actions_by_name["state"].trigger()
    assert window.panes.over == "sync"
    assert window.frame.sync.headline.isVisible()
    window.frame.actions_by_name["state"].trigger()
    assert window.panes.over == ""


def test_a_folder_changed_by_hand_is_taken_in_by_itself(
    workspace: Workspace, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    blog = workspace.blogs.add(workspace.blogs.discover(str(folder)))
    post = workspace.new_post("صباح", body="شربت الشاي\n", blog=blog.id)
    workspace.publish(post.id)
    workspace.send(post.id)
    window = open_window()
    qtbot.waitUntil(lambda: window.overview.is_known)
    assert says(window) == "Nothing waits"
    (source,) = folder.rglob("index.md")
    source.write_text(source.read_text("utf-8").replace("الشاي", "القهوة"), "utf-8")
    window.timetable._timer.timeout.emit()
    qtbot.waitUntil(lambda: workspace.open_post(post.id).body == "شربت القهوة\n")
    qtbot.waitUntil(lambda: not window.courier.is_busy)
    source.write_bytes(b"\x00")
    window.timetable._timer.timeout.emit()
    expect(qtbot, window, "site is not synced")
    assert "is not text that Midad can read" in window.frame.sync.sentences.text


def test_what_stands_apart_is_counted_as_the_list_shows_it(
    workspace: Workspace, blog: Blog
) -> None:
    stores = workspace._stores
    live = Post(PostId(""), title="حبر", blog=blog.id, status=Status.PUBLISHED)
    posts = [replace(live, id=new_post_id(), body=str(n)) for n in range(5)]
    for n, post in enumerate(posts):
        saved = stores.posts.save(post)
        copy = replace(a_copy(saved.id, blog.id, str(n)), trouble="", conflict=False)
        stores.ledger.put(
            (
                replace(copy, agreed=saved.digest),
                replace(copy, agreed="older"),
                replace(copy, agreed="older", conflict=True),
                replace(copy, agreed="older", trouble="Busy"),
                replace(copy, agreed="older", trouble="Busy", conflict=True),
            )[n]
        )
    apart = read_apart(stores.notebook)
    assert (apart.changed, apart.conflicts, apart.refused) == (1, 2, {posts[3].id})
    shown = [str(post.travel) for post in workspace.page()]
    assert sorted(shown) == sorted(["synced", "changed_here", "conflict", "trouble", "conflict"])
    for post in posts:
        stores.posts.bin(post.id)
    assert read_apart(stores.notebook) == replace(
        apart, changed=0, conflicts=0, refused=frozenset()
    )
