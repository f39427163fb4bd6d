"""Asks Hunspell, which runs in a process of its own (`spelling_process`).

The process starts with the first question. Questions may block for as long as a dictionary takes
to load: ask on a lane. `close` may be called on any thread.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from editor.system import spelling_process
from editor.system.spelling_process import CHECK, SUGGEST

_PATIENCE = 10.0  # seconds; the largest dictionaries load in half a second
_BATCH = 500


class SpellerSilent(Exception):
    """No answer: Hunspell is not installed, fell, was closed, or thought for too long."""


class Speller:
    """One at a time may ask."""

    def __init__(self, program: Sequence[str] = ()) -> None:
        """`program` stands in the place of our own process."""
        # -P: what lies beside the program, or where the author is, is not to be imported.
        self._program = list(program) or [sys.executable, "-P", spelling_process.__file__]
        self._process: subprocess.Popen[bytes] | None = None
        self._asking = threading.Lock()

    def check(self, dictionary: Path, words: Sequence[str]) -> list[bool]:
        """Which words are right. All are where the dictionary cannot be read."""
        right: list[bool] = []
        for at in range(0, len(words), _BATCH):
            batch = words[at : at + _BATCH]
            said = self._ask(CHECK, dictionary, batch)
            right += [bool(each) for each in said] if said else [True] * len(batch)
        return right

    def suggest(self, dictionary: Path, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        said = self._ask(SUGGEST, dictionary, [word])
        return [str(each) for each in said[0]] if said else []

    def close(self) -> None:
        """End the process, and with it all it knew. The next question starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with self._asking:  # whoever waits for it hears at once that it is gone
                process.communicate()

    def _ask(self, deed: str, dictionary: Path, words: Sequence[str]) -> list[Any] | None:
        question = json.dumps([deed, str(dictionary), list(words)]).encode("ascii") + b"\n"
        with self._asking:
            said = json.loads(self._exchange(question))
        return said if isinstance(said, list) else None

    def _exchange(self, question: bytes) -> bytes:
        process = self._started()
        watch = threading.Timer(_PATIENCE, process.kill)
        watch.daemon = True
        watch.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(question)
            process.stdin.flush()
            line = process.stdout.readline()
        except (OSError, ValueError) as error:  # the pipe broke, or was closed
            raise SpellerSilent from error
        finally:
            watch.cancel()
        if not line.endswith(b"\n"):
            raise SpellerSilent
        return line

    def _started(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is None or process.poll() is not None:
            try:
                process = self._process = subprocess.Popen(  # noqa: S603 - our own program
                    self._program,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    # An interrupt at the terminal is for Midad; a console window is for nobody.
                    start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise SpellerSilent from error
        return process
