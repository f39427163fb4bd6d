"""`midad` and `python -m editor`: the window without arguments, else the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Straight to the window where nothing else was asked: click alone would cost 30 ms."""
    if len(sys.argv) == 1:
        from editor.cli.display import has_display

        if has_display():
            from editor.gui.app import run
            from editor.system.translation import system_language, use

            use(system_language())
            sys.exit(run(None))
    from editor.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()
