"""Files are read whatever their encoding and written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from editor.domain.errors import FileMissing, FileNotText, FileTooLarge, FileUnreadable
from editor.system.files import LIMIT, decode, read_bytes, read_text, write_atomically

MIXED = "# مداد و Midad\n\nكتبتُ سطرًا about C++ وآخر.\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (MIXED.encode(), MIXED),
        (b"\xef\xbb\xbf" + MIXED.encode(), MIXED),
        (MIXED.encode("utf-16"), MIXED),
        (b"\xfe\xff" + MIXED.encode("utf-16-be"), MIXED),
        ("هذا نص قديم من حاسوب قديم، فيه Word 97.".encode("cp1256"),
         "هذا نص قديم من حاسوب قديم، فيه Word 97."),
        (b"", ""),
        (b"plain", "plain"),
        ("a\r\nb\rc\u2028d\u00a0e\x0cf\u200f".encode(), "a\r\nb\rc\u2028d\u00a0e\x0cf\u200f"),
        ("été à Genève, déjà".encode("latin-1"), None),
        ("schöne Größe, süße Übung".encode("latin-1"), None),
        ("привет, как дела".encode("cp1251"), None),
        ("καλημέρα κόσμε".encode("cp1253"), None),
        ("שלום עולם יפה".encode("cp1255"), None),
        (MIXED.encode("utf-16-le"), None),
        (b"\xff\xfe\x00", None),
        (b"\xef\xbb\xbf\xff", None),
        (b"PK\x03\x04\x00\x00", None),
        (bytes(range(256)), None),
        ("نص\x00خفي".encode(), None),
    ],
)  # fmt: skip
def test_decoding(data: bytes, expected: str | None) -> None:
    assert decode(data) == expected


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "تدوينة.md"
    path.write_bytes(MIXED.encode())
    assert read_text(path) == MIXED


def test_what_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "صورة.md"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(FileNotText) as caught:
        read_text(path)
    assert caught.value.path == str(path)


@pytest.mark.parametrize("name", ["nothing.md", "folder/nothing.md"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileMissing):
        read_text(tmp_path / name)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_text(tmp_path)


@pytest.mark.parametrize(
    ("name", "error"), [("nul\0byte", FileMissing), ("x" * 5000, FileUnreadable)]
)
def test_impossible_names(tmp_path: Path, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_text(tmp_path / name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable):
        read_text(tmp_path / "pipe")


def test_a_file_one_may_not_read(tmp_path: Path, unprivileged: Path) -> None:
    path = unprivileged / "secret.md"
    path.write_text("سر")
    path.chmod(0)
    with pytest.raises(FileUnreadable):
        read_text(path)


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(FileTooLarge) as caught:
        read_text(path)
    assert (caught.value.size, caught.value.limit) == (50 * 1024 * 1024, LIMIT)


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bytes(path, limit=5) == b"12345"
    with pytest.raises(FileTooLarge):
        read_bytes(path, limit=4)


def test_writing_makes_a_file_with_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_writing_keeps_the_mode_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / ("ص" * 100)
    path.write_bytes(b"old")
    path.chmod(0o666)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666
    assert list(tmp_path.iterdir()) == [path]


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_cannot_be_written_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
