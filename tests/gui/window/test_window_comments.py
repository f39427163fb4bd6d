"""What readers say, read and answered in the window, offline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog, RemotePost, RemoteRef, Version
from editor.domain.comment import Comment, Verdict, WishKind
from editor.domain.ledger import Copy
from editor.domain.post import BlogId, Status, new_blog_id
from editor.gui.comments.dialog import CommentsDialog
from editor.gui.main_window import MainWindow
from editor.store.comments import Comments
from editor.workspace.workspace import Workspace

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOSTILE = "<img src=http://evil.example/x> <script>alert(1)</script>"


@pytest.fixture
def blog(workspace: Workspace) -> BlogId:
    """A blog with one post and three comments below it."""
    id = new_blog_id()
    stores = workspace._stores
    stores.blogs.add(Blog(id, "wordpress", "حبر", "https://ink.example"), "x", keeps_drafts=True)
    post = workspace.new_post("جسر على النهر", blog=id)
    base = RemotePost(RemoteRef("7"), Version("1"), Status.PUBLISHED)
    stores.ledger.put(Copy(post.id, id, base))
    Comments(stores.notebook).put(
        id,
        [
            Comment("1", "7", "سالم", "مُدهش حقًا!\nThank you, merci.", NOON, Verdict.APPROVED),
            Comment("2", "7", "Layla", "سؤال عن الجسر؟", NOON + timedelta(hours=1), Verdict.HELD),
            Comment("3", "7", "bot", HOSTILE, NOON + timedelta(hours=2), Verdict.SPAM),
            Comment("4", "7", "ندى", "أوافقك", NOON + timedelta(hours=3), Verdict.APPROVED, "1"),
        ],
    )
    return id


def comments_of(workspace: Workspace) -> Comments:
    return Comments(workspace._stores.notebook)


def opened(window: MainWindow, qtbot: QtBot, count: int = 3) -> CommentsDialog:
    window.frame.actions_by_name["comments"].trigger()
    (dialog,) = window.findChildren(CommentsDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == count)
    return dialog


def listed(dialog: CommentsDialog) -> list[str]:
    return [row.comment.id for row in dialog._rows]


def choose(dialog: CommentsDialog, id: str, qtbot: QtBot) -> None:
    ids = [row.comment.id for row in dialog._rows]
    dialog.list.setCurrentRow(ids.index(id))
    words = next(row.comment.text for row in dialog._rows if row.comment.id == id)
    qtbot.waitUntil(lambda: words.split("\n")[0] in dialog.thread_view.toPlainText())


@pytest.mark.usefixtures("blog")
def test_a_comment_is_read_with_its_answers(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    assert [row.comment.id for row in dialog._rows] == ["4", "2", "1"]
    choose(dialog, "1", qtbot)
    text = dialog.thread_view.toPlainText()
    assert text.index("مُدهش") < text.index("Thank you") < text.index("أوافقك")
    assert "جسر على النهر" in dialog.title.text()
    document = dialog.thread_view.document()
    sides = {
        document.findBlockByNumber(n).text(): document.findBlockByNumber(n).textDirection()
        for n in range(document.blockCount())
    }
    assert sides["مُدهش حقًا!"] == Qt.LayoutDirection.RightToLeft
    assert sides["Thank you, merci."] == Qt.LayoutDirection.LeftToRight
    assert not dialog.verdicts[Verdict.APPROVED].isEnabled()
    assert dialog.verdicts[Verdict.SPAM].isEnabled()


@pytest.mark.usefixtures("blog")
def test_hostile_words_are_words(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    dialog.which.setCurrentIndex(dialog.which.findData(Verdict.SPAM))
    qtbot.waitUntil(lambda: listed(dialog) == ["3"])
    choose(dialog, "3", qtbot)
    assert HOSTILE in dialog.thread_view.toPlainText()


def test_a_verdict_moves_the_comment_and_waits_for_the_sync(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    dialog = opened(window, qtbot)
    choose(dialog, "2", qtbot)
    dialog.verdicts[Verdict.SPAM].click()
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    (wish,) = comments_of(workspace).wishes(blog)
    assert (wish.kind, wish.comment, wish.verdict) == (WishKind.JUDGE, "2", Verdict.SPAM)
    dialog.which.setCurrentIndex(dialog.which.findData(Verdict.SPAM))
    qtbot.waitUntil(lambda: listed(dialog) == ["3", "2"])
    choose(dialog, "2", qtbot)
    dialog.verdicts[Verdict.HELD].click()  # as it was: nothing to tell
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert comments_of(workspace).wishes(blog) == []


def test_an_answer_is_written_and_taken_back(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    dialog = opened(window, qtbot)
    choose(dialog, "2", qtbot)
    assert not dialog.send.isEnabled()
    dialog.reply.setPlainText("  أهلًا بك\n")
    assert dialog.reply.layoutDirection() == Qt.LayoutDirection.RightToLeft
    dialog.send.click()
    qtbot.waitUntil(lambda: "أهلًا بك" in dialog.thread_view.toPlainText())
    assert "next sync" in dialog.thread_view.toPlainText()
    assert dialog.reply.toPlainText() == ""
    assert [wish.text for wish in comments_of(workspace).wishes(blog)] == ["أهلًا بك"]
    qtbot.waitUntil(dialog.take_back.isVisible)
    dialog.take_back.click()
    qtbot.waitUntil(lambda: "أهلًا بك" not in dialog.thread_view.toPlainText())
    assert dialog.reply.toPlainText() == "أهلًا بك"
    assert comments_of(workspace).wishes(blog) == []


@pytest.mark.usefixtures("blog")
def test_they_are_searched_while_one_types(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    dialog.words.setText("مدهش")
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    dialog.words.setText("nothing like it")
    qtbot.waitUntil(lambda: dialog.list.count() == 0)
    assert "No comment" in dialog.empty.text()
    dialog.words.clear()
    qtbot.waitUntil(lambda: dialog.list.count() == 3)


def test_news_of_the_blog_is_seen_and_the_choice_stays(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    dialog = opened(window, qtbot)
    choose(dialog, "1", qtbot)
    fresh = Comment("9", "7", "جديد", "كلمة", NOON + timedelta(days=1), Verdict.HELD)
    comments_of(workspace).put(blog, [fresh])
    workspace.commenting._tell(blog)
    qtbot.waitUntil(lambda: dialog.list.count() == 4)
    assert dialog.row is not None
    assert dialog.row.comment.id == "1"


@pytest.mark.usefixtures("blog")
def test_the_post_of_a_comment_is_one_press_away(window: MainWindow, qtbot: QtBot) -> None:
    window.new_post()
    dialog = opened(window, qtbot)
    choose(dialog, "1", qtbot)
    dialog.open_post.click()
    qtbot.waitUntil(lambda: window.frame.writing.title() == "جسر على النهر")


def test_without_comments_it_says_where_they_come_from(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot, count=0)
    qtbot.waitUntil(lambda: "sync" in dialog.empty.text())


def test_an_answer_belongs_to_the_comment_it_was_begun_for(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    dialog = opened(window, qtbot)
    dialog.which.setCurrentIndex(dialog.which.findData(Verdict.HELD))
    qtbot.waitUntil(lambda: listed(dialog) == ["2"])
    fresh = Comment("9", "7", "جديد", "كلمة", NOON + timedelta(days=1), Verdict.HELD)
    comments_of(workspace).put(blog, [fresh])
    workspace.commenting._tell(blog)
    qtbot.waitUntil(lambda: listed(dialog) == ["9", "2"])
    choose(dialog, "2", qtbot)
    dialog.reply.setPlainText("شكرًا ليلى")
    dialog.verdicts[Verdict.APPROVED].click()  # it leaves the list of those that wait
    qtbot.waitUntil(lambda: listed(dialog) == ["9"])
    assert dialog.reply.toPlainText() == ""
    dialog.which.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.list.count() == 4)
    choose(dialog, "2", qtbot)
    assert dialog.reply.toPlainText() == "شكرًا ليلى"
    choose(dialog, "9", qtbot)
    qtbot.waitUntil(lambda: "answer begun" in dialog.list.item(listed(dialog).index("2")).text())


def test_a_begun_answer_outlives_the_dialog_and_a_sent_one_does_not(
    window: MainWindow, qtbot: QtBot, blog: BlogId
) -> None:
    dialog = opened(window, qtbot)
    choose(dialog, "1", qtbot)
    dialog.reply.setPlainText("sent")
    dialog.send.click()
    choose(dialog, "2", qtbot)
    dialog.reply.setPlainText("half of an ans")
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog.reply, Qt.Key.Key_Escape)
    again = opened(window, qtbot)
    choose(again, "1", qtbot)
    assert again.reply.toPlainText() == ""
    choose(again, "2", qtbot)
    assert again.reply.toPlainText() == "half of an ans"


def test_an_answer_to_a_comment_that_is_gone_comes_back(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    dialog = opened(window, qtbot)
    choose(dialog, "2", qtbot)
    dialog.reply.setPlainText("too late")
    comments_of(workspace).drop(blog, ["2"])
    dialog.send.click()
    qtbot.waitUntil(lambda: not dialog.news.isHidden())
    assert "not there any more" in dialog.news.text()
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    dialog.close()
    qtbot.waitUntil(lambda: "too late" in workspace.setting("comments.begun"))


def test_a_verdict_the_blog_refused_is_not_shown_as_done(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    comments = comments_of(workspace)
    comments.want(blog, "2", Verdict.APPROVED, NOON)
    comments.note_trouble(comments.wishes(blog)[0].number, "NotAllowed")
    dialog = opened(window, qtbot)
    choose(dialog, "2", qtbot)
    assert "did not take" in dialog.thread_view.toPlainText()
    assert "Waits for you" in dialog.thread_view.toPlainText()
    assert dialog.verdicts[Verdict.APPROVED].isEnabled()


def test_an_answer_to_a_comment_that_is_gone_keeps_its_words(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, blog: BlogId
) -> None:
    workspace.commenting.reply(blog, "2", "جوابٌ طويل")
    comments_of(workspace).drop(blog, ["2"])
    dialog = opened(window, qtbot, count=2)
    qtbot.waitUntil(dialog.orphans.isVisible)
    assert "جوابٌ طويل" in dialog.orphans.words.text()
    dialog.orphans.take.click()
    qtbot.waitUntil(lambda: not dialog.orphans.isVisible())
    assert QGuiApplication.clipboard().text() == "جوابٌ طويل"
    assert workspace.commenting.waiting_replies() == []
    QGuiApplication.clipboard().clear()
