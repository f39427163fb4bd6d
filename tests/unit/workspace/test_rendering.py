from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from editor.domain.post import Credit, Direction, Format, PostId
from editor.text import html as text_html
from editor.workspace import rendering
from editor.workspace.rendering import Rendering, RenderLane, Snapshot

POST = PostId("11111111-2222-4333-8444-555555555555")
MIXED = Snapshot(
    POST,
    title="دفتر الطريق",
    body="خرجنا قبل الفجر ولم نجد في الطريق أحدًا سوى بائع الخبز.\n\n"
    "We left before dawn and met nobody.\n",
)


class Desk:
    """A lane and what came back from it."""

    def __init__(self) -> None:
        self.delivered: queue.Queue[Rendering] = queue.Queue()
        self.failed: queue.Queue[tuple[Snapshot, Exception]] = queue.Queue()
        self.lane = RenderLane(
            self.delivered.put, lambda snapshot, error: self.failed.put((snapshot, error))
        )

    def render(self, snapshot: Snapshot) -> Rendering:
        self.lane.request(snapshot)
        return self.delivered.get(timeout=20)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.lane.close()


def html(rendering: Rendering) -> str:
    return "\n".join(block.html for block in rendering.blocks)


def test_each_block_has_its_own_direction(desk: Desk) -> None:
    rendering = desk.render(MIXED)
    assert rendering.snapshot is MIXED
    assert rendering.direction is Direction.RTL
    head, arabic, english = rendering.blocks
    assert MIXED.title in head.html
    assert 'dir="ltr"' not in arabic.html
    assert 'dir="ltr"' in english.html
    assert (english.line, english.start) == (2, MIXED.body.index("We"))


@pytest.mark.parametrize(
    ("snapshot", "direction"),
    [
        (Snapshot(POST, body="كلمات"), Direction.RTL),
        (Snapshot(POST, body="2026", default=Direction.RTL), Direction.RTL),
        (Snapshot(POST, title="Bridge", body="2026", default=Direction.RTL), Direction.LTR),
        (Snapshot(POST, body="words"), Direction.LTR),
        (Snapshot(POST, body="words", language="ar"), Direction.RTL),
        (Snapshot(POST, body="كلمات", language="ar", direction=Direction.LTR), Direction.LTR),
        (Snapshot(POST, title="عنوان"), Direction.RTL),
        (Snapshot(POST), Direction.LTR),
        (
            Snapshot(POST, body="<p class='left-to-right'>كلمة</p>", format=Format.HTML),
            Direction.RTL,
        ),
    ],
)
def test_the_direction_of_the_post(desk: Desk, snapshot: Snapshot, direction: Direction) -> None:
    assert desk.render(snapshot).direction is direction


def test_pictures_get_addresses_of_the_preview(desk: Desk) -> None:
    body = "![جسر](جسر.jpg)\n\n![elsewhere](https://example.org/x.png)\n"
    shown = html(desk.render(Snapshot(POST, body=body)))
    assert f'src="media://picture/{POST}/%D8%AC%D8%B3%D8%B1.jpg"' in shown
    assert "example.org" not in shown
    assert 'alt="elsewhere"' in shown


@pytest.mark.parametrize("format", list(Format))
def test_what_runs_or_fetches_is_taken_out(desk: Desk, format: Format) -> None:
    body = (
        "<p onclick='x()'>كلمة</p>\n\n<script>x()</script>\n\n<iframe src='https://example.org'>"
        "</iframe>\n\n<img src='https://example.org/x.png' onerror='x()'>\n"
    )
    shown = html(desk.render(Snapshot(POST, body=body, format=format)))
    assert "كلمة" in shown
    for taken in ("onclick", "onerror", "script", "iframe", "example.org"):
        assert taken not in shown


def test_a_body_from_a_blog_stays_html(desk: Desk) -> None:
    body = "<p>سطر *ليس مائلًا*</p>\n<ul><li>a</li></ul>"
    rendering = desk.render(Snapshot(POST, body=body, format=Format.HTML))
    assert "*ليس مائلًا*" in html(rendering)
    assert "<li>a</li>" in html(rendering)


