"""Old notebooks are backed up, brought up to date, and keep every word."""

from __future__ import annotations

import shutil
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlcipher3 import dbapi2

from editor.domain.comment import Verdict
from editor.domain.course import Course
from editor.domain.errors import DiskFull, NotebookTooNew, WorkCancelled
from editor.store import database, driver, migrations
from editor.store.blogs import Blogs
from editor.store.comments import Comments
from editor.store.database import Notebook
from editor.store.dresses import Dresses
from editor.store.journal import Journal
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.posts import Posts
from editor.store.settings import Settings
from tests.store.conftest import NOON, StillClock, a_post, index_anew
from tests.store.released import schema_1 as released
from tests.store.released import schema_2, schema_3, schema_4, schema_5, schema_6
from tests.store.released.growing import WORD, grown

if TYPE_CHECKING:
    from editor.store.driver import Database


@pytest.fixture
def old(path: Path) -> Path:
    """A copy of a notebook as the first release wrote it."""
    shutil.copy(released.FILE, path)
    path.chmod(0o600)
    return path


def every_word_is_there(notebook: Notebook) -> None:
    posts, blogs, ledger = Posts(notebook), Blogs(notebook), Ledger(notebook)
    for post in released.POSTS:
        assert posts.get(post.id) == post
    assert [post.id for post in posts.search("كتبت الجسر")] == [released.MIXED.id]
    assert [post.id for post in posts.page(binned=True)] == [released.BINNED.id]
    assert posts.versions_of(released.MIXED.id) == [released.HTML.id]
    assert [replace(blog, manner="", zone="") for blog in blogs.all()] == [released.BLOG]
    assert blogs.secret(released.BLOG.id) == released.SECRET
    assert ledger.copies(released.BLOG.id) == [released.COPY]
    assert ledger.intents() == [released.INTENT]
    media = Media(notebook)
    name, data, *_ = released.PICTURE
    picture = media.get(released.MIXED.id, name)
    assert picture is not None
    assert picture.data == data
    assert media.url(released.BLOG.id, picture.item.digest) == released.UPLOADED
    assert Settings(notebook).get(released.SETTING[0]) == released.SETTING[1]
    verdict = notebook.row("PRAGMA integrity_check")
    assert verdict is not None
    assert verdict[0] == "ok"
    assert notebook.rows("PRAGMA foreign_key_check") == []


def add_mood(tables: Database, _course: Course) -> None:
    tables.table("posts").add_column("mood", str)
    tables.execute("UPDATE posts SET mood = 'calm'")


def add_and_fail(tables: Database, course: Course) -> None:
    add_mood(tables, course)
    raise ZeroDivisionError


def one_more(monkeypatch: pytest.MonkeyPatch, step: migrations.Step) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, ("moods", step)))


def backups(path: Path) -> list[Path]:
    return sorted(each for each in path.parent.iterdir() if each.name.startswith(f"{path.stem} "))


def every_state_is_there(notebook: Notebook) -> None:
    history = Posts(notebook).history
    found = [
        (history.state(id, each.number), each.cause)
        for id in (released.MIXED.id, released.BINNED.id)
        for each in sorted(history.of_post(id), key=lambda each: each.number)
    ]
    assert found == list(schema_2.STATES)


def test_a_notebook_of_the_first_schema_keeps_every_word(old: Path, clock: StillClock) -> None:
    notebook = Notebook.open(old, clock)
    every_word_is_there(notebook)
    assert Posts(notebook).history.of_post(released.MIXED.id) == []
    notebook.close()


def test_a_notebook_of_the_second_schema_keeps_every_word(path: Path, clock: StillClock) -> None:
    shutil.copy(schema_2.FILE, path)
    path.chmod(0o600)
    notebook = Notebook.open(path, clock)
    every_word_is_there(notebook)
    every_state_is_there(notebook)
    notebook.close()


def test_a_notebook_of_the_third_schema_keeps_every_word(path: Path, clock: StillClock) -> None:
    shutil.copy(schema_3.FILE, path)
    path.chmod(0o600)
    notebook = Notebook.open(path, clock)
    every_word_is_there(notebook)
    every_state_is_there(notebook)
    (entry,) = Journal(notebook).entries()
    assert (entry.post, entry.base) == (schema_3.TYPED, released.MIXED.updated)
    notebook.close()


def test_a_notebook_of_the_fourth_schema_keeps_every_word(path: Path, clock: StillClock) -> None:
    shutil.copy(schema_4.FILE, path)
    path.chmod(0o600)
    notebook = Notebook.open(path, clock)
    every_word_is_there(notebook)
    every_state_is_there(notebook)
    (entry,) = Journal(notebook).entries()
    assert entry.post == schema_3.TYPED
    notebook.close()


