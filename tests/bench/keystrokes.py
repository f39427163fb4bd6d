"""Key to paint against a bare QPlainTextEdit with the same text: the writing widget alone, the
whole window, and the window with the preview beside it; long paragraphs; opening a long post.
"dressed" is a bare one in Midad's own face and column: what the letters alone cost.

Each typist (typist.py) is a process with a screen of its own. They take turns, a few words each,
so that a moment in which the machine is busy falls on all of them.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import inf
from pathlib import Path
from statistics import median, quantiles

from tests.bench.startup import screen

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = {
    "bare": "bare",
    "dressed": "dressed",
    "widget": "widget",
    "window": "window",
    "preview": "window",
    "unsaved": "unsaved",
}
USUAL = "bare", "dressed", "widget", "window", "preview"
WORDS = 1_000, 10_000, 100_000
ROUNDS = 12
SET = 4  # rounds in which each place is typed at once
SLOW_ROUNDS = 4  # where a key takes a tenth of a second
PAUSE = 0.025, 0.06  # seconds between two keys: a quick hand
HUMAN = 0.2  # seconds: an author's pace
QUIET = 0.5  # seconds in which next to nothing is done
PATIENCE = 60.0

ARABIC = (
    "خرجنا مع الفجر، وكان الجسر خاليًا إلا من بائع الشاي الذي كان يعدّ أكوابه على مهل.",
    "قال إن **القرية القديمة** تقع خلف التلّ، وإن الطريق إليها طويل لكنه جميل في الربيع.",
    "كتبتُ `km 214` على ظهر الورقة، ثم مشينا حتى غابت البيوت كلّها وراءنا.",
)
MIXED = (
    "نستعمل Qt في كل مكان، ثم نكتب عن GPU وعن Linux كما يكتب الناس في بيوتهم.",
    "افتح ملف README أولًا، وشغّل `make check` قبل أن ترسل أي pull request إلى أحد.",
    "في **الإصدار 6.11** تغيّر شكل النافذة، وشرح [الدليل](https://a.org/b) كل ما فيها.",
)
HANDS = "وصلنا إلى القرية ", "كتبنا about Qt هنا "

Row = tuple[str, float, float, float]


def text_of(words: int, per_paragraph: int = 100) -> str:
    """Paragraphs in turn in Arabic and in a mixture of both scripts."""
    paragraphs: list[str] = []
    count = 0
    while count < words:
        words_of_it = " ".join((ARABIC, MIXED)[len(paragraphs) % 2]).split()
        repeated = words_of_it * (per_paragraph // len(words_of_it) + 1)
        paragraphs.append(" ".join(repeated[: min(per_paragraph, words - count)]))
        count += per_paragraph
    return "\n\n".join(paragraphs)


class Typist:
    """One process and its window."""

    def __init__(self, kind: str, path: Path, environment: dict[str, str]) -> None:
        self.kind = kind
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.typist", PROGRAM[kind], str(path)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        self._listen()

    def write(self, words: str, pause: tuple[float, float] = PAUSE) -> list[list[float]]:
        """The figures of each key, with pauses between them that have no rhythm."""
        found = []
        for letter in words:
            found.append(self.order("key", time.monotonic(), letter))
            time.sleep(random.uniform(*pause))
        return found

    def work_at(self, words: str) -> float:
        """Processor time for each key at an author's pace, milliseconds: all that is put off
        until later, and all processes."""
        began = time.monotonic()
        before = _worked(self._process.pid)
        self.write(words, (HUMAN, HUMAN))
        between = _worked(self._process.pid)
        took = time.monotonic() - began
        time.sleep(took)
        return ((between - before) - (_worked(self._process.pid) - between)) / len(words) / 1e6

    def order(self, name: str, *values: object) -> list[float]:
        """Have it done; the figures that came of it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([name, *values]) + "\n")
        self._process.stdin.flush()
        return self._listen()

    def _listen(self) -> list[float]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the typist of {self.kind} ended")
        found: list[float] = json.loads(line)
        return found

    def rest(self) -> None:
        """Wait until nothing is under way in it any more."""
        latest = time.monotonic() + PATIENCE
        before = -inf
        while (now := _worked(self._process.pid)) > before + 1e7 and time.monotonic() < latest:
            before = now
            time.sleep(QUIET)

    def leave(self) -> None:
        self._process.kill()
        self._process.wait()


