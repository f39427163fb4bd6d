"""The only addresses the preview knows: its own pages, and the pictures of the notebook.

    media://preview/              the page; its style sheets and fonts beside it
    media://picture/POST/NAME     a picture of a post
    media://dress/BLOG/NUMBER/    a page in a blog's own look; what belongs to it beside it. The
                                  number is another one for another look

Nothing else is ever read from disk. GUI thread; reading happens on a thread of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QIODeviceBase, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from shiboken6 import isValid

from editor.system.paths import resource
from editor.text.dress_files import ENDINGS

SCHEME = b"media"
PAGE = QUrl("media://preview/")

Content = tuple[str, bytes]
"""(MIME type, bytes)"""

PictureSource = Callable[[str, str], Content | None]
"""(post id, name of the picture) → its content. Called on the reading thread."""

DressSource = Callable[[str, str], Content | None]
"""(blog id, name of the file; empty for the page) → its content. Called on the reading thread."""

POLICY = (
    b"default-src 'none'; img-src media:; font-src media:; style-src media:; "
    b"style-src-attr 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    QByteArray(b"Content-Security-Policy"): [QByteArray(POLICY)],
    QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
    QByteArray(b"Access-Control-Allow-Origin"): [QByteArray(b"media://preview")],
}

_AS_WRITTEN = QUrl.ComponentFormattingOption.FullyEncoded

_FOLDERS = {".html": "templates", ".css": "templates", ".ttf": "fonts"}
_TYPES = {".html": "text/html", ".css": "text/css", ".ttf": "font/ttf"}
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
_DRESS = frozenset(ENDINGS)
_PAGE = re.compile(r"media://(?:preview/|dress/[\w-]+/\d+/)")


def register_schemes() -> None:
    """Make `media:` known. Call before the first profile is made; later calls do nothing."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    # Not LocalScheme: the page would be kept from its own pictures.
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.CorsEnabled)
    QWebEngineUrlScheme.registerScheme(scheme)


def is_page(address: str) -> bool:
    """True for what is shown as a page, and not in one."""
    return _PAGE.fullmatch(address) is not None


def no_dress(_blog: str, _name: str) -> Content | None:
    """Where no blog's look is kept."""
    return None


def read(url: QUrl, picture: PictureSource, dress: DressSource = no_dress) -> Content | None:
    """What stands at `url`; None for anything that is not ours. Any thread."""
    parts = [unquote(part) for part in url.path(_AS_WRITTEN)[1:].split("/")]
    if url.host() == "preview" and len(parts) == 1:
        return _page_file(parts[0] or "preview.html")
    if url.host() == "picture" and len(parts) == 2:
        content = picture(parts[0], parts[1])
        return content if content is not None and content[0] in _PICTURES else None
    if url.host() == "dress" and len(parts) == 3:
        content = dress(parts[0], parts[2])
        known = {"text/html"} if not parts[2] else _DRESS
        return content if content is not None and content[0] in known else None
    return None


def _page_file(name: str) -> Content | None:
    ending = name[name.rfind(".") :]
    if ending not in _FOLDERS:
        return None
    # Looked up in the listing, never joined to a path: no name can lead elsewhere.
    for file in resource(_FOLDERS[ending]).iterdir():
        if file.name == name:
            return _TYPES[ending], file.read_bytes()
    return None


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers the page's requests without ever waiting for a disk."""

    content_missing = Signal(str)
    """An address of ours that has nothing behind it."""

    _answered = Signal(int, object)

    def __init__(self, picture: PictureSource, dress: DressSource, parent: QObject) -> None:
        super().__init__(parent)
        self._picture, self._dress = picture, dress
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="preview-reading")
        self._jobs: dict[int, QWebEngineUrlRequestJob] = {}
        self._numbers = count()
        self._closed = False
        self._answered.connect(self._on_answered)

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        if self._closed or job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        number = next(self._numbers)
        self._jobs[number] = job
        url = job.requestUrl()
        reading = self._reader.submit(read, url, self._picture, self._dress)
        reading.add_done_callback(lambda done: self._report(number, done))

    def close(self) -> None:
        """Stop reading. Requests under way stay unanswered: their page is going too."""
        self._closed = True
        self._jobs.clear()
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _report(self, number: int, done: Future[Content | None]) -> None:
        """On the reading thread: carry the outcome over to the GUI thread."""
        if not done.cancelled() and isValid(self):
            self._answered.emit(number, done.exception() or done.result())

    def _on_answered(self, number: int, outcome: object) -> None:
        job = self._jobs.pop(number, None)
        if job is None or not isValid(job):
            return
        if not isinstance(outcome, tuple):
            self.content_missing.emit(job.requestUrl().toString(_AS_WRITTEN))
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        kind, data = outcome
        # Lists, whatever the stub says: a bare value is dropped without a word.
        job.setAdditionalResponseHeaders(dict(HEADERS))  # type: ignore[arg-type]
        buffer = QBuffer(job)
        buffer.setData(data)
        buffer.open(QIODeviceBase.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind.encode()), buffer)
