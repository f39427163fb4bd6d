"""What readers said below the author's posts, and what is still to be told about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from editor.domain.comment import Comment, CommentRow, Verdict, Wish, WishKind
from editor.domain.errors import BlogMissing
from editor.domain.post import EPOCH, BlogId, PostId
from editor.store.packing import pack_time, storable, stored_text, unpack_time
from editor.text.normalise import fold

if TYPE_CHECKING:
    from datetime import datetime

    from editor.store.database import Notebook
    from editor.store.driver import Row

# A comment, the post it is on, and the newest verdict that the blog has not heard.
_ROWS = """
    SELECT c.*, p.uuid AS post, p.title AS title, w.verdict AS wanted, w.trouble AS trouble
    FROM comments c
    LEFT JOIN copies k ON k.blog = c.blog AND k.remote = c.on_post
    LEFT JOIN posts p ON p.uuid = k.post
    LEFT JOIN comment_wishes w ON w.number = (
        SELECT max(number) FROM comment_wishes
        WHERE blog = c.blog AND comment = c.id AND kind = 'judge'
    )
"""


class Comments:
    """The comments of one notebook. Any thread; raises the NotebookError family."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def page(
        self, *, verdict: Verdict | None = None, words: str = "", limit: int = 200, offset: int = 0
    ) -> list[CommentRow]:
        """The newest first. With `verdict` those that stand so, by the author's word where there
        is one; without it all but spam and what is in the bin. `words` are searched as posts
        are: harakat, case and the shapes of a letter do not matter."""
        standing = "coalesce(w.verdict, c.verdict)"
        narrowed = f"{standing} = ?1" if verdict else f"{standing} IN ('approved', 'held')"
        found = self._notebook.rows(
            f"{_ROWS} WHERE {narrowed} AND instr(c.words, ?2) ORDER BY c.moment DESC, c.id DESC "
            "LIMIT ?3 OFFSET ?4",
            (verdict.value if verdict else "", fold(words.strip()), limit, offset),
        )
        return [_row_of(row) for row in found]

    def get(self, blog: BlogId, id: str) -> CommentRow | None:
        """One comment; None where it is not known."""
        row = self._notebook.row(f"{_ROWS} WHERE c.blog = ? AND c.id = ?", (blog, id))
        return _row_of(row) if row else None

    def replies(self, blog: BlogId, id: str) -> list[CommentRow]:
        """What answers a comment: from the blog, then what has not gone out, each oldest first."""
        there = self._notebook.rows(
            f"{_ROWS} WHERE c.blog = ? AND c.parent = ? ORDER BY c.moment", (blog, id)
        )
        waiting = [wish for wish in self.wishes(blog) if wish.kind is WishKind.REPLY]
        return [_row_of(row) for row in there] + [
            _reply_of(blog, wish) for wish in waiting if wish.comment == id
        ]

    def waiting_replies(self) -> list[CommentRow]:
        """Every reply that has not gone out, oldest first, also where its comment is gone."""
        rows = self._notebook.rows(
            "SELECT * FROM comment_wishes WHERE kind = 'reply' ORDER BY number"
        )
        return [_reply_of(BlogId(row["blog"]), _wish_of(row)) for row in rows]

    def orphaned_replies(self) -> list[CommentRow]:
        """Those of them that answer nothing that is there."""
        rows = self._notebook.rows(
            "SELECT * FROM comment_wishes w WHERE kind = 'reply' AND NOT EXISTS "
            "(SELECT 1 FROM comments c WHERE c.blog = w.blog AND c.id = w.comment) ORDER BY number"
        )
        return [_reply_of(BlogId(row["blog"]), _wish_of(row)) for row in rows]

    def count_held(self) -> int:
        """How many wait for somebody to decide, and the author has not yet."""
        row = self._notebook.row(
            "SELECT count(*) FROM comments c WHERE verdict = 'held' AND may_judge AND NOT EXISTS "
            "(SELECT 1 FROM comment_wishes w WHERE w.blog = c.blog AND w.comment = c.id "
            "AND w.kind = 'judge')"
        )
        return int(row[0]) if row else 0

    def known(self, blog: BlogId, *, held: bool = False) -> list[str]:
        """The blog's numbers of what is here; with `held` only of what waits there."""
        rows = self._notebook.rows(
            "SELECT id FROM comments WHERE blog = ? AND (NOT ? OR verdict = 'held')", (blog, held)
        )
        return [str(row["id"]) for row in rows]

    def put(self, blog: BlogId, comments: Iterable[Comment]) -> bool:
        """Keep what the blog says now; True where that is anything new. Raises BlogMissing."""
        with self._notebook.writing() as connection:
            self._require(blog)
            before = connection.total_changes
            connection.executemany(
                "INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (blog, id) DO UPDATE SET author = excluded.author, "
                "text = excluded.text, words = excluded.words, verdict = excluded.verdict, "
                "url = excluded.url, may_judge = excluded.may_judge "
                "WHERE (author, text, verdict, url, may_judge) IS NOT "
                "(excluded.author, excluded.text, excluded.verdict, excluded.url, "
                "excluded.may_judge)",
                [_values(blog, comment) for comment in comments],
            )
            return connection.total_changes > before

    def drop(self, blog: BlogId, ids: Iterable[str]) -> None:
        """Strike out what the blog has no longer, with what was wanted of it."""
        with self._notebook.writing() as connection:
            pairs = [(blog, id) for id in ids]
            connection.executemany("DELETE FROM comments WHERE blog = ? AND id = ?", pairs)
            connection.executemany(
                "DELETE FROM comment_wishes WHERE blog = ? AND comment = ? AND kind = 'judge'",
                pairs,
            )

    # --- wishes -----------------------------------------------------------------------------

    def wishes(self, blog: BlogId) -> list[Wish]:
        """What the blog has not heard, oldest first."""
        rows = self._notebook.rows(
            "SELECT * FROM comment_wishes WHERE blog = ? ORDER BY number", (blog,)
        )
        return [_wish_of(row) for row in rows]

    def want(self, blog: BlogId, id: str, verdict: Verdict, now: datetime) -> None:
        """The author's verdict on a comment, in place of an earlier one; none, where it stands so
        already."""
        with self._notebook.writing() as connection:
            row = self.get(blog, id)
            connection.execute(
                "DELETE FROM comment_wishes WHERE blog = ? AND comment = ? AND kind = 'judge'",
                (blog, id),
            )
            if row is not None and row.comment.verdict is not verdict:
                self._wish(blog, WishKind.JUDGE, row.comment, now, verdict=verdict.value)

    def answer(self, blog: BlogId, id: str, text: str, now: datetime) -> int:
        """The author's reply to a comment; gives back its number here, 0 where there is no such
        comment."""
        with self._notebook.writing():
            row = self.get(blog, id)
            if row is None:
                return 0
            return self._wish(blog, WishKind.REPLY, row.comment, now, text=text)

    def note_trouble(self, number: int, trouble: str) -> None:
        """Remember which error kept a wish from coming true."""
        with self._notebook.writing() as connection:
            connection.execute(
                "UPDATE comment_wishes SET trouble = ? WHERE number = ?", (trouble, number)
            )

    def is_wanted(self, number: int) -> bool:
        """True where a wish still stands."""
        row = self._notebook.row("SELECT 1 FROM comment_wishes WHERE number = ?", (number,))
        return row is not None

    def came_true(self, blog: BlogId, wish: Wish, made: Comment) -> bool:
        """Strike a wish out and keep what the blog says now; False where its author took it back
        while the blog was being told. A verdict is then followed by the one before it. Raises
        BlogMissing."""
        with self._notebook.writing() as connection:
            before = self.get(blog, made.id)
            struck = connection.execute(
                "DELETE FROM comment_wishes WHERE number = ?", (wish.number,)
            )
            self.put(blog, [made])
            is_taken_back = wish.kind is WishKind.JUDGE and not struck.rowcount
            if is_taken_back and before is not None and before.wanted is None:
                self.want(blog, made.id, before.comment.verdict, wish.made)
            return struck.rowcount > 0

    def finish(self, number: int) -> None:
        """Strike a wish out: it came true, or its author takes it back."""
        with self._notebook.writing() as connection:
            connection.execute("DELETE FROM comment_wishes WHERE number = ?", (number,))

    def _wish(
        self,
        blog: BlogId,
        kind: WishKind,
        comment: Comment,
        now: datetime,
        *,
        verdict: str = "",
        text: str = "",
    ) -> int:
        with self._notebook.writing() as connection:
            made = connection.execute(
                "INSERT INTO comment_wishes (blog, kind, comment, on_post, made, verdict, text, "
                "trouble) VALUES (?, ?, ?, ?, ?, ?, ?, '')",
                (blog, kind.value, comment.id, comment.on, pack_time(now), verdict, storable(text)),
            )
            return made.lastrowid or 0

    def _require(self, blog: BlogId) -> None:
        if self._notebook.row("SELECT 1 FROM blogs WHERE uuid = ?", (blog,)) is None:
            raise BlogMissing(wanted=blog)


