"""What is killed, and what has to be there afterwards."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

Say = Callable[..., None]
WORD = re.compile(r"ك(\d+) ")
FILLER = "خرجنا مع الفجر، and the bridge was empty but for the man who sold tea.\n\n"
LONG = FILLER * 700  # goes into the journal first


@dataclass(frozen=True, slots=True)
class Kind:
    """`prepare` makes its files in an empty folder. `live` works until it is killed, and says
    what is kept. `check` gets all that was said and raises where something is missing.
    `longest`: seconds that it may live; after it said something, where it `waits`. `renew`:
    kills, then the kind begins with a new notebook."""

    prepare: Callable[[Path, random.Random], None]
    live: Callable[[Path, random.Random, int, Say], None]
    check: Callable[[Path, list[str]], None]
    longest: float
    waits: bool = True
    renew: int = 40


def prepare() -> None:
    """Import what victims need."""
    import sqlite_utils  # noqa: F401

    from editor.__main__ import load_window
    from editor.store import conversion, encryption

    load_window()
    encryption.COST = encryption.Cost(1, 64, 1)
    conversion._SPARE = 0


def notebook_in(folder: Path) -> Path:
    return folder / "دفتر.midad"


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))


# --- looking afterwards -----------------------------------------------------------------------


def look(
    folder: Path, said: list[str], key: bytes | None = None, *, in_history: bool = False
) -> None:
    """Every acknowledged word is there, once the journal is taken up; the file is whole. Words
    that gave way to others may be `in_history`."""
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(notebook_in(folder), key=key)
    notebook = workspace._stores.notebook
    workspace.journal.recover(workspace)
    everything = {row[0]: row[1] for row in notebook.rows("SELECT uuid, body FROM posts")}
    titles = {row[0]: row[1] for row in notebook.rows("SELECT uuid, title FROM posts")}
    if in_history:
        for id in everything:
            for each in workspace.history.of(id):
                everything[id] += workspace.history.state(id, each.number).body
    missing = []
    for line in said:
        id, _, words = line.partition(" ")
        there = words_in(everything.get(id, "")) | words_in(titles.get(id, ""))
        missing += [word for word in words.split() if word not in there]
    assert not missing, missing[:20]
    beside = notebook.rows("SELECT uuid FROM posts WHERE version_of IS NOT NULL")
    assert not beside, "nobody else wrote, and there are second versions"
    sound(notebook)
    workspace.close()


def sound(notebook: object) -> None:
    assert notebook.row("PRAGMA integrity_check")[0] == "ok"  # type: ignore[attr-defined]
    assert notebook.rows("PRAGMA foreign_key_check") == []  # type: ignore[attr-defined]
    with notebook.writing() as connection:  # type: ignore[attr-defined]
        connection.execute("INSERT INTO post_search (post_search) VALUES ('integrity-check')")


def posts_of(folder: Path, chance: random.Random) -> None:
    """A few short posts and a long one."""
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(notebook_in(folder))
    workspace.put_setting("window.preview", "0")
    for number in range(3):
        body = LONG if number == 0 else FILLER * chance.randint(0, 5)
        workspace.new_post(f"رسالة {number}", body=body)
    workspace.close()


# --- saving, and backing up meanwhile -----------------------------------------------------------


def save(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(notebook_in(folder), key=key_of(notebook_in(folder)))
    workspace.journal.recover(workspace)
    posts = [workspace.open_post(row.id) for row in workspace.page()]
    bases = {post.id: post for post in posts}
    typed = {post.id: post for post in posts}
    word = number * 100_000
    while True:
        id = chance.choice(posts).id
        word += 1
        at = chance.choice((0, len(typed[id].body)))
        body = typed[id].body
        typed[id] = replace(typed[id], body=f"{body[:at]}ك{word} {body[at:]}")
        if chance.random() < 0.6:
            workspace.journal.put(typed[id], bases[id])
        else:
            bases[id] = workspace.save(typed[id], base=bases[id], journalled=True)
            typed[id] = bases[id]
        say(id, word)


def save_and_back_up(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.store.backup import backup
    from editor.workspace.assembly import open_workspace

    workspace = open_workspace(notebook_in(folder))
    word = number * 100_000
    while True:
        for row in workspace.page():
            word += 1
            post = workspace.open_post(row.id)
            workspace.save(replace(post, body=f"{post.body}ك{word} "), base=post)
            say(post.id, word)
        backup(workspace._stores.notebook, folder / f"copy {chance.randint(1, 3)}.midad")


def look_at_copies(folder: Path, said: list[str]) -> None:
    from editor.store.database import Notebook
    from editor.system.clock import SystemClock

    look(folder, said)
    for copy in folder.glob("copy *.midad"):
        opened = Notebook.open(copy, SystemClock())
        sound(opened)
        assert opened.rows("SELECT 1 FROM posts")
        opened.close()


# --- migrating --------------------------------------------------------------------------------


def old_notebook(folder: Path, chance: random.Random) -> None:
    del folder, chance


def migrate(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.store.database import Notebook
    from editor.system.clock import SystemClock
    from tests.store.released import schema_1, schema_2, schema_3, schema_4, schema_5, schema_6

    path = notebook_in(folder)
    for each in folder.glob(f"{path.name}*"):
        each.unlink()
    # All at once: a victim of its own making is not what is looked for.
    shutil.copy(
        chance.choice((schema_1, schema_2, schema_3, schema_4, schema_5, schema_6)).FILE,
        folder / "old",
    )
    (folder / "old").replace(path)
    say("copied")
    while True:
        Notebook.open(path, SystemClock()).close()


def look_at_old(folder: Path, said: list[str]) -> None:
    from editor.store.database import Notebook
    from editor.system.clock import SystemClock
    from tests.store.released import schema_1
    from tests.store.test_migrations import every_word_is_there

    del said
    if not notebook_in(folder).exists():
        return
    notebook = Notebook.open(notebook_in(folder), SystemClock())
    every_word_is_there(notebook)
    assert notebook.rows("SELECT 1 FROM posts WHERE uuid = ?", (schema_1.MIXED.id,))
    sound(notebook)
    notebook.close()
    for copy in folder.glob("* (schema *"):
        copy.unlink()


# --- encrypting and decrypting ------------------------------------------------------------------

PASSPHRASE = "correct horse battery ليل"


def convert(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.domain.course import Course
    from editor.store import conversion, driver, keyfile
    from editor.store.encryption import Kind as Secret
    from editor.workspace.assembly import open_workspace

    path, word = notebook_in(folder), number * 100_000
    while True:
        workspace = open_workspace(path, key=key_of(path))
        post = workspace.open_post(workspace.page()[0].id)
        word += 1
        workspace.save(replace(post, body=f"{post.body}ك{word} "), base=post)
        say(post.id, word)
        workspace.close()
        if driver.is_plain(path):
            encrypt(path)
        else:
            _, key = keyfile.unlocked(path, Secret.PASSPHRASE, PASSPHRASE)
            conversion.decrypt(path, key, Course())


def encrypt(path: Path) -> None:
    from editor.domain.course import Course
    from editor.store import conversion, encryption
    from editor.store.encryption import Kind as Secret

    key = encryption.new_data_key()
    keys = encryption.with_secret(encryption.new_keys(), Secret.PASSPHRASE, PASSPHRASE, key)
    conversion.encrypt(path, keys, key, Course())


def encrypted_posts_of(folder: Path, chance: random.Random) -> None:
    posts_of(folder, chance)
    encrypt(notebook_in(folder))


def key_of(path: Path) -> bytes | None:
    from editor.store import conversion, driver, keyfile
    from editor.store.encryption import Kind as Secret

    conversion.settle(path)
    if driver.is_plain(path):
        return None
    return keyfile.unlocked(path, Secret.PASSPHRASE, PASSPHRASE)[1]


def look_at_converted(folder: Path, said: list[str]) -> None:
    look(folder, said, key_of(notebook_in(folder)))


def _type(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from tests.torture.typist import type_in_window

    type_in_window(notebook_in(folder), chance, number, say)


KINDS = {
    "window": Kind(posts_of, _type, look, 1.2),
    "locking": Kind(encrypted_posts_of, _type, look_at_converted, 2.0),
    "saving": Kind(posts_of, save, look, 0.1),
    "encrypted": Kind(encrypted_posts_of, save, look_at_converted, 0.1),
    "backing": Kind(posts_of, save_and_back_up, look_at_copies, 0.15),
    "migrating": Kind(old_notebook, migrate, look_at_old, 0.12),
    "converting": Kind(posts_of, convert, look_at_converted, 0.2),
}
