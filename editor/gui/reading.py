"""Keeps what is seen in step with the post on the desk: text, preview, counts, labels. Reads
everywhere, writes only to widgets. Thread: GUI.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.domain.post import Format, Post
from editor.gui import phrases
from editor.gui.frame import Frame
from editor.gui.standing import (
    blog_of,
    publish_label,
    status_words,
    waits_for_update,
)
from editor.gui.writing.editor import Place
from editor.gui.writing.pane import wordless
from editor.system.translation import gettext as _
from editor.text.staying import stayed

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.gui.publishing.lookout import Lookout
    from editor.sync.report import SyncReport
    from editor.text.counting import Counts
    from editor.workspace.rendering import Snapshot

COUNT_AFTER = 500  # milliseconds without a key; the editor has settled its directions by then
COUNTING = "counting"  # a lane: a long post takes longer than a key may wait
PREVIEW_LONGER = 4_000  # characters: one millisecond more for so many, they all have to be read
SAVING_AFTER = 150  # milliseconds after a key: the line below is not laid out before it is painted


class Reading(QObject):
    """The window's own eyes: shows posts and states in the frame it was given."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._counted = 0
        self._undescribed = 0  # pictures of the open post, as last counted
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(COUNT_AFTER)
        self._count_timer.timeout.connect(self._count)
        self._saving_timer = QTimer(self)
        self._saving_timer.setSingleShot(True)
        self._saving_timer.setInterval(SAVING_AFTER)
        self._saving_timer.timeout.connect(self._on_saving_timer_timeout)
        self._lookout: Lookout | None = None
        self._is_preview_behind = False  # nobody sees it, and the text is long
        desk, courier = window.desk, window.courier
        desk.changed.connect(self._on_desk_changed)
        desk.typed.connect(self._saving_timer.start)
        desk.secured.connect(self._on_desk_secured)
        desk.saved.connect(self._on_desk_saved)
        desk.failed.connect(self._on_desk_failed)
        desk.emptied.connect(self._on_desk_emptied)
        courier.ended.connect(self._on_courier_ended)
        desk.sent.connect(self._on_desk_sent)
        window.overview.changed.connect(self._on_overview_changed)
        window.theme.changed.connect(lambda _tokens: self.dress())

    @property
    def _frame(self) -> Frame:
        return self._window.frame

    def take(self, frame: Frame) -> None:
        """Show what there is to show in a new frame."""
        frame.writing.text_edited.connect(self._on_writing_edited)
        frame.writing.title_edited.connect(self._on_writing_edited)
        self.dress()
        self._label()
        if self._window.desk.post is None and self._window.was_painted:
            self._on_desk_emptied()

    def fill(self) -> None:
        """The panes beside the text are there: show the open post in them."""
        self.dress()
        self._particulars(self._window.desk.post)
        self._frame.preview.seen.connect(self._on_preview_seen)
        self._frame.preview.pace.due.connect(self._on_pace_due)
        self._preview()
        self._count()

    def show(self, post: Post, place: Place | None = None) -> None:
        """Show `post`, at its beginning or at `place`."""
        frame = self._frame
        frame.writing.setEnabled(True)
        frame.writing.load_post(
            post.title,
            post.body,
            post.language,
            post.direction,
            post.format,
            blog_language=self._blog_language(post),
        )
        if place is not None:
            frame.writing.go_to(place)
        self._particulars(post)
        stored = self._window.desk.is_saved
        self._say_saved(post) if stored else self._say_saving()
        self._window.setWindowTitle(_window_title(post))
        self._preview()
        self._count()
        self._label()

    def show_changed(self, post: Post) -> None:
        """Show what became of the open post elsewhere; the author stays at the same words."""
        writing = self._frame.writing
        old, place = writing.body(), writing.place()
        offsets = (place.anchor, place.caret, place.top)
        self.show(post, Place(*(stayed(each, old, post.body) for each in offsets)))

    def dress(self) -> None:
        """The colours in force."""
        theme, frame = self._window.theme, self._frame
        frame.writing.set_theme(theme.tokens)
        if frame.is_full:
            frame.preview.set_dark(theme.tokens.dark)
        frame.banner.use(theme.tokens)

    # --- the post -----------------------------------------------------------------------------

    def _on_writing_edited(self) -> None:
        self._window.desk.text_changed()
        if self._frame.is_full:
            characters = self._frame.writing.editor.document().characterCount()
            self._frame.preview.pace.type(characters // PREVIEW_LONGER)
        self._count_timer.start()

    def _on_pace_due(self) -> None:
        self._is_preview_behind = not self._is_preview_seen
        if self._is_preview_seen:
            self._preview()

    def _on_preview_seen(self) -> None:
        if self._is_preview_behind:
            self._is_preview_behind = False
            self._preview()

    @property
    def _is_preview_seen(self) -> bool:
        return self._frame.is_full and self._frame.preview.isVisible()

    def _preview(self) -> None:
        post = self._window.desk.snapshot()
        if post is not None and self._frame.is_full:
            self._frame.preview.show_post(snapshot_of(post, self._blog_language(post)))

    def _blog_language(self, post: Post) -> str:
        blog = blog_of(post, self._window.overview.blogs)
        return blog.language if blog else ""

    def _particulars(self, post: Post | None) -> None:
        if self._frame.is_full:
            overview = self._window.overview
            standing = overview.standing
            is_held = post is not None and standing.post == post.id and bool(standing.homes)
            self._frame.details.show_post(post, overview.blogs, is_held=is_held)

    def _count(self) -> None:
        post = self._window.desk.snapshot()
        if post is None or not self._frame.is_full:
            return
        direction = self._frame.writing.editor.post_direction
        self._frame.status.tell_direction(post.language, direction)
        self._label(post)
        self._counted += 1
        number = self._counted
        self._window.bridge.run(COUNTING, lambda: _counted(number, post), self._on_counted)

    def _on_counted(self, answer: tuple[int, Counts, int]) -> None:
        number, counts, undescribed = answer
        if number == self._counted and self._window.desk.post is not None:
            self._frame.status.count(counts)
            if undescribed != self._undescribed:
                self._undescribed = undescribed
                self._label()

    def _on_desk_changed(self, post: Post) -> None:
        """Particulars: whatever depends on them, and never the text."""
        writing = self._frame.writing
        writing.set_language(post.language)
        writing.set_post_direction(post.direction)
        writing.set_blog_language(self._blog_language(post))
        self._particulars(post)
        self._preview()
        self._count()

    def _on_saving_timer_timeout(self) -> None:
        if self._window.desk.post is not None and not self._window.desk.is_saved:
            self._say_saving()

    def _say_saving(self) -> None:
        self._frame.status.say_saved(_("Saving …"), "pencil")

    def _on_desk_failed(self, _error: BaseException) -> None:
        self._saving_timer.stop()
        self._frame.status.say_saved(_("Not saved yet"), "triangle-alert")

    def _on_desk_saved(self, post: Post) -> None:
        if self._window.desk.is_saved:
            self._say_saved(post)
        self._window.setWindowTitle(_window_title(post))
        self._window.overview.ask()

    def _on_desk_secured(self, moment: datetime) -> None:
        self._frame.status.say_saved(self._saved_at(moment), "check")

    def _say_saved(self, post: Post) -> None:
        self._frame.status.say_saved("" if post.is_blank else self._saved_at(post.updated), "check")

    def _saved_at(self, moment: datetime) -> str:
        now = self._window.workspace.clock.now()
        return _("Saved · {time}").format(time=phrases.when(moment, now))

    def _on_desk_emptied(self) -> None:
        frame = self._frame
        frame.writing.load_post("", "")
        frame.writing.setEnabled(False)
        self._particulars(None)
        if frame.is_full:
            frame.preview.clear()
        frame.status.clear()
        self._window.setWindowTitle("Midad")
        self._label()

    # --- how things stand ---------------------------------------------------------------------

    def _on_overview_changed(self) -> None:
        overview = self._window.overview
        self._frame.library.show_blogs(overview.blogs)
        post = self._window.desk.post
        self._particulars(post)
        if post is not None and self._frame.writing.set_blog_language(self._blog_language(post)):
            self._preview()
        self._window.news.conflict(overview.standing)
        self._tell_readers_text()
        self._label()

    def _tell_readers_text(self) -> None:
        window, post = self._window, self._window.desk.snapshot()
        if post is None or window.overview.standing.post != post.id:
            return
        blog = blog_of(post, window.overview.blogs)
        waits = blog is not None and waits_for_update(post, window.overview.standing)
        window.news.changed_here(blog.name if blog and waits else "")

    def _label(self, post: Post | None = None) -> None:
        """The publish button and the end of the status line."""
        window, frame = self._window, self._frame
        overview = window.overview
        post = post or window.desk.snapshot()
        now = window.workspace.clock.now()
        blog = blog_of(post, overview.blogs)
        label = publish_label(post, blog, overview.standing, now, self._undescribed)
        if not overview.is_known:  # whether there is a blog at all
            label = label._replace(why="", can=False)
        frame.top.show_publish(frame.actions_by_name["publish"], label)
        frame.actions_by_name["other_blog"].setVisible(len(overview.blogs) > 1)
        for name in ("bin", "picture", "special", "save", "other_blog"):
            frame.actions_by_name[name].setEnabled(post is not None and post.binned is None)
        if post is not None:
            frame.status.standing.setText(status_words(post, overview.standing))

    # --- journeys -----------------------------------------------------------------------------

    def watch(self, lookout: Lookout) -> None:
        """Show how everything stands with the blogs: in the chip, and in the panel behind it."""
        if self._lookout is None:
            self._lookout = lookout
            lookout.changed.connect(self._on_lookout_changed)
        self._on_lookout_changed()

    def _on_lookout_changed(self) -> None:
        frame, lookout = self._frame, self._window.lookout
        told = lookout.told()
        frame.top.show_state(frame.actions_by_name["state"], told)
        frame.sync.show_told(told, lookout.facts())
        frame.actions_by_name["sync"].setEnabled(not self._window.courier.is_busy)

    def _on_courier_ended(self, report: SyncReport) -> None:
        self._frame.sync.end(report, self._window.workspace.clock.now())
        self._label()

    def _on_desk_sent(self, report: SyncReport) -> None:
        self._frame.sync.add(report)


def _counted(number: int, post: Post) -> tuple[int, Counts, int]:
    """The words of a post, and its pictures without a description."""
    from editor.text.counting import count
    from editor.text.pictures import undescribed

    words = post.body
    if post.format is Format.HTML:
        from editor.text.html import visible_text

        return number, count(visible_text(words)), 0
    return number, count(words), undescribed(words)


def snapshot_of(post: Post, blog_language: str) -> Snapshot:
    """What the preview has to know of a post, and of the blog it goes to."""
    from editor.workspace.rendering import Snapshot

    return Snapshot(
        post=post.id,
        title=post.title,
        body=post.body,
        format=post.format,
        language=post.language,
        direction=post.direction,
        credits=post.credits,
        publish_at=post.publish_at,
        default=wordless(blog_language),
        blog=post.blog,
    )


def _window_title(post: Post) -> str:
    # "[*]" would be Qt's own sign for "not saved".
    title = " ".join(post.title.split()).replace("[*]", "[*][*]") or _("Untitled")
    return f"{title} — Midad"