def test_people_and_date_are_told_in_the_language_of_the_post(desk: Desk) -> None:
    post = replace(
        MIXED,
        publish_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        credits=(
            Credit("author", "سالم <b>"),
            Credit("photographer", "Sara"),
            Credit("editor", " "),
        ),
    )
    arabic = desk.render(replace(post, language="ar")).blocks
    english = desk.render(replace(post, language="en")).blocks
    assert "سالم &lt;b&gt;" in arabic[0].html
    assert "2026" in english[0].html
    assert "2026" not in arabic[0].html
    assert "تصوير: " in arabic[-1].html
    assert "Photographs: " in english[-1].html
    assert "Editor" not in english[-1].html


def test_a_post_without_words_is_no_page(desk: Desk) -> None:
    assert desk.render(Snapshot(POST, title=" ", body="\n\n")).blocks == ()


def test_a_block_that_did_not_change_is_the_same_object(desk: Desk) -> None:
    before = desk.render(MIXED).blocks
    after = desk.render(replace(MIXED, body=MIXED.body + "\nسطر جديد\n")).blocks
    assert [block.html for block in after[:3]] == [block.html for block in before]
    assert all(new.html is old.html for new, old in zip(after, before, strict=False))
    assert len(after) == 4


class Gate:
    """Holds the lane inside the sanitiser until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.entered = threading.Semaphore(0)
        self._open = threading.Semaphore(0)
        sanitise = text_html.sanitise

        def held(dirty: str) -> str:
            self.entered.release()
            assert self._open.acquire(timeout=20)
            return sanitise(dirty)

        monkeypatch.setattr(text_html, "sanitise", held)

    def wait(self) -> None:
        assert self.entered.acquire(timeout=20)

    def open(self, times: int = 1) -> None:
        self._open.release(times)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Iterator[Gate]:
    gate = Gate(monkeypatch)
    yield gate
    gate.open(100)


def test_one_runs_and_only_the_newest_waits(desk: Desk, gate: Gate) -> None:
    def typed(text: str) -> Snapshot:
        return Snapshot(POST, body=text)

    desk.lane.request(typed("أ"))
    gate.wait()
    for text in ("أب", "أبج", "أبجد"):
        desk.lane.request(typed(text))
    gate.open(2)
    assert desk.delivered.get(timeout=20).snapshot.body == "أ"
    assert desk.delivered.get(timeout=20).snapshot.body == "أبجد"
    assert desk.delivered.empty()


@pytest.mark.parametrize(
    "leave",
    [
        lambda lane: lane.cancel(),
        lambda lane: lane.request(Snapshot(PostId("another"), body="غيره")),
    ],
    ids=["cancelled", "another post"],
)
def test_what_nobody_wants_any_more_is_not_delivered(
    desk: Desk, gate: Gate, leave: Callable[[RenderLane], None]
) -> None:
    desk.lane.request(MIXED)
    gate.wait()
    leave(desk.lane)
    gate.open(10)
    desk.lane.request(Snapshot(PostId("last"), body="الأخير"))
    delivered = desk.delivered.get(timeout=20).snapshot.post
    assert delivered != POST


def test_closing_waits_for_the_thread_and_ends_it(desk: Desk) -> None:
    desk.render(MIXED)
    desk.lane.close()
    assert "rendering" not in {thread.name for thread in threading.enumerate()}
    desk.lane.request(MIXED)
    assert desk.delivered.empty()
    desk.lane.close()


def test_a_fault_is_told_and_the_lane_lives_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(dirty: str) -> str:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(text_html, "sanitise", broken)
        desk.lane.request(MIXED)
        snapshot, error = desk.failed.get(timeout=20)
    assert snapshot is MIXED
    assert isinstance(error, RuntimeError)
    assert desk.render(MIXED).blocks


def test_half_a_character_stops_nothing(desk: Desk) -> None:
    assert "كلمة" in html(desk.render(Snapshot(POST, body="كلمة \ud83d كلمة")))


def test_it_gives_way_while_it_works(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    breaths: list[float] = []
    monkeypatch.setattr(rendering.time, "sleep", breaths.append)
    words = "\n\n".join(f"{place} كلمة *word* [رابط](https://example.org)" for place in range(300))
    desk.render(Snapshot(POST, body=words))
    assert len(breaths) > 10


def test_qt_is_not_needed() -> None:
    assert not any(name.startswith("PySide6") for name in _imports_of("editor.workspace.rendering"))


def _imports_of(module: str) -> set[str]:
    import subprocess

    code = f"import sys, {module}, editor.text.render; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    return set(done.stdout.split())
