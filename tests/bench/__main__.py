"""`make bench`: every figure as a ratio to a floor measured in the same run."""

from __future__ import annotations

import sys

from tests.bench import library, startup


def main() -> None:
    """Print a table; the goals are goals, not gates."""
    rows = [*startup.measure(), *library.measure()]
    sys.stdout.write(f"{'':36} {'floor':>9} {'Midad':>9} {'ratio':>7} {'goal':>6}\n")
    for what, floor, ours, goal in rows:
        ratio = ours / floor
        mark = "" if ratio <= goal else "  over"
        sys.stdout.write(f"{what:36} {floor:9.2f} {ours:9.2f} {ratio:7.2f} {goal:6.1f}{mark}\n")


if __name__ == "__main__":
    main()
