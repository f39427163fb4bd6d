"""Posts that stand otherwise with their blogs than here, and that no sync brings together."""

from __future__ import annotations

from dataclasses import dataclass

from editor.domain.post import PostId


@dataclass(frozen=True, slots=True)
class Apart:
    """So many whose readers see an earlier text, so many in two versions, and those that a blog
    did not take."""

    changed: int = 0
    conflicts: int = 0
    refused: frozenset[PostId] = frozenset()
