"""What comes from outside by paste or drop, and how it goes into the text. Thread: GUI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from editor.gui.writing import clipboard, codec

if TYPE_CHECKING:
    from editor.gui.writing.editor import WritingEditor


def can_arrive(source: QMimeData) -> bool:
    """True where there is something that a text can take."""
    return bool(source.hasText() or clipboard.picture_files(source) or clipboard.image(source))


def take_in(editor: WritingEditor, source: QMimeData, *, plain: bool = False) -> None:
    """Put what is offered in the place of the selection: pictures are passed on, an address over
    selected words makes a link of them, rich text becomes Markdown. `plain`: the words alone."""
    files = clipboard.picture_files(source)
    image = None if files else clipboard.image(source)
    if files:
        editor.pictures_dropped.emit(files)
        return
    if image is not None:
        editor.picture_pasted.emit(image)
        return
    editor.islands.step_beside()
    if plain or editor.is_source or not _take_in_as_markdown(editor, source):
        cursor = editor.textCursor()
        words = clipboard.words(source, cursor)
        if editor.islands.take_in(words):
            return
        codec.insert(cursor, words)
        editor.setTextCursor(cursor)
        editor.show_caret()
        editor.pasted.emit(words)


def _take_in_as_markdown(editor: WritingEditor, source: QMimeData) -> bool:
    from editor.gui.writing.markdown import pasting

    if source.hasFormat(clipboard.EXACT):
        return False  # from one of our own windows: it is what it says
    if editor.textCursor().hasSelection():
        link = pasting.link_over(source.text())
        if link is not None and editor.apply_here(link):
            return True
    made = None
    if source.hasHtml():
        made = clipboard.markdown_of(source, editor.post_direction, editor.text())
    if made is None or not editor.apply_here(pasting.placed(made)):
        return False
    editor.pasted.emit(made)
    if "![" in made:
        from editor.text.pictures import is_of_the_web, marks

        editor.web_pictures_pasted.emit(sum(is_of_the_web(each.target) for each in marks(made)))
    return True
