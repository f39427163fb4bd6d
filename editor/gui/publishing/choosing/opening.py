"""Opens the two versions of a post beside each other, and carries out what the author made of
them: one step that Undo takes back where the post is open, else a save. Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.domain.errors import BlogMissing, PostChanged
from editor.domain.post import BlogId, Post, PostId
from editor.domain.revision import Cause
from editor.gui.bridge import STORE
from editor.gui.history.returning import Returning
from editor.gui.publishing.choosing.dialog import ChoosingDialog
from editor.gui.standing import is_live
from editor.system.translation import gettext as _
from editor.text import dispute as disputes
from editor.text.sides import Pick

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.workspace.workspace import Workspace

COMPARING = "comparing"  # a lane: long texts take a second
_FIELDS = tuple(name for name in disputes.FIELDS if name != "title")


@dataclass(frozen=True, slots=True)
class _Ready:
    """What the comparing lane found."""

    dispute: disputes.Dispute
    blog: str | None  # its name
    changed: datetime | None


class Choosing(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._picks: dict[PostId, dict[disputes.Place, Pick]] = {}  # that are not carried out

    def open(self, id: PostId) -> None:
        """Show both versions of a post, once every word is saved."""
        window = self._window
        workspace = window.workspace
        window.desk.settle(
            lambda: window.bridge.run(
                COMPARING, lambda: _read(workspace, id), self._show, window.deeds.failed.emit
            )
        )

    def _show(self, ready: _Ready | None) -> None:
        window = self._window
        if ready is None:
            window.news.say(_("There is only one version of this post."))
            return
        dispute = ready.dispute
        known = self._picks.get(dispute.mine.id, {})
        picks = [
            known.get(place, proposed)
            for place, proposed in zip(dispute.places, dispute.proposals(), strict=True)
        ]
        dialog = ChoosingDialog(
            window.bridge,
            window.theme.tokens,
            dispute,
            ready.blog,
            picks,
            ready.changed,
            window,
        )
        dialog.left.connect(lambda picks: self._remember(dispute, picks))
        dialog.settled.connect(lambda outcome: self._settle(dispute, outcome))
        dialog.open()
        dialog.list.step()

    def _remember(self, dispute: disputes.Dispute, picks: list[Pick | None]) -> None:
        """For when it is opened again, where a place is still as it was."""
        self._picks[dispute.mine.id] = {
            place: pick
            for place, pick in zip(dispute.places, picks, strict=True)
            if pick is not None
        }

    # --- carrying it out ----------------------------------------------------------------------

    def _settle(self, seen: disputes.Dispute, outcome: Post) -> None:
        window = self._window
        workspace, id = window.workspace, seen.mine.id
        post = window.desk.snapshot()
        if post is None or post.id != id or post.format is not outcome.format:
            window.bridge.run(
                STORE,
                lambda: workspace.disputes.settle(seen, outcome),
                lambda saved: self._tell(saved, undoable=False),
                self._on_failed(id),
            )
            return

        def keep() -> None:
            workspace.disputes.check(seen)
            workspace.history.keep(id, Cause.SETTLED)

        window.desk.settle(
            lambda: window.bridge.run(
                STORE, keep, lambda _done: self._lay(seen, outcome), self._on_failed(id)
            )
        )

    def _lay(self, seen: disputes.Dispute, outcome: Post) -> None:
        window = self._window
        window.frame.writing.editor.commit_unfinished()
        before = window.desk.snapshot()
        same = before is not None and before.id == outcome.id
        if before is None or not same or not _is_as_seen(before, seen.mine):
            self._say_changed(outcome.id)
            return
        returning = window.findChild(Returning) or Returning(window)
        undoable = returning.lay(before, outcome, _FIELDS)
        workspace = window.workspace
        window.desk.settle(
            lambda: window.bridge.run(
                STORE,
                lambda: workspace.disputes.conclude(seen),
                lambda _done: self._tell(outcome, undoable=undoable),
                self._on_failed(outcome.id),
            )
        )

    def _tell(self, post: Post, *, undoable: bool) -> None:
        """It is one post again: a draft goes on its way, a live one waits for its author."""
        window = self._window
        self._picks.pop(post.id, None)
        said = _("One post again. The other version is in its history and in the bin.")
        if undoable:
            said += " " + _("Undo takes your choice back.")
        deeds: tuple[tuple[str, Callable[[], object]], ...] = ()
        if undoable and is_live(post) and not post.stays_here:
            deeds = (
                (_("Update"), window.news.update_wanted.emit),
                (_("What will change"), window.news.changes_wanted.emit),
            )
        window.news.say(said, *deeds, icon="git-merge", lasting=bool(deeds))
        if post.blog is not None and not post.stays_here and post.status.travels_freely:
            window.courier.send(post.id, post.blog)

    def _on_failed(self, id: PostId) -> Callable[[BaseException], None]:
        def failed(error: BaseException) -> None:
            if isinstance(error, PostChanged):
                self._say_changed(id)
            else:
                self._window.deeds.failed.emit(error)

        return failed

    def _say_changed(self, id: PostId) -> None:
        self._window.news.say(
            _("Something changed while you chose. Nothing was done; please look once more."),
            (_("Look again"), lambda: self.open(id)),
            warning=True,
            icon="git-compare",
        )


def open_choosing(window: MainWindow, id: PostId) -> None:
    """Show both versions of a post over `window`."""
    (window.findChild(Choosing) or Choosing(window)).open(id)


def _read(workspace: Workspace, id: PostId) -> _Ready | None:
    post = workspace.open_post(id)
    found = workspace.disputes.of(post.version_of or id)
    if found is None:
        return None
    return _Ready(found.dispute.compared(), _name(workspace, found.blog), found.changed)


def _name(workspace: Workspace, blog: BlogId | None) -> str | None:
    if blog is None:
        return None
    try:
        return workspace.blogs.get(blog).name
    except BlogMissing:
        return None


def _is_as_seen(post: Post, seen: Post) -> bool:
    return (post.title, post.body) == (seen.title, seen.body)
