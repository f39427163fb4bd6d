"""WordPress' own block editor code, to ask it what it makes of a text, and Chromium, to ask where
readers find the words.

The scripts of one real site run in a browser of their own process: nothing of theirs, and none of
Chromium's settings, comes near the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from tests.servers.wordpress import WordPress

# What the editing page of wp-admin loads and runs before it parses a post.
PAGE = """
require_once ABSPATH . 'wp-admin/includes/admin.php';
echo '<!doctype html><meta charset="utf-8"><body>';
foreach (array('wp-block-library', 'wp-format-library') as $script) wp_enqueue_script($script);
wp_add_inline_script('wp-blocks', 'wp.blocks.unstable__bootstrapServerSideBlockDefinitions('
    . wp_json_encode(get_block_editor_server_block_settings()) . ');', 'after');
wp_print_scripts();
foreach (array('ltr' => '', 'rtl' => '-rtl') as $direction => $name) {
    echo "<template id=\\"$direction\\">";
    readfile(ABSPATH . WPINC . "/css/dist/block-library/style$name.css");
    echo '</template>';
}
"""

CALLS = """
const said = [];
for (const name of ['log', 'info', 'warn', 'error', 'group', 'groupCollapsed'])
    console[name] = (...words) => said.push(words.map(String).join(' '));
wp.blockLibrary.registerCoreBlocks();

const told = (blocks) => blocks.flatMap((block) => [
    {name: block.name, valid: block.isValid}, ...told(block.innerBlocks),
]);

window.midad = {
    // What the editor makes of a text.
    open(text) {
        said.length = 0;
        const blocks = wp.blocks.parse(text);
        return {
            blocks: told(blocks),
            rewritten: said.filter((line) => line.startsWith('Updated Block')),
            said: said.map((line) => line.slice(0, 300)),
            saved: wp.blocks.serialize(blocks),
        };
    },
    // Where each word stands: [word, left edge, line from 0], on a page that runs in `site`.
    look(html, site) {
        const frame = document.createElement('div');
        const style = document.createElement('style');
        style.textContent = document.getElementById(site).innerHTML + `
            * { margin: 0 !important; padding: 0 !important; border: 0 !important;
                font: 16px/20px sans-serif !important; white-space: pre-wrap !important; }
            body, div { white-space: normal !important; }
            p, h1, h2, h3, h4, h5, h6, li, td, th, figcaption { white-space: normal !important; }
            table { border-spacing: 0; width: 500px !important; }
            figure { display: block !important; }
            figcaption { text-align: start !important; }`;
        const place = document.createElement('div');
        place.style.cssText = 'position: absolute; left: 0; top: 0; width: 500px';
        place.dir = site;
        place.innerHTML = html;
        frame.append(style, place);
        document.body.append(frame);
        const found = [];
        const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const node = walk.currentNode;
            for (const word of node.data.matchAll(/[^ \\n\\t]+/g)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                const box = range.getBoundingClientRect();
                found.push([word[0], box.left, Math.round(box.top)]);
            }
        }
        frame.remove();
        const tops = [...new Set(found.map((word) => word[2]))].sort((a, b) => a - b);
        return found.map(([word, left, top]) => [word, left, tops.indexOf(top)]);
    },
};
"""


@dataclass(frozen=True)
class Opened:
    """What the editor makes of a text: (name, valid) of every block, those inside others with
    them; the blocks it took for old ones and made anew; its complaints; what it would save."""

    blocks: list[tuple[str, bool]]
    rewritten: list[str]
    said: list[str]
    saved: str


class BlockEditor:
    """The block editor of one site. Waits until it answers."""

    def __init__(self, site: WordPress) -> None:
        self._folder = TemporaryDirectory()
        page = Path(self._folder.name) / "page.html"
        page.write_text(site.php(PAGE), encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(page), site.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # Chromium's word about a machine without a screen
            env={name: value for name, value in os.environ.items() if "WEBENGINE" not in name}
            | {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"},
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> BlockEditor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=30)
        self._folder.cleanup()

    def open(self, texts: list[str]) -> list[Opened]:
        """What it makes of each text."""
        return [
            Opened(
                [(block["name"].removeprefix("core/"), block["valid"]) for block in told["blocks"]],
                told["rewritten"],
                told["said"],
                told["saved"],
            )
            for told in self._call("open", [[text] for text in texts])
        ]

    def look(self, pages: list[tuple[str, str]]) -> list[list[tuple[str, float, int]]]:
        """For each (HTML, direction of the page): each word, its left edge in pixels, its line."""
        return [
            [tuple(word) for word in words]
            for words in self._call("look", [list(page) for page in pages])
        ]

    def _call(self, name: str, arguments: list[list[str]]) -> list[Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        answer: list[Any] = json.loads(self._process.stdout.readline())
        return answer


def serve(page_file: str, url: str) -> None:
    """In the browser's process: [function, list of arguments] a line in, list of answers a line
    out, until the input ends."""
    from PySide6.QtCore import QSocketNotifier, QUrl
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
    from PySide6.QtWidgets import QApplication

    application = QApplication(["block-editor"])
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    requests = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    requests.setEnabled(False)

    def ask() -> None:
        line = sys.stdin.readline()
        if not line:
            page.deleteLater()
            page.destroyed.connect(application.quit)
            requests.setEnabled(False)
            return
        name, arguments = json.loads(line)
        page.runJavaScript(
            f"JSON.stringify({json.dumps(arguments)}.map((each) => midad.{name}(...each)))",
            lambda answer: print(answer or "null", flush=True),
        )

    def begin(_loaded: bool) -> None:
        page.runJavaScript(CALLS, lambda _: requests.setEnabled(True))

    requests.activated.connect(ask)
    page.loadFinished.connect(begin)
    page.setHtml(Path(page_file).read_text(encoding="utf-8"), QUrl(url))
    application.exec()


if __name__ == "__main__":
    serve(*sys.argv[1:])
