"""Posts in from files: Markdown with front matter, and the pictures beside it.

Files that Midad wrote itself (exporting.py) give back the very posts they were made of. A file
from anywhere is read and nothing else: it sends nothing, leads to no file outside its own
folder, and cannot make this program unpack or decode more than there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from uuid import UUID, uuid5

from editor.domain.course import Course
from editor.domain.errors import (
    ArchiveUnopened,
    EditorError,
    FileMissing,
    FileUnreadable,
    FrontMatterBroken,
    PostMissing,
    TooManyFiles,
)
from editor.domain.post import Post, PostId, new_post_id
from editor.system.files import read_bytes, read_text
from editor.workspace.exactness import Exact, restored, separated
from editor.workspace.workspace import Workspace

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".txt"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})
_IDS = UUID("0c1f7b1e-4b7b-4f53-9f2e-8f6f3c9f3d5a")
MANY = 20_000  # texts below one folder: more than anybody means who chose it by hand
_TOGETHER = 16  # posts in one transaction: a tenth of a second, in which nobody else can save

_ARCHIVES = (
    (0, b"PK\x03\x04"), (0, b"PK\x05\x06"), (0, b"7z\xbc\xaf\x27\x1c"), (0, b"Rar!\x1a\x07"),
    (0, b"\x1f\x8b\x08"), (0, b"BZh"), (0, b"\xfd7zXZ\0"), (0, b"\x28\xb5\x2f\xfd"),
    (257, b"ustar"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file. Both `post` and `error`: its words came in, a picture did not."""

    path: Path
    post: Post | None = None
    error: EditorError | None = None
    known: bool = False  # the notebook had just this post already


def import_path(
    workspace: Workspace,
    path: Path,
    *,
    local: bool = False,
    many: bool = False,
    course: Course | None = None,
) -> list[Imported]:
    """Bring in a file, or every Markdown file below a folder. One broken file stops no other:
    its error stands in its row.

    Raises FileMissing where there is nothing at `path`, FileUnreadable, TooManyFiles unless
    `many` are meant, WorkCancelled (what came in until then stays; the rest comes when it is
    begun again).
    """
    course = course or Course()
    if not path.exists():
        raise FileMissing(str(path))
    if not (path.is_file() or path.is_dir()):
        raise FileUnreadable(str(path))
    files = list(_files(path, course))
    if len(files) > MANY and not many:
        raise TooManyFiles(str(path), len(files), MANY)
    rows: list[Imported] = []
    while len(rows) < len(files):
        course.step(len(rows), len(files))
        rows += _import_some(workspace, files[len(rows) : len(rows) + _TOGETHER], local)
    return rows


def _files(path: Path, course: Course) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    root = path.resolve()
    for count, file in enumerate(sorted(path.rglob("*"))):
        if count % 1000 == 0:
            course.step()
        if file.suffix.lower() not in MARKDOWN:
            continue
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        # A link may lead to anything this account can read.
        if not hidden and file.is_file() and root in file.resolve().parents:
            yield file


def _import_some(workspace: Workspace, files: list[Path], local: bool) -> list[Imported]:
    """Read some files, then keep their posts together, then bring each one's pictures."""
    rows: dict[Path, Imported] = {}
    new: dict[Path, Post] = {}
    spoken: dict[Path, Exact | None] = {}
    for path in files:
        try:
            post, spoken[path] = _read(workspace, path, local)
            known = _known(workspace, post, new.values())
            while known is not None and not _is_same(known, post):
                post = replace(post, id=_id_of(post))  # another text under the same id: keep both
                known = _known(workspace, post, new.values())
        except FrontMatterBroken as error:
            rows[path] = Imported(path, error=replace_path(error, path))
        except EditorError as error:
            rows[path] = Imported(path, error=error)
        else:
            if known is None:
                new[path] = post
            else:
                rows[path] = Imported(path, known, known=True)
    rows |= _kept(workspace, new)
    return [_with_pictures(workspace, rows[path], spoken.get(path)) for path in files]


def _kept(workspace: Workspace, new: dict[Path, Post]) -> dict[Path, Imported]:
    try:
        kept = workspace.add([*new.values()]) if new else []
    except EditorError as error:
        return {path: Imported(path, error=error) for path in new}
    return {
        path: Imported(path, each) if isinstance(each, Post) else Imported(path, error=each)
        for path, each in zip(new, kept, strict=True)
    }


