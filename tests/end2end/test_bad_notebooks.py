"""A notebook that is not well, on the command line and in the window: a clear sentence, and the
file left as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import Midad
from tests.plain_user import folder_of_a_plain_user

PASSPHRASE = unicodedata.normalize("NFC", "قلمٌ آخر café")
DAMAGED, NEWER = "is damaged, or it is not a Midad notebook", "newer"
Traces = dict[str, bytes]
Answers = Callable[[str], tuple[str, Traces, Traces]]


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plain notebook, an encrypted one, and another that is encrypted."""
    folder = tmp_path_factory.mktemp("well")
    made = {}
    for name in ("plain", "encrypted", "another"):
        midad = Midad(folder / f"{name}.midad", folder)
        key = {} if name == "plain" else {"MIDAD_PASSPHRASE": PASSPHRASE}
        if key:
            midad.ok("protect", **key)
        midad.ok("new", "--title", "رسالة", **key)
        made[name] = midad.notebook
    return made


def keys_of(notebook: Path) -> tuple[Path, Path]:
    name = notebook.name
    return notebook.with_name(f"{name}.keys"), notebook.with_name(f".{name}.keys.bak")


def copied(notebook: Path, target: Path, keys: Path | None = None) -> Path:
    """With the keys of that notebook, or of another one."""
    shutil.copy(notebook, target)
    for source, place in zip(keys_of(keys or notebook), keys_of(target), strict=True):
        if source.exists():
            shutil.copy(source, place)
    return target


def noise(data: bytes, start: int, end: int) -> bytes:
    return data[:start] + os.urandom(end - start) + data[end:]


HARMS: dict[str, tuple[str, str]] = {  # harm → of which notebook, and what is said of it
    "truncated": ("plain", DAMAGED),
    "noise": ("plain", DAMAGED),
    "text": ("plain", DAMAGED),
    "archive": ("plain", DAMAGED),
    "folder": ("plain", DAMAGED),
    "stranger": ("plain", DAMAGED),
    "newer": ("plain", NEWER),
    "empty": ("plain", "opened"),
    "cut": ("encrypted", "damaged"),
    "noisy": ("encrypted", "does not open"),
    "other keys": ("encrypted", "passphrase"),
    "no keys": ("encrypted", "keys"),
    "none": ("encrypted", "opened"),
}


def harmed(harm: str, well: dict[str, Path], target: Path) -> None:
    source = well[HARMS[harm][0]]
    data = source.read_bytes()
    copied(source, target)
    match harm:
        case "truncated" | "cut":
            target.write_bytes(data[: len(data) // 2 + 100])
        case "noise" | "noisy":
            target.write_bytes(noise(data, 0 if harm == "noisy" else 4096, len(data)))
        case "text":
            target.write_text("عزيزتي ليلى، " * 1000)
        case "archive":
            target.write_bytes(b"PK\x03\x04" + os.urandom(9000))
        case "folder":
            target.unlink()
            target.mkdir()
        case "stranger":
            target.unlink()
            with sqlite3.connect(target) as raw:
                raw.execute("CREATE TABLE bookmarks (place TEXT)")
            raw.close()
        case "newer":
            with sqlite3.connect(target) as raw:
                raw.execute("PRAGMA user_version = 9999")
            raw.close()
        case "empty":
            target.write_bytes(b"")
        case "other keys":
            copied(source, target, well["another"])
        case "no keys":
            for each in keys_of(target):
                each.unlink()


def traces(folder: Path) -> Traces:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def started(home: Path, *given: str | Path) -> dict[str, str]:
    """What the window says at its start, by the name of the notebook."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.end2end.bad_starts", *given],
        input=unicodedata.normalize("NFD", PASSPHRASE).encode(),
        capture_output=True,
        timeout=200,
        check=False,
        cwd=Path(__file__).parents[2],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
        },
    )
    assert run.returncode == 0, run.stdout.decode() + run.stderr.decode()
    rows = map(json.loads, run.stdout.decode().splitlines())
    return {Path(name).stem: words for name, _code, words in rows}


@pytest.fixture(scope="module")
def answers(well: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What the window said of each, what lay in its folder before, and what after."""
    folder = tmp_path_factory.mktemp("bad")
    paths, before = {}, {}
    for harm in HARMS:
        (folder / harm).mkdir()
        paths[harm] = folder / harm / f"{harm}.midad"
        harmed(harm, well, paths[harm])
        before[harm] = traces(folder / harm)
    said = started(folder, *paths.values())
    assert set(said) == set(HARMS)
    return lambda harm: (said[harm], before[harm], traces(folder / harm))


@pytest.mark.parametrize("harm", HARMS)
def test_in_the_window(answers: Answers, harm: str) -> None:
    said, before, after = answers(harm)
    assert HARMS[harm][1] in said
    if HARMS[harm][1] != "opened":
        assert {name: after.get(name) for name in before} == before


# The other encrypted ones are tried by test_passphrase.
IN_A_LINE = ("truncated", "noise", "text", "archive", "stranger", "newer", "other keys")


@pytest.mark.parametrize("harm", IN_A_LINE)
def test_on_the_command_line(
    midad: Midad, well: dict[str, Path], tmp_path: Path, harm: str
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    path = folder / "n.midad"
    harmed(harm, well, path)
    before = traces(folder)
    said = Midad(path, midad.home).refused(3, "list", MIDAD_PASSPHRASE=PASSPHRASE)
    assert HARMS[harm][1] in said
    assert str(path) in said
    assert traces(folder) == before


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_on_a_medium_that_cannot_be_written(well: dict[str, Path], kind: str) -> None:
    data = {
        place.name: place.read_bytes()
        for place in (well[kind], *keys_of(well[kind]))
        if place.exists()
    }
    with folder_of_a_plain_user() as folder:
        for name, each in data.items():
            (folder / name).write_bytes(each)
            (folder / name).chmod(0o400)
        folder.chmod(0o500)
        os.seteuid(os.getuid())
        said = started(folder, "plainly", folder / well[kind].name)
        assert "can be read but not written to" in said[kind]
        assert traces(folder) == data
