"""Two real processes on one notebook: the second brings the first to the front and ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from editor.system.locks import take_lock, window_lock

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0

# Says what happens to the window, as somebody who looks at the screen would.
WATCHED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from editor.gui.app import make_application, run
from editor.gui.main_window import MainWindow

app = make_application()
seen = []

def look():
    for each in app.topLevelWidgets():
        if isinstance(each, MainWindow) and each.was_painted:
            if not seen:
                each.showMinimized()
                print("shown", flush=True)
            elif not each.isMinimized() and each.frame.banner.text:
                print(each.frame.banner.text, flush=True)
                timer.stop()
            seen.append(each)

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
sys.exit(run(Path(sys.argv[1])))
"""

Start = Callable[[Path], subprocess.Popen[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "LANG": "C",
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
    }


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """A window that stays; returns once it is seen."""
    made: list[subprocess.Popen[str]] = []

    def begin(notebook: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", WATCHED, str(notebook)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        made.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        return process

    yield begin
    for process in made:
        process.kill()
        process.wait()


def second(notebook: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("midad"), "--notebook", notebook],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_the_second_brings_the_first_to_the_front(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    notebook = tmp_path / "دفتر.midad"
    first = start(notebook)
    answer = second(notebook, environment)
    assert answer.returncode == 0, answer.stderr
    assert "open already" in answer.stderr
    assert first.stdout is not None
    assert "open already" in first.stdout.readline()
    assert first.poll() is None


def test_by_another_name_it_is_the_same_notebook(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    notebook = tmp_path / "n.midad"
    start(notebook)
    (tmp_path / "link.midad").symlink_to(notebook)
    assert second(tmp_path / "link.midad", environment).returncode == 0


def test_two_notebooks_are_open_side_by_side(start: Start, tmp_path: Path) -> None:
    one, other = start(tmp_path / "one.midad"), start(tmp_path / "other.midad")
    assert (one.poll(), other.poll()) == (None, None)


def test_what_a_killed_one_left_hinders_nobody(start: Start, tmp_path: Path) -> None:
    notebook = tmp_path / "n.midad"
    for _ in range(3):
        process = start(notebook)
        time.sleep(0.3)  # its socket is there, too
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert window_lock(notebook).exists()
    lock = take_lock(window_lock(notebook))
    assert lock is not None
    lock.release()


def test_the_command_line_works_beside_the_window(
    start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    notebook = tmp_path / "n.midad"
    start(notebook)
    run = subprocess.run(
        [
            Path(sys.executable).with_name("midad"),
            "--notebook",
            notebook,
            "new",
            "--title",
            "عنوان",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stderr
