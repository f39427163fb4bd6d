"""Texts with a selection drawn into them: `‹` and `›` stand around it, `¦` is the caret."""

from __future__ import annotations

from editor.gui.writing.markdown.edits import Command, applied


def read(marked: str) -> tuple[str, int, int]:
    """The text, and where the selection begins and ends."""
    if "‹" in marked:
        start = marked.index("‹")
        end = marked.index("›") - 1
        return marked.replace("‹", "").replace("›", ""), start, end
    caret = marked.index("¦")
    return marked.replace("¦", ""), caret, caret


def drawn(text: str, anchor: int, caret: int) -> str:
    """The text with its selection."""
    if anchor == caret:
        return text[:caret] + "¦" + text[caret:]
    return f"{text[:anchor]}‹{text[anchor:caret]}›{text[caret:]}"


def run(command: Command, marked: str) -> str:
    """What a command makes of it; the same where it has nothing to do."""
    text, start, end = read(marked)
    edit = command(text, start, end)
    return marked if edit is None else drawn(applied(text, edit), edit.anchor, edit.caret)
