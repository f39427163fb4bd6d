"""The one place where the house is wired."""

from __future__ import annotations

from pathlib import Path

from editor.domain.course import Course
from editor.store.blogs import Blogs
from editor.store.database import Notebook
from editor.store.ledger import Ledger
from editor.store.media import Media
from editor.store.posts import Posts
from editor.store.settings import Settings
from editor.sync.stores import Stores
from editor.system.clock import Clock, SystemClock
from editor.workspace.workspace import Workspace

_LARGE = 4 * 1024 * 1024  # bytes: some hundred posts


def open_workspace(
    path: Path,
    clock: Clock | None = None,
    key: bytes | None = None,
    course: Course | None = None,
) -> Workspace:
    """Open the notebook at `path`; an empty one is made where there is none.

    An encrypted one wants its `key` (protection.unlock), else NotebookLocked is raised. Raises
    the NotebookError family; a notebook that cannot be opened is left as it was. One that an
    older Midad left may take minutes to be brought up to date: `course` is told, and may end it
    with WorkCancelled.
    """
    time = clock or SystemClock()
    notebook = Notebook.open(path, time, key, course)
    stores = Stores(
        notebook=notebook,
        posts=Posts(notebook),
        ledger=Ledger(notebook),
        media=Media(notebook),
        blogs=Blogs(notebook),
    )
    return Workspace(path, stores, Settings(notebook), time, is_new=notebook.is_new)


def takes_long(path: Path) -> bool:
    """True where an older Midad left a notebook so large that bringing it up to date takes more
    than a second. A look at its first bytes; where it is encrypted nobody can tell (False).
    Raises the NotebookError family."""
    found = path.expanduser()
    if not found.is_file() or found.stat().st_size < _LARGE:
        return False
    from editor.store.upgrading import is_outdated

    return is_outdated(found)
