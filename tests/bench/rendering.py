"""From an edit to new HTML, against a whole run of Python-Markdown with its extensions; and from
new HTML to pixels, against replacing all of the page's HTML in the same browser.

The texts have what one block defines for others: references, footnotes, abbreviations; every tenth
edit changes one of these. Both sides count the processor time of their own thread, by turns, and
both times of the browser are its own, from the call to the turn after the frame.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.keystrokes import text_of
from tests.bench.timing import Row

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT_GOALS = {10_000: 1 / 30, 100_000: 1 / 75}
PIXEL_GOALS = {10_000: 0.35, 100_000: 0.1}
ROUNDS = {10_000: 9, 100_000: 5}
EDITS = 10


def measure() -> Iterator[Row]:
    """Rows of (what, floor, Midad, goal as a ratio), in milliseconds."""
    for words in TEXT_GOALS:
        yield edits(words)
    for words in PIXEL_GOALS:
        yield pixels(words)


def crossing(words: int) -> str:
    """A text of so many words whose blocks refer to others."""
    blocks = text_of(words).split("\n\n")
    for number in range(0, len(blocks), 5):
        blocks[number] += f" [النهر][r{number}] وملاحظة[^n{number}] عن HTML."
        blocks.append(f"[r{number}]: http://a.org/{number} 'عنوان'")
        blocks.append(f"[^n{number}]: كلام الملاحظة {number}")
    return "\n\n".join([*blocks, "*[HTML]: لغة الصفحات"])


def edits(words: int) -> Row:
    """One letter more, somewhere: the HTML that is new, sanitised for the page."""
    from editor.domain.post import Direction
    from editor.text.html import sanitise
    from editor.text.render import Renderer

    body = crossing(words)
    renderer = Renderer()
    known = {block.key for block in renderer.render(body, direction=Direction.RTL)}
    whole: list[float] = []
    ours: list[float] = []

    def render() -> None:
        for block in renderer.render(body, direction=Direction.RTL):
            if block.key not in known:
                known.add(block.key)
                sanitise(block.html)

    for number in range(ROUNDS[words]):
        whole.append(worked(partial(_anew, body)))
        for edit in range(EDITS):
            body = edited(body, number * EDITS + edit)
            ours.append(worked(render))
    return f"edit to HTML, {words:,} words", median(whole), median(ours), TEXT_GOALS[words]


def _anew(body: str) -> str:
    from markdown import Markdown

    return Markdown(extensions=["extra", "sane_lists"], output_format="html").convert(body)


def edited(body: str, number: int) -> str:
    """`body` with one letter more; every tenth time in a definition."""
    if number % EDITS == 0:
        return body.replace("]: http://a.org/", f"]: http://a.org/{number}", 1)
    at = body.index(" ", len(body) // 3 + 37 * number)
    return f"{body[:at]}س{body[at:]}"


def worked(act: Callable[[], object]) -> float:
    """Milliseconds of this thread's processor time."""
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1000


def pixels(words: int) -> Row:
    """One paragraph is another: patched, and with all of the page."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.painter", str(words), str(ROUNDS[words] * 3)],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
        },
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=600,
        cwd=ROOT,
    )
    floor, ours = json.loads(done.stdout)
    return f"HTML to pixels, {words:,} words", floor, ours, PIXEL_GOALS[words]
