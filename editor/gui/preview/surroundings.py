"""What has to be true around QtWebEngine before it starts. Imports none of it: light."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import MutableMapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

FLAGS_VARIABLE = "QTWEBENGINE_CHROMIUM_FLAGS"

# The last wall: whatever gets past the others finds no name server and a proxy that is not
# there. The rest keeps Chromium's own services and its noise on the terminal away.
FLAGS = (
    "--proxy-server=socks5://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--log-level=3",
)

BACKEND_VARIABLE = "QT_QUICK_BACKEND"

_RENDERER = 0x1F01  # of glGetString
_NO_CARD = re.compile("llvmpipe|softpipe|swrast|swiftshader|software rasterizer", re.IGNORECASE)

# What Chromium does first to build its sandbox: namespaces of its own.
QUESTION = ["unshare", "--user", "--map-root-user", "--net", "true"]


def before_application() -> None:
    """Call before QApplication is made: a web view created later then shares its graphics."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def before_browser(environment: MutableMapping[str, str] = os.environ) -> None:
    """Call before the first import of QtWebEngine. Adds to what is set, takes nothing away,
    except a debugging port: any program could read the post through it."""
    environment.pop("QTWEBENGINE_REMOTE_DEBUGGING", None)
    given = environment.get(FLAGS_VARIABLE, "")
    wanted = [flag for flag in FLAGS if flag not in given]
    environment[FLAGS_VARIABLE] = " ".join([given, *wanted]).strip()
    if _is_root():
        # Chromium refuses to start its sandbox as root and ends the whole program.
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def before_page(environment: MutableMapping[str, str] = os.environ) -> None:
    """Call before the first page is made. Where no graphics card paints, OpenGL would have the
    processors compose the whole window anew for each change of the page, and keys wait for that;
    painted plainly it takes a third of the time. What the user has set stays."""
    if sys.platform.startswith(("linux", "freebsd")) and is_painted_by_processor(renderer()):
        environment.setdefault(BACKEND_VARIABLE, "software")


def renderer() -> str:
    """What OpenGL says of the one who paints; empty where there is no OpenGL."""
    context = QOpenGLContext.globalShareContext()
    if context is None:
        return ""
    surface = QOffscreenSurface()
    surface.create()
    if not context.makeCurrent(surface):
        return ""
    try:
        return str(context.functions().glGetString(_RENDERER) or "")
    finally:
        context.doneCurrent()


def is_painted_by_processor(renderer: str) -> bool:
    """True where that is no graphics card."""
    return not renderer or _NO_CARD.search(renderer) is not None


def sandbox_is_possible(environment: MutableMapping[str, str] = os.environ) -> bool:
    """False where Chromium would end the whole program because the kernel gives it no sandbox
    (containers, some hardened systems). Asks the kernel in a process of its own: about 5 ms."""
    if not sys.platform.startswith("linux") or _is_root():
        return True
    if environment.get("QTWEBENGINE_DISABLE_SANDBOX") == "1":
        return True
    import subprocess  # here, because `before_application` is called before the first paint

    try:
        answer = subprocess.run(QUESTION, check=False, capture_output=True, timeout=5)  # noqa: S603
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return True  # nobody to ask: let Chromium find out
    return answer.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
