"""Each wall is tried with a page that nobody sanitised."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript, QWebEngineUrlRequestInfo
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.gui.preview import schemes
from editor.gui.preview.profile import Interceptor
from editor.gui.preview.schemes import Content
from editor.gui.preview.view import PreviewView
from tests.gui.preview.pages import Ask, asking, open_view, put, sheet

# A picture of ours behind the rest: once it is answered, the others had their turn.
LAST = '<img alt="the last" src="media://picture/x/none.png">'
LAST_ANSWERED = "document.querySelector('.block:last-child .absent')?.textContent === 'the last'"


class Listener:
    """Counts whoever connects, whatever they say."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            caller.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")
            caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


HOSTILE = """
<meta http-equiv="refresh" content="0;url={u}/refresh">
<link rel="stylesheet" href="{u}/style.css"><link rel="preload" as="image" href="{u}/preload">
<link rel="preconnect" href="{u}"><link rel="dns-prefetch" href="{u}">
<link rel="prefetch" href="{u}/prefetch"><link rel="icon" href="{u}/icon">
<link rel="manifest" href="{u}/manifest"><link rel="modulepreload" href="{u}/module">
<style>@import "{u}/import.css"; @font-face {{ font-family: x; src: url({u}/font) }}
  body {{ background: url({u}/background); font-family: x }}</style>
<script>document.title = "ran"; fetch("{u}/fetch"); globalThis.ran = 1</script>
<script src="{u}/script.js"></script>
<img src="{u}/img" onload="globalThis.ran = 1" onerror="globalThis.ran = 1">
<img srcset="{u}/srcset 1x"><picture><source srcset="{u}/source"><img src="{u}/pic"></picture>
<iframe src="{u}/iframe"></iframe><iframe srcdoc="<img src='{u}/srcdoc'>"></iframe>
<object data="{u}/object"></object><embed src="{u}/embed">
<video src="{u}/video" poster="{u}/poster" autoplay></video><audio src="{u}/audio" autoplay></audio>
<svg><image href="{u}/svg"/><use href="{u}/use#x"/><script>globalThis.ran = 1</script></svg>
<p style="background: url({u}/inline); list-style: url({u}/list)">نص Text</p>
<form id="form" action="{u}/form"><input autofocus onfocus="globalThis.ran = 1"></form>
<a id="link" href="{u}/link" ping="{u}/ping" target="_blank">رابط</a>
<a id="code" href="javascript:globalThis.ran = 1">x</a>
<img src="file:///etc/passwd"><iframe src="file:///etc/passwd"></iframe>
<base href="{u}/">
"""


def test_a_hostile_page_reaches_nobody_and_runs_nothing(
    qtbot: QtBot, view: PreviewView, ask: Ask, listener: Listener
) -> None:
    hostile = HOSTILE.format(u=f"http://127.0.0.1:{listener.port}")
    put(qtbot, view, sheet(hostile))
    ask("document.getElementById('link').click(); document.getElementById('code').click()")
    ask("document.getElementById('form').submit()")
    put(qtbot, view, sheet(hostile, LAST))
    qtbot.waitUntil(lambda: ask(LAST_ANSWERED), timeout=20_000)
    assert listener.connections == 0
    assert asking(qtbot, view, QWebEngineScript.ScriptWorldId.MainWorld.value)("1 + 1") in (
        "",
        None,
    )
    assert ask("String(globalThis.ran)") == "undefined"
    assert view.title() != "ran"
    assert view.url() == QUrl("media://preview/")


def test_the_listener_would_have_heard(listener: Listener) -> None:
    with socket.create_connection(("127.0.0.1", listener.port), 5) as caller:
        assert caller.recv(100).startswith(b"HTTP/1.0 200")
    assert listener.connections == 1


@pytest.mark.parametrize(
    "script",
    [
        "<img src=x onerror='document.body.dataset.ran = 1'>",
        "<svg onload='document.body.dataset.ran = 1'></svg>",
        "<details open ontoggle='document.body.dataset.ran = 1'><p>x</p></details>",
        "<input autofocus onfocus='document.body.dataset.ran = 1'>",
        "<style onload='document.body.dataset.ran = 1'></style>",
    ],
)
@pytest.mark.parametrize("without", ["", "policy"])
def test_no_script_of_a_post_runs(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    pictures: dict[tuple[str, str], Content],
    script: str,
    without: str,
) -> None:
    if without == "policy":
        monkeypatch.setattr(schemes, "HEADERS", {})
    with open_view(qtbot, pictures) as view:
        ask = asking(qtbot, view)
        put(qtbot, view, sheet(script, LAST))
        qtbot.waitUntil(lambda: ask(LAST_ANSWERED), timeout=20_000)
        assert ask("String(document.body.dataset.ran)") == "undefined"


