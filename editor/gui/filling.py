"""What a window makes only after its first paint: the panes beside the text, and what reads the
post in the background. In steps, so that a key struck meanwhile need not wait for all.

Thread: GUI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.gui.proofreading import Proofreading


class Filling:
    """Fills the frame that `window` has when a step is taken."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def begin(self) -> None:
        """Fill the first frame, a step in a turn of the event loop, then tell that the window is
        there."""
        window = self._window
        self._go_on(iter((*self._steps(), window.network.watch, window.painted.emit, _fetch_keys)))

    def fill(self) -> None:
        """Take all steps now, in a frame that replaces another."""
        for step in self._steps():
            step()

    def _steps(self) -> tuple[Callable[[], object], ...]:
        return (
            self._fill_library,
            self._fill_over,
            self._begin_watching,
            self._begin_proofreading,
            self._fill_preview,
        )

    def _go_on(self, steps: Iterator[Callable[[], object]]) -> None:
        step = next(steps, None)
        # Locked so soon, the window stays for a turn or two; its notebook is closed.
        if step is not None and not self._window.ending.is_over:
            step()
            QTimer.singleShot(0, self._window, lambda: self._go_on(steps))

    def _fill_library(self) -> None:
        window = self._window
        library = window.frame.library
        library.chosen.connect(window.open_post)
        library.asked.connect(window.do_with)
        library.new_wanted.connect(window.new_post)
        library.undo_wanted.connect(window.deeds.undo)
        library.blog_wanted.connect(window.dialogs.add_blog)
        library.blogs_wanted.connect(window.dialogs.show_blogs)
        library.empty_wanted.connect(window.dialogs.empty_bin)
        if window.overview.is_known:
            library.show_blogs(window.overview.blogs)
        library.mark(window.desk.post.id if window.desk.post else None)
        library.load()
        if not window.is_begun:
            library.focus_list()

    def _fill_over(self) -> None:
        window, frame = self._window, self._window.frame
        frame.fill_over()
        frame.details.changed.connect(lambda fields: window.desk.change(**fields))
        other_blog = frame.actions_by_name["other_blog"]
        other_blog.triggered.connect(lambda _on=False: window.dialogs.offer_other_blog())
        frame.details.other_blog_wanted.connect(other_blog.trigger)
        frame.sync.wanted.connect(lambda way: window.syncing.go(way))
        frame.sync.post_wanted.connect(window.open_post)
        frame.sync.compare_wanted.connect(window.comparing.choose)

    def _begin_watching(self) -> None:
        self._window.reading.watch(self._window.lookout)
        self._window.syncing.begin()
        if self._window.choices.tray:
            self._window.tray.show(True)

    def _begin_proofreading(self) -> None:
        window = self._window
        if window.proofreading is None:
            window.proofreading = _proofreading(window)
        window.proofreading.end()  # in the frame before
        window.proofreading.take(window.frame.writing.editor)

    def _fill_preview(self) -> None:
        from editor.gui.preview.company import Company
        from editor.gui.preview.wardrobe import Wardrobe

        window = self._window
        window.frame.fill_preview()
        Company(window)  # goes with the preview
        Wardrobe(window)
        window.frame.preview.start()
        window.reading.fill()
        window.overview.ask()


def _fetch_keys() -> None:
    """Else the first Enter or arrow would wait for what knows of lists and tables: 10 ms."""
    from editor.gui.writing.markdown import keys, passage, punctuation  # noqa: F401
    from editor.gui.writing.sheet import keys_of_movement  # noqa: F401


def _proofreading(window: MainWindow) -> Proofreading:
    from editor.gui.proofreading import Proofreading

    made = Proofreading(window.bridge, window.desk, window)
    made.set_on(window.habits.choices.spelling)
    made.deceived.connect(window.news.deceived)
    window.habits.changed.connect(lambda habits: made.set_on(habits.spelling))
    return made