def _values(blog: BlogId, comment: Comment) -> tuple[object, ...]:
    return (
        blog,
        comment.id,
        comment.on,
        comment.parent,
        storable(comment.author),
        storable(comment.text),
        storable(fold(f"{comment.author}\n{comment.text}")),
        pack_time(comment.when),
        comment.verdict.value,
        comment.url,
        int(comment.may_judge),
    )


def _row_of(row: Row) -> CommentRow:
    return CommentRow(
        comment=Comment(
            id=row["id"],
            on=row["on_post"],
            author=stored_text(row["author"]),
            text=stored_text(row["text"]),
            when=unpack_time(row["moment"]) or EPOCH,
            verdict=Verdict(row["verdict"]),
            parent=row["parent"] or "",
            url=row["url"],
            may_judge=bool(row["may_judge"]),
        ),
        blog=BlogId(row["blog"]),
        post=PostId(row["post"]) if row["post"] else None,
        title=stored_text(row["title"] or ""),
        wanted=Verdict(row["wanted"]) if row["wanted"] else None,
        trouble=row["trouble"] or "",
    )


def _reply_of(blog: BlogId, wish: Wish) -> CommentRow:
    comment = Comment("", wish.on, "", wish.text, wish.made, Verdict.HELD, parent=wish.comment)
    return CommentRow(comment, blog, waiting=wish.number, trouble=wish.trouble)


def _wish_of(row: Row) -> Wish:
    return Wish(
        number=row["number"],
        kind=WishKind(row["kind"]),
        comment=row["comment"],
        on=row["on_post"],
        made=unpack_time(row["made"]) or EPOCH,
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        text=stored_text(row["text"]),
        trouble=row["trouble"],
    )
