"""Runs in a process of its own: two pages of the preview's browser, one changed as a whole and the
other by a patch, in turns. `painter.py WORDS ROUNDS` prints the medians of both in milliseconds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from statistics import median

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from editor.domain.post import Direction, PostId
from editor.gui.fonts import load_fonts
from editor.gui.preview.surroundings import before_application, before_browser
from editor.text.html import sanitise
from editor.text.render import Renderer
from tests.bench.rendering import crossing

SETTLE = 100  # milliseconds between two changes

# The page itself says how long: from the call to the turn behind the frame that shows it.
CLOCK = """
globalThis.timed = (change) => {
  globalThis.took = 0;
  const began = performance.now();
  change();
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { globalThis.took = performance.now() - began; };
    channel.port2.postMessage(0);
  });
};
globalThis.whole = (html) => timed(() => {
  document.querySelector(".block").parentElement.innerHTML = html;
});
0;
"""


class Painter:
    """Changes the page, asks how long it took, changes it again."""

    def __init__(self, words: int, rounds: int) -> None:
        from editor.gui.preview.view import WORLD, PreviewView, Sheet

        self._world = WORLD
        rendered = Renderer().render(crossing(words), direction=Direction.RTL)
        self._blocks = [(block.key, sanitise(block.html)) for block in rendered]
        self._sheet = Sheet(PostId("painted"), Direction.RTL, "ar", tuple(self._blocks))
        self._took: dict[str, list[float]] = {"whole": [], "patch": []}
        self._work = self._changes(rounds)
        self._kind, self._clocks = "", 0
        self._views = {kind: PreviewView(lambda _post, _name: None) for kind in self._took}
        for view in self._views.values():
            view.resize(480, 800)
            view.page_ready.connect(partial(view.show_sheet, self._sheet))
            view.sheet_shown.connect(self._on_view_sheet_shown)
            view.show()
            view.load_page()

    def _on_view_sheet_shown(self) -> None:
        if self._clocks < len(self._views):
            self._clocks += 1
            if self._clocks == len(self._views):
                for kind in self._views:
                    self._tell(kind, CLOCK)
                QTimer.singleShot(20 * SETTLE, self._next)

    def _changes(self, rounds: int) -> Iterator[tuple[str, str]]:
        at = 1  # where it is seen: a frame without a change never comes
        for number in range(rounds + 1):
            _, html = self._blocks[at]
            self._blocks[at] = f"{number}", html.replace("</p>", " س</p>")
            splice = json.dumps([[at, 1, [self._blocks[at]]]], ensure_ascii=False)
            yield "patch", f"timed(() => midad.patch({splice})); 0"
            whole = "".join(f'<div class="block">{block}</div>' for _, block in self._blocks)
            yield "whole", f"whole({json.dumps(whole, ensure_ascii=False)}); 0"

    def _next(self) -> None:
        step = next(self._work, None)
        if step is None:
            # The first of either warms the browser.
            figures = [median(self._took[kind][1:]) for kind in ("whole", "patch")]
            sys.stdout.write(json.dumps(figures))
            sys.stdout.flush()
            QApplication.exit(0)
            return
        self._kind, script = step
        self._tell(self._kind, script)
        QTimer.singleShot(SETTLE, self._look)

    def _look(self) -> None:
        page = self._views[self._kind].page()
        page.runJavaScript("took", self._world, self._on_page_answered)

    def _on_page_answered(self, took: object) -> None:
        if isinstance(took, int | float) and took > 0:
            self._took[self._kind].append(float(took))
            QTimer.singleShot(SETTLE, self._next)
        else:
            QTimer.singleShot(SETTLE, self._look)

    def _tell(self, kind: str, script: str) -> None:
        self._views[kind].page().runJavaScript(script, self._world)

    def leave(self) -> None:
        """Let go of the browser in good order."""
        for view in self._views.values():
            view.hide()
            view.close_down()


def main() -> None:
    """Paint as the arguments say."""
    before_application()
    before_browser()
    app = QApplication(sys.argv)
    load_fonts()
    painter = Painter(int(sys.argv[1]), int(sys.argv[2]))
    app.exec()
    painter.leave()


if __name__ == "__main__":
    main()
