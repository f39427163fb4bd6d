"""What the window tells its author without being asked: one line at the foot of the text, kind
and plain, with what can be done about it. The newest replaces the one before; an open conflict
comes back once the news is dismissed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.domain.errors import TooManyGone
from editor.domain.post import Post, PostId
from editor.gui import phrases
from editor.gui.standing import Standing
from editor.gui.widgets import Banner
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

BRIEF = 8_000  # milliseconds that a line without a warning stays

_TOLD = {Deed.PUBLISHED, Deed.SCHEDULED, Deed.UPDATED, Deed.UNPUBLISHED}


class News(QObject):
    """Says what happened in the banner it was given."""

    undo_wanted = Signal()
    update_wanted = Signal()
    post_wanted = Signal(object)  # PostId
    compare_wanted = Signal(object)  # PostId: both versions, side by side
    changes_wanted = Signal()  # what readers would see change
    keep_wanted = Signal(object, bool)  # PostId; True: the author's own version
    sync_shown = Signal()
    deletions_accepted = Signal(object)  # BlogId: it was emptied on purpose
    hurry_wanted = Signal()
    stay_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banner: Banner | None = None
        self._conflict: Standing | None = None
        self._general = False
        self._changed = ""  # the blog whose readers see an earlier text, once that was said
        self._says_changed = self._says_conflict = self._says_calm = False
        self._asked: PostId | None = None  # what the author just published
        self._brief = QTimer(self)
        self._brief.setSingleShot(True)
        self._brief.setInterval(BRIEF)
        self._brief.timeout.connect(self._on_brief_passed)

    def take(self, banner: Banner) -> None:
        """Speak through `banner` from now on."""
        self._banner = banner
        banner.closed.connect(self._on_banner_closed)
        self._say_conflict()

    def say(
        self,
        text: str,
        *deeds: tuple[str, Callable[[], object]],
        warning: bool = False,
        icon: str = "",
        lasting: bool = False,
        general: bool = False,
    ) -> None:
        """Say `text`; a warning stays until it is dismissed. What is `general` does not go when
        another post is opened."""
        self._general = general
        self._says_changed = self._says_conflict = self._says_calm = False
        if self._banner is not None:
            self._banner.say(text, *deeds, warning=warning, icon=icon)
            self._brief.stop()
            if not (warning or lasting):
                self._brief.start()

    def deceived(self, clean: Callable[[], object]) -> None:
        """A paste brought hidden characters; `clean` takes them out."""
        from editor.gui.writing.proofing.deceptive import news_of_paste

        self.say(news_of_paste(), (_("Remove them"), clean), warning=True)

    def turn_page(self) -> None:
        """Another post is open: what was said of the one before goes."""
        self._conflict, self._changed = None, ""
        if not self._general:
            self.hush()

    def hush(self) -> None:
        """Say nothing any more."""
        if self._banner is not None:
            self._banner.hide()

    # --- what can be told ---------------------------------------------------------------------

    def binned(self) -> None:
        """A post went to the bin."""
        undo = (_("Undo"), self.undo_wanted.emit)
        self.say(_("Moved to the bin"), undo, icon="trash-2", general=True)

    def error(self, error: BaseException) -> None:
        """Something expected did not work."""
        self.say(_explained(error), warning=True)

    def not_saved(
        self,
        error: BaseException,
        again: Callable[[], object],
        *more: tuple[str, Callable[[], object]],
    ) -> None:
        """The notebook did not take the words; they are still in the window. `more`: what else
        can be done, in words, and how."""
        words = _("Not saved yet: {reason} Your words are still here.")
        self.say(
            words.format(reason=_explained(error)), (_("Save again"), again), *more, warning=True
        )

    def saved_again(self) -> None:
        """What hindered saving has passed."""
        self.say(_("Saved again: everything you wrote is in the notebook."))

    def recovered(self, title: str, moment: datetime, now: datetime) -> None:
        """Midad was killed while its author wrote; the post is open again."""
        words = _(
            "Midad was closed unexpectedly. Here is “{title}” again, as you wrote it ({time})."
        )
        self.say(
            words.format(
                title=isolated(title.strip() or _("Untitled")), time=phrases.when(moment, now)
            ),
            lasting=True,
        )

    def kept_beside(self, version: Post) -> None:
        """The author's words met a post that had been changed under them."""
        self.say(
            _("This post was changed elsewhere while you wrote. Your words are kept beside it."),
            (_("Open them"), lambda: self.post_wanted.emit(version.id)),
            warning=True,
            icon="git-compare",
        )

    def publishing(self, post: PostId, blog: str) -> None:
        """The author's word was taken."""
        self._asked = post
        self.say(
            _("On its way to {blog} …").format(blog=isolated(blog)),
            icon="send",
            lasting=True,
        )

    def ended(self, report: SyncReport, post: PostId | None) -> None:
        """A journey ended: tell what concerns the open post or what the author asked for."""
        asked, self._asked = self._asked, None
        mine = [line for line in report.lines if line.post == (asked or post)]
        failed = [line for line in report.errors if asked is None or line.post in (asked, None)]
        if asked is not None and failed:
            reason = _explained(failed[0].error) if failed[0].error else ""
            self.say(
                _("Not there yet: {reason}").format(reason=reason),
                (_("Details"), self.sync_shown.emit),
                warning=True,
            )
        elif asked is not None and any(line.deed in _TOLD for line in mine):
            merged = any(line.deed is Deed.MERGED for line in mine)
            self._tell_arrival(next(line for line in mine if line.deed in _TOLD), merged=merged)
        elif asked is not None:
            self.hush()
        elif gone := [line for line in report.errors if isinstance(line.error, TooManyGone)]:
            blog = gone[0].blog
            self.say(
                _explained(gone[0].error) if gone[0].error else "",
                (_("Details"), self.sync_shown.emit),
                (_("Move them to the bin"), lambda: self.deletions_accepted.emit(blog)),
                warning=True,
                lasting=True,
            )
        elif report.conflicts:
            count = len(report.conflicts)
            self.say(
                ngettext(
                    "{n} post changed here and on the blog. Both versions are kept.",
                    "{n} posts changed here and on the blog. Both versions are kept.",
                    count,
                ).format(n=phrases.number(count)),
                (_("Details"), self.sync_shown.emit),
                warning=True,
                icon="git-compare",
            )

    def _tell_arrival(self, line: ReportLine, *, merged: bool) -> None:
        """`merged`: the author reads words in the post that somebody else wrote."""
        updated = _("Updated on {blog}, with what was changed there")
        words = {
            Deed.PUBLISHED: _("Published on {blog}"),
            Deed.SCHEDULED: _("{blog} will publish it at its time"),
            Deed.UPDATED: updated if merged else _("Updated on {blog}"),
            Deed.UNPUBLISHED: _("Taken back from the readers of {blog}"),
        }[line.deed].format(blog=isolated(line.blog_name))
        from PySide6.QtCore import QUrl

        url = QUrl(line.url)
        # Only what a browser shows; a blog could name anything as its post's address.
        if line.deed is not Deed.UNPUBLISHED and url.scheme() in ("http", "https", "file"):
            self.say(words, (_("See it"), lambda: _open(url)), icon="send")
        else:
            self.say(words)

    def conflict(self, standing: Standing) -> None:
        """The open post stands in conflict, or no longer does."""
        before, self._conflict = self._conflict, standing if standing.conflict else None
        if self._conflict is not None:
            if before is None or before.post != standing.post:
                self._say_conflict()
        elif self._says_conflict:
            self.hush()

    def changed_here(self, blog: str) -> None:
        """Readers of `blog` see an earlier text of the open post; empty: they see this one.
        Said once, where nothing else is being said."""
        before, self._changed = self._changed, blog
        if blog and not before and self._banner is not None and not self._banner.text:
            words = _("Changed here. Readers of {blog} see the earlier text until you update it.")
            self.say(
                words.format(blog=isolated(blog)),
                (_("Update"), self.update_wanted.emit),
                (_("What will change"), self.changes_wanted.emit),
                icon="pencil",
                lasting=True,
            )
            self._says_changed = True
        elif self._says_changed and not blog:
            self.hush()

    def _say_conflict(self) -> None:
        standing = self._conflict
        if standing is None:
            return
        deeds: list[tuple[str, Callable[[], object]]] = [
            (_("Keep mine"), lambda: self.keep_wanted.emit(standing.post, True)),
            (_("Use the blog's version"), lambda: self.keep_wanted.emit(standing.post, False)),
            (_("Compare …"), lambda: self.compare_wanted.emit(standing.post)),
        ]
        self.say(
            _("Changed here and on the blog. Nothing is lost: both are kept."),
            *deeds,
            warning=True,
            icon="git-compare",
        )
        self._says_conflict = True

    def calm(self, on: bool) -> None:
        """Everything but the text was hidden, or all is seen again."""
        if on:
            self.say(_("Only the text. F11 or Esc brings everything back."), icon="maximize")
        elif self._says_calm:
            self.hush()
        self._says_calm = on

    def finishing(self) -> None:
        """The window closes once the blog has the drafts."""
        self.say(
            _("Saved. Sending your drafts before Midad closes …"),
            (_("Close now"), self.hurry_wanted.emit),
            (_("Stay"), self.stay_wanted.emit),
            icon="cloud-upload",
            lasting=True,
        )

    def _on_brief_passed(self) -> None:
        self.hush()
        self._say_conflict()

    def _on_banner_closed(self) -> None:
        self._brief.stop()


def _explained(error: BaseException) -> str:
    from editor.workspace.messages import explain

    return str(explain(error))


def _open(url: QUrl) -> None:
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(url)
