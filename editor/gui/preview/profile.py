"""A browser that can reach nothing and runs nothing of what it shows.

Every wall stands alone: sanitised HTML, no scripts in the page's world, a content security
policy, an interceptor, a navigation rule, and the dead proxy of surroundings.py behind them.
GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from editor.gui.preview.schemes import SCHEME, is_page

_Setting = QWebEngineSettings.WebAttribute
_AS_WRITTEN = QUrl.ComponentFormattingOption.FullyEncoded

_OFF = (
    _Setting.JavascriptEnabled,
    _Setting.JavascriptCanOpenWindows,
    _Setting.JavascriptCanAccessClipboard,
    _Setting.JavascriptCanPaste,
    _Setting.LocalStorageEnabled,
    _Setting.LocalContentCanAccessRemoteUrls,
    _Setting.LocalContentCanAccessFileUrls,
    _Setting.HyperlinkAuditingEnabled,
    _Setting.PluginsEnabled,
    _Setting.PdfViewerEnabled,
    _Setting.FullScreenSupportEnabled,
    _Setting.ScreenCaptureEnabled,
    _Setting.WebGLEnabled,
    _Setting.AutoLoadIconsForPage,
    _Setting.TouchIconsEnabled,
    _Setting.ErrorPageEnabled,
    _Setting.DnsPrefetchEnabled,
    _Setting.NavigateOnDropEnabled,
    _Setting.AllowRunningInsecureContent,
    _Setting.AllowGeolocationOnInsecureOrigins,
    _Setting.FocusOnNavigationEnabled,
)


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Lets our own scheme through and nothing else."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if info.requestUrl().scheme() != SCHEME.decode():
            info.block(True)


class PreviewPage(QWebEnginePage):
    """Shows our page and goes nowhere from there. What the page would print stays unprinted:
    it is made of the post's words."""

    link_followed = Signal(str)
    """The reader clicked a link, or pressed Enter on it: its address. Nothing was opened."""

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,
        is_main_frame: bool,
    ) -> bool:
        address, _, fragment = QUrl(url).toString().partition("#")
        typed = type == QWebEnginePage.NavigationType.NavigationTypeTyped
        if is_page(address):
            here = self.url().toString().partition("#")[0]
            return is_main_frame and (typed or (bool(fragment) and address == here))
        if type == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_followed.emit(QUrl(url).toString(_AS_WRITTEN))
        return False

    def createWindow(self, _type: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    def chooseFiles(self, *_: object) -> list[str]:
        return []

    def javaScriptConsoleMessage(self, *_: object) -> None:
        pass


class PreviewProfile(QWebEngineProfile):
    """Off the record: no cookies, no cache on disk, no permission, no download. Without a
    parent: it has to outlive its page."""

    def __init__(self) -> None:
        super().__init__()
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(
            QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
        )
        self.setPersistentPermissionsPolicy(
            QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
        )
        # Held here: the profile does not hold it, and one that is collected blocks nothing.
        self._interceptor = Interceptor()
        self.setUrlRequestInterceptor(self._interceptor)
        self.downloadRequested.connect(_refuse_download)


def create_page(profile: QWebEngineProfile, parent: QObject) -> PreviewPage:
    """The page, with everything off that a post does not need to be read."""
    page = PreviewPage(profile, parent)
    settings = page.settings()
    _switch_off(settings, _OFF)
    settings.setUnknownUrlSchemePolicy(
        QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
    )
    page.permissionRequested.connect(_refuse_permission)
    return page


def _switch_off(settings: QWebEngineSettings, attributes: Iterable[_Setting]) -> None:
    for attribute in attributes:
        settings.setAttribute(attribute, False)


def _refuse_download(request: QWebEngineDownloadRequest) -> None:
    request.cancel()


def _refuse_permission(permission: QWebEnginePermission) -> None:
    permission.deny()
