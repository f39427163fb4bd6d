"""Long work that the author can stop with Ctrl-C."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from editor.domain.course import Course


@contextmanager
def stoppable() -> Iterator[Course]:
    """A course that Ctrl-C stops at the next safe place, and that tells a terminal how far it
    is."""
    shows = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if shows and total:
            click.echo(f"\r{100 * done // total:3} %", nl=False, err=True)

    course = Course(tell)
    before = signal.signal(signal.SIGINT, lambda *_arguments: course.stop())
    try:
        yield course
    finally:
        signal.signal(signal.SIGINT, before)
        if shows:
            click.echo("\r     \r", nl=False, err=True)
