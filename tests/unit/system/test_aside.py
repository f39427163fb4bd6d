"""Work in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editor.system import aside, aside_process
from editor.system.aside import Aside, AsideFailed, AsideSilent, AsideTooLong
from editor.system.aside_process import decode, encode

WORK = """
import os, re, sys, time
from editor.system import aside_process

def answerer():
    said = []
    def answer(question):
        deed, value = question
        if deed == "count":
            said.append(value)
            return len(said)
        if deed == "raise":
            raise RuntimeError(value)
        if deed == "number":
            return os.getpid()
        if deed == "print":
            print(value)
        if deed == "fall":
            os._exit(3)
        if deed == "sleep":
            time.sleep(value)
        if deed == "search":  # a regular expression that keeps the interpreter to itself
            re.search("(a+)+$", "a" * 40 + "b")
        if deed == "files":
            found = []
            for number in range(3, 256):
                try:
                    found.append(os.readlink(f"/proc/self/fd/{number}"))
                except OSError:
                    pass
            return found
        return value
    return answer

aside_process.main("__main__", sys.argv[1])
"""


@pytest.fixture
def make() -> Iterator[Callable[..., Aside]]:
    made: list[Aside] = []

    def one(seconds: float = 30) -> Aside:
        made.append(
            Aside(
                "unused",
                patience=seconds,
                program=[sys.executable, "-P", "-c", WORK, str(seconds)],
            )
        )
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.mark.parametrize(
    "value",
    [
        None,
        [1, 2.5, True, {"a": [None]}],
        "كلمة، 😀 word",
        "line\r\nend\rof\u2028a\u2029text\x00\x1b\n",
        "\ud83d",
        "\ud83d" + "\ude00",  # two halves, which are two characters and stay two
        "\ude00\ud83d",
        '"\\"',
    ],
)
def test_what_is_said_is_heard(value: Any) -> None:
    line = encode(value)
    assert line.count(b"\n") == 1
    assert decode(line) == value


def test_it_remembers_between_questions(make: Callable[..., Aside]) -> None:
    aside = make()
    assert not aside.is_running, "before the first question"
    assert [aside.ask(["count", word]) for word in ("أ", "ب", "\ud83d")] == [1, 2, 3]
    assert aside.is_running
    assert aside.ask(["echo", "كلمة" * 300_000]) == "كلمة" * 300_000


def test_a_fault_of_the_work_is_told_by_its_kind(make: Callable[..., Aside]) -> None:
    aside = make()
    aside.ask(["count", 1])
    with pytest.raises(AsideFailed) as told:
        aside.ask(["raise", "words of the author's"])
    assert told.value.args == ("RuntimeError",)
    assert aside.ask(["count", 2]) == 2, "the process lives on"


def test_what_a_library_prints_is_no_answer(make: Callable[..., Aside]) -> None:
    assert make().ask(["print", "warning"]) == "warning"


def test_a_fallen_process_is_silent_and_the_next_one_answers(make: Callable[..., Aside]) -> None:
    aside = make()
    aside.ask(["count", 1])
    with pytest.raises(AsideSilent):
        aside.ask(["fall", None])
    assert not aside.is_running
    assert aside.ask(["count", 1]) == 1, "it remembers nothing"


@pytest.mark.parametrize("deed", ["sleep", "search"])
def test_what_takes_too_long_is_cut_off(make: Callable[..., Aside], deed: str) -> None:
    aside = make(seconds=0.3)
    with pytest.raises(AsideTooLong):
        aside.ask([deed, 100])
    assert aside.ask(["echo", "بعد"]) == "بعد"


@pytest.mark.parametrize("leave", [Aside.end, Aside.close])
def test_ending_wakes_who_waits_and_leaves_no_process(
    make: Callable[..., Aside], leave: Callable[[Aside], None]
) -> None:
    aside = make()
    number = aside.ask(["number", None])
    heard: list[BaseException] = []

    def ask() -> None:
        try:
            aside.ask(["sleep", 60])
        except AsideSilent as error:
            heard.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    leave(aside)
    thread.join(20)
    assert heard
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_an_ended_one_starts_again_and_a_closed_one_never(make: Callable[..., Aside]) -> None:
    aside = make()
    first = aside.ask(["number", None])
    aside.end()
    assert aside.ask(["number", None]) != first
    aside.close()
    aside.end()
    with pytest.raises(AsideSilent):
        aside.ask(["number", None])
    assert not aside.is_running


@pytest.mark.parametrize(
    "program",
    [
        ["/nowhere/to/be/found"],
        [sys.executable, "-c", "input()"],
        [sys.executable, "-c", "input(); print('{')"],
        [sys.executable, "-c", "input(); print('7')"],
        [sys.executable, "-c", "input(); print('[true, 7]', end='')"],
    ],
)
def test_a_process_that_cannot_be_is_silent(program: list[str]) -> None:
    asked = Aside("unused", program=program)
    with pytest.raises(AsideSilent):
        asked.ask([])
    asked.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_inherits_no_file_of_ours(make: Callable[..., Aside], tmp_path: Path) -> None:
    path = tmp_path / "notebook.midad"
    with path.open("w") as file:
        os.set_inheritable(file.fileno(), True)
        found = make().ask(["files", None])
    assert not [name for name in found if "notebook" in name]


def test_it_ends_with_the_program_that_started_it() -> None:
    code = (
        "import os, sys; from editor.system.aside import Aside;"
        f"aside = Aside('unused', program=[sys.executable, '-P', '-c', {WORK!r}, '30']);"
        "print(aside.ask(['number', None]), flush=True); os._exit(1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    number = int(done.stdout)
    for _try in range(1000):
        if is_gone(number):
            return
        threading.Event().wait(0.01)
    pytest.fail("it is still there")


def is_gone(number: int) -> bool:
    """True for one that nobody has buried yet, too: its parent is gone."""
    try:
        os.kill(number, 0)
        stand = Path(f"/proc/{number}/stat")
        return stand.exists() and stand.read_text().rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True


def test_our_own_process_knows_midad_wherever_it_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program's package of that name, or one beside the author's files, is not ours."""
    (tmp_path / "editor").mkdir()
    (tmp_path / "editor" / "__init__.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    asked = Aside("editor.system.aside_process")  # any module of ours: it has no answerer
    with pytest.raises(AsideSilent):
        asked.ask(1)
    code = (
        "import runpy, sys; sys.argv = ['x', 'json', '1'];\n"
        f"try: runpy.run_path({aside_process.__file__!r}, run_name='__main__')\n"
        "except AttributeError: import editor.domain.post\n"
        "print(sys.modules['editor'].__file__, file=sys.__stdout__)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=60
    )
    assert Path(done.stdout.strip()).is_relative_to(Path(aside_process.__file__).parents[1])


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert aside._program("editor.some.work", 15.0)[1:] == [
        "-P",
        aside_process.__file__,
        "editor.some.work",
        "15.0",
    ]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/midad/midad")
    assert aside._program("editor.some.work", 15.0) == [
        "/opt/midad/midad",
        "--aside",
        "editor.some.work",
        "15.0",
    ]


def test_the_program_becomes_such_a_process_when_it_is_told_to() -> None:
    work = (
        "import sys; sys.modules['work'] = sys.modules['__main__'];"
        "answerer = lambda: str.upper;"
        "sys.argv = ['midad', '--aside', 'work', '5'];"
        "from editor.__main__ import main; main()"
    )
    asked = Aside("unused", program=[sys.executable, "-c", work])
    assert asked.ask("word") == "WORD"
    asked.close()
