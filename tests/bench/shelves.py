"""Notebooks with as many posts as a writer may have after a year, a life, or a newspaper's life.

Words are drawn as languages draw them (Zipf), from Arabic and Latin letters, with endings and
particles attached, so that an index of them has the shape of a real one. Seeded: every run has
the same words.
"""

from __future__ import annotations

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from editor.domain.post import Post, PostId, Status, new_post_id
from editor.store import indexing
from editor.store.database import Notebook
from editor.store.packing import storable
from editor.store.rows import row_of
from editor.system.clock import SystemClock

WORDS = 600
DISTINCT = 1500  # posts whose words differ; a larger shelf has each of them several times
COMMON = ("كتاب", "river")  # in nearly every post
RARE = "زنبقة"  # in one of a thousand

_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآ"
_LATIN = "abcdefghijklmnopqrstuvwxyzéü"
_START = datetime(2001, 1, 1, tzinfo=UTC)


LIST = "p.uuid, p.title, p.opening, p.status, p.language, p.updated"
PAGE = f"SELECT {LIST} FROM posts p WHERE binned IS NULL ORDER BY updated DESC LIMIT 50"


def fill(path: Path, posts: int, *, is_searched: bool = True, key: bytes | None = None) -> None:
    """A notebook at `path` with `posts` posts of 600 words, all searchable unless nobody will."""
    notebook = Notebook.open(path, SystemClock(), key)
    originals = _originals(min(posts, DISTINCT))
    kept = [(row_of(post), keys_of(post)) for post in originals]
    with notebook.writing() as connection:
        for number in range(posts):
            row, keys = kept[number % len(kept)]
            when = (_START + timedelta(hours=2 * number)).isoformat(timespec="microseconds")
            row = {**row, "uuid": new_post_id(), "updated": when, "created": when}
            values = [storable(value) for value in row.values()]
            columns, places = ", ".join(row), ", ".join("?" * len(row))
            added = connection.execute(
                f"INSERT INTO posts ({columns}) VALUES ({places})",
                values,
            )
            if is_searched:
                indexing.put(connection, added.lastrowid, keys)
    notebook.close()


def bare_copy(path: Path, plain: Path, *tables: str) -> sqlite3.Connection:
    """The posts of a notebook, and other tables of it, in a plain database with the index by
    date that anybody would make."""
    from editor.store import driver

    bare = sqlite3.connect(plain)
    bare.execute("PRAGMA journal_mode = WAL")
    notebook = driver.connect(path)
    for table in ("posts", *tables):
        columns = notebook.execute(f"PRAGMA table_info({table})").fetchall()
        keys = [column["name"] for column in columns if column["pk"]]
        names = ", ".join(
            f"{column['name']} {'INTEGER' if column['type'] == 'INTEGER' else ''}"
            for column in columns
        )
        bare.execute(f"CREATE TABLE {table} ({names}, PRIMARY KEY ({', '.join(keys)}))")
        marks = ", ".join("?" * len(columns))
        rows = notebook.execute(f"SELECT * FROM {table}")
        bare.executemany(f"INSERT INTO {table} VALUES ({marks})", map(tuple, rows))
    bare.execute("CREATE INDEX by_date ON posts (binned, updated)")
    if "intents" in tables:
        bare.execute("CREATE INDEX by_post ON intents (post)")
    bare.commit()
    notebook.close()
    return bare


def make_searchable(plain: Path) -> None:
    """FTS5 over the posts of a `bare_copy`."""
    bare = sqlite3.connect(plain)
    bare.execute(
        "CREATE VIRTUAL TABLE found USING fts5(title, body, content = 'posts', "
        "content_rowid = 'number')"
    )
    bare.execute("INSERT INTO found (found) VALUES ('rebuild')")
    bare.commit()
    bare.close()


def keys_of(post: Post) -> indexing.Keys:
    """What the index holds of it."""
    return indexing.keys(post.title, post.body, post.format, post.tags + post.categories)


def _originals(count: int) -> list[Post]:
    chance = random.Random(7)
    words = [_word(chance) for _each in range(30_000)]
    words[20:20] = COMMON
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    posts = []
    for number in range(count):
        drawn = chance.choices(words, cum_weights=weights, k=WORDS)
        if number % 1000 == 3:
            drawn[400] = RARE
        lines = [" ".join(drawn[at : at + 75]) + "." for at in range(0, WORDS, 75)]
        posts.append(
            Post(
                id=PostId("-"),
                title=" ".join(chance.choices(words, cum_weights=weights, k=5)),
                body="\n\n".join(lines),
                language=chance.choice(("ar", "ar", "ckb", "en")),
                status=Status.PUBLISHED if number % 5 else Status.DRAFT,
                tags=(chance.choice(words[:300]),),
                stays_here=True,
            )
        )
    return posts


def _word(chance: random.Random) -> str:
    arabic = chance.random() < 0.7
    length = chance.choice((2, 3, 3, 4, 4, 5, 5, 6, 7))
    word = "".join(chance.choices(_ARABIC if arabic else _LATIN, k=length))
    if not arabic:
        return word
    head = chance.choice(("", "", "", "ال", "و", "وال", "ب", "لل"))
    return head + word + chance.choice(("", "", "", "ة", "ها", "ات", "ون"))
