"""The installed program, as a subprocess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Midad:
    """`midad` with a notebook of its own, in a home of its own."""

    notebook: Path
    home: Path

    def __call__(self, *words: str | Path, stdin: str = "", **environment: str) -> Answer:
        program = Path(sys.executable).with_name("midad")
        run = subprocess.run(
            [program, "--notebook", self.notebook, *words],
            input=stdin.encode(),
            capture_output=True,
            timeout=120,
            check=False,
            cwd=self.home,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.home),
                "LANG": "C",
                "QT_QPA_PLATFORM": "offscreen",
                **environment,
            },
        )
        return Answer(run.returncode, run.stdout.decode(), run.stderr.decode())

    def ok(self, *words: str | Path, **options: Any) -> Answer:
        """A call that has to succeed, quietly."""
        answer = self(*words, **options)
        assert answer.code == 0, answer.err
        assert answer.err == ""
        return answer

    def refused(self, code: int, *words: str | Path, **options: Any) -> str:
        """A call that has to fail with `code` and one line on stderr."""
        answer = self(*words, **options)
        assert answer.code == code, (answer.code, answer.err)
        assert answer.out == ""
        assert answer.err.startswith("midad: ")
        assert answer.err.count("\n") == 1
        assert "Traceback" not in answer.err
        return answer.err


@pytest.fixture
def midad(tmp_path: Path) -> Midad:
    home = tmp_path / "home"
    home.mkdir()
    return Midad(tmp_path / "n.midad", home)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    return put
