"""The process that `aside` starts: one question after the other comes in, each gets one answer.

It ends with the pipe it is asked through, and with a question that takes longer than it may. It is
started by this file's path, so that it finds the same Midad wherever that lies; a program that
was frozen into one file has no such path and calls `main` (`editor/__main__.py`).
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, BinaryIO

SWITCH = "--aside"
"""The first argument of a frozen program that shall be such a process."""

Answerer = Callable[[Any], Any]


def encode(value: Any) -> bytes:
    """`value` (of what JSON has) as one line. Lone surrogates stay as they are, which JSON's own
    escapes would not grant: two of them would come back as one character."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def decode(line: bytes) -> Any:
    """The other way round. ValueError for what is no line of `encode`."""
    return json.loads(line.decode("utf-8", "surrogatepass"))


def main(work: str, seconds: str) -> None:
    """Answer with `answerer()` of the module named `work` until nobody asks any more; end at a
    question that takes longer than `seconds`."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what some library says is no answer
    answerer: Answerer = import_module(work).answerer()
    with open(os.devnull, "w") as nowhere:
        serve(answerer, questions, answers, float(seconds), nowhere)


def serve(
    answerer: Answerer, questions: BinaryIO, answers: BinaryIO, seconds: float, nowhere: Any
) -> None:
    """An answer is `[true, what answerer gave]` or `[false, the name of the error's kind]`: its
    own words may be the author's."""
    for line in questions:
        # A watch of its own, without Python: it ends what never gives the interpreter away, too.
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            said = encode([True, answerer(decode(line))])
        except Exception as error:  # noqa: BLE001 - the process's edge: it lives on
            said = encode([False, type(error).__name__])
        faulthandler.cancel_dump_traceback_later()
        answers.write(said)
        answers.flush()


def _know_midad() -> None:
    """Import `editor` from where this file is, whatever else has that name."""
    package = Path(__file__).resolve().parent.parent
    spec = spec_from_file_location(
        "editor", package / "__init__.py", submodule_search_locations=[str(package)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["editor"] = module = module_from_spec(spec)
    spec.loader.exec_module(module)


if __name__ == "__main__":
    _know_midad()
    main(*sys.argv[1:])