def test_a_notebook_of_the_fifth_schema_keeps_every_word(path: Path, clock: StillClock) -> None:
    shutil.copy(schema_5.FILE, path)
    path.chmod(0o600)
    notebook = Notebook.open(path, clock)
    every_state_is_there(notebook)
    assert Blogs(notebook).all() == [schema_5.BLOG]
    notebook.close()


def test_what_readers_said_is_there(path: Path, clock: StillClock) -> None:
    shutil.copy(schema_6.FILE, path)
    path.chmod(0o600)
    notebook = Notebook.open(path, clock)
    every_word_is_there(notebook)
    assert Blogs(notebook).all() == [schema_6.BLOG]
    (row,) = Comments(notebook).page()
    assert (row.comment, row.wanted) == (schema_6.COMMENT, Verdict.APPROVED)
    (reply,) = Comments(notebook).waiting_replies()
    assert reply.comment.text == schema_6.REPLY
    assert Dresses(notebook).get(schema_6.BLOG.id) == schema_6.LOOK
    assert Dresses(notebook).file(schema_6.BLOG.id, "style.css") == schema_6.LOOK_FILE
    notebook.close()


@pytest.mark.parametrize(
    "saved",
    [released.FILE, schema_2.FILE, schema_3.FILE, schema_4.FILE, schema_5.FILE, schema_6.FILE],
)
def test_what_any_schema_saved_is_found_by_the_keys_of_now(
    saved: Path, path: Path, clock: StillClock
) -> None:
    """Keys made by other rules would be searched for in vain."""
    shutil.copy(saved, path)
    path.chmod(0o600)
    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    for words in ("جسر", "«من الجسر»", "tag:حبر الجسر"):
        assert released.MIXED.id in {post.id for post in posts.search(words)}, words
    notebook.connection.execute(
        "CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'post_search', 'col')"
    )
    found = [tuple(row) for row in notebook.rows("SELECT * FROM temp.terms")]
    index_anew(notebook)
    assert found == [tuple(row) for row in notebook.rows("SELECT * FROM temp.terms")]
    notebook.close()


def test_a_narrowed_list_is_chosen_without_looking_at_bodies(notebook: Notebook) -> None:
    steps = notebook.rows(
        "EXPLAIN QUERY PLAN SELECT number FROM posts WHERE binned IS NULL AND status = 'draft' "
        "AND language LIKE 'ar' AND blog = '-' ORDER BY updated DESC, number DESC"
    )
    assert ["COVERING INDEX idx_posts_listed" in step["detail"] for step in steps] == [True]


def test_every_schema_there_was_has_its_notebook() -> None:
    """Who adds a step saves a notebook of it (tests/store/released) and a test that opens it."""
    folder = schema_2.FILE.parent
    saved = {each.name for each in folder.glob("*.midad")}
    steps = range(1, len(migrations.MIGRATIONS) + 1)
    assert saved == {f"schema-{number}.midad" for number in steps}


def test_a_new_notebook_has_all_steps_on_record(notebook: Notebook) -> None:
    taken = notebook.rows("SELECT * FROM migrations ORDER BY number")
    assert [(row["number"], row["name"]) for row in taken] == [
        (number, name) for number, (name, _) in enumerate(migrations.MIGRATIONS, start=1)
    ]
    assert taken[0]["taken"] == NOON.isoformat()
    version = notebook.row("PRAGMA user_version")
    assert version is not None
    assert version[0] == len(migrations.MIGRATIONS)
    assert backups(notebook.path) == []


