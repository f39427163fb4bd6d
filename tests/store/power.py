"""Power cuts, replayed: what a program asked of the disk is recorded, system call by system call
(strace), and for any moment a folder is built as a disk could have it then.

What was synced is there. Of what was written to a file since its last sync, any part may be: each
write wholly, not at all, or only some of its sectors. Names that were made, moved or removed since
the folder's last sync are there up to any moment, in their order, as journals of file systems keep
them. The shared memory beside a notebook (-shm) is none of the disk's.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECTOR = 512
_CALLS = (
    "openat,open,creat,close,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,renameat,"
    "renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat"
)
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass
class Inode:
    """A file without its name: what the disk has, and what it may have."""

    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut off there


@dataclass(frozen=True)
class Call:
    """One system call that counts."""

    name: str
    words: tuple[bytes, ...] = ()
    numbers: tuple[int, ...] = ()
    result: int = 0
    flags: str = ""


def record(script: str, *arguments: str | Path, log: Path) -> list[Call]:
    """Run a Python program to its end; gives what it asked of the disk."""
    watch = f"strace -f -qq -xx -s 8000000 --signal=none --trace={_CALLS} -o".split()
    subprocess.run(
        [*watch, log, sys.executable, "-c", script, *map(str, arguments)],
        check=True,
        cwd=ROOT,
        capture_output=True,
        timeout=300,
    )
    return list(_calls(log))


def _calls(log: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            thread, _space, rest = line.rstrip("\n").partition(" ")
            if rest.endswith("<unfinished ...>"):
                begun[thread] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            if "resumed>" in rest[:60]:
                line = f"{thread} {begun.pop(thread).strip()}{rest.split('resumed>', 1)[1]}"
            found = _LINE.match(line)
            if found is None or found[4] == "-1":
                continue
            words = _STRING.findall(found[3])
            assert not any(cut for _text, cut in words), "strace cut a write short"
            bare = _STRING.sub("", found[3])
            yield Call(
                found[2],
                tuple(bytes.fromhex(text.replace("\\x", "")) for text, _cut in words),
                tuple(int(n) for n in re.findall(r"(?<![\w|])-?\d+(?![\w|])", bare)),
                int(found[4]),
                bare,
            )


class Disk:
    """A folder as the disk has it, while the recorded calls are taken one by one."""

    def __init__(self, folder: Path) -> None:
        """Begins with what is in `folder` now, all of it synced."""
        self.folder = folder
        self.acknowledged = 0  # lines the program has printed
        self._inodes = {
            each.name: Inode(each.read_bytes()) for each in folder.iterdir() if each.is_file()
        }
        self._durable = dict(self._inodes)
        self._names: list[dict[str, Inode]] = []  # after each change since the folder's sync
        self._open: dict[int, tuple[Inode | None, str]] = {}
        self._places: dict[int, int] = {}

    def take(self, call: Call) -> bool:
        """True where the disk may have changed."""
        act = getattr(self, f"_{call.name}", None)
        return bool(act and act(call))

    def build(
        self, target: Path, chance: random.Random | None, *, everything: bool = False
    ) -> None:
        """Make `target` what a computer finds that starts now: all that was written, nothing
        that was not synced, or by chance something between."""
        target.mkdir()
        names = [self._durable, *self._names]
        if everything:
            chosen = names[-1]
        else:
            chosen = chance.choice(names) if chance else names[0]
        first: dict[int, Path] = {}
        for name, inode in chosen.items():
            if name.endswith("-shm"):
                continue
            if id(inode) in first:
                (target / name).hardlink_to(first[id(inode)])
            else:
                first[id(inode)] = target / name
                (target / name).write_bytes(_content(inode, chance, everything))

    # --- the calls ----------------------------------------------------------------------------

    def _inside(self, path: bytes) -> str:
        """The name of a path directly in the folder, else nothing."""
        where = Path(path.decode())
        return where.name if where.parent == self.folder else ""

    def _openat(self, call: Call) -> bool:
        path = call.words[0]
        self._places[call.result] = 0
        self._open.pop(call.result, None)
        if Path(path.decode()) == self.folder:
            self._open[call.result] = (None, "folder")
            return False
        name = self._inside(path)
        if not name:
            return False
        changed = False
        if name not in self._inodes:
            if "O_CREAT" not in call.flags:
                return False
            self._rename_all(self._inodes | {name: Inode()})
            changed = True
        inode = self._inodes[name]
        if "O_TRUNC" in call.flags:
            inode.pending.append((0, None))
            changed = True
        self._open[call.result] = (inode, "append" if "O_APPEND" in call.flags else "")
        return changed

    _open_call = _openat

    def _close(self, call: Call) -> bool:
        self._open.pop(call.numbers[0], None)
        return False

    def _lseek(self, call: Call) -> bool:
        self._places[call.numbers[0]] = call.result
        return False

    def _write(self, call: Call) -> bool:
        number = call.numbers[0]
        if number == 1:
            self.acknowledged += call.words[0].count(b"\n")
        inode, _how = self._open.get(number, (None, ""))
        if inode is None:
            return False
        place = self._places.get(number, 0)
        inode.pending.append((place, call.words[0][: call.result]))
        self._places[number] = place + call.result
        return True

    def _pwrite64(self, call: Call) -> bool:
        inode, _how = self._open.get(call.numbers[0], (None, ""))
        if inode is None:
            return False
        inode.pending.append((call.numbers[-1], call.words[0][: call.result]))
        return True

    def _ftruncate(self, call: Call) -> bool:
        inode, _how = self._open.get(call.numbers[0], (None, ""))
        if inode is None:
            return False
        inode.pending.append((call.numbers[1], None))
        return True

    def _fsync(self, call: Call) -> bool:
        inode, how = self._open.get(call.numbers[0], (None, ""))
        if how == "folder":
            self._durable = dict(self._inodes)
            self._names.clear()
            return True
        if inode is None:
            return False
        inode.synced = _content(inode, None, True)
        inode.pending.clear()
        return True

    _fdatasync = _fsync

    def _rename(self, call: Call) -> bool:
        old, new = map(self._inside, call.words)
        if not old or not new:
            return False
        rest = {name: inode for name, inode in self._inodes.items() if name != old}
        self._rename_all(rest | {new: self._inodes[old]})
        return True

    _renameat = _renameat2 = _rename

    def _link(self, call: Call) -> bool:
        old, new = map(self._inside, call.words)
        if not old or not new:
            return False
        self._rename_all(self._inodes | {new: self._inodes[old]})
        return True

    _linkat = _link

    def _unlink(self, call: Call) -> bool:
        gone = self._inside(call.words[0])
        if gone not in self._inodes:
            return False
        self._rename_all({name: inode for name, inode in self._inodes.items() if name != gone})
        return True

    _unlinkat = _unlink

    def _rename_all(self, names: dict[str, Inode]) -> None:
        self._inodes = names
        self._names.append(dict(names))


def _content(inode: Inode, chance: random.Random | None, everything: bool) -> bytes:
    data = bytearray(inode.synced)
    for place, written in inode.pending:
        if everything:
            _apply(data, place, written)
        elif chance is not None:
            fate = chance.random()
            if fate < 0.45:
                _apply(data, place, written)
            elif fate < 0.6 and written:
                for start in range(0, len(written), SECTOR):
                    if chance.random() < 0.5:
                        _apply(data, place + start, written[start : start + SECTOR])
    return bytes(data)


def _apply(data: bytearray, place: int, written: bytes | None) -> None:
    if len(data) < place:
        data.extend(bytes(place - len(data)))
    if written is None:
        del data[place:]
    else:
        data[place : place + len(written)] = written
