"""What is typed is durable before it is saved whole, and found again after a kill.

Every method blocks and may be called from any thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.store.journal import Journal as Store

if TYPE_CHECKING:
    from datetime import datetime

    from editor.domain.post import Post, PostId
    from editor.store.database import Notebook
    from editor.workspace.workspace import Workspace


class Recovered(NamedTuple):
    """`post` has the words that were typed until `moment`. `beside`: it is a second version,
    because the post itself was changed elsewhere since."""

    post: Post
    moment: datetime
    beside: bool = False


class Journal:
    """The journal of one notebook."""

    def __init__(self, notebook: Notebook) -> None:
        self._entries = Store(notebook)

    def put(self, post: Post, base: Post) -> datetime:
        """Make what is typed durable without saving it whole; `base` is the post as it was saved
        last. `Workspace.save` with `journalled` ends it. Raises as that does."""
        return self._entries.put(post, base.updated)

    def drop(self, id: PostId) -> None:
        """The words are elsewhere."""
        self._entries.drop(id)

    def typed(self) -> list[Post]:
        """Posts as the journal has them, not saved whole yet."""
        return [entry.post for entry in self._entries.entries()]

    def recover(self, workspace: Workspace) -> list[Recovered]:
        """Save whole what a killed Midad left in the journal. Only for whoever is alone with the
        notebook: the words of a window at work are in it too."""
        found = []
        for entry in self._entries.entries():
            stored = workspace.open_post(entry.post.id)
            if stored.updated == entry.base:
                saved = workspace.save(entry.post, base=stored, journalled=True)
                found.append(Recovered(saved, entry.moment))
                continue
            if (stored.title, stored.body) != (entry.post.title, entry.post.body):
                kept = workspace.save_beside(entry.post)
                found.append(Recovered(kept, entry.moment, beside=True))
            self.drop(stored.id)
        return found