def _worked(pid: int) -> int:
    """Nanoseconds in which a process and its children have worked."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
        total += sum(_worked(int(child)) for child in (task / "children").read_text().split())
    return total


@contextmanager
def typists(kinds: Sequence[str], text: str) -> Iterator[list[Typist]]:
    """One of each kind with `text` before it, at rest."""
    with ExitStack() as stack:
        here = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (here / "post.md").write_bytes(text.encode("utf-8", "surrogatepass"))
        made = []
        for kind in kinds:
            path = here / "post.md"
            if PROGRAM[kind] in ("window", "unsaved"):
                path = here / f"{kind}.midad"
                prepare(path, text, preview=kind == "preview")
            environment = {
                **os.environ,
                **stack.enter_context(screen()),
                "HOME": str(here),
                "XDG_CONFIG_HOME": str(here / "config"),
                "XDG_DATA_HOME": str(here / "data"),
            }
            typist = Typist(kind, path, environment)
            stack.callback(typist.leave)
            made.append(typist)
        for typist in made:
            typist.rest()
        yield made


def prepare(path: Path, text: str, *, preview: bool) -> None:
    """A notebook whose newest post is `text`."""
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(path)
    workspace.new_post("دفتر طويل", body=text, language="ar", local=True)
    workspace.put_setting("window.preview", "01"[preview])
    workspace.close()


class Figures:
    """Of many keys, of each kind of typist."""

    def __init__(self) -> None:
        self._rounds: dict[str, list[list[list[float]]]] = defaultdict(list)

    def add(self, kind: str, keys: list[list[float]]) -> None:
        """One round."""
        self._rounds[kind].append(keys)

    def median(self, kind: str) -> float:
        """From the arrival of a key to the end of its paint."""
        return median(painted for keys in self._rounds[kind] for painted, _ in keys)

    def late(self, kind: str) -> float:
        """The 95th percentile, from the moment in which a key was sent: of each set of rounds,
        and the middle one of these. Of all keys at once it would say more of the worst second the
        machine had than of the typist."""
        rounds = self._rounds[kind]
        sets = [rounds[at : at + SET] for at in range(0, len(rounds), SET)]
        return median(
            quantiles([answered for keys in one for _, answered in keys], n=20)[-1] for one in sets
        )


def typed(rounds: int, group: Sequence[Typist]) -> Figures:
    """In turns: in the middle of a paragraph and at its end, in Arabic and in both scripts."""
    figures = Figures()
    for number in range(rounds):
        paragraph = number % 2
        share = (0.5, 1.0)[number // 2 % 2]
        for typist in random.sample(group, len(group)):
            typist.order("place", paragraph, share)
            typist.write(" ")  # the caret's way there is not a key's
            figures.add(typist.kind, typist.write(HANDS[paragraph]))
    return figures


def measure() -> list[Row]:
    """Rows of (what, floor, Midad, goal as a ratio); infinity where there is no goal."""
    return [*usual_posts(), *long_paragraphs(), opening(100_000)]


def usual_posts(sizes: Sequence[int] = WORDS) -> list[Row]:
    """Of paragraphs of a hundred words."""
    rows, by_size = [], {}
    for words in sizes:
        with typists(USUAL, text_of(words)) as group:
            figures = by_size[words] = typed(ROUNDS, group)
            floor, late = figures.median("bare"), figures.late("bare")
            for kind in ("dressed", "widget", "window"):
                name = f"key, {words:,} words: {kind}"
                goal = 1.5 if kind != "dressed" else inf
                rows.append((name, floor, figures.median(kind), goal))
                rows.append((f"{name}, p95", late, figures.late(kind), goal))
            name, floor = f"key, {words:,} words: preview/without", figures.median("window")
            rows.append((name, floor, figures.median("preview"), 1.15))
            rows.append((f"{name}, p95", figures.late("window"), figures.late("preview"), 1.2))
            if words == 10_000:
                rows += whole_work(group)
    if 10_000 in by_size and 100_000 in by_size:
        for kind in USUAL:
            small, large = (by_size[words].median(kind) for words in (10_000, 100_000))
            rows.append((f"key, 100,000/10,000 words: {kind}", small, large, 1.15))
    return rows


def whole_work(group: Sequence[Typist]) -> list[Row]:
    """All that a key costs at five keys a second, the work that is put off included."""
    took = {}
    for typist in group:
        typist.order("place", 0, 0.5)
        took[typist.kind] = typist.work_at(HANDS[0] * 2)
    return [
        (f"processor time per key: {kind}", took["bare"], took[kind], inf)
        for kind in took
        if kind != "bare"
    ]


def long_paragraphs() -> list[Row]:
    """What Qt itself is slow with."""
    rows = []
    line = (" ".join(ARABIC) * 500)[:100_000]
    for name, text, rounds in (
        ("one paragraph of 10,000 words", text_of(10_000, 10_000), ROUNDS),
        ("a line of 100,000 characters", line, SLOW_ROUNDS),
    ):
        with typists(["bare", "widget", "window"], text) as group:
            figures = Figures()
            for number in range(rounds):
                for typist in random.sample(group, len(group)):
                    typist.order("place", 0, (0.5, 1.0)[number % 2])
                    typist.write(" ")
                    figures.add(typist.kind, typist.write(HANDS[0], (0.05, 0.1)))
            for kind in ("widget", "window"):
                floor = figures.median("bare")
                rows.append((f"key, {name}: {kind}", floor, figures.median(kind), 1.25))
    return rows


def opening(words: int, rounds: int = 9) -> Row:
    """A long post's first paint, where another post was before."""
    with typists(["bare", "widget"], "كلمة") as group, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.md"
        path.write_text(text_of(words))
        took = defaultdict(list)
        for _round in range(rounds + 1):
            for typist in group:
                took[typist.kind] += typist.order("open", str(path))
                typist.rest()
        floor, ours = (median(took[kind][1:]) for kind in ("bare", "widget"))
        return f"opening {words:,} words", floor, ours, 2.0
