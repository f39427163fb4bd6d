"""The window as its author uses it, over a real notebook and a real folder blog."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor.domain.errors import NotebookDamaged, NotebookTooNew
from editor.domain.post import BlogId, Post, PostId, Status
from editor.gui import phrases
from editor.gui.app import open_first_post, trouble_box
from editor.gui.crashes import CrashKeeper
from editor.gui.frame import SIZES
from editor.gui.library.model import PAGE, Filter
from editor.gui.main_window import MainWindow
from editor.gui.publishing.add_blog import AddBlogDialog
from editor.gui.publishing.blogs import BlogsDialog
from editor.gui.standing import Standing
from editor.gui.widgets import Words
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.system import translation
from editor.workspace.workspace import Workspace

Open = Callable[..., MainWindow]


def opened(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)


def titles(window: MainWindow) -> list[str]:
    posts = window.frame.library.posts
    return [posts.post_at(i).title for i in range(posts.rowCount())]  # type: ignore[union-attr]


def listed(window: MainWindow, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: titles(window) == list(wanted))


# --- the list -----------------------------------------------------------------------------------


def test_the_list_is_read_page_by_page(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    for n in range(PAGE + 30):
        workspace.new_post(f"Post {n}")
    window = open_window()
    posts = window.frame.library.posts
    qtbot.waitUntil(lambda: posts.rowCount() == PAGE)
    assert titles(window)[0] == f"Post {PAGE + 29}"
    assert posts.canFetchMore(QModelIndex())
    posts.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: posts.rowCount() == PAGE + 30)
    assert not posts.canFetchMore(QModelIndex())
    assert len(set(titles(window))) == PAGE + 30


def test_a_post_is_found_by_a_word_of_it(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.new_post("دفتر الطريق", body="خرجنا مع الفجر")
    workspace.new_post("Notes", body="the bridge at dawn")
    window = open_window()
    listed(window, qtbot, "Notes", "دفتر الطريق")
    window.frame.actions_by_name["search"].trigger()
    qtbot.keyClicks(window.frame.library.search, "bridg")
    listed(window, qtbot, "Notes")
    window.frame.library.search.setText("لا يوجد")
    listed(window, qtbot)
    window.frame.library.search.clear()
    listed(window, qtbot, "Notes", "دفتر الطريق")


def test_the_bin_can_be_undone(open_window: Open, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.new_post("Stays")
    post = workspace.new_post("Goes")
    window = open_window()
    listed(window, qtbot, "Goes", "Stays")
    opened(window, post, qtbot)
    window.frame.actions_by_name["bin"].trigger()
    listed(window, qtbot, "Stays")
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id != post.id)
    qtbot.waitUntil(lambda: window.frame.banner.text == "Moved to the bin")
    window.frame.library.posts.show(Filter(binned=True))
    listed(window, qtbot, "Goes")
    window.frame.library.posts.show(Filter())
    window.frame.library.focus_list()
    qtbot.keySequence(window.frame.library.view, QKeySequence(QKeySequence.StandardKey.Undo))
    qtbot.waitUntil(lambda: sorted(titles(window)) == ["Goes", "Stays"])


def test_a_blank_page_is_closed_and_not_binned(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    window = open_window()
    window.new_post()
    window.frame.actions_by_name["bin"].trigger()
    qtbot.waitUntil(lambda: window.desk.post is None)
    assert window.frame.banner.text == ""
    post = workspace.new_post("Stays")
    listed(window, qtbot, "Stays")
    window.new_post()
    window.frame.actions_by_name["bin"].trigger()
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    assert window.frame.banner.text == ""
    window.new_post()
    window.frame.writing.title_field.setPlainText("Typed a moment ago")
    window.frame.actions_by_name["bin"].trigger()
    qtbot.waitUntil(lambda: window.frame.banner.text == "Moved to the bin")
    assert len(workspace.page(binned=True)) == 1


# --- the window ---------------------------------------------------------------------------------


def test_the_first_window_opens_on_a_sample_in_its_language(
    open_window: Open, qtbot: QtBot, workspace: Workspace
) -> None:
    window = open_window("ar")
    open_first_post(window)
    qtbot.waitUntil(lambda: window.desk.post is not None)
    assert window.desk.post is not None
    assert window.desk.post.language == "ar"
    assert window.desk.post.stays_here
    assert len(workspace.page()) == 3


def test_the_language_changes_in_place(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("WordPress بالعربية", body="سطر أول\n\nA second one")
    opened(window, post, qtbot)
    window.frame.writing.editor.setFocus()
    window.frame.writing.editor.insertPlainText("unsaved ")
    before = window.frame.writing.place()
    window.choose(window.choices._replace(language="ar"))
    assert translation.current() == "ar"
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.frame.writing.title() == "WordPress بالعربية"
    assert window.frame.writing.body() == "unsaved سطر أول\n\nA second one"
    assert window.frame.writing.place() == before
    assert window.frame.library.isRightToLeft()
    qtbot.waitUntil(lambda: workspace.open_post(post.id).body.startswith("unsaved"))
    window.choose(window.choices._replace(language="en"))
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert workspace.setting("window.language") == "en"


def test_panes_hide_and_come_back_as_wide_as_they_were(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.put_setting("window.preview", "1")
    window = open_window()
    first = window.frame.splitter.sizes()
    assert all(abs(a - b) <= 4 for a, b in zip(first, SIZES, strict=True)), first
    actions = window.frame.actions_by_name
    actions["preview"].trigger()
    window.frame.splitter.setSizes([350, 1000, 0])
    wide = window.frame.splitter.sizes()[0]
    actions["library"].trigger()
    assert not window.frame.library.isVisible()
    actions["calm"].trigger()
    assert not window.frame.top.isVisible()
    assert not window.frame.status.isVisible()
    assert window.frame.writing.editor.isVisible()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window.frame, Qt.Key.Key_Escape)
    assert window.frame.top.isVisible()
    assert not window.frame.library.isVisible()
    actions["library"].trigger()
    assert window.frame.library.width() == wide
    actions["details"].trigger()
    assert window.frame.details.isVisible()
    actions["details"].trigger()
    window.panes.keep()
    assert workspace.setting("window.library") == "1"


def test_the_window_and_its_letters_come_back_as_large_as_they_were(
    open_window: Open, workspace: Workspace, qtbot: QtBot
) -> None:
    first = open_window()
    first.resize(760, 720)
    first.frame.writing.editor.zoom(2)
    assert first.habits.choices.size == 22
    qtbot.waitUntil(lambda: '"size": 22' in workspace.setting("writing.choices"))
    first.close()
    qtbot.waitUntil(lambda: not first.isVisible(), timeout=15_000)
    second = open_window()
    assert (second.width(), second.height()) == (760, 720)
    assert second.frame.writing.editor.font().pixelSize() == 22
    second.frame.actions_by_name["calm"].trigger()
    second.close()
    qtbot.waitUntil(lambda: not second.isVisible(), timeout=15_000)
    assert (open_window().width(), open_window().height()) == (760, 720)


def test_details_start_no_browser(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    opened(window, workspace.new_post("T", body="نص"), qtbot)
    window.panes.show_over("details")
    window.panes.show_over("sync")
    assert not window.frame.preview.isVisible()
    assert window.frame.preview.findChildren(QStackedLayout)[0].count() == 1, "a page was made"


def test_the_preview_is_told_once_it_is_seen(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read a long text for a preview nobody sees would make keys wait."""
    opened(window, workspace.new_post("T", body="نص"), qtbot)
    told: list[str] = []
    preview = window.frame.preview
    monkeypatch.setattr(preview, "show_post", lambda snapshot: told.append(snapshot.body))
    monkeypatch.setattr(preview, "_follow", lambda: None)  # no browser is needed
    window.frame.writing.editor.type_words("جديد ")
    with qtbot.waitSignal(window.frame.preview.pace.due):
        pass
    assert not told
    window.frame.actions_by_name["preview"].trigger()
    assert told == ["جديد نص"]
    window.frame.actions_by_name["preview"].trigger()
    window.frame.actions_by_name["preview"].trigger()
    assert len(told) == 1, "nothing was typed meanwhile"


