"""Lanes: in one lane one after the other, side by side, and nothing lost at the end."""

from __future__ import annotations

import threading

from editor.domain.changes import Changes
from editor.domain.post import PostId
from editor.workspace.events import Events
from editor.workspace.lanes import Lanes


def test_one_lane_keeps_the_order_and_its_thread() -> None:
    lanes = Lanes()
    seen: list[tuple[int, int]] = []
    for number in range(50):
        lanes.run("store", lambda number=number: seen.append((number, threading.get_ident())))
    assert lanes.close(10)
    assert [number for number, _thread in seen] == list(range(50))
    assert len({thread for _number, thread in seen}) == 1
    assert seen[0][1] != threading.get_ident()


def test_two_lanes_do_not_wait_for_each_other() -> None:
    lanes = Lanes()
    gate, passed = threading.Event(), threading.Event()
    lanes.run("blog:a", lambda: gate.wait(10))
    lanes.run("store", passed.set)
    assert passed.wait(10)
    gate.set()
    assert lanes.close(10)


def test_a_result_and_a_failure_reach_their_callbacks() -> None:
    lanes = Lanes()
    results: list[object] = []
    lanes.run("store", lambda: 42, results.append)
    lanes.run("store", lambda: 1 // 0, results.append, results.append)
    lanes.run("store", lambda: 43, results.append)
    assert lanes.close(10)
    assert (results[0], results[2]) == (42, 43)
    assert isinstance(results[1], ZeroDivisionError)


def test_what_nobody_catches_reaches_the_threads_hook() -> None:
    caught: list[type[BaseException]] = []
    before = threading.excepthook
    threading.excepthook = lambda args: caught.append(args.exc_type)
    try:
        lanes = Lanes()
        lanes.run("store", lambda: 1 // 0)
        lanes.close(10)
    finally:
        threading.excepthook = before
    assert caught == [ZeroDivisionError]


def test_the_end_of_a_lane_cleans_up_on_its_own_thread() -> None:
    ended: list[int] = []
    worked: list[int] = []
    lanes = Lanes(at_end=lambda: ended.append(threading.get_ident()))
    lanes.run("store", lambda: worked.append(threading.get_ident()))
    lanes.close(10)
    assert ended == worked


def test_close_says_when_something_still_runs() -> None:
    lanes = Lanes()
    gate = threading.Event()
    lanes.run("store", lambda: gate.wait(10))
    assert not lanes.close(0.05)
    gate.set()


def test_events_reach_every_listener_until_it_stops_listening() -> None:
    events = Events()
    heard: list[Changes] = []
    stop = events.listen(heard.append)
    change = Changes(posts=frozenset({PostId("a")}))
    events.tell(change)
    events.tell(Changes())
    stop()
    stop()
    events.tell(change)
    assert heard == [change]


def test_changes_add_up() -> None:
    one = Changes(posts=frozenset({PostId("a")}), origin="window")
    two = Changes(posts=frozenset({PostId("b")}), removed=frozenset({PostId("c")}))
    both = one | two
    assert both.posts == {"a", "b"}
    assert both.removed == {"c"}
    assert both.origin == "window"
    assert both
    assert not Changes()
