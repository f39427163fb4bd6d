"""Start-up and memory against a bare QPlainTextEdit window with the same 10,000-word post."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROUNDS = 7
GOALS = {"paint": 2.0, "ready": 2.2, "memory": 2.0}
PROBE = Path(__file__).with_name("probe.py")


def bilingual_text(words: int) -> str:
    """Paragraphs of about a hundred words, every third in English."""
    arabic = "خرجنا مع الفجر وكان الجسر خاليًا إلا من بائع الشاي الذي كتب `km 214` على الورق "
    english = "We left at dawn and the bridge was empty but for a **tea seller** and his kettle "
    blocks, count = [], 0
    while count < words:
        sentence = english if len(blocks) % 3 == 2 else arabic
        block = sentence * 7
        blocks.append(block.strip() + ".")
        count += len(block.split())
        if len(blocks) % 10 == 0:
            blocks.append(f"## عنوان {len(blocks)}")
    return "\n\n".join(blocks)


def measure() -> list[tuple[str, float, float, float]]:
    """Rows of (what, floor, Midad, goal as a ratio); medians of interleaved rounds."""
    with tempfile.TemporaryDirectory() as folder, screen() as display:
        here = Path(folder)
        text = bilingual_text(10_000)
        (here / "post.md").write_text(text)
        prepare(here / "n.midad", text)
        runs: dict[str, list[dict[str, float]]] = {"bare": [], "midad": []}
        for round_ in range(ROUNDS + 1):
            for name, path in (("bare", "post.md"), ("midad", "n.midad")):
                figures = run(name, here / path, here, display)
                if round_:  # the first only warms the disk's cache
                    runs[name].append(figures)
    rows = []
    for what, goal in GOALS.items():
        floor, ours = (median(each[what] for each in runs[name]) for name in ("bare", "midad"))
        rows.append((f"start-up: {what}", floor, ours, goal))
    return rows


def prepare(path: Path, text: str) -> None:
    """A notebook whose newest post is the long one, with the preview hidden."""
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(path)
    workspace.new_post("دفتر طويل", body=text, language="ar", local=True)
    workspace.put_setting("window.preview", "0")
    workspace.close()


def run(name: str, path: Path, home: Path, display: dict[str, str]) -> dict[str, float]:
    environment = {
        **os.environ,
        **display,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONDONTWRITEBYTECODE": "",  # a program that is installed has its bytecode
        "BENCH_START": repr(time.monotonic()),
    }
    done = subprocess.run(
        [sys.executable, str(PROBE), name, str(path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).resolve().parent.parent.parent,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen of our own where Xvfb is there, so that real windows are measured."""
    program = shutil.which("Xvfb")
    if program is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as stream:
            number = stream.readline().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait(10)
