"""Pictures come into the text at once; what is said of them is asked, and may wait."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.gui.main_window import MainWindow
from editor.gui.picture_words import PictureDialog
from editor.workspace.workspace import Workspace


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.new_post()
    return window


def a_file(folder: Path, name: str, size: tuple[int, int] = (1800, 900)) -> str:
    path = folder / name
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, "JPEG")
    path.write_bytes(target.getvalue())
    return str(path)


def drop(window: MainWindow, qtbot: QtBot, *files: str) -> PictureDialog:
    """Drop files and wait until the first is asked about."""
    window.frame.writing.pictures_dropped.emit(list(files))
    return asked(window, qtbot)


def asked(window: MainWindow, qtbot: QtBot) -> PictureDialog:
    qtbot.waitUntil(lambda: window.pictures.words.dialog is not None)
    dialog = window.pictures.words.dialog
    assert dialog is not None
    return dialog


def write(dialog: PictureDialog, qtbot: QtBot, alt: str, caption: str, credit: str) -> None:
    for field, said in zip(dialog.fields, (alt, caption, credit), strict=True):
        field.clear()
        field.insert(said)  # QTest strikes Latin keys only
    qtbot.keyClick(dialog.credit, Qt.Key.Key_Return)


def at_word(window: MainWindow, word: str) -> None:
    editor = window.frame.writing.editor
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index(word))
    editor.setTextCursor(cursor)


def test_a_picture_is_there_before_it_is_described(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = window.frame.writing.editor
    editor.insertPlainText("نص أول")
    dialog = drop(window, qtbot, a_file(tmp_path, "جسر.jpg"))
    assert editor.text() == "نص أول\n\n![](جسر.jpg)\n\n"
    qtbot.waitUntil(lambda: "1,800" in dialog._facts.text())
    assert not dialog._picture.pixmap().isNull()
    write(dialog, qtbot, "جسر فوق نهر", "بغداد", "ليلى")
    assert editor.text() == 'نص أول\n\n![جسر فوق نهر](جسر.jpg "بغداد"){credit="ليلى"}\n\n'
    assert editor.textCursor().atEnd()
    editor.undo()
    assert editor.text() == "نص أول\n\n![](جسر.jpg)\n\n"
    editor.undo()
    assert editor.text() == "نص أول"


def test_later_leaves_the_picture_and_asks_nothing_more(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(window, qtbot, a_file(tmp_path, "a.jpg"), a_file(tmp_path, "b.jpg", (300, 200)))
    qtbot.waitUntil(lambda: "b.jpg" in window.frame.writing.editor.text())
    assert dialog._more.text().startswith("1 more")
    dialog.reject()
    assert window.pictures.words.dialog is None
    assert window.frame.writing.editor.text() == "![](a.jpg)\n\n![](b.jpg)\n\n"


def test_what_was_written_stays_however_the_dialog_is_left(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(window, qtbot, a_file(tmp_path, "a.jpg"))
    dialog.alt.setText("جسر")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.frame.writing.editor.text() == "![جسر](a.jpg)\n\n"
    window.pictures.describe()
    window.pictures.leave()
    assert window.pictures.words.dialog is None


def test_several_are_asked_about_one_after_the_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, workspace: Workspace
) -> None:
    first = drop(window, qtbot, a_file(tmp_path, "a.jpg"), a_file(tmp_path, "b.jpg", (300, 200)))
    qtbot.waitUntil(lambda: "b.jpg" in window.frame.writing.editor.text())
    write(first, qtbot, "one", "", "Layla")
    second = asked(window, qtbot)
    assert second is not first
    assert second.credit.completer().model().stringList() == ["Layla"]
    write(second, qtbot, "two", "", "Salem")
    assert window.frame.writing.editor.text() == (
        '![one](a.jpg){credit="Layla"}\n\n![two](b.jpg){credit="Salem"}\n\n'
    )
    qtbot.waitUntil(lambda: workspace.setting("pictures.credits") == json.dumps(["Salem", "Layla"]))


def test_the_words_of_a_picture_can_be_changed_at_any_time(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = window.frame.writing.editor
    drop(window, qtbot, a_file(tmp_path, "a.jpg")).reject()
    editor.insertPlainText("ذيل النص")
    at_word(window, "a.jpg")
    window.frame.actions_by_name["picture_words"].trigger()
    dialog = asked(window, qtbot)
    write(dialog, qtbot, "قارب", "", "")
    assert editor.text() == "![قارب](a.jpg)\n\nذيل النص"
    at_word(window, "a.jpg")
    window.frame.actions_by_name["picture_words"].trigger()
    again = asked(window, qtbot)
    assert again.alt.text() == "قارب"
    assert again.alt.layoutDirection() == Qt.LayoutDirection.RightToLeft
    again.reject()
    assert editor.text() == "![قارب](a.jpg)\n\nذيل النص"


def test_where_there_is_no_picture_the_window_says_what_to_do(window: MainWindow) -> None:
    window.frame.writing.editor.insertPlainText("نص")
    window.frame.actions_by_name["picture_words"].trigger()
    assert window.pictures.words.dialog is None
    assert "picture" in window.frame.banner.text


@pytest.mark.parametrize("side", [1024, 3840])
def test_pictures_come_in_as_large_as_the_author_chose(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, workspace: Workspace, side: int
) -> None:
    window.habits.change(long_side=side)
    drop(window, qtbot, a_file(tmp_path, "a.jpg")).reject()
    post = window.desk.post
    assert post is not None
    (item,) = workspace.pictures(post.id)
    assert item.width == min(side, 1800)


def test_a_word_struck_meanwhile_keeps_its_place(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = window.frame.writing.editor
    dialog = drop(window, qtbot, a_file(tmp_path, "a.jpg"))
    cursor = QTextCursor(editor.document())
    cursor.insertText("قبل الصورة\n\n")
    write(dialog, qtbot, "x", "", "")
    assert editor.text() == "قبل الصورة\n\n![x](a.jpg)\n\n"


def rows(window: MainWindow, word: str) -> dict[str, QAction]:
    """What the menu of the right button says at a word, by its words."""
    at_word(window, word)
    editor = window.frame.writing.editor
    at = editor.caret_rect().toAlignedRect().center()
    opened: list[QMenu] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
        reason = QContextMenuEvent.Reason.Mouse
        editor.contextMenuEvent(QContextMenuEvent(reason, at, editor.mapToGlobal(at)))
    (menu,) = opened
    return {action.text(): action for action in menu.actions()}


def test_the_right_button_describes_the_picture_under_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = window.frame.writing.editor
    editor.insertPlainText("كلمات\n\n![](https://x.example/web.png)")
    dialog = drop(window, qtbot, a_file(tmp_path, "a.jpg"), a_file(tmp_path, "b.jpg", (300, 200)))
    qtbot.waitUntil(lambda: "b.jpg" in editor.text())
    dialog.reject()
    assert "Describe this picture …" not in rows(window, "كلمات")
    there = rows(window, "web.png")
    assert "Describe this picture …" in there
    assert "Replace this picture …" not in there  # it is no file of the post's
    rows(window, "b.jpg")["Describe this picture …"].trigger()
    dialog = asked(window, qtbot)
    assert dialog.mark.target == "b.jpg"
    write(dialog, qtbot, "قارب", "", "")
    assert "![](a.jpg)" in editor.text()
    assert "![قارب](b.jpg)" in editor.text()


def test_another_picture_takes_the_place_with_the_same_words(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, workspace: Workspace
) -> None:
    editor = window.frame.writing.editor
    write(drop(window, qtbot, a_file(tmp_path, "a.jpg")), qtbot, "جسر", "بغداد", "ليلى")
    editor.insertPlainText("ثم ![ثانية](a.jpg) ذيل")
    before = editor.text()
    assert "Replace this picture …" in rows(window, "a.jpg")
    at_word(window, "ذيل")
    (tmp_path / "new").mkdir()
    window.pictures.replace_by("a.jpg", a_file(tmp_path / "new", "a.jpg", (300, 200)))
    qtbot.waitUntil(lambda: "a-2.jpg" in editor.text())
    assert editor.text() == ('![جسر](a-2.jpg "بغداد"){credit="ليلى"}\n\nثم ![ثانية](a-2.jpg) ذيل')
    assert editor.textCursor().block().text()[editor.textCursor().positionInBlock() :] == "ذيل"
    assert "library" in window.frame.banner.text
    assert window.pictures.words.dialog is None
    editor.undo()
    assert editor.text() == before
    post = window.desk.post
    assert post is not None
    assert [item.name for item in workspace.pictures(post.id)] == ["a.jpg", "a-2.jpg"]
    same = a_file(tmp_path / "new", "same.jpg")
    window.pictures.replace_by("a.jpg", same)
    qtbot.waitUntil(lambda: "same picture" in window.frame.banner.text)
    assert editor.text() == before


def test_replacing_from_the_dialog_keeps_what_was_said_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = drop(window, qtbot, a_file(tmp_path, "a.jpg"))
    dialog.alt.insert("جسر")
    wanted: list[str] = []
    window.pictures.words.replacement_wanted.disconnect()
    window.pictures.words.replacement_wanted.connect(wanted.append)
    dialog._other.click()
    assert wanted == ["a.jpg"]
    assert window.frame.writing.editor.text() == "![جسر](a.jpg)\n\n"


def test_pictures_of_a_pasted_page_stay_on_the_web_and_that_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    editor = window.frame.writing.editor
    page = QMimeData()
    page.setHtml(
        '<p>كلمات <b>غليظة</b> <img src="https://news.example/a.jpg" alt="جسر">'
        '<img src="http://news.example/b.jpg"><img src="data:image/png;base64,AAAA"></p>'
    )
    editor.insertFromMimeData(page)
    assert "![جسر](https://news.example/a.jpg)" in editor.text()
    assert "data:" not in editor.text()
    assert window.frame.banner.text.startswith("2 pictures stayed on the web")
    window.news.hush()
    page.setHtml("<p>كلمات <b>غليظة</b></p>")
    editor.insertFromMimeData(page)
    assert "stayed" not in window.frame.banner.text


def test_publishing_tells_of_pictures_without_a_description(
    window: MainWindow, qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")), "", "")
    publish = window.frame.actions_by_name["publish"]
    drop(window, qtbot, a_file(tmp_path, "a.jpg")).reject()
    qtbot.waitUntil(lambda: "1 picture has no description" in publish.toolTip())
    at_word(window, "a.jpg")
    window.frame.actions_by_name["picture_words"].trigger()
    write(asked(window, qtbot), qtbot, "جسر", "", "")
    qtbot.waitUntil(lambda: "description" not in publish.toolTip())


def test_a_replaced_picture_is_replaced_in_other_posts_where_its_author_says_so(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    drop(window, qtbot, a_file(tmp_path, "a.jpg")).reject()
    qtbot.waitUntil(lambda: window.desk.is_saved and window.desk.post is not None)
    post = window.desk.post
    assert post is not None
    window.desk.save_now()
    qtbot.waitUntil(lambda: window.desk.is_saved)
    shown = workspace.picture(post.id, "a.jpg")
    assert shown is not None
    other = workspace.new_post("أخرى", body="![جسر](b.jpg)\n")
    workspace.add_picture(other.id, shown.data, "b.jpg", is_named=True, is_clean=True)
    window.pictures.replace_by("a.jpg", a_file(tmp_path / "new", "a.jpg", (300, 200)))
    banner = window.frame.banner
    qtbot.waitUntil(lambda: "1 other post shows the old picture" in banner.text)
    assert workspace.open_post(other.id).body == "![جسر](b.jpg)\n"
    banner.do(0)
    qtbot.waitUntil(lambda: "Replaced in 1 other post" in banner.text)
    assert workspace.open_post(other.id).body == "![جسر](a-2.jpg)\n"
