"""The page on the screen: takes sheets, and changes only what differs. GUI thread.

Imports QtWebEngine (about 30 MiB and 75 ms before the first page): import it when it is needed.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget

from editor.domain.post import Direction, PostId
from editor.gui.preview.patches import Block, Splice, difference, portion
from editor.gui.preview.profile import PreviewProfile, create_page
from editor.gui.preview.schemes import (
    PAGE,
    SCHEME,
    DressSource,
    PictureSource,
    SchemeHandler,
    no_dress,
    register_schemes,
)
from editor.system.paths import resource

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
PORTION = 200_000  # characters of HTML handed over at once: the page paints between two of them
PAPER = {False: "#f7f5f0", True: "#15181c"}  # by dark; as in preview.css


@dataclass(frozen=True, slots=True)
class Sheet:
    """What shall be on the page. `blocks` are sanitised; `post` tells another post apart from
    the same one edited."""

    post: PostId
    direction: Direction | Literal[""]
    language: str
    blocks: tuple[Block, ...]
    page: str = ""
    """The address of the page to be set on, in a blog's own look; empty: the clean page. Direction
    and language are then those of an element around the blocks; empty, where there is none."""
    is_whole: bool = False
    """They are those of the page, whatever it said itself."""
    kinds: tuple[str, ...] = ()
    """The kinds of the blog's blocks on it, for which the page may have styles of their own."""


class PreviewView(QWebEngineView):
    """One patch at a time is with the page, and only the newest sheet waits behind it."""

    page_ready = Signal()
    """The empty page is there. Make the view visible now: what is laid out for a hidden one is
    laid out for a window of no width, which takes a long post half a minute."""

    link_followed = Signal(str)
    """The address of a link the reader clicked. Nothing was opened."""

    sheet_shown = Signal()
    page_lost = Signal()

    def __init__(
        self,
        picture: PictureSource,
        parent: QWidget | None = None,
        dress: DressSource = no_dress,
    ) -> None:
        register_schemes()
        super().__init__(parent)
        self._profile = PreviewProfile()
        self._handler = SchemeHandler(picture, dress, self._profile)
        self._handler.content_missing.connect(self._on_content_missing)
        self._profile.installUrlSchemeHandler(SCHEME, self._handler)
        self._wanted: Sheet | None = None
        self._shown: Sheet | None = None
        self._page = ""  # that of the sheets to come
        self._scripts: deque[str] = deque()
        self._loading = self._ready = self._running = self._dark = False
        self._life = 0  # counts the page's lives: answers from an earlier one are void
        page = create_page(self._profile, self)
        # Later: nobody opens a window while the browser still decides where to go.
        page.link_followed.connect(self.link_followed, Qt.ConnectionType.QueuedConnection)
        page.loadFinished.connect(self._on_page_loaded)
        page.renderProcessTerminated.connect(self._on_page_terminated)
        self.setPage(page)
        self.set_dark(False)

    def load_page(self) -> None:
        """Begin, or begin again after `page_lost`."""
        self._loading, self._ready = True, False
        self.setUrl(QUrl(self._page) if self._page else PAGE)

    def show_sheet(self, sheet: Sheet) -> None:
        """Bring `sheet` to the page as soon as it is free; `sheet_shown` follows."""
        self._wanted = sheet
        if sheet.page != self._page:
            self._page = sheet.page
            self._paint_paper()
            self.load_page()
        elif self.is_at_rest:
            self.sheet_shown.emit()
        else:
            self._advance()

    def set_dark(self, dark: bool) -> None:
        """Follow the window's theme."""
        self._dark = dark
        self._paint_paper()
        if self._ready:
            self.page().runJavaScript(self._theme(), WORLD)

    @property
    def is_at_rest(self) -> bool:
        """True where the page shows the newest sheet and nothing is on its way."""
        return self._ready and not self._running and self._wanted == self._shown

    def close_down(self) -> None:
        """Let go of the browser, the page before its profile. Nothing works after it."""
        self._ready = False
        self._life += 1
        self._handler.close()
        page = self.page()
        page.destroyed.connect(self._profile.deleteLater)
        page.deleteLater()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copying, and none of the browser's own entries: they save, open and inspect."""
        menu = QMenu(self)
        menu.addAction(self.page().action(QWebEnginePage.WebAction.Copy))
        menu.addAction(self.page().action(QWebEnginePage.WebAction.SelectAll))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def _on_page_loaded(self, fine: bool) -> None:
        if not self._loading:
            return  # a link that was refused counts as a load that failed; our page is still there
        self._loading = False
        self._life += 1
        self._scripts.clear()
        self._shown, self._running, self._ready = None, False, fine
        if fine:
            hands = resource("templates", "preview.js").read_text("utf-8")
            self.page().runJavaScript(hands + self._theme(), WORLD)
            self.page_ready.emit()
            self._advance()
        else:
            self.page_lost.emit()

    def _on_page_terminated(self) -> None:
        self._life += 1
        self._ready = False
        self.page_lost.emit()

    def _on_content_missing(self, address: str) -> None:
        if self._ready:
            self.page().runJavaScript(f"midad.missing({json.dumps(address)});", WORLD)

    def _advance(self) -> None:
        if not self._ready or self._running:
            return
        if not self._scripts and self._wanted is not None and self._wanted != self._shown:
            self._scripts.extend(_scripts(self._shown, self._wanted))
            self._shown = self._wanted
        if self._scripts:
            self._running = True
            life = self._life
            self.page().runJavaScript(
                self._scripts.popleft(), WORLD, lambda _: self._on_script_done(life)
            )

    def _on_script_done(self, life: int) -> None:
        if life != self._life:
            return
        self._running = False
        if not self._scripts:
            self.sheet_shown.emit()
        self._advance()

    def _paint_paper(self) -> None:
        """What is seen where the page paints nothing; browsers have white."""
        self.page().setBackgroundColor(QColor("#ffffff" if self._page else PAPER[self._dark]))

    def _theme(self) -> str:
        return f"midad.theme({'dark' if self._dark else 'light'!r});"


def _scripts(shown: Sheet | None, wanted: Sheet) -> list[str]:
    """What the page has to be told, in order."""
    if shown is not None and shown.post == wanted.post:
        return _patching(difference(shown.blocks, wanted.blocks), wanted)
    old = len(shown.blocks) if shown is not None else 0
    scripts = _patching([Splice(0, old, wanted.blocks)], wanted)
    scripts[0] += "midad.top();"
    return scripts


def _patching(splices: Sequence[Splice], wanted: Sheet) -> list[str]:
    said = (wanted.direction, wanted.language, wanted.is_whole, wanted.kinds)
    frame = f"midad.frame({', '.join(map(json.dumps, said))});"
    scripts = [f"midad.patch({_as_json(part)});" for part in portion(splices, PORTION)]
    return [frame + (scripts[0] if scripts else ""), *scripts[1:]]


def _as_json(splices: Sequence[Splice]) -> str:
    return json.dumps(
        [(splice.at, splice.removed, splice.blocks) for splice in splices], ensure_ascii=False
    )
