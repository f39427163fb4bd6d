"""Comments of one blog: what the author decided goes out, then the newest come in.

A wish is struck out only after the blog's answer. Both kinds may be repeated, so a kill between
any two lines costs nothing: a verdict is what it is, and a reply looks for its own words first.
"""

from __future__ import annotations

from collections.abc import Callable

from editor.domain.blog import Blog
from editor.domain.comment import Comment, Verdict, Wish, WishKind
from editor.domain.errors import (
    EditorError,
    NotABlog,
    NotAllowed,
    Rejected,
    RemoteGone,
    ReplyIsPublic,
)
from editor.remotes.comments import Commented
from editor.store.comments import Comments
from editor.sync.report import CancelToken

_ANSWERS = (NotAllowed, Rejected, RemoteGone)  # clear ones: asking again would change nothing

Tell = Callable[[EditorError], None]


class CommentSync:
    """One run, on the blog's lane. `tell` hears what could not be done."""

    def __init__(self, comments: Comments, blog: Blog, remote: Commented, tell: Tell) -> None:
        self._comments = comments
        self._blog = blog
        self._remote = remote
        self._tell = tell

    def run(self, cancel: CancelToken, *, all_known: bool = False) -> bool:
        """Both ways; True where anything changed here. With `all_known` every comment that is
        here is asked for, not only the newest and those that wait. Raises the RemoteError family
        where the blog can't be reached or its answer was unclear: what is wanted stays wanted."""
        changed = False
        for wish in self._comments.wishes(self._blog.id):
            cancel.check()
            changed |= self._carry(wish)
        cancel.check()
        return self._fetch(all_known=all_known) or changed

    def _carry(self, wish: Wish) -> bool:
        """Tell the blog one thing. What it refused is kept, and asked again with every sync only
        where its author said something that would be lost."""
        if wish.trouble and wish.kind is WishKind.JUDGE:
            return False
        if not self._comments.is_wanted(wish.number):  # taken back a moment ago
            return False
        try:
            made = self._do(wish)
        except RemoteGone as error:
            if wish.kind is WishKind.JUDGE:
                self._comments.drop(self._blog.id, [wish.comment])
            else:
                self._refuse(wish, error)
        except _ANSWERS as error:
            self._refuse(wish, error)
        else:
            was_wanted = self._comments.came_true(self._blog.id, wish, made)
            if wish.kind is WishKind.REPLY and not was_wanted:
                self._tell(ReplyIsPublic(made.url))
        return True

    def _do(self, wish: Wish) -> Comment:
        if wish.kind is WishKind.REPLY:
            return self._remote.reply(wish.on, wish.comment, wish.text)
        return self._remote.judge(wish.comment, wish.verdict or Verdict.HELD)

    def _refuse(self, wish: Wish, error: EditorError) -> None:
        self._comments.note_trouble(wish.number, type(error).__name__)
        if not wish.trouble:  # said once
            self._tell(error)

    def _fetch(self, *, all_known: bool) -> bool:
        known = self._comments.known(self._blog.id)
        held = known if all_known else self._comments.known(self._blog.id, held=True)
        try:
            listing = self._remote.comments(known, held)
        except (*_ANSWERS, NotABlog):
            return False  # many a blog shows its comments to nobody but its readers
        changed = self._comments.put(self._blog.id, listing.comments)
        there = {each.id for each in listing.comments}
        gone = [id for id in (known if listing.whole else held) if id not in there]
        if gone:
            self._comments.drop(self._blog.id, gone)
        return changed or bool(gone)
