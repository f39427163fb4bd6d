"""Back where the author was: the same post, caret and view; after a kill or a power cut with
what was typed last, and a word about it. Thread: GUI, before the window is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.domain.errors import EditorError, PostMissing
from editor.domain.post import Post, PostId
from editor.gui.whereabouts import Whereabouts, in_text, read_whereabouts, return_to

if TYPE_CHECKING:
    from editor.gui.main_window import MainWindow
    from editor.workspace.journal import Recovered


def come_back(window: MainWindow) -> bool:
    """Have the post the author was in on the desk, so that the first paint is of its words; the
    newest where that is gone. False in a notebook without posts.

    Only for whoever is alone with the notebook. Blocks: 3 ms, more only after a kill."""
    place = read_whereabouts(window.workspace)
    try:
        recovered = window.workspace.journal.recover(window.workspace)
    except EditorError:
        return _go_on_typing(window)
    post = _last(window, place) or _newest(window)
    if post is None:
        return False
    window.desk.begin(post)
    if post.id == place.post:
        return_to(window.frame.writing.editor, place)
        # Only a window that has its size knows how many lines there are above a place.
        window.painted.connect(lambda: _settle(window, post, place))
    if place.is_writing or recovered:
        window.painted.connect(lambda: _tell(window, post, place, recovered))
    return True


def _go_on_typing(window: MainWindow) -> bool:
    """The disk is full, as it was then: what was typed stays in the journal, and is on the desk
    as words that are not saved yet."""
    typed = window.workspace.journal.typed()[-1]
    window.desk.begin(window.workspace.open_post(typed.id))
    window.reading.show(typed)
    window.desk.text_changed()
    return True


def _settle(window: MainWindow, post: Post, place: Whereabouts) -> None:
    editor = window.frame.writing.editor
    now = in_text(editor)
    is_untouched = (now.anchor, now.caret) == (place.anchor, place.caret)
    if window.desk.post == post and window.desk.is_saved and is_untouched:
        return_to(editor, place)


def _last(window: MainWindow, place: Whereabouts) -> Post | None:
    if not place.post:
        return None
    try:
        post = window.workspace.open_post(PostId(place.post))
    except PostMissing:
        return None
    return post if post.binned is None else None


def _newest(window: MainWindow) -> Post | None:
    newest = window.workspace.page(limit=1)
    return window.workspace.open_post(newest[0].id) if newest else None


def _tell(window: MainWindow, post: Post, place: Whereabouts, recovered: list[Recovered]) -> None:
    beside = next((each for each in recovered if each.beside), None)
    if beside is not None:
        window.news.kept_beside(beside.post)
        return
    saved = {each.post.id: each for each in recovered}
    if post.id in saved:
        window.news.recovered(post.title, saved[post.id].moment, window.workspace.clock.now())
    elif post.id == place.post:
        window.news.recovered(post.title, post.updated, window.workspace.clock.now())
