"""Posts of which there are two versions: shown side by side, and made one again.

Every method blocks and may be called from any thread. Raises PostMissing, PostChanged and the
NotebookError family.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.changes import Changes
from editor.domain.errors import PostChanged, RevisionDamaged, RevisionMissing
from editor.domain.post import BlogId, Post, PostId
from editor.domain.revision import Cause
from editor.workspace.history import seen_at

if TYPE_CHECKING:
    from editor.domain.ledger import Copy
    from editor.sync.stores import Stores
    from editor.text.dispute import Dispute
    from editor.workspace.events import Events


@dataclass(frozen=True, slots=True)
class Found:
    """A dispute, and the blog the other version came from; None where it was kept beside the
    post here. `changed`: when the other version was written, where that is known."""

    dispute: Dispute
    blog: BlogId | None
    changed: datetime | None = None


class Disputes:
    """Of one notebook."""

    def __init__(self, stores: Stores, events: Events) -> None:
        self._stores = stores
        self._events = events
        self._history = stores.posts.history

    def of(self, id: PostId) -> Found | None:
        """The two versions of a post and what both began with; None where there is but one."""
        from editor.text.dispute import Dispute, in_our_form

        post = self._stores.posts.get(id)
        other = self._other(post)
        if other is None:
            return None
        copies = self._copies(id)
        blog = self._blog_of(other, copies)
        theirs = in_our_form(other, post, of_blog=blog is not None)
        changed = next((seen_at(copy) for copy in copies if copy.blog == blog), other.updated)
        return Found(Dispute(post, theirs, self._base(id, blog)), blog, changed)

    def settle(self, seen: Dispute, outcome: Post) -> Post:
        """Let the post be `outcome` (of Dispute.settled), and end the dispute. Both versions stay
        in the history, the other one in the bin, too. Raises PostChanged where either is not what
        was `seen`."""
        with self._stores.notebook.writing():
            post = self.check(seen)
            saved = self._stores.posts.save(outcome, expected=post.updated, cause=Cause.SETTLED)
            ended = self.end(saved)
        self._events.tell(Changes(posts=frozenset({saved.id, *ended})))
        return saved

    def check(self, seen: Dispute) -> Post:
        """The post as it stands in the notebook, where both versions are what was `seen`. Raises
        PostChanged where they are not."""
        found = self.of(seen.mine.id)
        if found is None or not _says(found.dispute.mine, seen.mine):
            raise PostChanged(id=seen.mine.id)
        self._expect(found.dispute.theirs, seen.theirs)
        return self._stores.posts.get(seen.mine.id)

    def conclude(self, seen: Dispute) -> None:
        """End a dispute whose outcome the post says already. Raises PostChanged where the other
        version is not what was `seen`."""
        with self._stores.notebook.writing():
            found = self.of(seen.mine.id)
            if found is None:
                return
            self._expect(found.dispute.theirs, seen.theirs)
            ended = self.end(self._stores.posts.get(seen.mine.id))
        self._events.tell(Changes(posts=frozenset({seen.mine.id, *ended})))

    def end(self, post: Post) -> list[PostId]:
        """What `post` says now stands. Inside a transaction; gives the versions that went to the
        bin, and tells nobody."""
        other = self._other(post)
        versions = [self._stores.posts.get(id) for id in self._stores.posts.versions_of(post.id)]
        copies = self._copies(post.id)
        waiting = _of_other_blogs(other, versions, copies)
        if other is not None:
            kept = replace(other, id=post.id, version_of=post.version_of)
            self._history.keep(kept, Cause.NOT_TAKEN)
        for copy in copies:
            if (copy.conflict or copy.trouble) and copy not in waiting:
                agreed = _agreed(post, copy) if copy.conflict else copy.agreed
                self._stores.ledger.put(replace(copy, conflict=False, trouble="", agreed=agreed))
        ended = [each.id for each in versions if not _is_of_one(each, waiting)]
        for version in ended:
            self._stores.posts.bin(version)
        return ended

    def _expect(self, there: Post, seen: Post) -> None:
        if not _says(there, seen):
            raise PostChanged(id=seen.id)

    def _copies(self, id: PostId) -> list[Copy]:
        return self._stores.ledger.copies_of(id)

    def _other(self, post: Post) -> Post | None:
        """The newest version beside the post, else the words of the blog it differs from."""
        versions = self._stores.posts.versions_of(post.id)
        if versions:
            return self._stores.posts.get(versions[-1])
        from editor.sync.merging import as_there

        found = [copy for copy in self._copies(post.id) if copy.conflict]
        if not found:
            return None
        return replace(as_there(post, found[0]), status=found[0].base.status)

    def _base(self, id: PostId, blog: BlogId | None) -> Post | None:
        """What was kept when the dispute began. Where an older Midad kept nothing, what was agreed
        on with the blog, if it is in the history for another reason."""
        states = sorted(self._history.of_post(id), key=lambda each: -each.number)
        # What was kept before an end is of an earlier dispute.
        sides = [each for each in states if each.cause in (Cause.SHARED, Cause.NOT_TAKEN)]
        if sides:
            number = sides[0].number if sides[0].cause is Cause.SHARED else None
        else:
            agreed = {copy.agreed for copy in self._copies(id) if copy.blog == blog}
            number = next((each.number for each in states if each.digest in agreed), None)
        try:
            return self._history.state(id, number) if number is not None else None
        except (RevisionMissing, RevisionDamaged):
            return None

    def _blog_of(self, other: Post, copies: list[Copy]) -> BlogId | None:
        found = [copy for copy in copies if _is_of_one(other, [copy]) and copy.conflict]
        return found[0].blog if found else None


def _of_other_blogs(other: Post | None, versions: list[Post], copies: list[Copy]) -> list[Copy]:
    """The copies in conflict that are about another version than `other`."""
    if other is None:
        return []
    rest = [each for each in versions if each.id != other.id]
    return [
        copy
        for copy in copies
        if copy.conflict
        and not _is_of_one(other, [copy])
        and any(_is_of_one(each, [copy]) for each in rest)
    ]


def _is_of_one(version: Post, copies: list[Copy]) -> bool:
    """True where one of `copies` says what the version says."""
    from editor.sync.versions import is_there

    return any(is_there(version, copy) for copy in copies)


def _says(one: Post, other: Post) -> bool:
    return one.digest == other.digest and one.status is other.status


def _agreed(post: Post, copy: Copy) -> str:
    """The digest of what the blog says, in our form: the post's own where it says the same; none
    where it has deleted the post."""
    from editor.sync.merging import as_there
    from editor.sync.versions import is_gone, is_there

    if is_gone(copy):
        return ""
    there = as_there(post, copy)
    about = replace(there, body=post.body, format=post.format)
    return post.digest if is_there(post, copy) and about.digest == post.digest else there.digest
