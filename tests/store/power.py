"""Power cuts, replayed: what a program asked of the disk is recorded, system call by system call
(strace), and for any moment a folder is built as a disk could have it then.

What was synced is there. Of what was written to a file since its last sync, any part may be: each
write wholly, not at all, or only some of its sectors. Names that were made, moved or removed since
their folder's last sync are there up to any moment, in their order, as journals of file systems
keep them; a folder below another one is a name in that. The shared memory beside a notebook (-shm)
is none of the disk's.
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
    "renameat2,unlink,unlinkat,rmdir,link,linkat,mkdir,mkdirat"
)
_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass
class Inode:
    """A file without its name: what the disk has, and what it may have."""

    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut off there


FOLDER = Inode()
Names = dict[str, Inode | None]
"""What stands under a path, from the folder on; None where a change took it away."""


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
        self._now: Names = {
            str(each.relative_to(folder)): Inode(each.read_bytes()) if each.is_file() else FOLDER
            for each in sorted(folder.rglob("*"))
        }
        self._durable = dict(self._now)
        self._changes: list[Names] = []  # of names, since their folder's sync
        self._open: dict[int, tuple[Inode, str]] = {}  # and the name, of a folder
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
        most = len(self._changes)
        count = most if everything else chance.randint(0, most) if chance else 0
        chosen = dict(self._durable)
        for change in self._changes[:count]:
            _put_names(chosen, change)
        first: dict[int, Path] = {}
        for name, inode in sorted(chosen.items()):
            path = target / name
            if inode is None or name.endswith("-shm") or not path.parent.is_dir():
                continue  # a file whose folder's own name never came to the disk is lost
            if inode is FOLDER:
                path.mkdir()
            elif id(inode) in first:
                path.hardlink_to(first[id(inode)])
            else:
                first[id(inode)] = path
                path.write_bytes(_content(inode, chance, everything))

    # --- the calls ----------------------------------------------------------------------------

    def _name(self, call: Call, at: int = 0) -> str:
        """A path of the call from the folder on, `.` for the folder, nothing outside it."""
        path = Path(call.words[at].decode())
        if not path.is_absolute():
            inside = self._open.get(call.numbers[0]) if call.numbers else None
            if inside is None or inside[0] is not FOLDER:
                return ""
            path = self.folder / inside[1] / path
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else ""

    def _openat(self, call: Call) -> bool:
        self._places[call.result] = 0
        name = self._name(call)
        self._open.pop(call.result, None)
        if not name:
            return False
        if name == "." or self._now.get(name) is FOLDER:
            self._open[call.result] = (FOLDER, name)
            return False
        changed = False
        if name not in self._now:
            if "O_CREAT" not in call.flags:
                return False
            self._change({name: Inode()})
            changed = True
        inode = self._now[name]
        assert inode is not None
        if "O_TRUNC" in call.flags:
            inode.pending.append((0, None))
            changed = True
        self._open[call.result] = (inode, "")
        return changed

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
        if number not in self._open:
            return False
        place = self._places.get(number, 0)
        self._open[number][0].pending.append((place, call.words[0][: call.result]))
        self._places[number] = place + call.result
        return True

    def _pwrite64(self, call: Call) -> bool:
        if call.numbers[0] not in self._open:
            return False
        inode, _name = self._open[call.numbers[0]]
        inode.pending.append((call.numbers[-1], call.words[0][: call.result]))
        return True

    def _ftruncate(self, call: Call) -> bool:
        if call.numbers[0] not in self._open:
            return False
        self._open[call.numbers[0]][0].pending.append((call.numbers[1], None))
        return True

    def _fsync(self, call: Call) -> bool:
        inode, folder = self._open.get(call.numbers[0], (None, ""))
        if inode is None:
            return False
        if inode is not FOLDER:
            inode.synced = _content(inode, None, True)
            inode.pending.clear()
            return True
        changes, self._changes = self._changes, []
        for change in changes:
            if any(str(Path(name).parent) == folder for name in change):
                _put_names(self._durable, change)
            else:
                self._changes.append(change)
        return len(changes) > len(self._changes)

    _fdatasync = _fsync

    def _rename(self, call: Call) -> bool:
        old, new = self._name(call), self._name(call, 1)
        return bool(old and new) and self._change({old: None, new: self._now[old]})

    _renameat = _renameat2 = _rename

    def _link(self, call: Call) -> bool:
        old, new = self._name(call), self._name(call, 1)
        return bool(old and new) and self._change({new: self._now[old]})

    _linkat = _link

    def _unlink(self, call: Call) -> bool:
        gone = self._name(call)
        return gone in self._now and self._change({gone: None})

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, call: Call) -> bool:
        name = self._name(call)
        return bool(name) and self._change({name: FOLDER})

    _mkdirat = _mkdir

    def _change(self, change: Names) -> bool:
        _put_names(self._now, change)
        self._changes.append(change)
        return True


def _put_names(names: Names, change: Names) -> None:
    for name, inode in change.items():
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode


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
