"""Two versions of a post beside each other: seen, chosen place by place, and one post again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from editor.domain.blog import Blog
from editor.domain.post import BlogId, Post, PostId, Status, new_blog_id
from editor.domain.revision import Cause
from editor.gui.main_window import MainWindow
from editor.gui.publishing.choosing.cell import Cell
from editor.gui.publishing.choosing.dialog import ChoosingDialog
from editor.gui.publishing.choosing.own_words import OwnWords
from editor.gui.publishing.choosing.place_view import PlaceView
from editor.sync.report import Deed, ReportLine, SyncReport
from editor.system import translation
from editor.text.sides import Kind, Pick, Take
from editor.workspace.workspace import Workspace
from tests.gui.window.conftest import Open
from tests.gui.window.conftest import pieces as pieces_of
from tests.sync.memory import MemoryBlog, MemoryRemote

BODY = "خرجنا مع الفجر.\n\nThe road was long.\n\nسطر ثابت.\n\nAnother line.\n\nآخر السطر.\n"
MINE = BODY.replace("الفجر", "الليل").replace("long", "short")
THEIRS = BODY.replace("الفجر", "الغروب").replace("long", "wide") + "\nسطر جديد.\n"
_NO_ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2069))
_RTL, _LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture
def post(workspace: Workspace) -> Post:
    """MINE, with THEIRS beside it."""
    base = workspace.new_post("دفتر", body=BODY, language="ar")
    mine = workspace.save(replace(base, body=MINE), base=base)
    workspace.save_beside(replace(base, body=THEIRS, tags=("نهر",)), base)
    return mine


def shown(window: MainWindow, post: Post, qtbot: QtBot) -> ChoosingDialog:
    """The dialog over the window, the post open below."""
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    return again(window, post.id, qtbot)


def again(window: MainWindow, id: PostId, qtbot: QtBot) -> ChoosingDialog:
    qtbot.waitUntil(lambda: not window.findChildren(ChoosingDialog))
    window.comparing.choose(id)
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoosingDialog)))
    dialog: ChoosingDialog = window.findChildren(ChoosingDialog)[-1]
    return dialog


def conflicts(dialog: ChoosingDialog) -> list[PlaceView]:
    return [view for view in dialog.list.views if view.place.kind is Kind.CONFLICT]


def pieces(cell: Cell) -> list[tuple[str, bool, bool]]:
    """(text, struck through, underlined) of each piece of its first line, isolates left out."""
    return pieces_of(cell.document.firstBlock())


# --- what is seen ---------------------------------------------------------------------------------


def test_each_side_shows_what_it_changed_in_its_own_direction(
    window: MainWindow, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    first, second = conflicts(dialog)
    assert pieces(first.cells[Take.MINE]) == [
        ("خرجنا مع ", False, False),
        ("الفجر", True, False),
        ("الليل", False, True),
        (".", False, False),
    ]
    assert ("wide", False, True) in pieces(second.cells[Take.THEIRS])
    runs = [
        view.cells[Take.MINE].document.firstBlock().blockFormat().layoutDirection()
        for view in (first, second)
    ]
    assert runs == [_RTL, _LTR]
    assert dialog.count.text() == "0 of 2 places decided"
    assert not dialog.use.isEnabled()


def test_what_is_the_same_is_folded_and_what_one_side_did_is_a_line(
    window: MainWindow, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    lines = [each.text() for each in dialog.list.findChildren(QPushButton)]
    assert "3 unchanged paragraphs" in lines
    fold = next(each for each in dialog.list.findChildren(QPushButton) if "unch" in each.text())
    before = len(dialog.list.findChildren(Cell))
    fold.click()
    cells = dialog.list.findChildren(Cell)
    assert len(cells) == before + 1
    assert "Another line." in cells[-1].accessibleDescription()
    tags, added = (view for view in dialog.list.views if view.place.kind is not Kind.CONFLICT)
    assert not tags.is_open
    assert "Tags · Added in the other version" in tags.line.text()
    assert "Added in the other version" in added.line.text()
    assert "سطر جديد." in added.line.text()
    added.line.click()
    assert added.is_open
    assert "It is not there" in added.cells[Take.MINE].accessibleDescription()


def test_what_both_began_with_is_shown_when_wanted(
    window: MainWindow, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    first = conflicts(dialog)[0]
    assert first.base is not None
    assert first.base.isHidden()
    dialog.with_base.click()
    assert not first.base.isHidden()
    assert pieces(first.base) == [("خرجنا مع الفجر.", False, False)]
    late = dialog.list.views[-1]
    late.open()
    assert late.base is not None
    assert not late.base.isHidden(), "also in a place that is opened later"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_sides_stand_in_reading_order(
    open_window: Open, post: Post, qtbot: QtBot, language: str
) -> None:
    dialog = shown(open_window(language), post, qtbot)
    cells = conflicts(dialog)[0].cells
    qtbot.waitUntil(lambda: cells[Take.MINE].width() > 0 and dialog.isVisible())
    mine, theirs = (cells[take].mapTo(dialog, QPoint(0, 0)) for take in (Take.MINE, Take.THEIRS))
    assert (mine.x() < theirs.x()) is (language == "en")
    assert mine.y() == theirs.y()
    translation.use("en")


def test_everything_has_a_name(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    dialog = shown(window, post, qtbot)
    view = conflicts(dialog)[0]
    view.choose(Take.OWN)
    named = [*dialog.list.findChildren(Cell), *dialog.list.findChildren(OwnWords)]
    assert all(each.accessibleName() for each in named)
    assert "الغروب" in view.buttons[Take.THEIRS].accessibleDescription()
    chosen = view.cells[Take.MINE]
    view.choose(Take.MINE)
    assert chosen.accessibleName().endswith("taken")
    assert all(each.text() for each in dialog.list.findChildren(QToolButton))
    for place in conflicts(dialog):
        buttons = place.buttons.values()
        assert any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in buttons)


def test_a_side_is_high_enough_for_its_words(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    base = workspace.new_post("دفتر", body="كلمة أولى.\n")
    mine = workspace.save(replace(base, body="كلام طويل يدور " * 60 + "\n"), base=base)
    workspace.save_beside(replace(base, body="قصير.\n"), base)
    dialog = shown(window, mine, qtbot)
    cell = conflicts(dialog)[0].cells[Take.MINE]
    qtbot.waitUntil(lambda: cell.height() >= cell.heightForWidth(cell.width()) > 200)


# --- choosing -------------------------------------------------------------------------------------


def test_the_keyboard_goes_from_conflict_to_conflict_and_chooses(
    window: MainWindow, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    first, second = conflicts(dialog)
    assert dialog.list.current is first, "the first one waits when the dialog opens"
    dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_F7)
    assert dialog.list.current is second
    qtbot.keyClick(dialog, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.list.current is first
    qtbot.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert first.pick == Pick(Take.THEIRS)
    assert dialog.count.text() == "1 of 2 places decided"
    qtbot.keyClick(dialog, Qt.Key.Key_F7)
    assert dialog.list.current is second, "what is decided is passed over"


def test_a_click_on_a_side_takes_it(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    dialog = shown(window, post, qtbot)
    first = conflicts(dialog)[0]
    qtbot.mouseClick(first.cells[Take.THEIRS], Qt.MouseButton.LeftButton)
    assert first.pick == Pick(Take.THEIRS)
    assert first.cells[Take.THEIRS].is_taken
    assert first.buttons[Take.THEIRS].isChecked()
    first.choose(Take.BOTH)
    assert [cell.is_taken for cell in first.cells.values()] == [True, True]


def test_what_fits_together_is_shown_and_can_be_chosen_again(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    base = workspace.new_post("دفتر", body="The road was long and empty.\n")
    mine = replace(base, body="Our road was long and empty.\n", tags=("نهر",))
    workspace.save(mine, base=base)
    theirs = replace(base, body="The road was long and dusty.\n", tags=("بحر",))
    workspace.save_beside(theirs, base)
    dialog = shown(window, mine, qtbot)
    assert dialog.count.text() == "Nothing is left to decide"
    tags, words = dialog.list.views
    words.open()
    tags.open()
    assert words.together is not None
    assert tags.together is not None
    assert words.together.accessibleDescription() == "Our road was long and dusty."
    assert tags.together.accessibleDescription().translate(_NO_ISOLATES) == "نهر  بحر"
    words.choose(Take.MINE)
    qtbot.mouseClick(words.together, Qt.MouseButton.LeftButton)
    assert words.pick == Pick(Take.MERGED)
    dialog.use.click()
    qtbot.waitUntil(lambda: workspace.disputes.of(mine.id) is None)
    saved = workspace.open_post(mine.id)
    assert (saved.body, saved.tags) == ("Our road was long and dusty.\n", ("نهر", "بحر"))


def test_own_words_run_as_their_blocks_do_and_keep_every_character(
    window: MainWindow, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    first = conflicts(dialog)[0]
    first.choose(Take.OWN)
    editor = first.editor
    assert editor is not None
    assert editor.text() == "خرجنا مع الليل."
    editor.selectAll()
    editor.insertPlainText("Only English words here.")
    assert editor.document().firstBlock().blockFormat().layoutDirection() == _LTR
    editor.undo()
    assert editor.text() == "خرجنا مع الليل."
    assert editor.document().firstBlock().blockFormat().layoutDirection() == _RTL
    editor.load("- تمر\n- خبز\n\nOne line\nand another\n\nسطر\nوآخر")
    document = editor.document()
    lines = [document.findBlockByNumber(at) for at in range(document.blockCount())]
    runs = [line.blockFormat().layoutDirection() for line in lines if line.text()]
    assert runs == [_RTL, _RTL, _LTR, _LTR, _RTL, _RTL]
    editor.load("كلمة\u00a0أولى\u2028ثانية\r\n\r\nLatin")
    assert editor.text() == "كلمة\u00a0أولى\u2028ثانية\r\n\r\nLatin"
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "x")
    assert first.pick is not None
    assert first.pick.own.endswith("Latin\nx")


def test_later_keeps_what_was_chosen(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    dialog = shown(window, post, qtbot)
    conflicts(dialog)[1].choose(Take.THEIRS)
    dialog.reject()
    dialog = again(window, post.id, qtbot)
    assert [view.pick for view in conflicts(dialog)] == [None, Pick(Take.THEIRS)]
    assert window.frame.writing.body() == MINE, "nothing was done"


def test_the_size_is_remembered(window: MainWindow, post: Post, qtbot: QtBot) -> None:
    dialog = shown(window, post, qtbot)
    dialog.resize(760, 500)
    dialog.reject()
    assert again(window, post.id, qtbot).size().toTuple() == (760, 500)


# --- one post again -------------------------------------------------------------------------------


@pytest.mark.parametrize(("take", "body"), [(Take.MINE, MINE), (Take.THEIRS, THEIRS)])
def test_all_of_one_side_is_that_side(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot, take: Take, body: str
) -> None:
    dialog = shown(window, post, qtbot)
    dialog.list.take_all(take)
    assert dialog.use.isEnabled()
    dialog.use.click()
    qtbot.waitUntil(lambda: workspace.disputes.of(post.id) is None)
    assert workspace.open_post(post.id).body == body
    assert window.frame.writing.body() == body


def test_the_outcome_is_one_step_that_undo_takes_back(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    first, second = conflicts(dialog)
    first.choose(Take.THEIRS)
    second.choose(Take.BOTH)
    dialog.use.click()
    made = MINE.replace("الليل", "الغروب").replace("short.", "short.\n\nThe road was wide.")
    made += "\nسطر جديد.\n"
    qtbot.waitUntil(lambda: workspace.disputes.of(post.id) is None)
    qtbot.waitUntil(lambda: "One post again" in window.frame.banner.text)
    saved = workspace.open_post(post.id)
    assert (saved.body, saved.tags) == (made, ("نهر",))
    causes = [each.cause for each in workspace.history.of(post.id)]
    assert {Cause.SHARED, Cause.SETTLED, Cause.NOT_TAKEN} <= set(causes)
    editor = window.frame.writing.editor
    editor.undo()
    assert window.frame.writing.body() == MINE
    assert window.desk.post is not None
    assert window.desk.post.tags == ()
    editor.redo()
    assert window.frame.writing.body() == made
    assert window.desk.post.tags == ("نهر",)


def test_words_typed_before_are_in_what_is_shown(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    """The post is open, and its last key is not on disk yet."""
    window.open_post(post.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == post.id)
    editor = window.frame.writing.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor, "last")
    assert not window.desk.is_saved
    dialog = again(window, post.id, qtbot)
    dialog.list.take_all(Take.MINE)
    dialog.use.click()
    qtbot.waitUntil(lambda: workspace.disputes.of(post.id) is None)
    assert workspace.open_post(post.id).body == MINE + "last"


def test_what_changed_meanwhile_is_looked_at_again(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    dialog = shown(window, post, qtbot)
    (version,) = workspace.versions_of(post.id)
    workspace.save(replace(workspace.open_post(version), body=THEIRS + "\nوسطر آخر.\n"))
    dialog.list.take_all(Take.MINE)
    dialog.use.click()
    qtbot.waitUntil(lambda: "Nothing was done" in window.frame.banner.text)
    assert workspace.versions_of(post.id) == [version]
    window.frame.banner.do(0)
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoosingDialog)))
    dialog = window.findChildren(ChoosingDialog)[-1]
    assert "وسطر آخر." in dialog.list.views[-1].line.text()
    kept = [view.pick for view in conflicts(dialog)]
    assert kept == [Pick(Take.MINE)] * 2, "what was chosen where nothing changed"


def test_a_post_that_is_not_open_is_settled_too(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    other = workspace.new_post("أخرى", body="كلام")
    window.open_post(other.id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == other.id)
    dialog = again(window, post.id, qtbot)
    dialog.list.take_all(Take.THEIRS)
    dialog.use.click()
    qtbot.waitUntil(lambda: workspace.open_post(post.id).body == THEIRS)
    assert window.frame.writing.body() == "كلام"


def test_the_banner_and_the_menu_lead_there(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    blog = workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")))
    id = published(workspace, blog.id)
    window.open_post(id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == id)
    action = window.frame.actions_by_name["compare"]
    assert not action.isEnabled()
    workspace.save_beside(replace(workspace.open_post(id), body=THEIRS))
    qtbot.waitUntil(lambda: "both are kept" in window.frame.banner.text)
    assert action.isEnabled()
    window.frame.banner.do(2)
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoosingDialog)))
    dialog = window.findChildren(ChoosingDialog)[-1]
    dialog.list.take_all(Take.MINE)
    dialog.use.click()
    qtbot.waitUntil(lambda: workspace.disputes.of(id) is None)
    qtbot.waitUntil(lambda: not action.isEnabled())
    qtbot.waitUntil(lambda: "One post again" in window.frame.banner.text)
    window.frame.banner.do(0)  # Update
    agreed = lambda: workspace.copies_of(id)[0].agreed  # noqa: E731
    qtbot.waitUntil(lambda: agreed() == workspace.open_post(id).digest, timeout=10_000)
    window.comparing.choose(id)
    qtbot.waitUntil(lambda: "only one version" in window.frame.banner.text)


def test_a_draft_goes_on_its_way(
    window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blog = workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "site")))
    draft = workspace.new_post("مسودة", body=BODY, blog=blog.id)
    workspace.save_beside(replace(draft, body=THEIRS), draft)
    sent: list[tuple[PostId, BlogId]] = []
    monkeypatch.setattr(window.courier, "send", lambda id, to: sent.append((id, to)))
    dialog = shown(window, draft, qtbot)
    dialog.list.take_all(Take.THEIRS)
    dialog.use.click()
    qtbot.waitUntil(lambda: sent == [(draft.id, blog.id)])


def published(workspace: Workspace, blog: BlogId) -> PostId:
    post = workspace.new_post("جسر", body=BODY, blog=blog)
    workspace.publish(post.id)
    workspace.send(post.id)
    assert workspace.open_post(post.id).status is Status.PUBLISHED
    return post.id


def test_a_long_post_opens_a_few_places_at_first(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """10,000 words, all of which both sides changed: what is far below is built when it is seen."""
    lines: Callable[[str], str] = lambda word: "\n\n".join(  # noqa: E731
        f"{word} {number} " + "كلمة من كلام طويل " * 12 for number in range(200)
    )
    base = workspace.new_post("دفتر", body=lines("أول"))
    mine = workspace.save(replace(base, body=lines("ثان")), base=base)
    workspace.save_beside(replace(base, body=lines("ثالث")), base)
    dialog = shown(window, mine, qtbot)
    assert dialog.count.text() == "0 of 200 places decided"
    assert sum(view.is_open for view in dialog.list.views) < 20
    dialog.list.views[150].line.click()
    assert dialog.list.views[150].is_open
    dialog.list.take_all(Take.THEIRS)
    assert dialog.count.text() == "200 of 200 places decided"
    dialog.use.click()
    qtbot.waitUntil(lambda: workspace.open_post(mine.id).body == lines("ثالث"))


def test_the_list_and_the_sync_panel_lead_there(
    window: MainWindow, workspace: Workspace, post: Post, qtbot: QtBot
) -> None:
    version = next(row for row in workspace.page() if row.version_of == post.id)
    window.do_with("compare", version)
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoosingDialog)))
    window.findChildren(ChoosingDialog)[-1].reject()
    qtbot.waitUntil(lambda: not window.findChildren(ChoosingDialog))
    line = ReportLine(Deed.KEPT_BOTH, BlogId("b"), "حبر", post.id, post.title)
    window.frame.sync.add(SyncReport((line,)))
    buttons = window.frame.sync.findChildren(QPushButton)
    next(each for each in buttons if each.text() == "Compare …").click()
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoosingDialog)))


def test_from_an_edit_on_the_blog_to_one_post_that_readers_have(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """The whole way: somebody edits on the blog while words are typed here that no disk has."""
    server = MemoryBlog()
    blog = Blog(new_blog_id(), "wordpress", "حبر", "https://ink.example/", is_default=True)
    workspace._stores.blogs.add(blog, "", keeps_drafts=True)
    workspace.blogs._remotes[blog.id] = MemoryRemote(server)
    id = published(workspace, blog.id)
    window.overview.ask()
    window.open_post(id)
    qtbot.waitUntil(lambda: window.desk.post is not None and window.desk.post.id == id)
    qtbot.waitUntil(lambda: bool(window.overview.blogs))
    (there,) = server.alive
    server.edit(there.ref.id, body=there.body.replace("long", "wide"))
    editor = window.frame.writing.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(editor, "Mine.")
    body = BODY.replace("The road was long.", "The road was short.") + "Mine."
    window.frame.writing.editor.document().find("long").insertText("short")
    window.sync()
    qtbot.waitUntil(lambda: window.overview.standing.conflict)
    assert window.frame.writing.body() == body, "nothing changes under the caret"

    window.frame.actions_by_name["compare"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ChoosingDialog)))
    dialog = window.findChildren(ChoosingDialog)[-1]
    assert [view.place.kind for view in dialog.list.views] == [Kind.CONFLICT, Kind.MINE]
    (conflict,) = conflicts(dialog)
    conflict.choose(Take.OWN)
    assert conflict.editor is not None
    conflict.editor.selectAll()
    conflict.editor.insertPlainText("The road was ours.")
    dialog.use.click()
    qtbot.waitUntil(lambda: not window.overview.standing.conflict)
    outcome = body.replace("short", "ours")
    assert workspace.open_post(id).body == outcome
    assert "wide" in server.alive[0].body, "readers wait for the author's word"
    qtbot.waitUntil(lambda: "One post again" in window.frame.banner.text)
    window.frame.banner.do(0)  # Update
    qtbot.waitUntil(lambda: "ours" in server.alive[0].body, timeout=10_000)
    assert "Mine." in server.alive[0].body
    qtbot.waitUntil(lambda: not window.courier.is_busy)
