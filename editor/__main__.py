"""`midad` and `python -m editor`: the window without arguments, else the command line."""

from __future__ import annotations

import builtins
import gc
import sys
from importlib import import_module
from pathlib import Path

from editor.system.translation import system_language, use

ASIDE = "--aside"  # as in system/aside_process.py, which no start has to wait for


def load_window() -> None:
    """Import what the first paint needs. Until then nothing is thrown away: looking for it
    would cost 10 ms. `editor.gui.app.run` looks again once the window is painted."""
    gc.disable()
    import_module("PySide6.QtWidgets")
    _import_unwatched()
    import_module("editor.workspace.assembly")
    import_module("editor.gui.app")


def _import_unwatched() -> None:
    """PySide would read the source of every module imported after it, in search of a switch that
    gives its methods other names. Nobody here turns it, and the start would take 8 ms longer."""
    names = vars(builtins)
    names["__import__"] = names.get("__orig_import__", names["__import__"])


def open_window(notebook: Path | None) -> int:
    """Show the window on `notebook` (the author's own where None); gives the exit code."""
    load_window()
    from editor.gui.app import run

    return run(notebook)


def picture(notebook: Path, folder: Path) -> list[Path]:
    """Draw the window into PNG files below `folder`."""
    from editor.gui.screenshots import save_screenshots

    return save_screenshots(notebook, folder)


def main() -> None:
    """Straight to the window where nothing else was asked: click alone would cost 30 ms."""
    if sys.argv[1:2] == [ASIDE]:  # frozen, and started by itself
        import_module("editor.system.aside_process").main(*sys.argv[2:])
        return
    use(system_language())
    if len(sys.argv) == 1:
        from editor.cli.display import has_display

        if has_display():
            sys.exit(open_window(None))
    from editor.cli.main import main as command_line
    from editor.cli.session import Windows

    command_line(Windows(open_window, picture))


if __name__ == "__main__":
    main()
