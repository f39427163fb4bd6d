"""Work in a process of its own, which keeps no key waiting: the interpreter there is another one.

A module that has `answerer()` is all it takes: that gives a function from a question to its
answer, both made of what JSON has, and may remember what it likes between two questions.
`Aside("editor.text.such_work")` asks it. Nothing of what is asked is written to disk, nor told on
a command line or in an environment. The process inherits no file of ours, ends when we end, and
ends with a question that takes too long.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from editor.system import aside_process
from editor.system.aside_process import SWITCH, decode, encode

PATIENCE = 15.0  # seconds for one question, on a computer that has much else to do, too


class AsideSilent(Exception):
    """No answer: the process could not start, fell, was ended, or thought for too long. The next
    question starts another one, which remembers nothing."""


class AsideTooLong(AsideSilent):
    """It thought for too long: the same question would be no better next time."""


class AsideFailed(Exception):
    """The work raised; the argument is the name of the error's kind. The process lives on."""


class Aside:
    """One process, from its first question to `end`. Any thread; one question at a time, the
    others wait. `end` and `close` wait for no question."""

    def __init__(
        self, work: str, *, patience: float = PATIENCE, program: Sequence[str] = ()
    ) -> None:
        """`work` is the module's name; `program` stands in the place of our own process."""
        self._patience = patience
        self._program = list(program) or _program(work, patience)
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        self._asking = threading.Lock()
        self._changing = threading.Lock()

    @property
    def is_running(self) -> bool:
        """True while there is a process that remembers something."""
        process = self._process
        return process is not None and process.poll() is None

    def ask(self, question: Any) -> Any:
        """What the work answers; blocks until then. AsideSilent, AsideTooLong, AsideFailed."""
        line = encode(question)
        with self._asking:
            process = self._started()
            asked = time.monotonic()
            try:
                said = _exchange(process, line)
            except (OSError, ValueError) as error:  # the pipe broke, or was closed
                _bury(process)
                raise AsideSilent from error
            if not said.endswith(b"\n"):
                _bury(process)
                long = time.monotonic() - asked > self._patience
                raise AsideTooLong if long else AsideSilent
            try:
                fine, answer = decode(said)
            except (ValueError, TypeError) as error:  # that is not one of ours
                _bury(process)
                raise AsideSilent from error
        if not fine:
            raise AsideFailed(answer)
        return answer

    def end(self) -> None:
        """End the process, and with it all it knew; whoever waits for an answer hears so. The
        next question starts another."""
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            _bury(process)

    def close(self) -> None:
        """End it for good: the next question is answered with AsideSilent."""
        with self._changing:
            self._is_closed = True
        self.end()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._changing:
            if self._is_closed:
                raise AsideSilent
            process = self._process
            if process is not None and process.poll() is None:
                return process
            if process is not None:  # killed by others
                _bury(process)
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    self._program,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    close_fds=True,
                    # An interrupt at the terminal is for Midad; a console window is for nobody.
                    start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise AsideSilent from error
            return self._process


def _program(work: str, patience: float) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, SWITCH, work, str(patience)]
    # -P: what lies beside the program, or where the author is, is not to be imported.
    return [sys.executable, "-P", aside_process.__file__, work, str(patience)]


def _exchange(process: subprocess.Popen[bytes], line: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line)
    process.stdin.flush()
    return process.stdout.readline()


def _bury(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError):  # words that nobody reads any more
            pipe.close()
