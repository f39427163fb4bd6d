"""The notebook as a file: made, opened, refused, shared, full."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from editor.domain.errors import (
    DiskFull,
    NotebookBusy,
    NotebookDamaged,
    NotebookError,
    NotebookReadOnly,
    NotebookTooNew,
)
from editor.store import driver
from editor.store.database import Notebook
from editor.store.migrations import MIGRATIONS
from editor.store.posts import Posts
from editor.store.settings import Settings
from tests.store.conftest import StillClock, a_post


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def traces(folder: Path) -> dict[str, str]:
    """Every file of a folder with the digest of its bytes."""
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if each.is_file()
    }


# --- made -------------------------------------------------------------------------------------


def test_a_new_notebook_is_for_its_owner_only(tmp_path: Path, clock: StillClock) -> None:
    path = tmp_path / "new" / "deep" / "n.midad"
    before = os.umask(0o000)
    try:
        notebook = Notebook.open(path, clock)
        Posts(notebook).save(a_post())
        assert mode(path.parent) == 0o700
        assert mode(path.parent.parent) == 0o700
        assert {each.name: mode(each) for each in path.parent.iterdir()} == {
            "n.midad": 0o600,
            "n.midad-wal": 0o600,
            "n.midad-shm": 0o600,
        }
        notebook.close()
    finally:
        os.umask(before)


def test_a_notebook_that_others_could_read_is_closed_to_them(path: Path, clock: StillClock) -> None:
    Notebook.open(path, clock).close()
    path.chmod(0o644)
    Notebook.open(path, clock).close()
    assert mode(path) == 0o600


def test_an_empty_file_becomes_a_notebook(path: Path, clock: StillClock) -> None:
    path.touch(mode=0o644)
    notebook = Notebook.open(path, clock)
    assert Posts(notebook).count() == 0
    notebook.close()
    assert mode(path) == 0o600


def test_closing_leaves_one_file(path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    Posts(notebook).save(a_post())
    notebook.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_settings_that_keep_acknowledged_words(notebook: Notebook) -> None:
    def pragma(name: str) -> object:
        row = notebook.row(f"PRAGMA {name}")
        return row[0] if row else None

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("busy_timeout") == 5000


# --- refused ----------------------------------------------------------------------------------


def newer(path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    Posts(notebook).save(a_post())
    notebook.connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    notebook.close()


def test_a_newer_notebook_is_refused_and_left_untouched(path: Path, clock: StillClock) -> None:
    newer(path, clock)
    path.chmod(0o640)
    before = traces(path.parent)
    with pytest.raises(NotebookTooNew) as caught:
        Notebook.open(path, clock)
    assert (caught.value.found, caught.value.known) == (len(MIGRATIONS) + 1, len(MIGRATIONS))
    assert traces(path.parent) == before
    assert mode(path) == 0o640


def test_a_newer_notebook_after_a_crash_keeps_its_log(
    tmp_path: Path, path: Path, clock: StillClock
) -> None:
    notebook = Notebook.open(path, clock)
    Posts(notebook).save(a_post())
    notebook.connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for each in (path, path.with_name(path.name + "-wal")):
        shutil.copy(each, crashed)
    notebook.close()
    before = traces(crashed)
    with pytest.raises(NotebookTooNew):
        Notebook.open(crashed / path.name, clock)
    assert {name: digest for name, digest in traces(crashed).items() if name in before} == before


def whole_notebook(path: Path) -> bytes:
    notebook = Notebook.open(path, StillClock())
    posts = Posts(notebook)
    for _ in range(30):
        posts.save(a_post(body="سطر line\n" * 300))
    notebook.close()
    data = path.read_bytes()
    path.unlink()
    return data


def somebody_elses(path: Path) -> bytes:
    path.touch()
    connection = driver.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    data = path.read_bytes()
    path.unlink()
    return data


DAMAGED: dict[str, Callable[[Path], bytes]] = {
    "garbage": lambda _path: bytes(range(256)) * 64,
    "text": lambda _path: "هذه ليست مفكرة\n".encode() * 40,
    "a short text": lambda _path: "ملاحظة قصيرة\n".encode(),
    "one byte": lambda _path: b"S",
    "only the head": lambda path: whole_notebook(path)[:100],
    "cut off": lambda path: whole_notebook(path)[:50_000],
    "head overwritten": lambda path: b"\0" * 4096 + whole_notebook(path)[4096:],
    "schema overwritten": lambda path: (
        whole_notebook(path)[:100] + b"\xff" * 3996 + whole_notebook(path)[4096:]
    ),
    "another program's": somebody_elses,
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_notebook_is_refused_and_left_untouched(
    how: str, path: Path, clock: StillClock
) -> None:
    path.write_bytes(DAMAGED[how](path))
    path.chmod(0o644)
    before = traces(path.parent)
    with pytest.raises(NotebookDamaged) as caught:
        Notebook.open(path, clock)
    assert caught.value.path == str(path)
    assert traces(path.parent) == before
    assert mode(path) == 0o644


def test_damage_found_later_is_said_too(path: Path, clock: StillClock) -> None:
    data = bytearray(whole_notebook(path))
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    path.write_bytes(data)
    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    with pytest.raises(NotebookDamaged):
        [posts.get(summary.id) for summary in posts.page()]
    notebook.close()


def test_a_folder_is_no_notebook(path: Path, clock: StillClock) -> None:
    path.mkdir()
    with pytest.raises(NotebookDamaged):
        Notebook.open(path, clock)


def test_a_file_where_a_folder_should_be(path: Path, clock: StillClock) -> None:
    path.write_text("x")
    with pytest.raises(NotebookError):
        Notebook.open(path / "inside.midad", clock)


def test_a_read_only_file(unprivileged: Path, clock: StillClock) -> None:
    path = unprivileged / "n.midad"
    Notebook.open(path, clock).close()
    path.chmod(0o400)
    before = traces(unprivileged)
    with pytest.raises(NotebookReadOnly):
        Notebook.open(path, clock)
    assert traces(unprivileged) == before


def test_a_read_only_folder(unprivileged: Path, clock: StillClock) -> None:
    path = unprivileged / "n.midad"
    Notebook.open(path, clock).close()
    unprivileged.chmod(0o500)
    with pytest.raises(NotebookReadOnly):
        Notebook.open(path, clock)
    with pytest.raises(NotebookReadOnly):
        Notebook.open(unprivileged / "new.midad", clock)
    with pytest.raises(NotebookReadOnly):
        Notebook.open(unprivileged / "deeper" / "new.midad", clock)


# --- shared -----------------------------------------------------------------------------------


def test_two_may_have_it_open(path: Path, clock: StillClock) -> None:
    first, second = Notebook.open(path, clock), Notebook.open(path, clock)
    post = Posts(first).save(a_post())
    assert Posts(second).get(post.id) == post
    first.close()
    assert Posts(second).get(post.id) == post
    second.close()


def test_while_another_writes_it_is_busy(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_TIMEOUT", 50)
    first, second = Notebook.open(path, clock), Notebook.open(path, clock)
    with first.writing():
        assert Posts(second).count() == 0  # reading goes on
        with pytest.raises(NotebookBusy):
            Posts(second).save(a_post())
    assert Posts(second).save(a_post()).title
    first.close()
    second.close()


def test_another_that_lets_nobody_in(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_TIMEOUT", 50)
    Notebook.open(path, clock).close()
    greedy = driver.connect(path)
    greedy.execute("PRAGMA locking_mode = EXCLUSIVE")
    greedy.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotebookBusy):
        Notebook.open(path, clock)
    greedy.execute("ROLLBACK")
    greedy.close()
    Notebook.open(path, clock).close()


def test_every_thread_has_its_own_connection(notebook: Notebook) -> None:
    posts = Posts(notebook)
    post = posts.save(a_post())
    seen = []

    def work() -> None:
        seen.append((id(notebook.connection), posts.get(post.id)))
        notebook.release()
        notebook.release()  # nothing left to close

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen[0][1] == post
    assert seen[0][0] != id(notebook.connection)


def test_connections_of_threads_that_ended_are_closed(notebook: Notebook) -> None:
    for _ in range(5):
        thread = threading.Thread(target=lambda: notebook.row("SELECT 1"))
        thread.start()
        thread.join()
    assert len(notebook._opened) <= 2


def test_many_threads_write_and_nothing_is_lost(notebook: Notebook) -> None:
    posts = Posts(notebook)
    saved: list[str] = []

    def work() -> None:
        saved.extend(posts.save(a_post()).id for _ in range(10))
        notebook.release()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(posts.all_ids()) == sorted(saved)
    assert len(saved) == 40


def test_a_closed_notebook_stays_closed(path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    notebook.close()
    with pytest.raises((RuntimeError, driver.Error)):
        notebook.row("SELECT 1")


# --- whole transactions -----------------------------------------------------------------------


def test_a_failed_transaction_leaves_nothing_also_through_sqlite_utils(
    notebook: Notebook,
) -> None:
    settings = Settings(notebook)

    def write_and_fail() -> None:
        with notebook.writing():
            settings.put("a", "1")
            notebook.tables.table("settings").insert({"key": "b", "value": "2"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert notebook.rows("SELECT * FROM settings") == []
    assert not notebook.connection.in_transaction


def test_a_part_can_fail_alone(notebook: Notebook) -> None:
    settings = Settings(notebook)

    def fail() -> None:
        with notebook.writing():
            settings.put("lost", "1")
            raise ZeroDivisionError

    with notebook.writing():
        settings.put("before", "1")
        with pytest.raises(ZeroDivisionError):
            fail()
        settings.put("after", "1")
    assert [row["key"] for row in notebook.rows("SELECT key FROM settings ORDER BY key")] == [
        "after",
        "before",
    ]


def test_a_failure_sqlite_utils_notices_leaves_no_transaction_open(notebook: Notebook) -> None:
    """With the exceptions of another driver it would."""
    from sqlite_utils.utils import sqlite3 as its_driver

    assert its_driver.OperationalError is driver.dbapi2.OperationalError
    notebook.tables.table("absent").drop(ignore=True)
    with pytest.raises(driver.Error):
        list(notebook.tables.query("INSERT INTO absent VALUES (1) RETURNING *"))
    assert not notebook.connection.in_transaction


# --- full -------------------------------------------------------------------------------------


def test_a_full_disk_costs_nothing_that_was_saved(path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    kept = posts.save(a_post())
    pages = notebook.row("PRAGMA page_count")
    assert pages is not None
    notebook.connection.execute(f"PRAGMA max_page_count = {pages[0] + 20}")
    with pytest.raises(DiskFull) as caught:
        posts.save(a_post(body="كلمة word " * 40_000))
    assert caught.value.path == str(path)
    assert not notebook.connection.in_transaction
    assert posts.all_ids() == [kept.id]
    assert posts.get(kept.id) == kept
    assert [found.id for found in posts.search("الجسر")] == [kept.id]
    notebook.connection.execute("PRAGMA max_page_count = 1000000")
    more = posts.save(a_post())
    assert set(posts.all_ids()) == {kept.id, more.id}
    notebook.close()


def test_the_system_says_the_disk_is_full(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "touch", full)
    with pytest.raises(DiskFull):
        Notebook.open(path, clock)


# --- light ------------------------------------------------------------------------------------


def test_reading_does_without_the_slow_imports(path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    post = Posts(notebook).save(a_post())
    notebook.close()
    program = f"""
import sys
from pathlib import Path
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.store.settings import Settings
from editor.system.clock import SystemClock
notebook = Notebook.open(Path({str(path)!r}), SystemClock())
posts = Posts(notebook)
assert [each.id for each in posts.page()] == [{post.id!r}]
assert posts.get(posts.find({post.id[:8]!r})).title == {post.title!r}
assert posts.count() == 1
Settings(notebook).get("theme")
notebook.close()
slow = {{"sqlite_utils", "sqlite3", "markdown", "PIL", "babel", "httpx2", "ruamel"}}
print(sorted(slow & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
