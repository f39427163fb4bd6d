"""Kills Midad at random moments, and looks whether every word it had acknowledged is there.

`python -m tests.torture.kills FOLDER --seed 7 --kills 500 [--kinds window,saving]` goes on where
an earlier run of the same folder and seed stopped. One line for each hundred kills; ends with 1
where a word was lost or a notebook did not open.

Victims are forked from this process, which has imported everything and opened nothing: so each
costs a tenth of a start. What they acknowledge they write into a file, after the call that keeps
it has returned.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from tests.torture import movers, victims
from tests.torture.victims import Kind

KINDS = victims.KINDS | movers.KINDS

STARTING = 120.0  # seconds until a victim has acknowledged something, on a busy machine, too


def main() -> int:
    """Kill, count, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--kinds", default=",".join(KINDS))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    record = given.folder / f"done-{given.seed}.json"
    done = Counter(json.loads(record.read_text())) if record.exists() else Counter()
    kinds = given.kinds.split(",")
    victims.prepare()
    tell(f"seed {given.seed}, {done.total()} kills before")
    while done.total() < given.kills:
        name = kinds[done.total() % len(kinds)]
        chance = random.Random(f"{given.seed} {name} {done[name]}")
        kind = KINDS[name]
        place = given.folder / f"{name}-{given.seed}"
        if done[name] % kind.renew == 0:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            must(forked(lambda kind=kind, place=place, chance=chance: kind.prepare(place, chance)))
        trouble = kill_one(kind, place, chance, done[name])
        if trouble:
            tell(f"seed {given.seed}, {name} number {done[name]}: {trouble}; see {place}")
            return 1
        done[name] += 1
        record.write_text(json.dumps(done))
        if done.total() % 100 == 0:
            tell(f"{done.total()} kills {dict(done)}: nothing lost")
    tell(f"{done.total()} kills {dict(done)}: 0 acknowledged words lost, 0 notebooks to repair")
    return 0


def kill_one(kind: Kind, place: Path, chance: random.Random, number: int) -> str:
    """What was wrong afterwards; empty where nothing was."""
    said = place / "acknowledged"
    begun = len(lines(said))
    victim = fork(lambda: kind.live(place, random.Random(chance.random()), number, Said(said)))
    if kind.waits and chance.random() < 0.8:  # else it may be killed while it starts
        latest = time.monotonic() + STARTING
        while len(lines(said)) == begun and time.monotonic() < latest:
            if os.waitpid(victim, os.WNOHANG)[0]:
                return "the victim ended by itself"
            time.sleep(0.002)
        if len(lines(said)) == begun:
            os.kill(victim, signal.SIGKILL)
            return "the victim acknowledged nothing"
    time.sleep(chance.uniform(0, kind.longest))
    os.kill(victim, signal.SIGKILL)
    _, status = os.waitpid(victim, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        return "the victim ended with an error"
    code = forked(lambda: kind.check(place, lines(said)))
    return "" if code == 0 else "words are missing, or the notebook did not open"


class Said:
    """What a victim acknowledges: a line a time, in one write."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def __call__(self, *words: object) -> None:
        os.write(self._file, (" ".join(map(str, words)) + "\n").encode())


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def fork(work: Callable[[], object]) -> int:
    """A child that does `work` and ends; its process number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - the edge of a process
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def forked(work: Callable[[], object]) -> int:
    """The exit code of a child that did `work`."""
    return os.waitstatus_to_exitcode(os.waitpid(fork(work), 0)[1])


def must(code: int) -> None:
    if code:
        raise RuntimeError("a notebook could not be prepared")


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
