"""Earlier states of posts: read, compared, gone back to; and the words for why each was kept.

Every method blocks and may be called from any thread. Raises PostMissing, RevisionMissing,
RevisionDamaged and the NotebookError family.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from editor.domain.changes import Changes
from editor.domain.post import BlogId, Post, PostId
from editor.domain.revision import Cause, Revision
from editor.system.translation import gettext as _
from editor.text import particulars

if TYPE_CHECKING:
    from editor.domain.ledger import Copy
    from editor.sync.stores import Stores
    from editor.text.difference import Difference
    from editor.workspace.events import Events


@dataclass(frozen=True, slots=True)
class ForReaders:
    """What the readers of a blog would see change. `seen`: when they got what they have, as the
    blog says; None where it does not."""

    blog: BlogId
    difference: Difference
    seen: datetime | None = None


class PostHistory:
    """The timelines of one notebook. What is kept, and for how long, is store/keeping.py's."""

    def __init__(self, stores: Stores, events: Events) -> None:
        self._stores = stores
        self._events = events
        self._kept = stores.posts.history

    def of(self, id: PostId) -> list[Revision]:
        """The states kept of a post, newest first. What it says now is not one of them, unless
        it was kept already."""
        self._stores.posts.get(id)
        return self._kept.of_post(id)

    def state(self, id: PostId, number: int) -> Post:
        """The whole post as it was."""
        return self._kept.state(id, number)

    def compare(self, id: PostId, number: int, with_number: int | None = None) -> Difference:
        """What changed from a state to another one, or to what the post says now."""
        from editor.text.difference import compare

        later = self._stores.posts.get(id) if with_number is None else self.state(id, with_number)
        return compare(self.state(id, number), later)

    def compare_with_blogs(self, id: PostId) -> list[ForReaders]:
        """What readers of each blog that has the post would see change, were it sent now: against
        what the blog had when it was last seen, so that no network is needed."""
        from editor.sync.merging import as_there
        from editor.text.difference import compare
        from editor.text.particulars import FOR_READERS

        post = self._stores.posts.get(id)
        return [
            ForReaders(copy.blog, compare(as_there(post, copy), post, FOR_READERS), seen_at(copy))
            for copy in self._stores.ledger.copies_of(id)
            if not copy.base.trashed
        ]

    def keep(self, id: PostId, cause: Cause) -> None:
        """Keep a post as it is in the notebook now."""
        self._kept.keep(self._stores.posts.get(id), cause)

    def leave(self, id: PostId) -> None:
        """The author goes on to something else: keep what the post says, and let go of what need
        not be kept any longer."""
        self.keep(id, Cause.LEFT)
        self._kept.thin(id)

    def go_back(self, id: PostId, number: int, *, origin: object | None = None) -> Post:
        """Let the post be again what it was then, and save it; what it is now is kept.

        Its words come back, and what is said about it. A live post waits for the author's
        Update.
        """
        with self._stores.notebook.writing():
            post = returned(self._stores.posts.get(id), self.state(id, number))
            saved = self._stores.posts.save(post, cause=Cause.RESTORED)
        self._events.tell(Changes(posts=frozenset({id}), origin=origin))
        return saved

    def tidy(self) -> int:
        """Let go of what the rule keeps no longer, in all posts; gives how many states went. For
        a quiet moment: a second in a large notebook, in short transactions."""
        return sum(self._kept.thin(id) for id in self._kept.long_ones())


def seen_at(copy: Copy) -> datetime | None:
    """When the blog's copy was last changed there, where its token is a time (in UTC)."""
    try:
        found = datetime.fromisoformat(copy.base.version.modified)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def returned(post: Post, state: Post) -> Post:
    """`post` as an earlier state of it was. Where it stands stays as it is: its blog and its
    address there, its readers, its dates."""
    about = {name: getattr(state, name) for name in particulars.FIELDS}
    return replace(post, title=state.title, body=state.body, format=state.format, **about)


def cause_label(cause: Cause) -> str:
    """Why a state was kept, beneath its moment."""
    return {
        Cause.WRITTEN: _("While you wrote"),
        Cause.LEFT: _("When you stopped writing"),
        Cause.CUT: _("Before much was taken out"),
        Cause.ARRIVED: _("As it came here"),
        Cause.PUBLISHED: _("What readers got"),
        Cause.PULLED: _("Before the blog’s words came"),
        Cause.MERGED: _("Before changes from the blog were merged in"),
        Cause.CHOSEN_AGAINST: _("Before you chose the other version"),
        Cause.SHARED: _("What both sides began with, before they differed"),
        Cause.SETTLED: _("Before you made one post of two versions"),
        Cause.NOT_TAKEN: _("The other version, when you had decided"),
        Cause.BROUGHT_IN: _("The older of two brought together"),
        Cause.RESTORED: _("Before you went back to an earlier state"),
    }[cause]
