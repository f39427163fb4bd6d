"""Before a blog's look is fetched: what will be asked for, and who will see it; then how far it is,
and what came of it. GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from editor.domain.course import Course
from editor.domain.errors import WorkCancelled
from editor.gui.bridge import Bridge
from editor.gui.phrases import data_size, in_a_row
from editor.gui.widgets import button, label
from editor.system.translation import gettext as _
from editor.text.isolates import isolated, left_to_right
from editor.workspace.dressing import Fetched, Offer
from editor.workspace.lanes import blog_lane
from editor.workspace.messages import explain

_FINE = 1_000  # steps of the bar


class FetchingDialog(QDialog):
    """Asks, fetches, says what came of it. Nothing is fetched before the author says so. Show it
    with `open()`."""

    fetched = Signal(object)
    """The BlogId whose look is kept now."""

    def __init__(self, bridge: Bridge, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._offer = bridge, offer
        self._course: Course | None = None
        self._left_out: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        self.setWindowTitle(_("The blog's look"))
        self.heading = label(
            _("See the preview as on {blog}?").format(blog=isolated(offer.name)),
            "heading",
            wrap=True,
        )
        self.news = label(_asked(offer), "", wrap=True)
        self.more = label(_promised(), "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.windowTitle())
        self.bar.hide()
        self.leave = button(_("Cancel"), self.reject)
        self.go = button(_("Fetch the look"), self._on_go_clicked, "strong")
        self.leave.setAutoDefault(False)
        self.go.setDefault(True)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        for each in (self.heading, self.news, self.more, self.bar):
            column.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        column.addLayout(row)

    def done(self, result: int) -> None:
        if self._course is not None:
            self._course.stop()
        super().done(result)

    def _on_go_clicked(self) -> None:
        self._fetch(self._left_out)

    def _fetch(self, also: Iterable[str]) -> None:
        bridge, blog = self._bridge, self._offer.blog
        course = self._course = Course(
            lambda done, total: bridge.report(self._on_lane_told, (done, total))
        )
        also = tuple(also)
        self.news.setText(
            _("Fetching the look of {blog} …").format(blog=isolated(self._offer.name))
        )
        self.more.hide()
        self.go.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        dressing = bridge.workspace.dressing
        bridge.run(
            blog_lane(blog),
            lambda: dressing.fetch(blog, also=also, course=course),
            self._on_lane_done,
            self._on_lane_failed,
        )

    def _on_lane_told(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.bar.setRange(0, _FINE if total else 0)
        self.bar.setValue(done * _FINE // total if total else 0)

    def _on_lane_done(self, found: Fetched) -> None:
        self._course = None
        self.fetched.emit(self._offer.blog)
        self._left_out = found.dress.left_out
        if not (self._left_out or found.missing):
            self.accept()
            return
        self.bar.hide()
        self.heading.setText(_("The look is here, but not all of it"))
        self.news.setText(_came(found))
        self.more.setText(_("It will do as it is; or try again later."))
        if self._left_out:
            self.more.setText(
                _("They can be asked, too. Each would see that somebody at your place does.")
            )
            self.go.setText(_("Ask them, too"))
        self.go.setVisible(bool(self._left_out))
        self.more.show()
        self.leave.setText(_("Close"))

    def _on_lane_failed(self, error: BaseException) -> None:
        self._course = None
        if isinstance(error, WorkCancelled):
            return
        self.bar.hide()
        self.heading.setText(_("The look could not be fetched"))
        self.news.setText(str(explain(error)))
        self.leave.setText(_("Close"))


def _asked(offer: Offer) -> str:
    if not offer.host:
        return _(
            "Midad would read one page of the folder, “{title}”, and its styles, fonts and "
            "pictures. Nobody is asked."
        ).format(title=isolated(offer.title))
    return _(
        "Midad would ask {host} for one published page, “{title}”, and for its styles, fonts and "
        "pictures. That computer sees the visit as it sees that of any reader; no password is sent."
    ).format(host=left_to_right(offer.host), title=isolated(offer.title))


def _promised() -> str:
    return _(
        "Scripts and everything that would ask for more are taken out. The rest is kept in this "
        "notebook, so that the preview works without the network and asks nobody."
    )


def _came(found: Fetched) -> str:
    said = [
        _("{size} are kept in the notebook.").format(size=data_size(found.size)),
    ]
    if found.dress.left_out:
        hosts = in_a_row(left_to_right(host) for host in found.dress.left_out[:6])
        said.append(
            _("Some of it lies on other computers, which were not asked: {hosts}.").format(
                hosts=hosts
            )
        )
    if found.missing:
        said.append(_("Some files could not be had, or were too large."))
    return " ".join(said)