def test_the_policy_stands_without_the_others(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet("<style>p { color: rgb(1, 2, 3) }</style><p id='p'>كلمة</p>"))
    assert ask("getComputedStyle(document.getElementById('p')).color") == "rgb(32, 38, 46)"


def test_the_interceptor_is_asked_and_refuses(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    pictures: dict[tuple[str, str], Content],
    listener: Listener,
) -> None:
    verdicts: dict[str, bool] = {}
    refuse = Interceptor.interceptRequest

    class Overheard:
        def __init__(self, info: QWebEngineUrlRequestInfo) -> None:
            self._info = info
            verdicts[info.requestUrl().toString()] = False

        def requestUrl(self) -> QUrl:
            return self._info.requestUrl()

        def block(self, refused: bool) -> None:
            verdicts[self._info.requestUrl().toString()] = refused
            self._info.block(refused)

    monkeypatch.setattr(
        Interceptor, "interceptRequest", lambda self, info: refuse(self, Overheard(info))
    )
    monkeypatch.setattr(schemes, "HEADERS", {})  # the policy would stop it before
    address = f"http://127.0.0.1:{listener.port}/picture.png"
    gc.collect()
    with open_view(qtbot, pictures) as view:
        gc.collect()
        put(qtbot, view, sheet(f'<img src="{address}">', LAST))
        qtbot.waitUntil(lambda: address in verdicts, timeout=20_000)
    assert verdicts[address] is True
    assert verdicts["media://preview/preview.css"] is False
    assert listener.connections == 0


def test_our_hands_reach_where_scripts_cannot(qtbot: QtBot, view: PreviewView, ask: Ask) -> None:
    put(qtbot, view, sheet("<p id='word'>حبر</p>"))
    assert ask("document.getElementById('word').textContent") == "حبر"
    assert ask("typeof globalThis.midad") == "object"


def test_a_post_cannot_stand_in_for_a_part_of_the_page(
    qtbot: QtBot, view: PreviewView, ask: Ask
) -> None:
    clobber = (
        "<article id='article'><img name='querySelector'><img name='createElement'></article>"
        "<form name='documentElement'><input name='children'></form><img name='midad' id='midad'>"
    )
    put(qtbot, view, sheet(clobber))
    put(qtbot, view, sheet(clobber, "<p class='after'>بعد</p>"))
    assert ask("document.getElementsByClassName('after')[0].textContent") == "بعد"


@pytest.mark.parametrize(
    ("address", "typed", "main", "allowed"),
    [
        ("media://preview/", True, True, True),
        ("media://preview/#fn:1", False, True, True),
        ("media://preview/", False, True, False),
        ("media://preview/", True, False, False),
        ("media://preview/preview.css", True, True, False),
        ("media://picture/x/y.png", False, True, False),
        ("https://example.org/", True, True, False),
        ("file:///etc/passwd", True, True, False),
        ("about:blank", False, True, False),
        ("data:text/html,x", True, True, False),
        ("mailto:x@example.org", False, True, False),
    ],
)
def test_the_page_goes_nowhere(
    view: PreviewView, address: str, typed: bool, main: bool, allowed: bool
) -> None:
    kinds = QWebEnginePage.NavigationType
    kind = kinds.NavigationTypeTyped if typed else kinds.NavigationTypeLinkClicked
    assert view.page().acceptNavigationRequest(QUrl(address), kind, main) is allowed


def test_nothing_is_kept_and_nothing_opens(view: PreviewView) -> None:
    assert view.page().profile().isOffTheRecord()
    assert view.page().createWindow(QWebEnginePage.WebWindowType.WebBrowserTab) is None
    assert view.page().chooseFiles(QWebEnginePage.FileSelectionMode.FileSelectOpen, [], []) == []


def test_the_menu_copies_and_nothing_else(qtbot: QtBot, view: PreviewView) -> None:
    where = view.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.mapToGlobal(where))
    view.contextMenuEvent(event)
    (menu,) = view.findChildren(QMenu)
    actions = QWebEnginePage.WebAction
    assert menu.actions() == [
        view.page().action(actions.Copy),
        view.page().action(actions.SelectAll),
    ]
    menu.close()
