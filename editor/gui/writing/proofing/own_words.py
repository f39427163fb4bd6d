"""The author's own words, kept in the notebook. Any thread that may wait for the store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace

_WORDS = "writing.words"


def read_words(workspace: Workspace) -> frozenset[str]:
    """The author's own words. Blocks for a read."""
    return frozenset(word for word in workspace.setting(_WORDS).split("\n") if word)


def keep_words(workspace: Workspace, own: Iterable[str]) -> None:
    """Remember the author's own words. Blocks for a small write."""
    workspace.put_setting(_WORDS, "\n".join(sorted(own)))
