"""What an author wrote in an encrypted notebook can be read in no file the program leaves."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.end2end.conftest import Midad

PASSPHRASE = "قلمٌ آخر وحبر"
WORDS = {
    "sentence": "Quillfeather كتب سطرا لا يقرؤه أحد",
    "passphrase": PASSPHRASE,
    "wrong": "Nachtwindrose بلا باب",
    "password": "Xk7p Q2mm 9vTz of the blog",
    "sought": "Brombeerhecke المبحوث عنها",
    "learnt": "Zwirbelkordel",
    "deleted": "Verworfenheit سطر أزيل إلى الأبد",
    "reader": "Kesselflickerin قارئة تسأل",
    "answer": "Wetterleuchtend جواب الكاتب",
    "begun": "Halbversunken جواب لم يكتمل",
    "seen": "Morgentauglanz صورة موصوفة",
}
SESSION = "tests.end2end.whole_session"
CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,rename,link"


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


def _picture() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(file, "PNG")
    return file.getvalue()


class Home:
    """Everything a program may write to, below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notebook = folder / "books" / "n.midad"
        places = {
            "HOME": folder,
            "TMPDIR": folder / "tmp",
            "XDG_CONFIG_HOME": folder / "config",
            "XDG_CACHE_HOME": folder / "cache",
            "XDG_DATA_HOME": folder / "data",
            "XDG_STATE_HOME": folder / "state",
            "XDG_RUNTIME_DIR": folder / "run",
        }
        for place in places.values():
            place.mkdir(mode=0o700, exist_ok=True)
        self.places = {name: str(place) for name, place in places.items()}

    def live(self, ends: str, picture: bytes, *watch: str | Path) -> str:
        """A whole session in the window; what it said."""
        run = subprocess.run(
            [*watch, sys.executable, "-m", SESSION, self.notebook, ends],
            input=json.dumps(WORDS | {"picture": picture.hex()}).encode(),
            capture_output=True,
            timeout=280,
            check=False,
            cwd=Path(__file__).parents[2],
            env={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "QT_QPA_PLATFORM": "offscreen",
                "QTWEBENGINE_DISABLE_SANDBOX": "1",
                **self.places,
            },
        )
        said = run.stdout.decode()
        expected = 0 if ends == "closed" else -signal.SIGKILL
        assert run.returncode == expected, said + run.stderr.decode()[-3000:]
        assert said.endswith("done\n")
        for secret in WORDS.values():
            assert secret not in run.stderr.decode()
        return said


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = tmp_path / "everything"
    made.mkdir()
    return Home(made)


@pytest.mark.parametrize("ends", ["closed", "killed"])
def test_no_file_says_what_was_written(home: Home, tmp_path: Path, ends: str) -> None:
    """A session on the command line and in the window; then every file below the author's home
    and the folder for temporary files is looked through."""
    inside = Midad(home.notebook, home.folder)
    environment = home.places | {"MIDAD_PASSPHRASE": PASSPHRASE}
    sentence = WORDS["sentence"]
    source = tmp_path / "outside.md"
    source.write_text(f"---\ntitle: {sentence}\n---\n{sentence} imported\n")
    key = inside.ok("protect", "--json", **environment).json["recovery_key"]
    inside.ok("import", source, **environment)
    inside.ok("new", "--title", sentence, **environment)
    assert sentence in inside.ok("search", sentence, **environment).out
    assert inside("publish", "ffff", **environment).code == 4

    picture = _picture()
    said = home.live(ends, picture)
    cleaned = bytes.fromhex(re.findall(r"picture (\w+)", said)[0])
    assert list(home.folder.rglob("crash-*.log")), "the bug was written down"
    assert list(home.folder.glob("books/n backups/*.midad"))
    assert list(home.folder.rglob("*-wal")) or ends == "closed"
    pixels = Image.open(io.BytesIO(picture)).tobytes()[20_000:20_064]
    secrets = [*WORDS.values(), "Quillfeather", key, key.replace("-", "")]
    assert_nowhere(home.folder, cleaned, picture[1000:1064], pixels, *map(str.encode, secrets))
    assert inside.ok("list", **environment).out.count(sentence) == 3


@pytest.mark.torture
def test_no_file_ever_said_it(home: Home, tmp_path: Path) -> None:
    """Not even one that was removed again: everything that any process of the program wrote to
    any file, as the system saw it."""
    Midad(home.notebook, home.folder).ok("protect", **home.places, MIDAD_PASSPHRASE=PASSPHRASE)
    log = tmp_path / "calls"
    watch = f"strace -f -qq -y -xx -s 8000000 --signal=none --trace={CALLS} -o".split()
    picture = _picture()
    said = home.live("closed", picture, *watch, log)
    cleaned = bytes.fromhex(re.findall(r"picture (\w+)", said)[0])
    looks = [look for each in WORDS.values() for look in _looks_of(each.encode())]
    looks += [*_looks_of(cleaned), *_looks_of(picture[1000:1064])]
    files, total = set(), 0
    for file, data in _written(log):
        files.add(file)
        total += len(data)
        for look in looks:
            assert look not in data, (file, look[:20])
    assert str(home.notebook) + "-wal" in files
    assert any("backups" in file for file in files)
    print(len(files), "files,", total, "bytes")


def _written(log: Path) -> Iterator[tuple[str, bytes]]:
    """(file, bytes) of every write to a file that has a name, or had one; not to other programs,
    terminals, or memory."""
    text = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
    with log.open(encoding="ascii") as lines:
        for line in lines:
            if "sendfile(" in line or "copy_file_range(" in line:
                continue  # of what was written to a file before
            place = re.match(r"\d+ +\w+\(\d+<((?:\\x[0-9a-f]{2})+)>", line)
            name = bytes.fromhex(place[1].replace("\\x", "")).decode() if place else ""
            if not name.startswith("/") or name.startswith(("/dev/", "/memfd:", "/proc/")):
                continue
            for found, cut in text.findall(line[place.end() :] if place else ""):
                assert not cut
                yield name, bytes.fromhex(found.replace("\\x", ""))


def test_the_scan_would_find_it(tmp_path: Path) -> None:
    for look in _looks_of(WORDS["sentence"].encode()):
        (tmp_path / "leak").write_bytes(os.urandom(5000) + look + os.urandom(5000))
        with pytest.raises(AssertionError):
            assert_nowhere(tmp_path, WORDS["sentence"].encode())
