"""The program with a window: begin, speak a language, survive bugs, end in order.

`run` is for `midad` itself; `build_window` for tests and for pictures of the window. Light to
import: the browser, the network and the rest come when they are needed.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from editor.domain.errors import EditorError, NotebookLocked
from editor.gui.fonts import interface_font, load_fonts
from editor.gui.instance import come_to_front, take
from editor.gui.main_window import MainWindow
from editor.gui.preferences.choices import Choices, read_choices
from editor.gui.preview.surroundings import before_application
from editor.gui.returning import come_back
from editor.gui.session import Session
from editor.gui.theme import SYSTEM, Theme
from editor.system.paths import data_folder, default_notebook
from editor.system.translation import current, is_rtl, system_language, use
from editor.system.translation import gettext as _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

    from editor.workspace.workspace import Workspace

_LOOKED_AT = 50  # posts, for one in the window's language
ENDING = 10.0  # seconds that lanes may take to finish when the window is gone


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The one QApplication, with our type, ready for windows."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    before_application()
    # A lane at work gives a key the interpreter within half a millisecond instead of five.
    sys.setswitchinterval(0.0005)
    # Only the text has a window of its own (a key is flushed alone); not everything beside it.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Fusion is the one style that takes our colours wholly, everywhere. Named here and not set
    # later: setStyle would hand back a QStyle, whose long lists take 4 ms to load.
    app = QApplication([*(arguments or ["midad"]), "-style", "Fusion"])
    app.setApplicationName("midad")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("midad")
    load_fonts()
    app.setFont(interface_font())
    return app


class Speech:
    """The interface's language in the whole program: our sentences, Qt's own, and which way the
    window runs."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._of_qt = QTranslator(app)

    def speak(self, language: str) -> None:
        """Use `language` (`en`, `ar`) from now on. Windows have to be built again."""
        use(language)
        self._app.removeTranslator(self._of_qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._of_qt.load(f"qtbase_{current()}", folder):
            self._app.installTranslator(self._of_qt)
        way = Qt.LayoutDirection.RightToLeft if is_rtl() else Qt.LayoutDirection.LeftToRight
        self._app.setLayoutDirection(way)


def build_window(
    workspace: Workspace,
    language: str = "",
    *,
    scheme: str = "",
    app: QApplication | None = None,
) -> MainWindow:
    """A window on `workspace`, not shown yet. `language` and `scheme` go before what the author
    chose. Its caller shows it, and closes the workspace after its `closed`."""
    app = app or make_application()
    chosen = read_choices(workspace)
    choices = Choices(language or chosen.language, scheme or chosen.scheme, chosen.tray)
    speech = Speech(app)
    speech.speak(choices.language)
    window = MainWindow(workspace, Theme(app, choices.scheme), choices)

    def change_language(to: str) -> None:
        speech.speak(to)
        window.rebuild()

    window.language_chosen.connect(change_language)
    return window


def open_first_post(window: MainWindow, *, in_own_language: bool = False) -> None:
    """The newest post; a notebook that never held one gets the samples first. With
    `in_own_language` the newest in the window's language, where there is one."""
    workspace = window.workspace

    def first() -> object:
        from editor.workspace.samples import add_samples

        if not workspace.page(limit=1):
            add_samples(workspace)
        posts = workspace.page(limit=_LOOKED_AT if in_own_language else 1)
        fitting = [post for post in posts if post.language.startswith(current())]
        newest = (in_own_language and fitting) or posts
        return newest[0].id if newest else None

    def opened(id: object) -> None:
        if id is None:
            window.new_post()
        else:
            window.open_post(id)  # type: ignore[arg-type]

    window.bridge.run("store", first, opened)


def run(notebook: Path | None = None, workspace: Workspace | None = None) -> int:
    """Open the window on `notebook` (the usual one where None) and stay until it is closed; one
    that is open already comes to the front. Gives the exit code: 0, or 1 where the notebook could
    not be opened."""
    app = make_application(sys.argv[:1])
    path = notebook or default_notebook()
    try:
        instance = take(path)
        if instance is None:
            sys.stderr.write(_("This notebook is open already; its window is in front.") + "\n")
            return 0
        if workspace is None:
            workspace = _open(path)
    except EditorError as error:
        return _explain_and_leave(app, error)

    def leave(opened: Workspace | None) -> None:
        if opened is not None:
            opened.close(ENDING)
        instance.release()
        app.quit()

    session = Session(path, app, partial(_watched_window, app), _show_window)
    session.closed.connect(leave)
    instance.asked.connect(lambda: _greet(session))
    app.setQuitOnLastWindowClosed(False)
    if workspace is None:
        gc.enable()
        Speech(app).speak(system_language())
        session.begin_at_gate()
        QTimer.singleShot(0, instance.listen)
    else:
        session.begin(workspace, once_painted=instance.listen)
    return app.exec()


def _watched_window(app: QApplication, workspace: Workspace, choices: Choices | None) -> MainWindow:
    """A window whose bugs are written down; in the language and the colours of the one before."""
    from editor.gui.crashes import CrashKeeper

    language, scheme = (choices.language, choices.scheme) if choices else ("", "")
    window = build_window(workspace, language, scheme=scheme, app=app)
    keeper = CrashKeeper(window, data_folder() / "crashes")
    keeper.watch()
    window.closed.connect(keeper.stop)
    window.painted.connect(_look_for_garbage)
    return window


def _show_window(window: MainWindow) -> None:
    has_post = come_back(window)
    window.show()
    if not has_post:
        open_first_post(window)


def _greet(session: Session) -> None:
    if session.front is not None:
        come_to_front(session.front)
    if session.window is not None:
        session.window.news.say(_("This notebook was open already: here it is."))


def _look_for_garbage() -> None:
    """From now on, and only among what comes: what the start made stays to the end, and looking
    through it would make a key wait."""
    gc.freeze()
    gc.enable()


def _open(path: Path) -> Workspace | None:
    """None where it opens behind the gate: it wants a passphrase first, or its time."""
    from editor.workspace.assembly import open_workspace, takes_long

    try:
        return None if takes_long(path) else open_workspace(path)
    except NotebookLocked:
        return None


def _explain_and_leave(app: QApplication, error: EditorError) -> int:
    gc.enable()
    Speech(app).speak(system_language())
    Theme(app, SYSTEM)
    box = trouble_box(error, app.quit)
    box.open()
    app.exec()
    return 1


def trouble_box(
    error: EditorError, done: Callable[[], object], parent: QWidget | None = None
) -> QMessageBox:
    """A friendly window for a notebook that cannot be opened, not shown yet."""
    from PySide6.QtWidgets import QMessageBox

    from editor.workspace.messages import explain

    words = explain(error)
    box = QMessageBox(QMessageBox.Icon.Warning, "Midad", words.happened, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words.advice)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.finished.connect(lambda _result: done())
    return box
