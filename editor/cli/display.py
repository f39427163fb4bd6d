"""Is there a screen to open a window on?"""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """True where a window can be shown, or where QT_QPA_PLATFORM says how to do without."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
