"""What the first paint may not wait for, in a process of its own, as an author starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from editor.workspace.assembly import open_workspace

# Of each it was measured that the first paint did not need it, and what it cost. Something here
# turned up? Import it where it is used, or make it in `editor/gui/filling.py`.
LATER = {
    "click",
    "editor.cli.main",
    "editor.gui.details",
    "editor.gui.library",
    "editor.gui.preferences.dialog",
    "editor.gui.preview.pane",
    "editor.gui.proofreading",
    "editor.gui.publishing.add_blog",
    "editor.gui.publishing.sync_panel",
    "editor.gui.writing.finding",
    "editor.gui.writing.folding.card",
    "editor.gui.writing.folding.words",
    "editor.gui.writing.markdown.keys",
    "editor.gui.writing.markdown.passage",
    "editor.gui.writing.palette",
    "editor.gui.writing.printing",
    "editor.gui.writing.proofing",
    "editor.media",
    "editor.remotes",
    "editor.store.backup",
    "editor.store.encryption",
    "editor.sync.engine",
    "editor.text.counting",
    "editor.text.html",
    "editor.text.html_tree",
    "editor.text.island_names",
    "editor.text.normalise",
    "editor.text.render",
    "editor.workspace.backups",
    "editor.workspace.rendering",
    "hashlib",
    "html",
    "markdown_it",
    "PIL",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtWebEngineCore",
    "sqlite_utils",
    "yaml",
}

MOST = 173  # modules of ours, of which each takes the first paint a third of a millisecond

PROGRAM = """
import os, sys
from editor.__main__ import load_window, main

load_window()
from editor.gui.writing.editor import WritingEditor

paint = WritingEditor.paintEvent


def painted(editor, event):
    paint(editor, event)
    if editor.document().characterCount() > 10:
        print(*sys.modules, sep="\\n", flush=True)
        os._exit(0)


WritingEditor.paintEvent = painted
sys.argv = ["midad"]
main()
"""


def test_the_first_paint_waits_for_nothing_that_it_can_do_without(tmp_path: Path) -> None:
    notebook = tmp_path / "n.midad"
    workspace = open_workspace(notebook)
    workspace.new_post("دفتر", body="كتبتُ `km 214` على **الورقة**.\n\n- We left.\n", local=True)
    workspace.close()
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    screen = {"QT_QPA_PLATFORM": "offscreen", "MIDAD_NOTEBOOK": str(notebook)}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **home, **screen, "DISPLAY": ":0"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(run.stdout.split())
    assert "editor.gui.writing.editor" in loaded, run.stderr
    assert not loaded & LATER
    assert len([name for name in loaded if name.partition(".")[0] == "editor"]) <= MOST
