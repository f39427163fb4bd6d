"""A disk that is full or fails, in the middle of anything: the author is told, nothing that was
said to be kept is lost, and the same work succeeds once the disk does.

The faults are given by strace, which answers for the system; a small disk is a real one where
this machine lets us have it. How the window goes on typing meanwhile: test_window_faults.py.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from editor.domain.blog import Blog
from editor.domain.errors import NotebookGone, NotebookReadOnly
from editor.domain.ledger import Intent, IntentKind
from editor.domain.post import Post, new_blog_id, new_post_id
from editor.store import backup, encryption
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.store.conftest import NOON, a_post
from tests.store.released import schema_3
from tests.torture import victims

ROOT = Path(__file__).parents[2]
PIECE = "pwrite64"
SYNC = "fdatasync,fsync"


def at_work(act: str, folder: Path, calls: str, error: str, when: str) -> list[str]:
    """What a program says at work, while the system refuses some of its calls: `when` are their
    numbers. Also "refused CALL" where one was."""
    log = folder.with_name("log")
    strace = f"strace -f -qq --seccomp-bpf -s 0 --trace=writev,{calls} -o".split()
    result = subprocess.run(
        [
            *strace, log, "-e", f"inject={calls}:error={error}:when={when}",
            sys.executable, "-m", "tests.store.faulty", act, folder,
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    said = iter(result.stdout.splitlines())
    lines = []
    for line in log.read_text().splitlines():
        call = line.split(maxsplit=1)[1]
        if "(INJECTED)" in call:
            lines.append(f"refused {call.partition('(')[0]}")
        elif call.startswith("writev(1,"):
            lines.append(next(said))
    assert lines[-1] == "end"
    return lines


def troubles(lines: list[str]) -> set[str]:
    return {line.split()[1] for line in lines if line.startswith("trouble")}


FAULTS = [
    (PIECE, "ENOSPC", "100..260"),
    (PIECE, "EIO", "100..260"),
    (SYNC, "EIO", "8..20"),
]


@pytest.mark.parametrize(("calls", "error", "when"), FAULTS)
def test_what_was_said_to_be_kept_is_kept(
    tmp_path: Path, calls: str, error: str, when: str
) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    victims.posts_of(folder, random.Random(1))
    lines = at_work("save", folder, calls, error, when)
    assert any(line.startswith("refused") for line in lines)
    assert troubles(lines) == ({"DiskFull"} if error == "ENOSPC" else {"NotebookError"})
    victims.look(folder, [line[5:] for line in lines if line.startswith("kept")])
    # What the disk did not confirm, nobody was told to be safe.
    for before, after in pairwise(lines):
        if before.startswith("refused"):
            assert not after.startswith("kept"), lines


@pytest.mark.parametrize(
    ("act", "calls", "error", "when"),
    [
        ("add_pictures", PIECE, "ENOSPC", "200..500"),
        ("add_pictures", SYNC, "EIO", "6..9"),
        ("back_up", PIECE, "ENOSPC", "20..50"),
        ("back_up", SYNC, "EIO", "1..3"),
        ("encrypt", f"{PIECE},write", "EIO", "3..12"),
        ("encrypt", f"{PIECE},write", "ENOSPC", "40..50"),
        ("encrypt", SYNC, "EIO", "2..5"),
        ("decrypt", f"{PIECE},write", "EIO", "5..6"),
        ("decrypt", SYNC, "EIO", "2"),
    ],
)
def test_work_that_failed_did_no_harm_and_can_be_begun_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
    calls: str,
    error: str,
    when: str,
) -> None:
    monkeypatch.setattr(encryption, "COST", encryption.Cost(1, 64, 1))
    folder = tmp_path / "n"
    folder.mkdir()
    (victims.encrypted_posts_of if act == "decrypt" else victims.posts_of)(folder, random.Random(2))
    lines = at_work(act, folder, calls, error, when)
    assert any(line.startswith("refused") for line in lines)
    assert troubles(lines) <= {"DiskFull", "NotebookError"}, lines
    assert troubles(lines), lines
    victims.look(folder, [], victims.key_of(victims.notebook_in(folder)))
    if act == "back_up":
        victims.look_at_copies(folder, [])


@pytest.mark.parametrize(
    ("calls", "error", "when"),
    [(PIECE, "ENOSPC", "20..70"), (PIECE, "EIO", "60..90"), (SYNC, "EIO", "1..4")],
)
def test_an_upgrade_that_failed_left_the_notebook_as_it_was(
    tmp_path: Path, calls: str, error: str, when: str
) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    shutil.copy(schema_3.FILE, victims.notebook_in(folder))
    lines = at_work("migrate", folder, calls, error, when)
    assert troubles(lines) <= {"DiskFull", "NotebookError"}, lines
    assert troubles(lines), lines
    victims.look_at_old(folder, [])


def test_a_small_disk_that_is_full_for_a_while(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    apart = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    script = 'mount -t tmpfs -o size=6m tmpfs "$1" || exit 77; shift; exec "$@"'
    prepare = (
        "import random, sys; from pathlib import Path; from tests.torture import victims; "
        "from tests.store.faulty import fill_the_disk; folder = Path(sys.argv[1]); "
        "victims.prepare(); victims.posts_of(folder, random.Random(3)); fill_the_disk(folder)"
    )
    result = subprocess.run(
        [*apart, "sh", "-c", script, "sh", folder, sys.executable, "-c", prepare, folder],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if result.returncode == 77 or "unshare" in result.stderr:
        # No disk of our own here: the system's answers are made up instead.
        test_what_was_said_to_be_kept_is_kept(tmp_path / "made up", PIECE, "ENOSPC", "140..300")
        return
    assert result.returncode == 0, result.stdout + result.stderr


def _intend(workspace: Workspace, post: Post) -> None:
    blog = workspace.blogs.all()[0].id
    workspace._stores.ledger.intend(Intent(post.id, blog, IntentKind.SEND, post, NOON))


WRITING: dict[str, Callable[[Workspace, Post], object]] = {
    "save": lambda workspace, post: workspace.save(a_post(id=post.id)),
    "journal": lambda workspace, post: workspace.journal.put(post, post),
    "new post": lambda workspace, _post: workspace.new_post("جديدة"),
    "bin": lambda workspace, post: workspace.bin(post.id),
    "picture": lambda workspace, post: workspace._stores.media.add(
        post.id, "a.png", b"data", "image/png", 1, 1
    ),
    "sync": _intend,
    "setting": lambda workspace, _post: workspace.put_setting("key", "value"),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "folder").mkdir()
    opened = open_workspace(tmp_path / "folder" / "n.midad")
    blog = Blog(new_blog_id(), "wordpress", "Ink", "https://ink.example/")
    opened._stores.blogs.add(blog, "", True)
    return opened


@pytest.mark.parametrize("act", WRITING)
def test_nothing_is_written_where_nobody_finds_it(workspace: Workspace, act: str) -> None:
    post = workspace.save(a_post(id=new_post_id()))
    folder = workspace.path.parent
    away = folder.with_name("away")
    folder.rename(away)
    with pytest.raises(NotebookGone) as caught:
        WRITING[act](workspace, post)
    assert caught.value.path == str(workspace.path)
    assert workspace.open_post(post.id) == post  # what is open can be read, and saved elsewhere
    away.rename(folder)
    WRITING[act](workspace, post)
    workspace.close()


def test_a_file_that_goes_away_during_a_save_keeps_nobody_safe(workspace: Workspace) -> None:
    post = workspace.new_post("رسالة")
    away = workspace.path.with_name("away")

    def save() -> None:
        with workspace._stores.notebook.writing():
            workspace.save(a_post(id=post.id))
            workspace.path.rename(away)

    with pytest.raises(NotebookGone):
        save()
    away.rename(workspace.path)
    assert workspace.save(a_post(id=post.id)).title == a_post().title
    workspace.close()


def test_a_notebook_that_became_read_only_is_read_on(unprivileged: Path) -> None:
    opened = open_workspace(unprivileged / "n.midad")
    post = opened.new_post("رسالة")
    opened.close()
    opened.path.chmod(0o400)
    unprivileged.chmod(0o500)
    for act in (lambda: open_workspace(opened.path), lambda: _copy(opened.path)):
        with pytest.raises(NotebookReadOnly):
            act()
    unprivileged.chmod(0o700)
    opened.path.chmod(0o600)
    again = open_workspace(opened.path)
    assert again.open_post(post.id) == post
    again.close()


def _copy(path: Path) -> None:
    backup.backup(open_workspace(path)._stores.notebook, path.with_name("copy.midad"))


def test_another_thread_does_not_take_another_file_for_the_notebook(workspace: Workspace) -> None:
    workspace.new_post("رسالة")
    away = workspace.path.with_name("away")
    workspace.path.rename(away)
    open_workspace(workspace.path).close()
    met: list[BaseException] = []
    done = threading.Event()

    def failed(error: BaseException) -> None:
        met.append(error)
        done.set()

    workspace.lanes.run("other", workspace.page, failed=failed)
    assert done.wait(10)
    assert isinstance(met[0], NotebookGone)
    workspace.close()
