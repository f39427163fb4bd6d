"""What went wrong, in the author's language: what happened, and what to do about it.

Both faces speak these sentences, so they stand once: of this computer in `messages_here`, of the
blogs in `messages_there`. A test walks the whole error tree
and fails where one lacks its words.
"""

from __future__ import annotations

from dataclasses import dataclass

from editor.system.translation import gettext as _
from editor.workspace.messages_here import HERE
from editor.workspace.messages_there import THERE


@dataclass(frozen=True, slots=True)
class Explanation:
    """`happened` and `advice` are whole sentences for people, without markup."""

    happened: str
    advice: str

    def __str__(self) -> str:
        return f"{self.happened} {self.advice}".strip()


def explain(error: BaseException) -> Explanation:
    """The words for `error`; for anything unexpected, the words for that."""
    for kind in type(error).__mro__:
        words = _WORDS.get(kind)
        if words is not None:
            happened, advice = words(error)
            return Explanation(happened, advice)
    return Explanation(
        _("Something went wrong inside Midad."),
        _("Your words are saved. Please close Midad and open it again."),
    )


_WORDS = {**HERE, **THERE}
