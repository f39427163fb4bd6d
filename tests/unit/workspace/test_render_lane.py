"""The lane of the preview, and the process it asks."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.post import PostId
from editor.system.aside import AsideFailed, AsideTooLong
from editor.workspace.render_lane import RenderingStopped, RenderLane
from editor.workspace.rendering import Rendering, Snapshot
from tests.typesetters import ObedientAside, rendered

POST = PostId("11111111-2222-4333-8444-555555555555")
LINES = [f"سطر {number} 😀 line" for number in range(200)]


def typed(text: str, post: PostId = POST) -> Snapshot:
    return Snapshot(post, title="دفتر", body=text)


MIXED = typed("خرجنا قبل الفجر.\n\nWe left before dawn.\n")


class Desk:
    """A lane and what came back from it."""

    def __init__(self, folder: Path, seconds: float = 60) -> None:
        self.delivered: queue.Queue[Rendering] = queue.Queue()
        self.failed: queue.Queue[tuple[Snapshot, Exception]] = queue.Queue()
        self.aside = ObedientAside(folder, seconds)
        self.lane = RenderLane(
            self.delivered.put,
            lambda snapshot, error: self.failed.put((snapshot, error)),
            self.aside,
        )

    def render(self, snapshot: Snapshot) -> Rendering:
        self.lane.request(snapshot)
        return self.delivered.get(timeout=60)

    def fault(self, snapshot: Snapshot) -> Exception:
        self.lane.request(snapshot)
        told, error = self.failed.get(timeout=60)
        assert told is snapshot
        return error

    def hold(self) -> None:
        """Have the process stand in the midst of a post."""
        self.lane.request(replace(MIXED, body=f"{MIXED.body}\n\nHOLD"))
        self.wait(lambda: self.aside.is_held)

    def wait(self, until: Callable[[], bool]) -> None:
        for _try in range(6000):
            if until():
                return
            threading.Event().wait(0.01)
        pytest.fail("it does not come")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.lane.close()


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_says_what_the_work_says(desk: Desk) -> None:
    for snapshot in (MIXED, typed(""), typed("\n\n".join(LINES), PostId("other"))):
        made = desk.render(snapshot)
        assert made.snapshot is snapshot
        expected = rendered(snapshot)
        assert (made.direction, made.blocks, made.said, made.kinds) == (
            expected.direction,
            expected.blocks,
            expected.said,
            expected.kinds,
        )
        assert list(made.starts) == list(expected.starts)
        assert list(made.lines) == list(expected.lines)


def test_a_text_that_is_typed_is_the_same_text_there(desk: Desk) -> None:
    """Emoji, CR LF, halves of a character: counted in the same unit at both ends."""
    lines = list(LINES)
    for number, (at, line) in enumerate(
        [(3, "ا"), (9, "👩\u200d💻 كلمة"), (12, "\ud83d"), (13, "\ud83d" + "\ude00 x\r"), (9, "")]
    ):
        lines[at] = line
        end = "\r\n" if number % 2 else "\n"
        snapshot = typed((end * 2).join(lines))
        made, expected = desk.render(snapshot), rendered(snapshot)
        assert made.blocks == expected.blocks
        assert list(made.starts) == list(expected.starts)
    assert len(desk.aside.numbers) == 1


def test_a_block_that_did_not_change_is_the_same_object(desk: Desk) -> None:
    before = desk.render(typed("\n\n".join(LINES))).blocks
    changed = [*LINES[:50], "سطر آخر", *LINES[51:]]
    after = desk.render(typed("\n\n".join(changed))).blocks
    assert [at for at in range(201) if after[at] is not before[at]] == [51]


def test_one_runs_and_only_the_newest_waits(desk: Desk) -> None:
    desk.hold()
    for text in ("أب", "أبج", "أبجد"):
        desk.lane.request(typed(text))
    desk.aside.open()
    assert "HOLD" in desk.delivered.get(timeout=60).snapshot.body
    assert desk.delivered.get(timeout=60).snapshot.body == "أبجد"
    assert desk.delivered.empty()


@pytest.mark.parametrize(
    "leave",
    [
        lambda lane: lane.cancel(),
        lambda lane: lane.forget(),
        lambda lane: lane.request(Snapshot(PostId("another"), body="غيره")),
    ],
    ids=["cancelled", "forgotten", "another post"],
)
def test_what_nobody_wants_any_more_is_not_delivered(
    desk: Desk, leave: Callable[[RenderLane], None]
) -> None:
    desk.render(MIXED)
    desk.hold()
    leave(desk.lane)
    desk.aside.open()
    desk.lane.request(Snapshot(PostId("last"), body="الأخير"))
    delivered = desk.delivered.get(timeout=60).snapshot
    assert delivered.post != POST
    assert desk.failed.empty()


def test_a_text_left_half_way_is_told_right_afterwards(desk: Desk) -> None:
    long = "\n\n".join(LINES)
    desk.render(typed(long))
    desk.lane.request(typed(long + "\n\nHOLD"))
    desk.wait(lambda: desk.aside.is_held)
    desk.lane.cancel()
    desk.aside.open()
    snapshot = typed(long.replace("سطر 7", "غيره"))
    assert desk.render(snapshot).blocks == rendered(snapshot).blocks


@pytest.mark.parametrize("end", [RenderLane.close, RenderLane.forget], ids=["close", "forget"])
@pytest.mark.parametrize("hold", [True, False], ids=["busy", "idle"])
def test_the_process_that_knew_the_words_is_gone(
    desk: Desk, end: Callable[[RenderLane], None], hold: bool
) -> None:
    desk.hold() if hold else desk.render(MIXED)
    (number,) = desk.aside.numbers
    assert is_there(number)
    end(desk.lane)
    assert not is_there(number)
    if end is RenderLane.forget:
        assert desk.render(MIXED).blocks == rendered(MIXED).blocks
    else:
        assert "rendering" not in {thread.name for thread in threading.enumerate()}
        desk.lane.request(MIXED)
        assert not desk.aside.is_running
    assert desk.delivered.empty()
    assert desk.failed.empty()
    desk.lane.close()


def test_no_process_before_there_is_work(desk: Desk) -> None:
    assert desk.aside.numbers == []
    desk.lane.forget()
    desk.lane.cancel()
    assert desk.aside.numbers == []


def test_a_process_that_is_killed_is_started_again(desk: Desk) -> None:
    for count in range(1, 5):
        snapshot = typed("\n\n".join([*LINES, str(count)]))
        assert desk.render(snapshot).blocks == rendered(snapshot).blocks
        number = next(each for each in desk.aside.numbers if is_there(each))
        os.kill(number, signal.SIGKILL)
    assert desk.failed.empty()


def test_one_that_is_killed_at_work_does_it_again(desk: Desk) -> None:
    desk.hold()
    (number,) = desk.aside.numbers
    desk.aside.open()
    os.kill(number, signal.SIGKILL)
    assert "HOLD" in desk.delivered.get(timeout=60).snapshot.body
    assert desk.failed.empty()


def test_one_that_falls_again_and_again_is_left_alone(desk: Desk) -> None:
    assert isinstance(desk.fault(typed("FALL")), RenderingStopped)
    assert len(desk.aside.numbers) == 3
    assert isinstance(desk.fault(typed("كلمة")), RenderingStopped)
    assert len(desk.aside.numbers) == 3
    desk.lane.begin_again()
    assert desk.render(typed("كلمة")).blocks
    assert isinstance(desk.fault(typed("FALL")), RenderingStopped)
    assert desk.render(typed("غيره", PostId("another"))).blocks, "another post is another matter"


def test_a_fault_is_told_and_the_lane_lives_on(desk: Desk) -> None:
    error = desk.fault(typed("RAISE"))
    assert isinstance(error, AsideFailed)
    assert error.args == ("RuntimeError",)
    assert desk.render(MIXED).blocks
    assert len(desk.aside.numbers) == 1


def test_what_takes_for_ever_is_cut_off(tmp_path: Path) -> None:
    desk = Desk(tmp_path, seconds=1)
    assert isinstance(desk.fault(typed("FOREVER")), AsideTooLong)
    assert desk.render(MIXED).blocks
    assert [type(desk.fault(typed("FOREVER"))) for _time in range(3)] == [
        AsideTooLong,
        AsideTooLong,
        RenderingStopped,
    ]
    desk.lane.close()


def test_another_post_need_not_wait_for_one_that_takes_for_ever(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.lane.request(typed("HOLD"))
    desk.wait(lambda: desk.aside.is_held)
    monkeypatch.setattr("editor.workspace.render_lane._LONG", 0)
    assert desk.render(typed("غيره", PostId("another"))).blocks
    assert desk.failed.empty()


def test_our_own_process(tmp_path: Path) -> None:
    done: queue.Queue[Rendering] = queue.Queue()
    lane = RenderLane(done.put, lambda _snapshot, error: pytest.fail(repr(error)))
    lane.request(MIXED)
    assert done.get(timeout=60).blocks == rendered(MIXED).blocks
    lane.close()


@pytest.mark.parametrize("module", ["typesetting", "render_lane"])
def test_neither_end_needs_qt_and_ours_needs_no_markdown(module: str) -> None:
    code = f"import sys, editor.workspace.{module}; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    loaded = done.stdout.split()
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6", "sqlite3"))]
    if module == "render_lane":
        assert not {"editor.text.render", "markdown", "nh3"} & set(loaded)
