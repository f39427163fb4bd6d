"""A lock between processes: one holder, and a dead one holds nothing."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

from editor.system.locks import process_lock

HOLDER = """
import sys
from pathlib import Path
from editor.system.locks import process_lock
with process_lock(Path(sys.argv[1])) as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_only_one_process_holds_it_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "n.lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    with process_lock(path) as held:
        assert not held
    other.kill()
    other.wait()
    with process_lock(path) as held:
        assert held
    with process_lock(path) as held:
        assert held, "it was given back"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
