"""`make bench`: every figure as a ratio to a floor measured in the same run."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tests.bench import (
    badinput,
    drafts,
    keystrokes,
    library,
    pulling,
    rendering,
    saving,
    searching,
    shelf,
    startup,
    syncing,
)


def main() -> None:
    """Print a table; the goals are goals, not gates. Names of parts as arguments: only those."""
    parts = {
        "startup": startup,
        "library": library,
        "shelf": shelf,
        "drafts": drafts,
        "searching": searching,
        "keystrokes": keystrokes,
        "saving": saving,
        "syncing": syncing,
        "pulling": pulling,
        "rendering": rendering,
        "badinput": badinput,
    }
    for name in sys.argv[1:] or parts:
        show(parts[name].measure())


def show(rows: Iterable[tuple[str, float, float, float]]) -> None:
    """Print (what, floor, Midad, goal as a ratio)."""
    sys.stdout.write(f"{'':48} {'floor':>9} {'Midad':>9} {'ratio':>7} {'goal':>6}\n")
    for what, floor, ours, goal in rows:
        ratio = ours / floor
        mark = "" if ratio <= goal else "  over"
        aim = f"{goal:6.2f}" if goal < 1e9 else f"{'-':>6}"
        sys.stdout.write(f"{what:48} {floor:9.2f} {ours:9.2f} {ratio:7.2f} {aim}{mark}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