def _with_pictures(workspace: Workspace, row: Imported, exact: Exact | None) -> Imported:
    if row.post is None:
        return row
    try:
        _import_pictures(workspace, row.post, row.path.parent, exact)
    except EditorError as error:
        return replace(row, error=error)
    return row


def read_post(workspace: Workspace, path: Path, *, local: bool = False) -> Post:
    """The file as a post, not yet saved. Importing sends nothing."""
    return _read(workspace, path, local)[0]


def _read(workspace: Workspace, path: Path, local: bool) -> tuple[Post, Exact | None]:
    from editor.text.frontmatter import post_from_file

    _refuse_archives(path)
    now = workspace.clock.now()
    base = Post(id=new_post_id(), created=now, updated=now)
    post, exact = separated(post_from_file(read_text(path), base))
    if exact is not None:
        post = restored(post, exact)
    title = "".join(char if char.isprintable() or ord(char) > 0x9F else " " for char in post.title)
    if not title.strip() and not (exact is not None and "title" in exact.names):
        title = path.stem.replace("-", " ").replace("_", " ")
    post = replace(post, title=title, stays_here=post.stays_here or local)
    return (post if post.id != base.id else replace(post, id=_id_of(post, of_file=True))), exact


def _refuse_archives(path: Path) -> None:
    if path.suffix.lower() in MARKDOWN or not path.is_file():
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError:
        return  # reading it in earnest says what is wrong
    if any(head[at : at + len(mark)] == mark for at, mark in _ARCHIVES):
        raise ArchiveUnopened(str(path))


def _known(workspace: Workspace, post: Post, coming: Iterable[Post]) -> Post | None:
    """The post of the same id: in the notebook, or among those that come in just now."""
    for each in coming:
        if each.id == post.id:
            return each
    try:
        return workspace.open_post(post.id)
    except PostMissing:
        return None


def _is_same(known: Post, post: Post) -> bool:
    """What lies in the bin is none of what its author wants to see again."""
    return known.digest == post.digest and (known.binned is None or post.binned is not None)


def _id_of(post: Post, *, of_file: bool = False) -> PostId:
    """An id of a text's own, the same each time: brought in again, it makes no second post."""
    name = post.digest if of_file else f"{post.id} {post.digest}"
    return PostId(str(uuid5(_IDS, name)))


def _import_pictures(workspace: Workspace, post: Post, folder: Path, exact: Exact | None) -> None:
    """Take along the pictures the file speaks of, where they lie inside its own folder and the
    post lacks them: an import that was killed may have left some behind."""
    there = {item.name for item in workspace.pictures(post.id)}
    listed = {each.name: each for each in exact.pictures} if exact is not None else {}
    trouble: EditorError | None = None
    for name in (*listed, *(name for name in picture_names(post.body) if name not in listed)):
        if name in there:
            continue
        each = listed.get(name)
        path = _inside(folder, each.path if each is not None else unquote(name))
        if path is None:
            continue
        try:
            data = read_bytes(path)
            as_it_was = each is not None and sha256(data).hexdigest() == each.digest
            workspace.add_picture(post.id, data, name, is_named=True, is_clean=as_it_was)
        except EditorError as error:
            trouble = trouble or error
    if trouble is not None:
        raise trouble


def _inside(folder: Path, name: str) -> Path | None:
    """The picture of that name, where it lies below the folder and nowhere else."""
    try:
        path = (folder / name).resolve()
        is_one = path.suffix.lower() in PICTURES and path.is_file()
    except (OSError, ValueError):
        return None
    return path if is_one and folder.resolve() in path.parents else None


def picture_names(body: str) -> list[str]:
    """Relative destinations of the pictures in a body, as written, in order, each once."""
    from editor.text.pictures import destinations

    found = dict.fromkeys(destinations(body))
    return [name for name in found if ":" not in name and _is_below(unquote(name))]


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def replace_path(error: FrontMatterBroken, path: Path) -> FrontMatterBroken:
    """The same error, told of the file it came from."""
    return FrontMatterBroken(str(path), line=error.line)