def test_an_old_one_is_backed_up_and_then_changed(
    old: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more(monkeypatch, add_mood)
    notebook = Notebook.open(old, clock)
    every_word_is_there(notebook)
    assert {row["mood"] for row in notebook.rows("SELECT mood FROM posts")} == {"calm"}
    notebook.close()
    Notebook.open(old, clock).close()

    (backup,) = backups(old)
    assert backup.name == f"{old.stem} 2026-11-20 (schema 1).midad"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    monkeypatch.undo()
    kept = Notebook.open(backup, clock)
    every_word_is_there(kept)
    kept.close()
    with pytest.raises(NotebookTooNew):
        Notebook.open(old, clock)


def test_a_step_that_fails_changes_nothing(
    old: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more(monkeypatch, add_and_fail)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            Notebook.open(old, clock)
    assert len(backups(old)) == 2
    monkeypatch.undo()
    notebook = Notebook.open(old, clock)
    every_word_is_there(notebook)
    assert "mood" not in notebook.tables.table("posts").columns_dict
    notebook.close()


@pytest.fixture
def deny(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[int]]:
    """deny(n): from now on SQLite refuses the n-th thing it is asked to do, and only that, not
    counting what it looks at; the list it gives counts what was asked."""

    looks = (dbapi2.SQLITE_READ, dbapi2.SQLITE_SELECT, 31)  # 31: a function is called

    def from_now_on(wanted: int) -> list[int]:
        asked: list[int] = []
        connect = driver.connect

        def watched(*args: Any, **named: Any) -> Any:
            connection: Any = connect(*args, **named)

            def decide(action: int, *_details: object) -> int:
                if action in looks:
                    return int(dbapi2.SQLITE_OK)
                asked.append(action)
                return dbapi2.SQLITE_DENY if len(asked) == wanted else dbapi2.SQLITE_OK

            connection.set_authorizer(decide)
            return connection

        monkeypatch.setattr(driver, "connect", watched)
        return asked

    return from_now_on


def test_a_failure_at_any_statement_leaves_the_original(
    old: Path, clock: StillClock, deny: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each statement of the way from the first schema to today's is refused once."""
    before = old.read_bytes()
    failed = 0
    for wanted in range(1, 10_000):
        asked = deny(wanted)
        try:
            Notebook.open(old, clock).close()
        except dbapi2.DatabaseError:
            failed += 1
            assert old.read_bytes() == before, f"refused what was asked as number {wanted}"
        finally:
            monkeypatch.undo()
        if len(asked) < wanted:
            break
        for kept in backups(old):
            assert kept.stat().st_size > 0
            kept.unlink()
        old.write_bytes(before)
    assert failed > 50  # a step is many statements, and each of them several things
    notebook = Notebook.open(old, clock)
    every_word_is_there(notebook)
    notebook.close()


class Listener:
    """Hears how far a course is, and ends it after so many words."""

    def __init__(self, most: int) -> None:
        self.heard: list[tuple[int, int]] = []
        self._most = most
        self.course = Course(self._told)

    def _told(self, done: int, total: int) -> None:
        self.heard.append((done, total))
        if len(self.heard) > self._most:
            self.course.stop()


def test_the_author_may_stop_an_upgrade_at_any_time(path: Path, clock: StillClock) -> None:
    """Stopped anywhere, nothing was changed; left alone, it tells how far it is, never back."""
    grown(path, 120)
    before = path.read_bytes()
    stopped = 0
    while True:
        listener = Listener(stopped)
        try:
            notebook = Notebook.open(path, clock, course=listener.course)
        except WorkCancelled:
            assert path.read_bytes() == before
            assert backups(path) == []
            stopped += 1
        else:
            break
    assert stopped >= 3
    assert listener.heard == sorted(listener.heard)
    assert all(0 <= done <= total for done, total in listener.heard)
    assert len(Posts(notebook).search(WORD)) == 120
    notebook.close()


def test_a_large_index_goes_piece_by_piece(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two pieces its author may stop, and there is never more of it in the memory."""
    shutil.copy(schema_3.FILE, path)
    connection = driver.connect(path)
    (pieces,) = connection.execute("SELECT count(*) FROM post_search_data").fetchone()
    connection.close()
    usual, slow = Listener(10_000), Listener(10_000)
    shutil.copy(path, path.with_name("slow.midad"))
    Notebook.open(path, clock, course=usual.course).close()
    monkeypatch.setattr(migrations, "_PIECES", 1)
    Notebook.open(path.with_name("slow.midad"), clock, course=slow.course).close()
    assert pieces > 3
    assert len(slow.heard) == len(usual.heard) + pieces - 1


def test_without_room_for_a_backup_nothing_is_changed(
    old: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more(monkeypatch, add_mood)

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "touch", full)
    before = old.read_bytes()
    with pytest.raises(DiskFull):
        Notebook.open(old, clock)
    assert old.read_bytes() == before
    assert backups(old) == []


def test_two_that_open_an_old_one_at_once(
    old: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more(monkeypatch, add_mood)
    meet = threading.Barrier(2)
    opened: list[Notebook] = []
    version = Notebook.version

    def look_together(notebook: Notebook) -> int:
        found = version(notebook)
        if not notebook.connection.in_transaction:
            meet.wait(timeout=10)  # both have seen the old schema before either acts
        return found

    monkeypatch.setattr(database.Notebook, "version", look_together)
    threads = [
        threading.Thread(target=lambda: opened.append(Notebook.open(old, clock))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 2
    taken = opened[0].rows("SELECT number FROM migrations")
    assert [row["number"] for row in taken] == list(range(1, len(migrations.MIGRATIONS) + 1))
    for notebook in opened:
        notebook.close()


def test_a_crash_before_the_first_step_leaves_a_new_notebook(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (("first schema", add_and_fail),))
    with pytest.raises(Exception, match="posts"):
        Notebook.open(path, clock)
    assert path.stat().st_size > 0
    monkeypatch.undo()
    notebook = Notebook.open(path, clock)
    assert Posts(notebook).save(a_post()).title
    notebook.close()
