"""Worlds, one after the other.

`python -m tests.sync.fuzz.run --seed 7 --worlds 1000 [--folder F]` goes on where an earlier run
of the same folder and seed stopped; ends with 1 at the first trouble and prints what led to it.
`--replay 7-123` lives one world again and leaves out what does not matter. `--real` is against a
real WordPress (`--suite bookworm`), where requests answer in their own time: a replay there
happens in the same order, and is not bound to end the same way.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.servers.wordpress import WordPress
from tests.sync.fuzz.real_ground import RealGround
from tests.sync.fuzz.world import STEPS, smallest, trouble_of


def main() -> int:
    """Live, count, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", default="1")
    parser.add_argument("--worlds", type=int, default=100)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--replay", default="")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--role", default="author")
    parser.add_argument("--on", action="store_true", help="go on after trouble, and count it")
    given = parser.parse_args()
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="midad-worlds-"))
        ground = None
        if given.real:
            site = stack.enter_context(WordPress(given.suite))
            ground = stack.enter_context(RealGround(site, given.role))
        numbers = itertools.count()

        def folder() -> Path:
            made = Path(place) / str(next(numbers))
            for old in Path(place).iterdir():
                shutil.rmtree(old)
            if ground is not None:
                ground.desk.clear()
            return made

        if given.replay:
            trouble, log, skip = smallest(given.replay, folder, given.steps, ground)
            say("\n".join(log), f"\n{trouble or 'no trouble'}", f"left out: {skip}")
            return bool(trouble)
        record = (
            given.folder / f"worlds-{given.seed}{f'-{given.suite}' * given.real}.json"
            if given.folder
            else None
        )
        if given.folder:
            given.folder.mkdir(parents=True, exist_ok=True)
        done = json.loads(record.read_text()) if record and record.exists() else 0
        say(f"seed {given.seed}, {done} worlds before")
        kinds: dict[str, list[str]] = {}
        for number in range(done, given.worlds):
            seed = f"{given.seed}-{number}"
            trouble, log = trouble_of(seed, folder(), given.steps, (), ground)
            if trouble and not given.on:
                say("\n".join(log), f"\n{trouble}", f"replay: --replay {seed}")
                return 1
            if trouble:
                say("\n".join(log), f"\n{trouble[:800]}", f"replay: --replay {seed}")
                kinds.setdefault(trouble.strip().split("\n")[-1].partition(":")[0], []).append(seed)
            if record:
                record.write_text(json.dumps(number + 1))
            if (number + 1) % (10 if given.real else 100) == 0:
                say(f"{number + 1} worlds, trouble in {sum(map(len, kinds.values()))}")
    for kind, seeds in kinds.items():
        say(f"{len(seeds):4} {kind}: {' '.join(seeds[:8])}")
    say(f"{given.worlds} worlds, {sum(map(len, kinds.values()))} with trouble")
    return bool(kinds)


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
