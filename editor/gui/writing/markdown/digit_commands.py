"""Commands that write numbers in other digits, for the format menu. Pure; code points."""

from __future__ import annotations

from editor.gui.writing.markdown.edits import Command, Edit, line_end, line_start
from editor.system.translation import gettext as _
from editor.text.digits import Digits, convert, number_at
from editor.text.isolates import isolated


def in_digits(digits: Digits) -> Command:
    """A command for the selection; with none for the number at the caret, or else for its whole
    line. Code, addresses and the digits of Latin words keep theirs."""

    def command(text: str, start: int, end: int) -> Edit | None:
        anchor, caret = start, end
        if start == end:
            start, end = number_at(text, start)
        if start == end:
            start, end = line_start(text, start), line_end(text, end)
        made = convert(text, digits, start, end)
        return Edit(start, end, made, anchor, caret) if made != text[start:end] else None

    return command


def rows() -> list[tuple[str, Command]]:
    """The words of the menu's rows, and what they do."""
    return [
        (_named(_("Arabic digits {digits}"), Digits.ARABIC), in_digits(Digits.ARABIC)),
        (_named(_("Persian digits {digits}"), Digits.PERSIAN), in_digits(Digits.PERSIAN)),
        (_named(_("Western digits {digits}"), Digits.ASCII), in_digits(Digits.ASCII)),
    ]


def _named(words: str, digits: Digits) -> str:
    return words.format(digits=isolated(digits[1:6]))
