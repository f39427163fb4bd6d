"""Is the notebook sound? And if it is not: what can be saved of it, and what cannot.

Both work on closed notebooks as on open ones, change nothing in them, and take as long as
reading all of it: on a lane of their own, with a Course.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.domain.errors import FileTaken, NotebookError, WrongPassphrase
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated
from editor.workspace.backups import require_room

if TYPE_CHECKING:
    from editor.domain.course import Course
    from editor.store.checking import Finding, Health
    from editor.store.salvage import Loss, Salvaged
    from editor.system.clock import Clock


@dataclass(frozen=True, slots=True)
class Repaired:
    """The new notebook, and what became of the old one's posts."""

    path: Path
    salvaged: Salvaged


def check(path: Path, key: bytes | None = None, course: Course | None = None) -> Health:
    """Look at everything in a notebook. Raises NotebookDamaged where it does not even open,
    WorkCancelled and the NotebookError family."""
    from editor.store import checking

    return checking.check(_whole(path), key, course)


def repair(
    path: Path,
    clock: Clock,
    target: Path | None = None,
    key: bytes | None = None,
    course: Course | None = None,
) -> Repaired:
    """Save what can be read into a new notebook, beside the old one where no `target` is named.
    The old one is only read. Raises FileTaken, NothingToSalvage, NoRoom, WorkCancelled."""
    from editor.store.salvage import salvage

    path = _whole(path)
    if not path.is_file():
        raise NotebookError(str(path))
    target = _whole(target) if target is not None else _beside(path)
    if target.exists():
        raise FileTaken(str(target))
    require_room(path, target.parent)
    return Repaired(target, salvage(path, target, clock, key, course))


def key_of_damaged(path: Path, passphrase: str) -> bytes:
    """The data key of an encrypted notebook, whether or not that opens with it. Takes half a
    second. Raises WrongPassphrase, KeysMissing."""
    from editor.store import keyfile
    from editor.store.encryption import Kind, data_key

    for keys in keyfile.read(_whole(path)):
        key = data_key(keys, Kind.PASSPHRASE, passphrase)
        if key is not None:
            return key
    raise WrongPassphrase(str(path))


# --- in words ---------------------------------------------------------------------------------


def finding_sentence(finding: Finding) -> str:
    """What is wrong, for people."""
    title = isolated(finding.title) if finding.title else _("a post without a title")
    name = isolated(finding.name)
    sentences = {
        "pages": _("The file is damaged inside."),
        "orphan": _("Something belongs to a post or a blog that is not there."),
        "post": _("“{title}” is damaged: its words are not those that were saved."),
        "search": _("Search does not know the words of “{title}”."),
        "stale_search": _("Search knows words of posts that are not there."),
        "picture": _("The picture “{name}” of “{title}” is damaged."),
        "state": _("An earlier state of “{title}” is damaged."),
        "ledger": _("What is known of a post on its blog can't be read."),
    }
    whole = _("Search does not know all words.")
    flaw = finding.flaw.value
    if flaw == "search" and finding.post is None:
        return whole
    return sentences[flaw].format(title=title, name=name)


def advice(health: Health) -> str:
    """What to do about it; nothing where it is sound."""
    if health.is_sound:
        return ""
    return _(
        "Nothing was changed. Make a copy of the notebook, then have it repaired: what can be "
        "read goes into a new one. Or go back to a backup."
    )


def repair_sentences(result: Salvaged) -> list[str]:
    """What was saved, and every single thing that was not."""
    lines = [
        ngettext("{n} post was saved.", "{n} posts were saved.", result.posts).format(
            n=result.posts
        ),
        ngettext("{n} picture was saved.", "{n} pictures were saved.", result.pictures).format(
            n=result.pictures
        ),
    ]
    lines += [
        _("“{title}” has gaps: some of its words could not be read.").format(title=_title(loss))
        for loss in result.spoilt
    ]
    lines += [
        _("“{title}” is here again as it was some time ago.").format(title=_title(loss))
        for loss in result.from_history
    ]
    lines += [
        _("The picture “{name}” of “{title}” could not be read.").format(
            name=isolated(loss.picture), title=_title(loss)
        )
        for loss in result.lost_pictures
    ]
    lines += [
        _("A post could not be read at all; its number is {id}.").format(id=loss.post)
        for loss in result.lost
    ]
    if result.is_whole:
        lines.append(_("Nothing was found missing."))
    return lines


def _title(loss: Loss) -> str:
    return isolated(loss.title) if loss.title.strip() else _("a post without a title")


def _beside(path: Path) -> Path:
    target, count = path.with_name(f"{path.stem} (repaired){path.suffix}"), 1
    while target.exists():
        count += 1
        target = path.with_name(f"{path.stem} (repaired {count}){path.suffix}")
    return target


def _whole(path: Path) -> Path:
    return path.expanduser().absolute()
