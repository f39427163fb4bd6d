"""The window: puts the parts together and keeps them in step. Layout and actions only; what the
parts do is theirs (desk, courier, deeds, library, writing, preview).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow

from editor.domain.errors import EditorError
from editor.domain.post import Post, PostId, PostSummary
from editor.gui.bridge import Bridge
from editor.gui.deeds import Deeds
from editor.gui.desk import Desk
from editor.gui.dialogs import Dialogs
from editor.gui.ending import Ending
from editor.gui.frame import Frame
from editor.gui.history.keeper import StateKeeper
from editor.gui.locking import Locking
from editor.gui.network import Network
from editor.gui.news import News
from editor.gui.overview import Overview
from editor.gui.panes import Panes
from editor.gui.pictures import Pictures
from editor.gui.place import keep_place, take_place
from editor.gui.preferences.choices import Choices, keep_choices
from editor.gui.preferences.habits import Habits
from editor.gui.publishing.comparing import Comparing
from editor.gui.publishing.courier import Courier
from editor.gui.reading import Reading
from editor.gui.rescue import Rescue
from editor.gui.safekeeping import BackupKeeper
from editor.gui.standing import blog_of
from editor.gui.theme import Theme
from editor.gui.timetable import Rest, Timetable
from editor.gui.whereabouts import Keeper
from editor.sync.report import SyncReport
from editor.system.translation import current
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from editor.gui.proofreading import Proofreading
    from editor.gui.publishing.lookout import Lookout
    from editor.gui.publishing.syncing import Syncing
    from editor.gui.tray import Tray
    from editor.gui.writing.folding.thumbnails import Answer
    from editor.workspace.workspace import Workspace


class MainWindow(QMainWindow):
    """One notebook's window. Made by app.build_window, shown by its caller."""

    painted = Signal()  # for the first time
    language_chosen = Signal(str)  # app.py speaks it, then calls `rebuild`
    bug_met = Signal(object)  # BaseException that nobody expected
    closed = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, choices: Choices) -> None:
        super().__init__()
        self.workspace = workspace
        self.theme = theme
        self.choices = choices
        self.was_painted = False
        self.is_begun = False  # a post was on the desk
        self._before_calm = (self.windowState(), self.geometry())
        self.bridge = Bridge(workspace, self)
        self.desk = Desk(self.bridge, self._words, self)
        self.overview = Overview(self.bridge, self.desk, self)
        self.courier = Courier(self.bridge, self)
        self.deeds = Deeds(self.bridge, self.desk, self.courier, self)
        self.network = Network(self)
        self.timetable = Timetable(self.bridge, self.network, self)
        self.news = News(self)
        self.panes = Panes(workspace, self)
        self.ending = Ending(self.desk, self.courier, self)
        self.rescue = Rescue(self)
        self.habits = Habits(self.bridge, self)
        self.pictures = Pictures(self)
        self.reading = Reading(self)
        self.whereabouts = Keeper(self)
        self.proofreading: Proofreading | None = None  # until the first paint
        self.dialogs = Dialogs(self)
        self.states = StateKeeper(self)
        self.comparing = Comparing(self)
        self.safekeeping = BackupKeeper(self)
        self.locking = Locking(self)
        take_place(self, workspace)
        self._connect_parts()
        self._build()

    # --- putting together ---------------------------------------------------------------------

    def _connect_parts(self) -> None:
        desk, deeds, courier, news = self.desk, self.deeds, self.courier, self.news
        desk.opened.connect(self._on_desk_opened)
        desk.replaced.connect(self._on_desk_replaced)
        desk.kept_beside.connect(news.kept_beside)
        desk.failed.connect(self._on_desk_failed)
        desk.mended.connect(news.saved_again)
        deeds.binned.connect(self._on_deeds_binned)
        deeds.blog_missing.connect(self.dialogs.add_blog)
        for part in (deeds, courier, self.pictures, self.safekeeping):
            part.failed.connect(self._on_failed)
        courier.ended.connect(self._on_courier_ended)
        news.undo_wanted.connect(deeds.undo)
        news.update_wanted.connect(self._on_publish_wanted)
        news.post_wanted.connect(self.open_post)
        news.keep_wanted.connect(self._on_news_keep_wanted)
        news.hurry_wanted.connect(self.ending.hurry)
        news.stay_wanted.connect(self.ending.stay)
        self.pictures.missed.connect(self._on_pictures_missed)
        desk.goes_by_itself = lambda: self.timetable.is_running
        self.panes.calm_changed.connect(self._on_panes_calm_changed)
        self.ending.waiting.connect(news.finishing)
        # Later: a window cannot be closed again while it answers the first wish to close it.
        self.ending.finished.connect(self.close, Qt.ConnectionType.QueuedConnection)
        self.bridge.unexpected.connect(self._on_failed)

    def _build(self) -> None:
        """Make everything that is seen, in the language in force."""
        self.frame = frame = Frame(self.bridge, self.theme, self)
        frame.writing.pictures_dropped.connect(self.pictures.add_files)
        frame.writing.picture_pasted.connect(self.pictures.add_image)
        frame.writing.picture_wanted.connect(self._on_picture_wanted)
        self.pictures.take(frame.writing.editor)
        frame.writing.post_direction_chosen.connect(
            lambda direction: self.desk.change(direction=direction)
        )
        frame.writing.not_printed.connect(self._on_writing_not_printed)
        frame.writing.hinted.connect(frame.status.hint)
        frame.writing.editor.thumbnails.source = self._ask_for_picture
        self._connect_actions()
        self.setCentralWidget(frame)
        self.news.take(frame.banner)
        self.habits.take(frame)
        self.reading.take(frame)
        self.whereabouts.take(frame.writing.editor)
        self.panes.take(frame)
        self.comparing.take(frame)
        self.locking.take(frame)

    def _ask_for_picture(self, address: str, side: int, answer: Answer) -> None:
        """For the card of an island in the open post."""
        from editor.gui.island_pictures import ask

        if self.desk.post is not None:
            ask(self.bridge, self.desk.post.id, address, side, answer)

    def _connect_actions(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "new": self.new_post,
            "save": self._on_save_wanted,
            "publish": self._on_publish_wanted,
            "bin": self._on_bin_wanted,
            "history": self.dialogs.show_history,
            "print": lambda: self.frame.writing.print_post(self),
            "picture": self._on_picture_wanted,
            "picture_words": self.pictures.describe,
            "special": lambda: self.frame.writing.insert_special(),
            "find": lambda: self.frame.writing.find_bar.open(),
            "find_next": lambda: self.frame.writing.find_bar.step(),
            "find_previous": lambda: self.frame.writing.find_bar.step(forward=False),
            "replace": lambda: self.frame.writing.find_bar.open(replacing=True),
            "search": self._on_search_wanted,
            "sync": self.sync,
            "add_blog": self.dialogs.add_blog,
            "blogs": self.dialogs.show_blogs,
            "comments": self.dialogs.show_comments,
            "preferences": self.dialogs.show_preferences,
            "quit": self.close,
            "state": lambda: self.syncing.show(),
        }
        for name, slot in slots.items():
            self.frame.actions_by_name[name].triggered.connect(_without_value(slot))
        pause = self.frame.actions_by_name["pause"]
        pause.setChecked(self.timetable.rest is Rest.AUTHOR)
        pause.toggled.connect(self.timetable.pause)
        keys: dict[str, Callable[[], object]] = {
            "F10": self.frame.top.menu.showMenu,
            "F6": self._on_next_pane_wanted,
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self.frame).activated.connect(slot)

    def rebuild(self) -> None:
        """Make everything that is seen again, in the language now in force. The words, the caret
        and the panes stay as they are."""
        from editor.gui.filling import Filling

        self.panes.keep()
        old, place = self.frame, self.frame.writing.place()
        post = self.desk.snapshot()
        self._build()
        Filling(self).fill()
        self.frame.library.focus_list()
        if post is not None:
            self.reading.show(post, place)
        if old.is_full:
            old.preview.shut_down()
        old.setParent(None)
        old.deleteLater()

    @cached_property
    def lookout(self) -> Lookout:
        """How everything stands with the blogs; from the first paint on."""
        from editor.gui.publishing.lookout import Lookout

        return Lookout(self)

    @cached_property
    def syncing(self) -> Syncing:
        """When and how it syncs; from the first paint on."""
        from editor.gui.publishing.syncing import Syncing

        return Syncing(self)

    @cached_property
    def tray(self) -> Tray:
        """The same beside the system's clock, where the author wants it."""
        from editor.gui.tray import Tray

        return Tray(self)

    # --- what the author does -----------------------------------------------------------------

    def open_post(self, id: PostId) -> None:
        """Put another post on the desk; the present one is saved first."""
        self.desk.open(id)

    def new_post(self) -> None:
        """A blank post, ready to be titled."""
        blog = blog_of(None, self.overview.blogs, self.frame.library.shown_blog)
        self.desk.new(blog.id if blog else None, then=self._focus_title)

    def sync(self) -> None:
        """Both ways with every blog; without one, offer to add it."""
        self.syncing.sync()

    def _words(self) -> tuple[str, str]:
        return self.frame.writing.title(), self.frame.writing.body()

    def _focus_title(self) -> None:
        self.frame.writing.title_field.setFocus()

    def _on_save_wanted(self) -> None:
        self.desk.settle(self.desk.send_by_hand)

    def _on_publish_wanted(self) -> None:
        post = self.desk.post
        if post is None:
            return
        blog = blog_of(post, self.overview.blogs)
        if blog is not None:
            self.news.publishing(post.id, blog.name)
        self.deeds.publish(post.id, blog)

    def _on_bin_wanted(self) -> None:
        post = self.desk.post
        if post is not None and self.desk.is_blank_page:
            self._go_on_after(post.id)
        elif post is not None and not post.binned:
            self.deeds.bin(post.id)

    def _go_on_after(self, id: PostId) -> None:
        """The open post leaves the desk for the next one of the list."""
        following = self.frame.library.following(id)
        if following is not None:
            self.desk.open(following)
        else:
            self.desk.clear()

    def _on_picture_wanted(self) -> None:
        self.pictures.choose(self)

    def _on_search_wanted(self) -> None:
        self.panes.show_library()
        self.frame.library.focus_search()

    def _on_next_pane_wanted(self) -> None:
        from editor.gui.stops import go_to_next_pane

        go_to_next_pane(self.frame)

    def do_with(self, deed: str, post: PostSummary) -> None:
        """Do one of `deeds` with a post of the list, open or not."""
        if deed == "compare":
            self.comparing.choose(post.id)
            return
        blog = next((b for b in self.overview.blogs if b.id == post.blog), None)
        blog = blog or blog_of(None, self.overview.blogs)
        if deed == "publish" and blog is not None:
            self.news.publishing(post.id, blog.name)
        self.deeds.do(deed, post, blog)

    def choose(self, choices: Choices) -> None:
        """Take the author's choices and remember them."""
        before, self.choices = self.choices, choices
        keep_choices(self.workspace, choices)
        self.theme.choose(choices.scheme)
        if choices.tray != before.tray:
            self.tray.show(choices.tray)
        if choices.language != before.language or choices.language != current():
            self.language_chosen.emit(choices.language)

    # --- what happened ------------------------------------------------------------------------

    def _on_desk_opened(self, post: Post) -> None:
        self.news.turn_page()
        self.reading.show(post)
        if self.was_painted:
            self.frame.library.mark(post.id)
            self._show_sought()
        if not self.is_begun:
            self.is_begun = True
            self.frame.writing.editor.setFocus()

    def _show_sought(self) -> None:
        """Mark in the post what a search over all posts found there."""
        sought = self.frame.library.sought
        if sought:
            self.frame.writing.find_bar.open_with(sought)

    def _on_desk_replaced(self, post: Post) -> None:
        self.reading.show_changed(post)

    def _on_desk_failed(self, error: BaseException) -> None:
        if isinstance(error, EditorError):
            self.news.not_saved(error, self.desk.save_now, *self.rescue.deeds)
        else:
            self.bug_met.emit(error)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, EditorError):
            self.news.error(error)
        else:
            self.bug_met.emit(error)

    def _on_deeds_binned(self, id: PostId) -> None:
        self.news.binned()
        if self.desk.post is not None and self.desk.post.id == id:
            self._go_on_after(id)

    def _on_news_keep_wanted(self, post: PostId, mine: bool) -> None:
        self.deeds.resolve(post, keep_mine=mine)

    def _on_courier_ended(self, report: SyncReport) -> None:
        post = self.desk.post
        self.news.ended(report, post.id if post else None)

    def _on_pictures_missed(self) -> None:
        self.news.say(_("Put the caret in the line of a picture first; then describe it."))

    def _on_writing_not_printed(self) -> None:
        self.news.say(
            _(
                "The post could not be printed. Please look whether the printer is on; a file can "
                "only be made where you may write."
            ),
            warning=True,
        )

    def _on_panes_calm_changed(self, calm: bool) -> None:
        if calm:
            self._before_calm = (self.windowState(), self.geometry())
            self.showFullScreen()
        else:
            state, place = self._before_calm
            self.setWindowState(state)
            self.setGeometry(place)
        self.news.calm(calm)
        self.frame.writing.editor.setFocus()

    # --- beginning and end --------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self, self._on_painted)

    def _on_painted(self) -> None:
        from editor.gui.filling import Filling

        Filling(self).begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.ending.is_over:
            event.ignore()
            self.ending.begin()
            return
        with suppress(EditorError):  # a notebook that takes nothing must not hold the window
            self.panes.keep()
            if not self.panes.calm:  # then it fills the screen for a while
                keep_place(self, self.workspace)
        if self.proofreading is not None:
            self.proofreading.end()
        self.whereabouts.end()
        self.bridge.close()
        if self.frame.is_full:
            self.frame.preview.shut_down()
        event.accept()
        self.closed.emit()


def _without_value(slot: Callable[[], object]) -> Callable[..., None]:
    def call(_checked: bool = False) -> None:
        slot()

    return call
