"""A whole session of an author who is in a hurry, by the real program: unlock, write, paste, put
in a picture and say what it shows, look at the preview, search, throw away, back up, meet a bug,
answer a reader, lock in the middle of another answer, unlock, leave.

`python -m tests.end2end.whole_session NOTEBOOK closed|killed` reads its words as JSON from the
standard input and prints how far it came.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from editor.domain.blog import Blog
from editor.domain.comment import Comment, Verdict
from editor.domain.post import Credit, new_blog_id
from editor.gui.app import make_application, run
from editor.gui.comments.dialog import CommentsDialog
from editor.gui.main_window import MainWindow
from editor.gui.picture_words import PictureDialog
from editor.gui.protection.unlock_page import UnlockPage
from editor.gui.session import Session
from editor.gui.writing.proofing.own_words import keep_words
from editor.store.comments import Comments
from editor.workspace.workspace import Workspace

LOOK_EVERY = 20  # milliseconds
PATIENCE = 3000  # looks

Until = Callable[[], object]
Dialog = TypeVar("Dialog", bound=QWidget)


def main() -> None:
    """Go through it, and end as the author does, or by a kill."""
    path, ends = Path(sys.argv[1]), sys.argv[2]
    words = json.load(sys.stdin)
    sys.argv = ["midad"]
    app = make_application()
    author = Author(app, words, ends)
    author.timer.start(LOOK_EVERY)
    code = run(path)
    os._exit(code or (0 if author.is_done else 9))


class Author:
    """Does one thing after the other, each when what it waits for has happened."""

    def __init__(self, app: QApplication, words: dict[str, str], ends: str) -> None:
        self.app, self.words, self.ends = app, words, ends
        self.is_done = False
        self.timer = QTimer()
        self.timer.timeout.connect(self._look)
        self._steps = self._live()
        self._until: Until = lambda: True
        self._looks = 0
        self._tried: UnlockPage | None = None

    def _look(self) -> None:
        self._looks += 1
        if self._looks > PATIENCE:
            say("waited in vain for step", self._steps.gi_frame.f_lineno)  # type: ignore[attr-defined]
            os._exit(8)
        if self._until():
            self._looks = 0
            self._until = next(self._steps, None) or self._end()

    def _end(self) -> Until:
        self.is_done = True
        self.timer.stop()
        if self.ends == "killed":
            os.kill(os.getpid(), 9)
        self.session.front.close()  # type: ignore[union-attr]
        return lambda: True

    # --- what there is --------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        return self.app.findChildren(Session)[0]

    @property
    def window(self) -> MainWindow:
        window = self.session.window
        assert window is not None
        return window

    def _asks(self) -> bool:
        sessions = self.app.findChildren(Session)
        procedures = sessions[0].procedures if sessions else None
        return procedures is not None and isinstance(procedures.page, UnlockPage)

    def _is_open(self) -> bool:
        window = self.session.window
        return window is not None and window.frame.is_full and window.desk.post is not None

    @property
    def page(self) -> UnlockPage:
        assert self.session.procedures is not None
        page = self.session.procedures.page
        assert isinstance(page, UnlockPage)
        return page

    def _refused(self) -> bool:
        """A wrong answer, once on each page, and what is said of it."""
        if self._tried is not self.page:
            self._tried = self.page
            self._answer(self.words["wrong"])
        return bool(self.page.trouble.text())

    def _answer(self, passphrase: str) -> None:
        page = self.page
        page.passphrase.line.setText(passphrase)
        QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)

    def _type(self, target: QWidget, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                self.app.sendEvent(target, event)

    # --- the session ----------------------------------------------------------------------------

    def _live(self) -> Iterator[Until]:
        words, sentence = self.words, self.words["sentence"]
        yield self._asks
        yield self._refused
        self._answer(words["passphrase"])
        yield self._is_open
        say("unlocked")

        window, desk = self.window, self.window.desk
        before = desk.post
        window.new_post()
        yield lambda: desk.post is not before
        writing = window.frame.writing
        self._type(writing.title_field, sentence)
        writing.editor.setFocus()
        self._type(writing.editor, f"{sentence} typed. {words['learnt']} ")
        QGuiApplication.clipboard().setText(f"{sentence} pasted\n\n" * 40)
        writing.editor.paste()
        about = {"excerpt": sentence, "tags": (sentence,), "credits": (Credit("author", sentence),)}
        desk.change(language="en", **about)
        keep_words(window.workspace, [words["learnt"]])
        yield lambda: desk.is_saved
        window.pictures.add_image(QImage.fromData(bytes.fromhex(words["picture"])))
        yield lambda: "![" in writing.body() and desk.is_saved
        (item,) = window.workspace.pictures(desk.post.id)  # type: ignore[union-attr]
        picture = window.workspace.picture(desk.post.id, item.name)  # type: ignore[union-attr]
        say("picture", picture.data[1000:1064].hex())  # type: ignore[union-attr]
        yield lambda: self._open(PictureDialog)
        self._type(self._open(PictureDialog)[0].alt, words["seen"])
        self._open(PictureDialog)[0].accept()
        yield lambda: words["seen"] in writing.body() and desk.is_saved

        pane = window.frame.preview
        shown: list[str] = []
        yield lambda: pane._view is not None
        while not any(sentence in text for text in shown):
            pane._view.page().toPlainText(shown.append)  # type: ignore[union-attr]
            asked = len(shown)
            yield lambda asked=asked: len(shown) > asked  # type: ignore[misc]
        say("previewed")

        search = window.frame.library.search
        self._type(search, words["sought"])
        yield lambda: window.frame.library.posts.rowCount() == 0
        search.setText(words["learnt"])
        yield lambda: window.frame.library.posts.rowCount() == 1
        search.clear()
        say("searched")

        workspace = window.workspace
        blog = Blog(new_blog_id(), "wordpress", "River", "https://river.example/", "leila")
        workspace._stores.blogs.add(blog, words["password"], keeps_drafts=False)
        put_comments(workspace, blog, words["reader"])
        thrown = workspace.new_post(words["deleted"], body=words["deleted"] * 50)
        workspace.save(replace(thrown, body=words["deleted"]))
        window.deeds.bin(thrown.id)
        yield lambda: workspace.open_post(thrown.id).binned is not None
        workspace.emptying.empty()
        workspace.backups.make()
        window.bridge.run("store", self._fail)
        yield lambda: bool(window.findChildren(QMessageBox))
        window.findChildren(QMessageBox)[0].accept()
        say("met a bug")

        writing.editor.selectAll()
        writing.editor.copy()
        desk.clear()  # so that what is opened again is read again
        yield lambda: desk.post is None
        window.open_post(workspace.page()[0].id)
        yield lambda: desk.post is not None
        window.frame.actions_by_name["comments"].trigger()
        (dialog,) = self._open(CommentsDialog)
        yield lambda: words["reader"] in dialog.thread_view.toPlainText()
        self._type(dialog.reply, words["answer"])
        dialog.send.click()
        yield lambda: words["answer"] in dialog.thread_view.toPlainText()
        self._type(dialog.words, words["reader"][:5])
        self._type(dialog.reply, words["begun"])
        writing.editor.setTextCursor(writing.editor.document().find("!["))
        window.pictures.describe()
        self._type(self._open(PictureDialog)[0].credit, words["seen"])
        self.session.lock()
        yield lambda: self.session.window is None and self._asks()
        yield lambda: not self._open(CommentsDialog) and not self._open(PictureDialog)
        say("locked")
        yield self._refused
        self._answer(words["passphrase"])
        yield self._is_open
        say("unlocked again")
        self.window.frame.actions_by_name["comments"].trigger()
        (again,) = self._open(CommentsDialog)
        yield lambda: again.reply.toPlainText() == words["begun"]
        again.accept()
        self._type(self.window.frame.writing.editor, f"{sentence} at last ")
        yield lambda: self.window.desk.is_saved
        yield lambda: self.window.frame.preview._view is not None
        for _look in range(40):  # what the browser still has to write
            yield lambda: True
        say("done")

    def _open(self, kind: type[Dialog]) -> list[Dialog]:
        """The dialogs of a kind, closed ones that are still there included."""
        return [each for each in self.app.allWidgets() if isinstance(each, kind)]

    def _fail(self) -> None:
        raise ValueError(self.words["sentence"])


def put_comments(workspace: Workspace, blog: Blog, words: str) -> None:
    """Let a sync have brought what a reader said."""
    comment = Comment("5", "7", words, words, workspace.clock.now(), Verdict.HELD)
    Comments(workspace._stores.notebook).put(blog.id, [comment])


def say(*words: object) -> None:
    """Tell whoever reads along."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
