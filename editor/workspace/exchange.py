"""Posts as files: Markdown with front matter in, Markdown with front matter out.

Nothing is lost either way: the id, the dates and the front matter that is not ours go along,
the body keeps every byte, and pictures lie beside the file under the names the body uses.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from editor.domain.errors import (
    DiskFull,
    EditorError,
    FileMissing,
    FrontMatterBroken,
    InputError,
    PostMissing,
)
from editor.domain.post import Post, PostId, new_post_id
from editor.system.files import read_text, write_atomically
from editor.workspace.workspace import Workspace

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".txt"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file. Both `post` and `error`: its words came in, a picture did not."""

    path: Path
    post: Post | None = None
    error: EditorError | None = None
    known: bool = False  # the notebook had just this post already


def import_path(workspace: Workspace, path: Path, *, local: bool = False) -> list[Imported]:
    """Bring in a file, or every Markdown file below a folder. One broken file stops no other:
    its error stands in its row. Raises FileMissing where there is nothing at `path`."""
    if not path.exists():
        raise FileMissing(str(path))
    return [_import_file(workspace, file, local) for file in _files(path)]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.suffix.lower() in MARKDOWN and file.is_file() and not hidden:
            yield file


def _import_file(workspace: Workspace, path: Path, local: bool) -> Imported:
    try:
        post = read_post(workspace, path, local=local)
        known = _known(workspace, post)
        if known is not None and known.digest == post.digest:
            return Imported(path, known, known=True)
        if known is not None:  # another text under the same id: keep both
            post = replace(post, id=new_post_id())
        saved = workspace.save(post)
    except FrontMatterBroken as error:
        return Imported(path, error=replace_path(error, path))
    except EditorError as error:
        return Imported(path, error=error)
    try:
        _import_pictures(workspace, saved, path.parent)
    except EditorError as error:
        return Imported(path, saved, error)
    return Imported(path, saved)


def read_post(workspace: Workspace, path: Path, *, local: bool = False) -> Post:
    """The file as a post, not yet saved. It belongs to no blog: importing sends nothing."""
    from editor.text.frontmatter import post_from_file

    now = workspace.clock.now()
    base = Post(id=new_post_id(), stays_here=local, created=now, updated=now)
    post = post_from_file(read_text(path), base)
    title = "".join(char if char.isprintable() or ord(char) > 0x9F else " " for char in post.title)
    if not title.strip():
        title = path.stem.replace("-", " ").replace("_", " ")
    return replace(post, title=title, stays_here=post.stays_here or local)


def _known(workspace: Workspace, post: Post) -> Post | None:
    try:
        return workspace.open_post(post.id)
    except PostMissing:
        return None


def _import_pictures(workspace: Workspace, post: Post, folder: Path) -> None:
    """Take along the pictures the body names, where they lie inside the file's own folder."""
    for name in picture_names(post.body):
        path = (folder / unquote(name)).resolve()
        if path.suffix.lower() not in PICTURES or not path.is_file():
            continue
        if folder.resolve() in path.parents:
            workspace.add_picture(post.id, path.read_bytes(), name, is_named=True)


def picture_names(body: str) -> list[str]:
    """Relative destinations of the pictures in a body, as written, in order, each once."""
    from editor.text.pictures import destinations

    found = dict.fromkeys(destinations(body))
    return [name for name in found if ":" not in name and _is_below(unquote(name))]


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def export_to(workspace: Workspace, folder: Path, ids: list[PostId] | None = None) -> list[Path]:
    """Write posts (all that are not in the bin, where `ids` is None) below `folder`.

    A post with pictures becomes a folder of its own with index.md. A file that another post
    was exported to is replaced; anything else there is left alone. Raises DiskFull, InputError.
    """
    taken: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _export_post(workspace, workspace.open_post(id), folder, taken)
            for id in (ids if ids is not None else _all(workspace))
        ]
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(str(folder)) from error
        raise InputError(str(folder)) from error


def _all(workspace: Workspace) -> Iterator[PostId]:
    offset = 0
    while rows := workspace.page(limit=500, offset=offset):
        yield from (row.id for row in rows)
        offset += len(rows)


def _export_post(workspace: Workspace, post: Post, folder: Path, taken: set[str]) -> Path:
    from editor.text.frontmatter import post_to_file

    name = _free_name(post, folder, taken)
    pictures = workspace.pictures(post.id)
    path = folder / name / "index.md" if pictures else folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, post_to_file(post).encode("utf-8", "surrogatepass"))
    for item in pictures:
        picture = workspace.picture(post.id, item.name)
        target = (path.parent / unquote(item.name)).resolve()
        if picture is not None and path.parent.resolve() in target.parents:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, picture.data)
    return path


def _free_name(post: Post, folder: Path, taken: set[str]) -> str:
    """A name no other post of this export has, and no file of somebody else's."""
    from editor.text.slug import slugify

    stem = slugify(post.slug or post.title) or "post"
    for name in (stem, f"{stem}-{post.id[:8]}", post.id):
        free = name not in taken and all(
            _is_export_of(path, post.id)
            for path in (folder / f"{name}.md", folder / name / "index.md")
            if path.exists()
        )
        if free:
            taken.add(name)
            return name
    return post.id


def _is_export_of(path: Path, id: PostId) -> bool:
    try:
        return id in read_text(path)[:4000]
    except InputError:
        return False


def replace_path(error: FrontMatterBroken, path: Path) -> FrontMatterBroken:
    """The same error, told of the file it came from."""
    return FrontMatterBroken(str(path), line=error.line)
