"""`midad` and `python -m editor`: the window without arguments, else the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from editor.system.translation import system_language, use


def open_window(notebook: Path | None) -> int:
    """Show the window on `notebook` (the author's own where None); gives the exit code."""
    # First what needs no Qt: PySide reads the source of every module that is imported after it.

    # isort: split
    from editor.gui.app import run

    return run(notebook)


def picture(notebook: Path, folder: Path) -> list[Path]:
    """Draw the window into PNG files below `folder`."""
    from editor.gui.screenshots import save_screenshots

    return save_screenshots(notebook, folder)


def main() -> None:
    """Straight to the window where nothing else was asked: click alone would cost 30 ms."""
    use(system_language())
    if len(sys.argv) == 1:
        from editor.cli.display import has_display

        if has_display():
            sys.exit(open_window(None))
    from editor.cli.main import Windows
    from editor.cli.main import main as command_line

    command_line(Windows(open_window, picture))


if __name__ == "__main__":
    main()
