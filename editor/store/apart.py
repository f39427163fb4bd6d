"""Which posts stand otherwise with their blogs than here, and need their author for it."""

from __future__ import annotations

from editor.domain.apart import Apart
from editor.domain.ledger import IntentKind
from editor.domain.post import PostId, Status
from editor.store.database import Notebook

_CHANGED = """
    SELECT count(*) FROM posts p JOIN copies c ON c.post = p.uuid AND c.blog = p.blog
    WHERE p.binned IS NULL AND p.version_of IS NULL AND NOT p.stays_here
    AND p.status NOT IN (?, ?) AND c.agreed <> p.digest AND NOT c.conflict AND c.trouble = ''
    AND NOT EXISTS (SELECT 1 FROM intents i WHERE i.post = p.uuid
                    AND NOT (i.kind = ? AND i.digest <> p.digest))
"""
_TOUCHED = """
    SELECT DISTINCT c.post FROM copies c JOIN posts p ON p.uuid = c.post
    WHERE p.binned IS NULL AND {}
"""


def read_apart(notebook: Notebook) -> Apart:
    """Count them. Reads what is known of every copy: not for every key."""
    free = (Status.DRAFT.value, Status.PENDING.value)
    [(changed,)] = notebook.tuples(_CHANGED, (*free, IntentKind.PUBLISH.value))
    conflicts = notebook.tuples(_TOUCHED.format("c.conflict"))
    refused = notebook.tuples(_TOUCHED.format("c.trouble <> '' AND NOT c.conflict"))
    return Apart(changed, len(conflicts), frozenset(PostId(post) for (post,) in refused))
