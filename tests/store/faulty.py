"""A program at work on a disk that fails: run by test_faults.py, below strace.

`python -m tests.store.faulty ACT FOLDER` says on the standard output what it begins ("begin"),
what is kept ("kept ID WORD") and what the author would be told ("trouble ERROR"). What failed is
tried again, as the window does; it ends with 1 where that does not help in the end.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from editor.domain.course import Course
from editor.domain.errors import EditorError, FileTaken
from editor.store.backup import backup
from editor.workspace.assembly import open_workspace
from tests.torture import victims

TRIES = 400
WORDS = 40


def say(*words: object) -> None:
    # Not `write`: that is a call that may be told to fail.
    os.writev(1, [(" ".join(map(str, words)) + "\n").encode()])


def until_it_works(act: Callable[[], object]) -> None:
    for _try in range(TRIES):
        say("begin")
        try:
            act()
        except EditorError as error:
            say("trouble", type(error).__name__)
        else:
            return
    sys.exit(1)


def save(folder: Path) -> None:
    workspace = open_workspace(victims.notebook_in(folder))
    chance = random.Random(4)
    base = workspace.open_post(workspace.page()[0].id)
    typed = base
    for word in range(WORDS):
        typed = replace(typed, body=f"{typed.body}ك{word} ")
        say("begin")
        try:
            if chance.random() < 0.6:
                workspace.journal.put(typed, base)
            else:
                base = typed = workspace.save(typed, base=base, journalled=True)
            say("kept", typed.id, *range(word + 1))
        except EditorError as error:
            say("trouble", type(error).__name__)  # the words stay in the window
    until_it_works(lambda: workspace.save(typed, base=base, journalled=True))
    say("kept", typed.id, *range(WORDS))
    workspace.close()


def fill_the_disk(folder: Path) -> None:
    """On a disk of a few MiB that nobody else has: full for a while, with half of the work done."""
    workspace = open_workspace(victims.notebook_in(folder))
    post = workspace.open_post(workspace.page()[0].id)
    ballast, said, troubles = folder / "ballast", [], set()
    typed = base = post
    for word in range(WORDS):
        if word == WORDS // 4:
            _fill(ballast)
        elif word == WORDS // 2:
            ballast.unlink()
        typed = replace(typed, body=f"{typed.body}ك{word} {victims.FILLER}")
        try:
            if word % 3:
                workspace.journal.put(typed, base)
            else:
                base = typed = workspace.save(typed, base=base, journalled=True)
            said.append(f"{typed.id} {word}")
        except EditorError as error:
            troubles.add(type(error).__name__)
    assert troubles == {"DiskFull"}, troubles
    assert said[-1].endswith(f" {WORDS - 1}")
    workspace.close()
    victims.look(folder, [*said, f"{typed.id} {' '.join(map(str, range(WORDS)))}"])


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))


def add_pictures(folder: Path) -> None:
    workspace = open_workspace(victims.notebook_in(folder))
    post = workspace.page()[0].id
    media = workspace._stores.media
    for number in range(20):
        data = random.Random(number).randbytes(50_000)

        def put(data: bytes = data, number: int = number) -> None:
            media.add(post, f"{number}.png", data, "image/png", 1, 1)

        until_it_works(put)
    for number in range(20):
        found = media.get(post, f"{number}.png")
        assert found is not None
        assert found.data == random.Random(number).randbytes(50_000)
    workspace.close()


def migrate(folder: Path) -> None:
    until_it_works(lambda: open_workspace(victims.notebook_in(folder)).close())


def back_up(folder: Path) -> None:
    workspace = open_workspace(victims.notebook_in(folder))

    def once() -> None:
        try:
            backup(workspace._stores.notebook, folder / "copy 1.midad")
        except FileTaken:
            (folder / "copy 1.midad").unlink()
            raise

    until_it_works(once)
    workspace.close()


def encrypt(folder: Path) -> None:
    from editor.store import conversion, driver

    path = victims.notebook_in(folder)

    def once() -> None:
        conversion.settle(path)
        if driver.is_plain(path):
            victims.encrypt(path)

    until_it_works(once)


def decrypt(folder: Path) -> None:
    from editor.store import conversion, driver

    path = victims.notebook_in(folder)

    def once() -> None:
        key = victims.key_of(path)
        if not driver.is_plain(path):
            assert key is not None
            conversion.decrypt(path, key, Course())

    until_it_works(once)


ACTS = {
    each.__name__: each
    for each in (save, fill_the_disk, add_pictures, migrate, back_up, encrypt, decrypt)
}

if __name__ == "__main__":
    victims.prepare()
    ACTS[sys.argv[1]](Path(sys.argv[2]))
    say("end")
