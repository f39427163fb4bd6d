"""A notebook with a passphrase, by the installed program: what opens it, and what can be read of it
without one."""

from __future__ import annotations

import base64
import hashlib
import os
import pty
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Midad

PASSPHRASE = "قلمٌ آخر وحبر"
SENTENCE = "Quillfeather كتب سطرا لا يقرؤه أحد"
PASSWORD = "Xk7p Q2mm 9vTz of the blog"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def put(words: str) -> Path:
        path = tmp_path / f"secret-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
        path.write_text(words + "\n")
        return path

    return put


def traces(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("protected")
    midad = Midad(folder / "n.midad", folder)
    midad.ok("protect", MIDAD_PASSPHRASE=PASSPHRASE)
    midad.ok("new", "--title", "جسر", MIDAD_PASSPHRASE=PASSPHRASE)
    return folder


@pytest.fixture
def protected(midad: Midad, made_once: Path) -> Midad:
    """A notebook with a passphrase and one post."""
    for each in made_once.glob("*n.midad*"):
        shutil.copy(each, midad.notebook.with_name(each.name))
    return midad


# --- opening ----------------------------------------------------------------------------------


def test_from_plain_to_protected_and_back(midad: Midad, file: Callable[[str], Path]) -> None:
    midad.ok("new", "--title", "جسر")
    given = ("--passphrase-file", file(PASSPHRASE))
    key = midad.ok(*given, "protect", "--json").json["recovery_key"]
    assert not midad.notebook.read_bytes().startswith(b"SQLite")
    assert "passphrase" in midad.refused(3, "list")
    assert "passphrase" in midad.refused(3, "list", MIDAD_PASSPHRASE="not the right one")
    composed, apart = (unicodedata.normalize(form, PASSPHRASE) for form in ("NFC", "NFD"))
    for way in (composed, apart):
        assert "جسر" in midad.ok("list", MIDAD_PASSPHRASE=way).out
    assert "جسر" in midad.ok("--passphrase-file", "-", "list", stdin=PASSPHRASE + "\r\n").out
    assert "already" in midad.refused(3, *given, "protect")

    new = ("--passphrase-file", file("another four words"))
    midad.ok(*given, "passphrase", "--new-passphrase-file", new[1])
    midad.refused(3, *given, "list")
    midad.ok(*new, "list")
    newest = midad.ok(*new, "recovery-key", "--json").json["recovery_key"]
    back = ("--new-passphrase-file", given[1])
    midad.refused(3, "forgotten", "--recovery-key-file", file(key), *back)
    slip = newest[:-1] + ("A" if newest[-1] != "A" else "B")
    midad.refused(5, "forgotten", "--recovery-key-file", file(slip), *back)
    midad.ok("forgotten", "--recovery-key-file", file(newest.lower()), *back)
    midad.ok(*given, "unprotect")
    assert "جسر" in midad.ok("list").out
    assert [each.name for each in midad.notebook.parent.glob("*n.midad*")] == ["n.midad"]
    assert "no passphrase" in midad.refused(3, *given, "unprotect")
    assert "no passphrase" in midad.refused(3, *given, "recovery-key")


def test_a_new_notebook_is_encrypted_from_its_first_byte(midad: Midad) -> None:
    said = midad.ok("protect", MIDAD_PASSPHRASE=PASSPHRASE).out
    assert "recovery key" in said
    midad.ok("new", "--title", "جسر", MIDAD_PASSPHRASE=PASSPHRASE)
    assert not midad.notebook.read_bytes().startswith(b"SQLite")


@pytest.mark.parametrize("words", ["", "قصير"])
def test_a_passphrase_that_is_none(midad: Midad, file: Callable[[str], Path], words: str) -> None:
    midad.ok("new", "--title", "جسر")
    before = traces(midad.notebook.parent)
    midad.refused(5, "--passphrase-file", file(words), "protect")
    after = traces(midad.notebook.parent)
    assert {name: after[name] for name in before} == before


def test_a_passphrase_file_that_is_none(protected: Midad, tmp_path: Path) -> None:
    protected.refused(5, "--passphrase-file", tmp_path / "nowhere", "list")
    protected.refused(5, "--passphrase-file", tmp_path, "list")
    (tmp_path / "noise").write_bytes(os.urandom(3000))
    protected.refused(5, "--passphrase-file", tmp_path / "noise", "list")


def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(protected: Midad) -> None:
    ours, theirs = pty.openpty()
    program = Path(sys.executable).with_name("midad")
    run = subprocess.Popen(
        [program, "--notebook", protected.notebook, "list"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        env={"PATH": os.environ["PATH"], "HOME": str(protected.home), "LANG": "C"},
    )
    os.close(theirs)
    shown = b""
    while b"Passphrase" not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, PASSPHRASE.encode() + b"\n")
    out, _none = run.communicate(timeout=60)
    assert "جسر" in out.decode()
    os.set_blocking(ours, False)
    try:
        while more := os.read(ours, 1000):
            shown += more
    except OSError:
        pass
    os.close(ours)
    assert PASSPHRASE.encode() not in shown


@pytest.mark.parametrize("harm", ["truncated", "noise", "empty keys", "no keys", "text", "foreign"])
def test_bad_encrypted_notebooks_are_refused_and_left_alone(protected: Midad, harm: str) -> None:
    notebook = protected.notebook
    data = notebook.read_bytes()
    keys = [notebook.with_name("n.midad.keys"), notebook.with_name(".n.midad.keys.bak")]
    if harm == "truncated":
        notebook.write_bytes(data[:3000])
    elif harm == "noise":
        notebook.write_bytes(os.urandom(4096) + data[4096:])
    elif harm == "empty keys":
        for each in keys:
            each.write_bytes(b"")
    elif harm == "no keys":
        for each in keys:
            each.unlink()
    elif harm == "text":
        notebook.write_text("كلام عادي " * 1000)
    else:
        notebook.write_bytes(b"SQLite format 3\0" + data[16:])
    before = traces(notebook.parent)
    said = protected.refused(3, "list", MIDAD_PASSPHRASE=PASSPHRASE)
    assert str(notebook) in said
    assert traces(notebook.parent) == before


# --- nothing that can be read -----------------------------------------------------------------


SESSION = """
import io, os, sys
from pathlib import Path
from PIL import Image
from PySide6.QtCore import QTimer
from editor.domain.blog import Blog
from editor.domain.post import new_blog_id
from editor.gui.app import build_window, make_application
from editor.workspace import protection
from editor.workspace.assembly import open_workspace

path, ends = Path(sys.argv[1]), sys.argv[2]
sentence, password = sys.stdin.read().splitlines()
key = protection.unlock(path, os.environ.pop("MIDAD_PASSPHRASE"))
workspace = open_workspace(path, key=key)
picture = io.BytesIO()
Image.effect_noise((200, 200), 90).save(picture, "PNG")
post = workspace.new_post(sentence, body=sentence + " in the body")
item = workspace.add_picture(post.id, picture.getvalue(), "river.png")
blog = Blog(new_blog_id(), "wordpress", "River", "https://river.example/", "leila")
workspace._stores.blogs.add(blog, password, keeps_drafts=False)
print(workspace.picture(post.id, item.name).data[1000:1064].hex(), flush=True)

app = make_application()
window = build_window(workspace, "ar", app=app)
window.closed.connect(lambda: (workspace.close(), app.quit()))
window.show()

def write():
    if not window.frame.is_full or window.frame.writing.editor.textCursor().isNull():
        return QTimer.singleShot(50, write)
    editor = window.frame.writing.editor
    editor.setFocus()
    for _ in range(30):
        editor.textCursor().insertText(sentence + " typed\\n")
    editor.selectAll()
    editor.copy()
    QTimer.singleShot(2500, end)

def end():
    if ends == "killed":
        os.kill(os.getpid(), 9)
    window.close()

QTimer.singleShot(0, write)
os._exit(app.exec())  # Python takes Qt apart in any order
"""


def _looks_of(secret: bytes) -> list[bytes]:
    """As it is, and as programs write such things."""
    looks = [secret, base64.b64encode(secret)[4:-8], secret.hex().encode()]
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        return looks
    return [
        *looks,
        *(text.encode(name) for name in ("utf-16-le", "utf-16-be", "utf-32-le")),
        *(unicodedata.normalize(form, text).encode() for form in ("NFD", "NFKC")),
        text.lower().encode(),
    ]


def assert_nowhere(folder: Path, *secrets: bytes) -> None:
    scanned = 0
    looks = [look for secret in secrets for look in _looks_of(secret)]
    for each in folder.rglob("*"):
        assert not any(look in os.fsencode(each.name) for look in looks), each
        if each.is_file():
            data = each.read_bytes()
            scanned += 1
            for look in looks:
                assert look not in data, (each, look[:20])
    assert scanned


@pytest.mark.parametrize("ends", ["closed", "killed"])
def test_no_file_says_what_was_written(midad: Midad, tmp_path: Path, ends: str) -> None:
    """A whole session, on the command line and in the window with its preview; then every file
    below the author's home and the folder for temporary files is looked through."""
    home = tmp_path / "everything"
    places = {
        "HOME": home,
        "TMPDIR": home / "tmp",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    inside = Midad(home / "books" / "n.midad", home)
    environment = {name: str(place) for name, place in places.items()}
    environment |= {"MIDAD_PASSPHRASE": PASSPHRASE}
    source = tmp_path / "outside.md"
    source.write_text(f"---\ntitle: {SENTENCE}\n---\n{SENTENCE} imported\n")
    key = inside.ok("protect", "--json", **environment).json["recovery_key"]
    inside.ok("import", source, **environment)
    inside.ok("new", "--title", SENTENCE, **environment)
    assert SENTENCE in inside.ok("list", **environment).out
    assert inside("publish", "ffff", **environment).code == 4
    run = subprocess.run(
        [sys.executable, "-c", SESSION, inside.notebook, ends],
        input=f"{SENTENCE}\n{PASSWORD}\n".encode(),
        capture_output=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[2],
        env={
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            **environment,
        },
    )
    assert run.returncode == (0 if ends == "closed" else -signal.SIGKILL), run.stderr.decode()
    picture = bytes.fromhex(run.stdout.decode().split()[0])
    wal = inside.notebook.with_name("n.midad-wal")
    assert wal.exists() is (ends == "killed")
    if ends == "killed":
        assert wal.stat().st_size > 0
    assert SENTENCE.encode() not in run.stderr
    secrets = [SENTENCE, "Quillfeather", PASSWORD, PASSPHRASE, key, key.replace("-", "")]
    assert_nowhere(home, picture, *(secret.encode() for secret in secrets))
    assert inside.ok("list", **environment).out.count(SENTENCE) == 3


def test_the_scan_would_find_it(tmp_path: Path) -> None:
    for look in _looks_of(SENTENCE.encode()):
        (tmp_path / "leak").write_bytes(os.urandom(5000) + look + os.urandom(5000))
        with pytest.raises(AssertionError):
            assert_nowhere(tmp_path, SENTENCE.encode())
