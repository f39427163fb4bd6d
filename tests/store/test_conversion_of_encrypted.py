"""Plain to encrypted and back: whole at every moment, and nothing readable left behind."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import editor.store
from editor.domain.course import Course
from editor.domain.errors import (
    AlreadyProtected,
    NoRoom,
    NotebookBusy,
    NotebookDamaged,
    NotebookLocked,
    NotProtected,
    WorkCancelled,
)
from editor.store import conversion, driver, encryption, keyfile
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.encryption import Cost, Keys, Kind
from editor.store.posts import Posts
from editor.store.settings import Settings
from tests.store.conftest import StillClock, a_blog, a_post

PASSPHRASE = "correct horse battery ليل"
SECRET = "سرّ النهر كله في سطر واحد"
PASSWORD = "application password 9 of the blog"
PICTURE = bytes(range(256)) * 4
STORE = str(Path(editor.store.__file__).parent)
STEPS = {f"{STORE}/conversion.py", f"{STORE}/keyfile.py"}
EVERYTHING = {*STEPS, f"{STORE}/comparison.py", f"{STORE}/driver.py", f"{STORE}/encryption.py"}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "COST", Cost(1, 64, 1))
    monkeypatch.setattr(conversion, "_SPARE", 0)


def full(path: Path, clock: StillClock) -> None:
    """A closed plain notebook with something in every corner."""
    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    for number in range(3):
        posts.save(a_post(title=f"رسالة {number}", body=SECRET * 20))
    Settings(notebook).put("theme", "dark")
    notebook.close()


def keys_and_key() -> tuple[Keys, bytes]:
    key = encryption.new_data_key()
    return encryption.with_secret(encryption.new_keys(), Kind.PASSPHRASE, PASSPHRASE, key), key


def encrypt(path: Path, course: Course | None = None) -> bytes:
    keys, key = keys_and_key()
    conversion.encrypt(path, keys, key, course or Course())
    return key


def decrypt(path: Path, course: Course | None = None) -> None:
    _keys, key = keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
    conversion.decrypt(path, key, course or Course())


def content(path: Path, clock: StillClock) -> dict[str, Any]:
    """What an author would find; opens with the passphrase where there is one."""
    try:
        notebook = Notebook.open(path, clock)
    except NotebookLocked:
        _keys, key = keyfile.unlocked(path, Kind.PASSPHRASE, PASSPHRASE)
        notebook = Notebook.open(path, clock, key)
    posts = Posts(notebook)
    try:
        check = notebook.row("PRAGMA integrity_check")
        assert check is not None
        assert check[0] == "ok"
        return {
            "posts": sorted((posts.get(id) for id in posts.all_ids()), key=lambda post: post.id),
            "found": len(posts.search("النهر")),
            "theme": Settings(notebook).get("theme"),
            "version": tuple(notebook.row("PRAGMA user_version") or ()),
            "application": tuple(notebook.row("PRAGMA application_id") or ()),
        }
    finally:
        notebook.close()


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def assert_unreadable(folder: Path) -> None:
    for each in folder.rglob("*"):
        if each.is_file():
            data = each.read_bytes()
            for secret in (SECRET.encode(), SECRET.encode("utf-16-le"), b"CREATE TABLE"):
                assert secret not in data, each


def test_there_and_back_keeps_everything(path: Path, clock: StillClock) -> None:
    full(path, clock)
    before = content(path, clock)
    encrypt(path)
    assert names(path.parent) == {
        path.name,
        keyfile.key_file(path).name,
        keyfile.twin(path).name,
    }
    assert_unreadable(path.parent)
    assert content(path, clock) == before
    assert_unreadable(path.parent)
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}
    decrypt(path)
    assert names(path.parent) == {path.name}
    assert content(path, clock) == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_pictures_and_passwords_go_under_the_same_protection(path: Path, clock: StillClock) -> None:
    notebook = Notebook.open(path, clock)
    Blogs(notebook).add(a_blog(), PASSWORD, keeps_drafts=True)
    notebook.connection.execute("INSERT INTO media VALUES ('d', 'image/png', 1024, 1, 1)")
    notebook.connection.execute("INSERT INTO media_chunks VALUES ('d', 0, ?)", (PICTURE,))
    notebook.close()
    encrypt(path)
    for each in path.parent.iterdir():
        assert PASSWORD.encode() not in each.read_bytes()
        assert PICTURE not in each.read_bytes()


# --- a kill at any line -----------------------------------------------------------------------


class Executioner:
    """Ends the process, without any tidying up, at the `at`-th line; counts them."""

    def __init__(self, at: int, watched: set[str]) -> None:
        self.at = at
        self.watched = watched
        self.lines = 0

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename not in self.watched:
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self.at:
                os._exit(9)
        return self

    def run(self, act: Callable[[], object]) -> None:
        sys.settrace(self)
        try:
            act()
        finally:
            sys.settrace(None)


def killed_at(line: int, watched: set[str], act: Callable[[], object]) -> bool:
    """Run in a child that dies at `line`; True where it came that far."""
    child = os.fork()
    if child == 0:
        try:
            Executioner(line, watched).run(act)
        except BaseException:  # noqa: BLE001 - the child must not come back into the tests
            os._exit(1)
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 9


@pytest.mark.parametrize(
    "watched", [STEPS, pytest.param(EVERYTHING, marks=pytest.mark.torture)], ids=["steps", "all"]
)
@pytest.mark.parametrize(
    ("way", "has_links"), [("encrypt", True), ("decrypt", True), ("encrypt", False)]
)
def test_a_kill_at_any_line_leaves_one_whole_notebook(
    tmp_path: Path,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    has_links: bool,
    watched: set[str],
) -> None:
    if not has_links:

        def refuse(*_names: object) -> None:
            raise OSError(errno.EPERM, "no second names here")

        monkeypatch.setattr(os, "link", refuse)
    ready = tmp_path / "ready"
    ready.mkdir()
    full(ready / "n.midad", clock)
    expected = content(ready / "n.midad", clock)
    key = b""
    if way == "decrypt":
        key = encrypt(ready / "n.midad")
    keys, new_key = keys_and_key()

    def act(path: Path) -> None:
        if way == "encrypt":
            conversion.encrypt(path, keys, new_key, Course())
        else:
            conversion.decrypt(path, key, Course())

    line, missing = 0, 0
    while True:
        line += 1
        folder = tmp_path / str(line)
        shutil.copytree(ready, folder)
        path = folder / "n.midad"
        if not killed_at(line, watched, lambda path=path: act(path)):
            break
        missing += not path.exists()
        assert content(path, clock) == expected, f"line {line}"
        is_plain = driver.is_plain(path)
        allowed = {"n.midad", "n.midad.keys", ".n.midad.keys.bak"}
        assert names(folder) <= allowed, f"line {line}: {names(folder)}"
        if not is_plain:
            assert_unreadable(folder)
        shutil.rmtree(folder)
    assert line > 100
    assert (missing > 0) is not has_links
    assert content(path, clock) == expected


def test_what_a_kill_left_does_not_stop_the_next_try(path: Path, clock: StillClock) -> None:
    full(path, clock)
    before = content(path, clock)
    conversion.after(path).write_bytes(b"half of a file")
    encrypt(path)
    assert content(path, clock) == before
    assert not conversion.after(path).exists()


def test_a_leftover_that_nobody_can_explain_is_kept_under_a_name_to_see(
    path: Path, clock: StillClock
) -> None:
    full(path, clock)
    before = content(path, clock)
    shutil.copy(path, conversion.before(path))
    assert content(path, clock) == before
    found = path.with_name(f"{path.stem} (1){path.suffix}")
    assert content(found, clock) == before


def test_old_keys_without_their_notebook_are_kept(path: Path, clock: StillClock) -> None:
    """The encrypted notebook was carried away without its keys; here begins a new one."""
    full(path, clock)
    encrypt(path)
    carried = path.with_name("carried.midad")
    path.rename(carried)
    full(path, clock)
    encrypt(path)
    aside = next(each for each in path.parent.iterdir() if ".keys-" in each.name)
    aside.rename(keyfile.key_file(carried))
    assert content(carried, clock)["found"] == 3


# --- refused, stopped, full -------------------------------------------------------------------


def test_only_what_can_be_done_is_done(path: Path, clock: StillClock) -> None:
    full(path, clock)
    with pytest.raises(NotProtected):
        conversion.decrypt(path, bytes(32), Course())
    key = encrypt(path)
    before = {each: each.read_bytes() for each in path.parent.iterdir()}
    with pytest.raises(AlreadyProtected):
        encrypt(path)
    with pytest.raises(NotebookDamaged):
        conversion.decrypt(path, bytes(32), Course())
    assert {each: each.read_bytes() for each in path.parent.iterdir()} == before
    conversion.decrypt(path, key, Course())


def test_an_open_notebook_is_not_converted(path: Path, clock: StillClock) -> None:
    full(path, clock)
    notebook = Notebook.open(path, clock)
    notebook.row("SELECT count(*) FROM posts")
    with pytest.raises(NotebookBusy):
        encrypt(path)
    Posts(notebook).save(a_post(title="still open"))
    notebook.close()
    assert names(path.parent) == {path.name}


def test_nobody_opens_it_while_it_is_converted(path: Path, clock: StillClock) -> None:
    full(path, clock)
    tried: list[type[BaseException]] = []

    def open_it(_done: int, _whole: int) -> None:
        if not tried:
            tried.append(BaseException)
            with pytest.raises(NotebookBusy) as caught:
                Notebook.open(path, clock)
            tried[0] = caught.type

    encrypt(path, Course(open_it))
    assert tried == [NotebookBusy]
    assert content(path, clock)["found"] == 3


def stopped_at(share: int) -> Course:
    """An author who wants it stopped when `share` of a thousand is done."""

    def tell(done: int, _whole: int) -> None:
        if done >= share:
            course.stop()

    course = Course(tell)
    return course


@pytest.mark.parametrize("way", [encrypt, decrypt])
def test_the_author_may_stop_it_at_any_time(
    path: Path, clock: StillClock, way: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "_STEPS", 50)
    full(path, clock)
    if way is decrypt:
        encrypt(path)
    before, folder = content(path, clock), names(path.parent)
    for share in (0, 300, 750):
        course = stopped_at(share)
        with pytest.raises(WorkCancelled):
            way(path, course)
        assert names(path.parent) == folder
        assert content(path, clock) == before
    told: list[int] = []
    way(path, Course(lambda done, _whole: told.append(done)))
    assert told == sorted(told)
    assert told[-1] > 900


def test_no_room_for_a_second_copy_is_said_before_anything_is_done(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(path, clock)
    monkeypatch.setattr(conversion, "_SPARE", 2**60)
    with pytest.raises(NoRoom):
        encrypt(path)
    assert names(path.parent) == {path.name}


def test_a_copy_that_is_not_the_same_is_never_used(
    path: Path, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(path, clock)
    before = content(path, clock)
    copy = conversion._copy

    def lose_a_post(source: driver.Connection, *rest: Any) -> None:
        copy(source, *rest)
        fresh = driver.connect_alone(conversion.after(path), rest[1])
        fresh.execute("DELETE FROM posts WHERE number = 1")
        fresh.close()

    monkeypatch.setattr(conversion, "_copy", lose_a_post)
    with pytest.raises(NotebookDamaged):
        encrypt(path)
    assert names(path.parent) == {path.name}
    assert content(path, clock) == before
