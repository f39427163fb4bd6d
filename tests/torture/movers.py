"""What is killed while posts come in from elsewhere or a passphrase changes, and what has to be
there afterwards."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.torture.victims import (
    FILLER,
    PASSPHRASE,
    WORD,
    Kind,
    Say,
    encrypt,
    encrypted_posts_of,
    key_of,
    look,
    notebook_in,
    posts_of,
)

OTHERS = 20  # notebooks and folders to bring in, one after the other
POSTS = 120  # in a notebook: more than come in one transaction
FILES = 40  # in a folder
_PASSPHRASES = (PASSPHRASE, "another passphrase نهار")


def _word(number: int, count: int) -> str:
    """Unlike those that a victim of that number types."""
    return f"ك{number * 100_000 + 50_000 + count} "


# --- another notebook ---------------------------------------------------------------------------


def prepare_notebooks(folder: Path, chance: random.Random) -> None:
    """Ours, encrypted by chance, and others with posts of their own and versions of ours."""
    from editor.domain.post import Post, new_post_id
    from editor.store.database import Notebook
    from editor.store.posts import Posts
    from editor.system.clock import SystemClock

    posts_of(folder, chance)
    here = Notebook.open(notebook_in(folder), SystemClock())
    ours = [Posts(here).get(id) for id in Posts(here).all_ids()]
    here.close()
    if chance.random() < 0.5:
        encrypt(notebook_in(folder))
    for number in range(OTHERS):
        other = Notebook.open(folder / f"other {number}.midad", SystemClock())
        posts, said = Posts(other), {}
        now = datetime.now(UTC)
        with other.writing():
            for count in range(POSTS):
                word = _word(number, count)
                post = posts.save(Post(new_post_id(), title="أخرى", body=FILLER + word))
                said[post.id] = word
            for count, post in enumerate(ours, POSTS):
                word = _word(number, count)
                moment = now + timedelta(hours=chance.choice((-30, 30)))  # theirs stand, or ours
                posts.save(replace(post, body=post.body + word, updated=moment))
                said[post.id] = word
        other.close()
        (folder / f"other {number}.json").write_text(json.dumps(said))


def bring_in(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.workspace.assembly import open_workspace

    which = number % OTHERS
    workspace = open_workspace(notebook_in(folder), key=key_of(notebook_in(folder)))
    mine = [row.id for row in workspace.page() if row.title != "أخرى"]
    for count, id in enumerate(mine):
        word = number * 100_000 + count
        post = workspace.open_post(id)
        workspace.save(replace(post, body=f"{post.body}ك{word} "), base=post)
        say(id, word)
    workspace.moving.bring_in(folder / f"other {which}.midad")
    for id, words in json.loads((folder / f"other {which}.json").read_text()).items():
        say(id, *WORD.findall(words))
    while True:  # once more what came already
        workspace.moving.bring_in(folder / f"other {chance.randint(0, number) % OTHERS}.midad")


def look_at_brought(folder: Path, said: list[str]) -> None:
    """Everything that was acknowledged, in the post or in its history; nothing came twice."""
    from editor.store.database import Notebook
    from editor.store.posts import Posts
    from editor.system.clock import SystemClock

    path = notebook_in(folder)
    key = key_of(path)
    look(folder, said, key, in_history=True)
    notebook = Notebook.open(path, SystemClock(), key)
    known = {id for each in folder.glob("*.json") for id in json.loads(each.read_text())}
    assert set(Posts(notebook).all_ids()) <= known
    notebook.close()


# --- files --------------------------------------------------------------------------------------


def prepare_files(folder: Path, chance: random.Random) -> None:
    """A notebook, and folders of Markdown as Midad writes it, with pictures."""
    from PIL import Image

    from editor.domain.post import Post, new_post_id
    from editor.workspace.exporting import file_of

    posts_of(folder, chance)
    for number in range(OTHERS):
        place = folder / f"files {number}"
        place.mkdir()
        Image.new("RGB", (4, 4)).save(place / "a.png")
        for count in range(FILES):
            now = datetime.now(UTC)
            post = Post(
                new_post_id(),
                title=f"ملف {number} {count}",
                body=f"![جسر](a.png)\n\n{FILLER}{_word(number, count)}",
                created=now,
                updated=now,
            )
            (place / f"{count}.md").write_text(file_of(post))


def import_files(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.workspace.assembly import open_workspace
    from editor.workspace.exchange import import_path

    workspace = open_workspace(notebook_in(folder))
    for name in ("save", "add"):
        call = getattr(workspace, name)

        def tell(*given: object, call: Any = call, **named: object) -> object:
            kept = call(*given, **named)
            for each in kept if isinstance(kept, list) else [kept]:
                say(each.id, *WORD.findall(each.body))
            return kept

        setattr(workspace, name, tell)
    (folder / "to begin").write_text(str(number % OTHERS))
    (folder / "to begin").replace(folder / "begun")  # a kill leaves all of it, or none
    import_path(workspace, folder / f"files {number % OTHERS}")
    while True:  # once more what came already, or what a kill left
        import_path(workspace, folder / f"files {chance.randint(0, number) % OTHERS}")


def look_at_imported(folder: Path, said: list[str]) -> None:
    """Everything that was acknowledged; and what was broken off comes, once, when it is begun
    again, with its picture."""
    from editor.workspace.assembly import open_workspace
    from editor.workspace.exchange import import_path

    look(folder, said)
    workspace = open_workspace(notebook_in(folder))
    begun = folder / "begun"
    if begun.exists():
        number = int(begun.read_text())
        rows = import_path(workspace, folder / f"files {number}")
        assert not [row.error for row in rows if row.error]
        assert all(workspace.pictures(row.post.id) for row in rows if row.post)
        titles = [row.title for row in workspace.page(limit=5000)]
        for count in range(FILES):
            assert titles.count(f"ملف {number} {count}") == 1
    workspace.close()


# --- another passphrase -------------------------------------------------------------------------


def prepare_passphrase(folder: Path, chance: random.Random) -> None:
    from editor.workspace.assembly import open_workspace

    encrypted_posts_of(folder, chance)
    workspace = open_workspace(notebook_in(folder), key=key_of(notebook_in(folder)))
    workspace.backups.make()
    workspace.moving.pack(folder / "packed.midad")  # carries its keys, which change with it
    workspace.close()


def change_passphrase(folder: Path, chance: random.Random, number: int, say: Say) -> None:
    from editor.workspace import protection
    from editor.workspace.assembly import open_workspace

    del chance
    path = notebook_in(folder)
    present = _present(path)
    workspace = open_workspace(path, key=protection.unlock(path, present))
    id, word = workspace.page()[0].id, number * 100_000
    while True:
        word += 1
        post = workspace.open_post(id)
        workspace.save(replace(post, body=f"{post.body}ك{word} "), base=post)
        say(id, word)
        new = _PASSPHRASES[present == _PASSPHRASES[0]]
        protection.change_passphrase(path, present, new)
        assert _present(path) == new
        present = new


def _present(path: Path) -> str:
    """The one passphrase that opens it."""
    from editor.domain.errors import WrongPassphrase
    from editor.workspace import protection

    fitting = []
    for each in _PASSPHRASES:
        try:
            protection.unlock(path, each)
            fitting.append(each)
        except WrongPassphrase:
            continue
    assert fitting, "no passphrase opens it"
    return fitting[0]


def look_at_protected(folder: Path, said: list[str]) -> None:
    from editor.workspace import protection
    from editor.workspace.backups import backups_of

    path = notebook_in(folder)
    look(folder, said, protection.unlock(path, _present(path)))
    copies = [each.path for each in backups_of(path)]
    assert copies
    for copy in (*copies, folder / "packed.midad"):
        _present(copy)


KINDS = {
    "bringing": Kind(prepare_notebooks, bring_in, look_at_brought, 0.35, renew=OTHERS),
    "importing": Kind(prepare_files, import_files, look_at_imported, 0.15, renew=OTHERS),
    "changing": Kind(prepare_passphrase, change_passphrase, look_at_protected, 0.05),
}
