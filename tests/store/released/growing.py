"""An old notebook with as many posts as a test needs."""

from __future__ import annotations

import shutil
from pathlib import Path

from editor.domain.post import new_post_id
from editor.store import driver
from tests.store.released import schema_3

WORD = "عوسجة"  # in every post that was added


def grown(path: Path, posts: int) -> None:
    """schema-3.midad at `path`, closed, with `posts` posts more."""
    shutil.copy(schema_3.FILE, path)
    path.chmod(0o600)
    connection = driver.connect(path)
    row = connection.execute("SELECT * FROM posts WHERE binned IS NULL LIMIT 1").fetchone()
    names = [name for name in row.keys() if name != "number"]  # noqa: SIM118
    connection.execute("BEGIN")
    for _number in range(posts):
        post = {name: row[name] for name in names} | {"uuid": new_post_id(), "body": WORD}
        connection.execute(
            f"INSERT INTO posts ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            list(post.values()),
        )
    connection.execute("COMMIT")
    connection.close()