def test_the_menu_formats_with_the_keys_it_names(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    post = workspace.new_post("T", body="جسر bridge")
    opened(window, post, qtbot)
    window.frame.menu.aboutToShow.emit()
    formats = next(a for a in window.frame.menu.actions() if a.text() == "Format").menu()
    assert isinstance(formats, QMenu)
    formats.aboutToShow.emit()
    words = [action.text() for action in formats.actions() if not action.isSeparator()]
    assert len(words) == len(set(words)) == 20
    window.frame.writing.editor.selectAll()
    next(action for action in formats.actions() if action.text().startswith("Bold")).trigger()
    assert window.frame.writing.body() == "**جسر bridge**"
    assert formats.menuAction().isEnabled()
    window.frame.writing.format_bar.hide()  # as it is beside HTML
    window.frame.menu.aboutToShow.emit()
    assert not formats.menuAction().isEnabled()


def nameless(window: QWidget) -> list[QWidget]:
    """Buttons and fields that a screen reader could not name."""
    controls = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, controls)
        and widget.isVisible()
        and not isinstance(widget.parent(), QLineEdit | QComboBox | QDateTimeEdit)  # Qt's own
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_control_has_a_name(open_window: Open, qtbot: QtBot, language: str) -> None:
    window = open_window(language)
    window.new_post()
    window.panes.show_over("details")
    window.frame.details.credits.add_line()
    window.frame.details.dated.click()
    assert nameless(window) == []
    for page in ("sync", "details"):
        window.panes.show_over(page)
        assert nameless(window) == []
    for name in ("preferences", "blogs", "add_blog"):
        window.frame.actions_by_name[name].trigger()
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        assert nameless(dialog) == []
        low = [b.text() for b in dialog.findChildren(QPushButton) if 0 < b.height() < 32]
        assert low == []
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not [d for d in window.findChildren(QDialog) if d.isVisible()])


