"""Compile resources/locale/*/LC_MESSAGES/*.po into the .mo files gettext reads.

Run by hatch whenever the package is built or installed, and by `make` after a catalogue changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


def compile_catalogues(root: Path = LOCALE) -> list[Path]:
    """Write a .mo beside every .po below `root` and return the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand from the project's environment
    pass
else:

    class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
        """Hatch's entry point."""

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            compile_catalogues()


if __name__ == "__main__":
    for path in compile_catalogues():
        sys.stdout.write(f"{path}\n")
