"""The search over a document: always what a search from scratch would find."""

from __future__ import annotations

import random

import pytest
from measuring import Open, put_caret, type_words
from PySide6.QtGui import QTextBlock, QTextCursor
from pytestqt.qtbot import QtBot

from editor.gui.writing import codec
from editor.gui.writing.editor import WritingEditor
from editor.gui.writing.finding import finder
from editor.gui.writing.finding.finder import Finder, Wanted
from editor.gui.writing.sheet.marks import Mark
from editor.text.finding import find

TEXT = "قال مُحَمَّدٌ 🧭 كلمة\n\nthe road\nمحمد ثم مُحَمَّد\nend"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches are through at once, however busy the machine; slices have tests of their own."""
    monkeypatch.setattr(finder, "_SLICE", 60_000)


def lines(editor: WritingEditor) -> list[QTextBlock]:
    document = editor.document()
    return [document.findBlockByNumber(at) for at in range(document.blockCount())]


def found(editor: WritingEditor, search: Finder) -> list[list[tuple[int, int]]]:
    return [[mark[:2] for mark in search.marks(block)] for block in lines(editor)]


def afresh(editor: WritingEditor, wanted: Wanted) -> list[list[tuple[int, int]]]:
    made = []
    for block in lines(editor):
        units = codec.unit_offsets(block.text())
        spans = find(block.text(), *wanted)
        made.append([(units[start], units[end]) for start, end in spans])
    return made


def through(qtbot: QtBot, search: Finder) -> None:
    qtbot.waitUntil(lambda: search.is_through)


def selected(editor: WritingEditor) -> str:
    return codec.selected(editor.textCursor())


def test_marks_stand_on_the_true_characters(open_editor: Open) -> None:
    editor = open_editor("🧭 مُحَمَّدٌ كلمة\n\U0001f9edmohammed")
    search = Finder(editor)
    assert search.marks(editor.document().firstBlock()) == ()
    search.look_for(Wanted("محمد"))
    first, second = lines(editor)
    assert [tuple(mark) for mark in search.marks(first)] == [(3, 12, Mark.FOUND)]
    assert search.marks(second) == ()
    search.look_for(Wanted("moh"))
    assert [tuple(mark) for mark in search.marks(second)] == [(2, 5, Mark.FOUND)]
    search.stop()
    assert search.marks(second) == ()
    assert search.count == 0


def test_steps_go_round(open_editor: Open, qtbot: QtBot) -> None:
    editor = open_editor(TEXT)
    search = Finder(editor)
    search.look_for(Wanted("محمد"))
    assert (search.count, search.here) == (3, 0)
    seen = []
    for _ in range(3):
        with qtbot.assertNotEmitted(search.wrapped):
            search.go()
        seen.append((search.here, selected(editor)))
    assert seen == [(1, "مُحَمَّدٌ"), (2, "محمد"), (3, "مُحَمَّد")]
    with qtbot.waitSignal(search.wrapped) as wrapped:
        search.go()
    assert (search.here, wrapped.args) == (1, [True])
    with qtbot.waitSignal(search.wrapped) as wrapped:
        search.go(forward=False)
    assert (search.here, wrapped.args) == (3, [False])
    with qtbot.assertNotEmitted(search.wrapped):
        search.go(forward=False)
    assert search.here == 2


def test_a_step_begins_at_the_caret(open_editor: Open) -> None:
    editor = open_editor("aa b aa b aa")
    search = Finder(editor)
    search.look_for(Wanted("aa"))
    put_caret(editor, 6)  # within the second one
    search.go()
    assert search.here == 3
    put_caret(editor, 6)
    search.go(forward=False)
    assert search.here == 1


def test_only_the_selected_one_is_marked_as_here(open_editor: Open) -> None:
    editor = open_editor("aa b aa")
    search = Finder(editor)
    search.look_for(Wanted("aa"), follow=True)
    block = editor.document().firstBlock()
    assert [mark.mark for mark in search.marks(block)] == [Mark.FOUND_HERE, Mark.FOUND]
    put_caret(editor, 7, anchor=5)
    assert [mark.mark for mark in search.marks(block)] == [Mark.FOUND, Mark.FOUND_HERE]
    put_caret(editor, 6, anchor=5)
    assert [mark.mark for mark in search.marks(block)] == [Mark.FOUND, Mark.FOUND]
    assert search.here == 0


def test_words_being_typed_are_followed_from_where_the_author_is(open_editor: Open) -> None:
    editor = open_editor("road one\nroad two\nroads")
    search = Finder(editor)
    put_caret(editor, 9)
    for words, here in (("r", 2), ("road", 2), ("roads", 1), ("roadsx", 0)):
        search.look_for(Wanted(words), follow=True)
        assert search.here == here
    assert selected(editor) == "roads"  # what is not found moves nothing
    search.look_for(Wanted("one"), follow=True)
    assert selected(editor) == "one"


def test_only_lines_that_changed_are_searched_again(
    open_editor: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def spy(text: str, *wanted: object) -> list[tuple[int, int]]:
        searched.append(text)
        return find(text, *wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(finder, "find", spy)
    editor = open_editor("\n".join(f"line {n}" for n in range(500)))
    search = Finder(editor)
    search.look_for(Wanted("line"))
    through(qtbot, search)
    assert len(searched) == 500
    searched.clear()
    put_caret(editor, 0)
    with qtbot.waitSignal(search.counted):
        type_words(editor, "a line ")
    assert set(searched) <= {"a line line 0"[:n] + "line 0" for n in range(8)}
    assert search.count == 501
    searched.clear()
    with qtbot.waitSignal(search.counted):
        type_words(editor, "\n")
    assert sorted(set(searched)) == ["a line ", "line 0"]
    assert found(editor, search) == afresh(editor, Wanted("line"))


@pytest.mark.parametrize("seed", range(6))
def test_after_every_edit_it_is_as_if_searched_afresh(
    open_editor: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(finder, "_REST", 1)
    chance = random.Random(seed)
    editor = open_editor(TEXT)
    search = Finder(editor)
    wanted = Wanted("محمد", whole_words=bool(seed % 2))
    search.look_for(wanted)
    pieces = ["x", "\n", "محمد", "مُحَمَّدٌ\n🧭 محمد\n\n", " ", "ا\r\nb", "\u0651", "محمد " * 800]
    for _ in range(120):
        deed = chance.choice(["insert", "insert", "delete", "undo", "redo", "replace", "load"])
        end = editor.document().characterCount() - 1
        put_caret(editor, chance.randint(0, end), anchor=chance.randint(0, end))
        cursor = editor.textCursor()
        if deed == "insert":
            cursor.setPosition(cursor.position())
            codec.insert(cursor, chance.choice(pieces))
        elif deed == "delete":
            cursor.removeSelectedText()
        elif deed == "replace":
            codec.insert(cursor, chance.choice(pieces))
        elif deed == "load":
            if chance.random() < 0.2:
                editor.load(chance.choice(["", TEXT, "\n\n\n", "محمد\r\nمحمد\r\n"]))
        else:
            getattr(editor, deed)()
        if chance.random() < 0.7:
            through(qtbot, search)
            assert found(editor, search) == afresh(editor, wanted)
            assert search.count == sum(map(len, afresh(editor, wanted)))


def test_a_long_search_lets_keys_come_between_and_remembers_the_step(
    open_editor: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "_SLICE", 0)
    editor = open_editor("word\n" * 60)
    search = Finder(editor)
    put_caret(editor, 150)
    search.look_for(Wanted("word"))
    assert not search.is_through
    assert search.count == 1  # where the author looks it is searched first
    search.go()
    assert not editor.textCursor().hasSelection()
    type_words(editor, "word ")
    with qtbot.waitSignal(search.counted):
        pass
    through(qtbot, search)
    assert search.count == 61
    assert (search.here, selected(editor)) == (32, "word")


def test_what_was_remembered_is_forgotten_with_the_search(
    open_editor: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "_SLICE", 0)
    editor = open_editor("word\n" * 20)
    search = Finder(editor)
    search.look_for(Wanted("word"), follow=True)
    search.stop()
    qtbot.wait(20)
    assert not editor.textCursor().hasSelection()
    assert search.is_through


def test_a_find_far_away_is_brought_into_view(open_editor: Open) -> None:
    editor = open_editor("line\n" * 300 + "here\n" + "line\n" * 300)
    search = Finder(editor)
    search.look_for(Wanted("here"), follow=True)
    assert editor.viewport().rect().contains(editor.cursorRect())
    top = editor.verticalScrollBar().value()
    search.go()
    assert editor.verticalScrollBar().value() == top > 0


# --- replacing ------------------------------------------------------------------------------------


def test_one_is_replaced_with_all_its_marks_and_the_next_selected(open_editor: Open) -> None:
    editor = open_editor("زار مُحَمَّدٌ محمدًا ومحمد")
    search = Finder(editor)
    search.look_for(Wanted("محمد"))
    search.replace("أحمد")  # none is selected yet: only go there
    assert codec.read(editor.document()) == "زار مُحَمَّدٌ محمدًا ومحمد"
    search.replace("أحمد")
    assert codec.read(editor.document()) == "زار أحمد محمدًا ومحمد"
    assert (search.count, search.here, selected(editor)) == (2, 1, "محمدً")
    search.replace("🧭")
    assert codec.read(editor.document()) == "زار أحمد 🧭ا ومحمد"
    editor.undo()
    assert codec.read(editor.document()) == "زار أحمد محمدًا ومحمد"


def test_a_replacement_is_not_found_in_itself(open_editor: Open) -> None:
    editor = open_editor("a b a")
    search = Finder(editor)
    search.look_for(Wanted("a"), follow=True)
    search.replace("aa")
    assert codec.read(editor.document()) == "aa b a"
    assert search.here == 3


SACRED = (
    "مُحَمَّدٌ\u00a0قال\r\nمحمد\u2028محمد\rوبعد\u2029محمد\n\ud800محمد\U0010ffff 🧭محمد🧭\n"
    "می\u200cروم محمد\u200fو\u2067محمد\u2069\r\n"
)


@pytest.mark.parametrize("made", ["", "أَحْمَد", "🧭", "محمد محمد", "\u200c"])
def test_all_are_replaced_in_one_step_and_nothing_else_is_touched(
    open_editor: Open, qtbot: QtBot, made: str
) -> None:
    editor = open_editor(SACRED)
    search = Finder(editor)
    search.look_for(Wanted("محمد"))
    edited: list[None] = []
    editor.text_edited.connect(lambda: edited.append(None))
    assert search.replace_all(made) == (8, 0)
    assert len(edited) == 1
    expected = SACRED.replace("مُحَمَّدٌ", "محمد").replace("محمد", made)
    assert codec.read(editor.document()) == expected
    through(qtbot, search)
    assert search.count == (16 if "محمد" in made else 0)
    editor.undo()
    assert codec.read(editor.document()) == SACRED
    assert not editor.document().isUndoAvailable()
    editor.redo()
    assert codec.read(editor.document()) == expected
    editor.undo()
    through(qtbot, search)
    assert search.count == 8


def test_the_caret_stays_in_its_words_while_all_are_replaced(open_editor: Open) -> None:
    editor = open_editor("aa here aa\naa here aa")
    put_caret(editor, 16, anchor=14)
    search = Finder(editor)
    search.look_for(Wanted("aa"))
    assert search.replace_all("b") == (4, 0)
    assert selected(editor) == "he"


def test_what_is_right_already_is_no_edit(open_editor: Open) -> None:
    editor = open_editor("أحمد وأحمد")
    search = Finder(editor)
    search.look_for(Wanted("احمد"))
    assert search.replace_all("أحمد") == (0, 0)
    assert not editor.document().isUndoAvailable()
    assert not editor.document().isModified()
    search.go()
    search.replace("أحمد")
    assert search.here == 2
    assert not editor.document().isModified()


def test_replace_all_waits_for_no_timer(open_editor: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "_SLICE", 0)
    editor = open_editor("word\n" * 50)
    search = Finder(editor)
    search.look_for(Wanted("word"))
    assert search.replace_all("w") == (50, 0)
    assert codec.read(editor.document()) == "w\n" * 50


# --- strange texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "محمد " * 20_000,
        "x" * 100_000,
        "> " * 10_000 + "محمد",
        "\ud800محمد\udfff\x00\x07",
        "م\u064b" * 50_000,
        "",
    ],
)
def test_strange_texts_are_searched_and_stay_as_they_are(
    open_editor: Open, qtbot: QtBot, text: str
) -> None:
    editor = open_editor(text)
    search = Finder(editor)
    search.look_for(Wanted("محمد"))
    through(qtbot, search)
    assert search.count == text.count("محمد")
    put_caret(editor, 0)
    cursor = QTextCursor(editor.document())
    cursor.insertText("محمد ")
    through(qtbot, search)
    assert search.count == text.count("محمد") + 1
    search.stop()
    editor.undo()
    assert codec.read(editor.document()) == text