def test_a_tooltip_names_the_keys(window: MainWindow) -> None:
    for action in window.frame.actions_by_name.values():
        keys = action.shortcut().toString()
        if keys and action is not window.frame.actions_by_name["publish"]:  # it names its blog
            assert keys in action.toolTip(), action.text()


def test_every_action_has_its_words_and_keys_of_its_own(window: MainWindow) -> None:
    keys = [
        action.shortcut().toString()
        for action in window.frame.actions_by_name.values()
        if not action.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+N", "Ctrl+S", "Ctrl+F", "Ctrl+Shift+F", "Ctrl+,", "Ctrl+Q", "F11"} <= set(keys)
    unnamed = [n for n, a in window.frame.actions_by_name.items() if not a.text()]
    assert unnamed == []


def test_what_a_post_says_is_never_markup(window: MainWindow) -> None:
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in window.findChildren(QLabel)
        if isinstance(label, Words)
    )


def test_a_sentence_begins_where_the_interface_begins(open_window: Open) -> None:
    window = open_window("ar")
    window.news.say("WordPress قال نعم")
    assert window.frame.banner.text == "WordPress قال نعم"
    label = window.frame.banner.findChildren(Words)[0]
    assert QLabel.text(label).startswith("\u200f")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1000, 1280, 1440])
def test_nothing_is_squeezed_in_a_narrow_window(
    open_window: Open, qtbot: QtBot, language: str, width: int
) -> None:
    window = open_window(language)
    window.panes.show_over("details")
    window.resize(width, 700)
    standing = Standing(PostId("p"), conflict=True, versions=(PostId("q"),))
    window.news.conflict(standing)
    QApplication.processEvents()
    assert window.width() == width
    buttons = window.frame.banner.findChildren(QPushButton)
    chips = [b for b in window.frame.library.findChildren(QToolButton) if b.text()]
    assert len(buttons) == 3
    assert len(chips) == 4
    for each in [*buttons, *chips]:
        words = each.fontMetrics().horizontalAdvance(each.text())
        assert each.width() >= words + 8, each.text()
        parent = each.parentWidget()
        assert parent is not None
        assert parent.rect().contains(each.geometry()), each.text()
    words = window.frame.banner.findChildren(Words)[0]
    assert words.height() >= words.heightForWidth(words.width())
    bar = window.frame.writing.format_bar
    for name in ("heading", "pilcrow-right", "pilcrow-left"):
        tool = bar.button(name)
        assert bar.rect().contains(tool.geometry()), name
        assert tool.width() >= 32
        assert tool.height() >= 32
    assert window.frame.writing.rect().contains(bar.geometry())


