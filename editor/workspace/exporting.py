"""Posts out as files: Markdown with front matter, pictures beside it.

Nothing is lost by it: the id, the dates and the front matter that is not ours go along, the body
keeps every byte, pictures lie beside the file under the names the body uses, and what Markdown
has no place for stands in one line (exactness.py). Brought in again, it is the same post.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from editor.domain.course import Course
from editor.domain.errors import DiskFull, InputError
from editor.domain.media import MediaItem
from editor.domain.post import Post, PostId
from editor.system.files import read_text
from editor.workspace.exactness import KEY, PictureFile, line, printable
from editor.workspace.exchange import PICTURES
from editor.workspace.workspace import Workspace

TEXT = "index.md"
_LONGEST = 120  # characters of a picture's name on disk: some take 255 bytes
_FORBIDDEN = frozenset('<>:"\\|?*')  # on some disk or other


def export_to(
    workspace: Workspace,
    folder: Path,
    ids: list[PostId] | None = None,
    *,
    with_bin: bool = False,
    course: Course | None = None,
) -> list[Path]:
    """Write posts below `folder`: all outside the bin, where `ids` is None; `with_bin`, also
    those in it.

    A post with pictures becomes a folder of its own with index.md. A file that another post
    was exported to is replaced; anything else there is left alone. Raises DiskFull, InputError,
    WorkCancelled (what was written until then stays).
    """
    course = course or Course()
    wanted = ids if ids is not None else list(_all(workspace, with_bin))
    taken: set[str] = set()
    paths: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for id in wanted:
            course.step(len(paths), len(wanted))
            paths.append(_export_post(workspace, workspace.open_post(id), folder, taken))
        if hasattr(os, "sync"):
            os.sync()  # once, for all of them: a sync for each file takes ten times as long
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(folder)) from error
        raise InputError(str(folder)) from error
    return paths


def _all(workspace: Workspace, with_bin: bool) -> Iterator[PostId]:
    for binned in (False, True) if with_bin else (False,):
        offset = 0
        while rows := workspace.page(limit=500, offset=offset, binned=binned):
            yield from (row.id for row in rows)
            offset += len(rows)


def _export_post(workspace: Workspace, post: Post, folder: Path, taken: set[str]) -> Path:
    name = _free_name(post, folder, taken)
    pictures = _places(workspace.pictures(post.id))
    path = folder / name / TEXT if pictures else folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, file_of(post, pictures).encode("utf-8", "surrogatepass"))
    for each in pictures:
        picture = workspace.picture(post.id, each.name)
        target = path.parent / each.path
        # A link that lies there already could lead anywhere.
        if picture is not None and path.parent.resolve() in target.resolve().parents:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, picture.data)
    return path


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step; what has its name is never half of it."""
    target = path.resolve()  # a link stays a link
    temporary = target.with_name(f".{os.urandom(8).hex()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def file_of(post: Post, pictures: tuple[PictureFile, ...] = ()) -> str:
    """A file's text, with all that makes the same post of it again."""
    from editor.text.frontmatter import post_from_file, post_to_file

    body, _odd = printable(post.body)
    shown = replace(
        post,
        title=printable(post.title)[0],
        body=body,
        extra=tuple(pair for pair in post.extra if pair[0] != KEY),
    )
    text = post_to_file(shown)
    added = line(post, post_from_file(text, Post(id=post.id)), pictures)
    if not added:
        return text
    return post_to_file(replace(shown, extra=(*shown.extra, (KEY, added))))


def _places(items: list[MediaItem]) -> tuple[PictureFile, ...]:
    """Where each picture lies below its post's folder: under its name, where a disk takes it."""
    taken = {TEXT}
    found = []
    for item in items:
        path = unquote(item.name)
        is_picture = PurePosixPath(path).suffix.lower() in PICTURES
        if not is_picture or not _is_fit(path) or _clashes(path, taken):
            path = f"{item.digest[:16]}.{item.mime.partition('/')[2]}"
        taken.add(path.casefold())
        found.append(PictureFile(item.name, item.digest, path))
    return tuple(found)


def _clashes(path: str, taken: set[str]) -> bool:
    """True where a file or a folder of that name is spoken for; letter case does not count."""
    folded = path.casefold()
    return any(
        folded == other or folded.startswith(f"{other}/") or other.startswith(f"{folded}/")
        for other in taken
    )


def _is_fit(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and "/".join(parts) == path
        and not path.startswith("/")
        and all(
            len(part) <= _LONGEST
            and part.isprintable()
            and not part.startswith(".")
            and not part.endswith((".", " "))
            and not _FORBIDDEN & set(part)
            for part in parts
        )
    )


def _free_name(post: Post, folder: Path, taken: set[str]) -> str:
    """A name no other post of this export has, and no file of somebody else's."""
    from editor.text.slug import slugify

    stem = slugify(printable(post.slug or post.title)[0]) or "post"
    id = slugify(post.id)  # a notebook of somebody else's making may lead anywhere by it
    for name in (stem, f"{stem}-{id[:8]}", id):
        free = name.casefold() not in taken and all(
            _is_export_of(path, post.id)
            for path in (folder / f"{name}.md", folder / name / TEXT)
            if path.exists()
        )
        if free:
            taken.add(name.casefold())
            return name
    return id


def _is_export_of(path: Path, id: PostId) -> bool:
    try:
        return id in read_text(path)[:4000]
    except InputError:
        return False
