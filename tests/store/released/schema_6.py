"""What is in schema-6.midad: all that is in schema-5.midad, a blog's time zone and look, and what
readers said.

Run once, when the schema was current (`python -m tests.store.released.schema_6`), and never again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from editor.domain.comment import Comment, Verdict
from editor.domain.dress import Dress, DressFile
from tests.store.released import schema_1, schema_5

FILE = Path(__file__).with_name("schema-6.midad")
_WHEN = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)

BLOG = replace(schema_5.BLOG, zone="Asia/Baghdad")
COMMENT = Comment("12", "7", "سالم", "سؤالٌ عن الجسر؟", _WHEN, Verdict.HELD, url="https://x/#12")
REPLY = "أهلًا بك. Welcome."
LOOK = Dress(BLOG.id, _WHEN, "https://ink.example/a", "<html>جسر</html>")
LOOK_FILE = DressFile("style.css", "text/css", b"p { color: teal }")


def make(path: Path) -> None:
    """Write the notebook with the program as it is now."""
    from editor.store.blogs import Blogs
    from editor.store.comments import Comments
    from editor.store.database import Notebook
    from editor.store.dresses import Dresses

    schema_5.make(path)
    notebook = Notebook.open(path, schema_1._Written())
    Blogs(notebook).update(BLOG)
    Dresses(notebook).put(LOOK, [LOOK_FILE])
    comments = Comments(notebook)
    comments.put(BLOG.id, [COMMENT])
    comments.answer(BLOG.id, COMMENT.id, REPLY, _WHEN)
    comments.want(BLOG.id, COMMENT.id, Verdict.APPROVED, _WHEN)
    notebook.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    notebook.connection.execute("VACUUM")
    notebook.close()


if __name__ == "__main__":
    make(FILE)