def test_arabic_lines_begin_at_one_edge(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("ar")
    label = Words(window)
    label.setWordWrap(True)
    label.setText("كلمة " * 12)
    label.setFixedSize(200, label.heightForWidth(200))
    label.show()
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    middles = [round(label.fontMetrics().lineSpacing() * (n + 0.5)) for n in range(2)]
    edges = [
        max(
            x
            for x in range(image.width())
            for y in range(middle - 6, middle + 6)
            if image.pixelColor(x, y) != ground
        )
        for middle in middles
    ]
    assert abs(edges[0] - edges[1]) <= 1, edges


# --- pictures -----------------------------------------------------------------------------------


def test_a_chosen_picture_enters_the_notebook_and_the_text(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#17645f"))
    file = tmp_path / "جسر.png"
    assert image.save(str(file))
    window.new_post()
    window.pictures.add_files([str(file)])
    qtbot.waitUntil(lambda: "](" in window.frame.writing.body())
    post = window.desk.post
    assert post is not None
    names = [item.name for item in workspace.pictures(post.id)]
    assert len(names) == 1
    window.pictures.add_image(image.scaled(20, 20))
    qtbot.waitUntil(lambda: len(workspace.pictures(post.id)) == 2)


def test_what_is_no_picture_is_said_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_text("not at all")
    window.new_post()
    window.pictures.add_files([str(file)])
    qtbot.waitUntil(lambda: "picture" in window.frame.banner.text)


# --- blogs --------------------------------------------------------------------------------------


def shown(kind: type[QDialog], window: MainWindow) -> QDialog:
    return next(each for each in window.findChildren(kind) if each.isVisible())


def add_folder(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.frame.actions_by_name["add_blog"].trigger()
    dialog = shown(AddBlogDialog, window)
    assert isinstance(dialog, AddBlogDialog)
    dialog.address.setText(str(folder))
    with qtbot.waitSignal(dialog.added, timeout=5000):
        dialog.next.click()
    qtbot.waitUntil(lambda: not window.findChildren(AddBlogDialog) or dialog.page == 2)


def test_a_folder_becomes_a_blog_and_no_post_goes_there_unasked(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    old = workspace.new_post("Old", body="text")
    add_folder(window, tmp_path / "site", qtbot)
    dialog = shown(AddBlogDialog, window)
    assert isinstance(dialog, AddBlogDialog)
    states = [dialog.posts.item(i).checkState() for i in range(dialog.posts.count())]
    assert states == [Qt.CheckState.Unchecked]
    dialog.next.click()
    qtbot.waitUntil(lambda: len(window.overview.blogs) == 1)
    assert workspace.open_post(old.id).blog is None
    assert window.frame.library.header.isVisible()


def test_publish_says_where_and_does_it(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    add_folder(window, tmp_path / "حبر", qtbot)
    qtbot.waitUntil(lambda: len(window.overview.blogs) == 1)
    window.new_post()
    window.frame.writing.title_field.setPlainText("جسر WordPress")
    window.frame.writing.editor.insertPlainText("نص أول")
    publish = window.frame.actions_by_name["publish"]
    qtbot.waitUntil(publish.isEnabled)
    assert "حبر" in publish.toolTip()
    publish.trigger()
    qtbot.waitUntil(lambda: "Published on" in window.frame.banner.text, timeout=10_000)
    assert "نص أول" in next((tmp_path / "حبر").rglob("*/index.html")).read_text(encoding="utf-8")
    assert workspace.page()[0].status is Status.PUBLISHED
    qtbot.waitUntil(lambda: publish.text() == "Update" and not publish.isEnabled())
    assert [line.deed for line in window.frame.sync.lines][:1] == [Deed.PUBLISHED]

    window.frame.banner.dismiss()
    window.frame.writing.editor.insertPlainText(" مكمّل")
    qtbot.waitUntil(publish.isEnabled)
    assert "changed here" in window.frame.status.standing.text()
    qtbot.waitUntil(lambda: "the earlier text until you update" in window.frame.banner.text)
    qtbot.waitUntil(lambda: phrases.badge(window.frame.library.posts.post_at(0)).icon == "pencil")  # type: ignore[arg-type]
    window.sync()
    qtbot.waitUntil(lambda: not window.courier.is_busy)
    page = next((tmp_path / "حبر").rglob("*/index.html")).read_text(encoding="utf-8")
    assert "مكمّل" not in page, "a half-written sentence went live"
    assert "the earlier text" in window.frame.banner.text
    window.frame.banner.do(0)  # Update
    qtbot.waitUntil(lambda: "Updated on" in window.frame.banner.text, timeout=10_000)
    page = next((tmp_path / "حبر").rglob("*/index.html")).read_text(encoding="utf-8")
    assert "مكمّل" in page


@pytest.mark.parametrize(
    ("deeds", "said"),
    [
        ([Deed.UPDATED], "Updated on"),
        ([Deed.MERGED, Deed.UPDATED], "with what was changed there"),
    ],
)
def test_an_update_says_whether_it_took_in_what_others_wrote(
    window: MainWindow, deeds: list[Deed], said: str
) -> None:
    window.new_post()
    post = window.desk.post
    assert post is not None
    when = datetime(2026, 3, 1, tzinfo=UTC)
    lines = [ReportLine(deed, BlogId("b"), "حبر", post.id, "", "", when, None) for deed in deeds]
    window.news.publishing(post.id, "حبر")
    window.news.ended(SyncReport(tuple(lines)), None)
    assert said in window.frame.banner.text


def test_an_address_that_leads_nowhere_is_explained(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.frame.actions_by_name["add_blog"].trigger()
    dialog = shown(AddBlogDialog, window)
    assert isinstance(dialog, AddBlogDialog)
    dialog.address.setText("http://127.0.0.1:9/")
    dialog.next.click()
    qtbot.waitUntil(dialog.trouble.isVisible, timeout=20_000)
    assert dialog.page == 0
    assert len(dialog.trouble.text()) > 20
    assert dialog.focusWidget() is dialog.address, "the keyboard leads nowhere"
    assert dialog.address.selectedText() == dialog.address.text()
    dialog.reject()


def test_a_blog_is_checked_and_removed(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    add_folder(window, tmp_path / "site", qtbot)
    qtbot.waitUntil(lambda: len(window.overview.blogs) == 1)
    window.frame.actions_by_name["blogs"].trigger()
    dialog = shown(BlogsDialog, window)
    assert isinstance(dialog, BlogsDialog)
    qtbot.waitUntil(lambda: dialog.blog is not None)
    dialog.check.click()
    qtbot.waitUntil(lambda: "All is well" in dialog.news.text(), timeout=5000)
    dialog.remove.click()
    assert len(workspace.blogs.all()) == 1, "removed without asking again"
    dialog.remove.click()
    qtbot.waitUntil(lambda: workspace.blogs.all() == [])
    dialog.accept()


@pytest.mark.parametrize("mine", [True, False])
def test_a_conflict_is_said_kept_and_ended(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path, mine: bool
) -> None:
    blog = workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")))
    post = workspace.new_post("جسر", body="mine", blog=blog.id)
    workspace.publish(post.id)
    workspace.send(post.id)
    opened(window, post, qtbot)
    version = workspace.save_beside(replace(workspace.open_post(post.id), body="theirs"))
    banner = window.frame.banner
    qtbot.waitUntil(lambda: "both are kept" in banner.text)
    assert "changed here and on the blog" in window.frame.status.standing.text()
    posts = window.frame.library.posts
    qtbot.waitUntil(lambda: posts.rowCount() == 2)
    assert posts.post_at(1).id == version.id  # type: ignore[union-attr]
    opened(window, version, qtbot)
    assert window.frame.writing.body() == "theirs"
    opened(window, post, qtbot)
    qtbot.waitUntil(lambda: "both are kept" in banner.text)
    banner.do(0 if mine else 1)
    qtbot.waitUntil(lambda: posts.rowCount() == 1)
    kept = "mine" if mine else "theirs"
    qtbot.waitUntil(lambda: window.frame.writing.body() == kept)
    qtbot.waitUntil(lambda: "both are kept" not in banner.text)


# --- trouble ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [NotebookTooNew(path="/n/notebook.midad", found=9, known=1), NotebookDamaged(path="/n/x")],
)
def test_a_notebook_that_cannot_be_opened_is_explained(qapp: object, error: object) -> None:
    box = trouble_box(error, lambda: None)  # type: ignore[arg-type]
    assert "/n/" in box.text()
    assert box.informativeText()


def test_a_bug_is_written_down_without_a_word_of_the_post(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    post = workspace.new_post("Title", body="")
    opened(window, post, qtbot)
    window.frame.writing.editor.insertPlainText("سر")
    keeper = CrashKeeper(window, tmp_path / "crashes")
    window.bug_met.disconnect()
    try:
        raise ValueError("سر the author wrote")
    except ValueError as bug:
        keeper.take(bug)
    log = next((tmp_path / "crashes").iterdir())
    text = log.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "سر" not in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    qtbot.waitUntil(lambda: workspace.open_post(PostId(post.id)).body == "سر")
    box = next(each for each in window.findChildren(QDialog) if each.isVisible())
    box.accept()


def test_what_was_searched_for_is_marked_in_the_post_that_is_opened(
    workspace: Workspace, open_window: Open, qtbot: QtBot
) -> None:
    found = workspace.new_post("أول", body="في هذا النص كلمة مَطْلوبة.")
    workspace.new_post("ثان", body="نص آخر")
    window = open_window()
    window.frame.library.search.setText("مطلوبة")
    window.open_post(found.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == found.id)
    bar = window.frame.writing.find_bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar.finder.count == 1)
    assert bar.field.text() == "مطلوبة"


def test_a_paste_with_hidden_characters_is_told_and_cleaned(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.new_post()
    qtbot.waitUntil(lambda: window.desk.post is not None)
    qtbot.waitUntil(lambda: window.proofreading is not None)
    editor = window.frame.writing.editor
    data = QMimeData()
    data.setText("pass\u202eword")
    editor.insertFromMimeData(data)
    assert window.frame.banner.isVisible()
    window.frame.banner.do(0)
    assert editor.text() == "password"
    editor.undo()
    assert editor.text() == "pass\u202eword"
