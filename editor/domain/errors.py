"""Every misfortune Midad expects. They carry data; the faces find the words.

EditorError
├ NotebookError           path
│ ├ NotebookTooNew        found, known: made by a newer Midad
│ ├ NotebookDamaged
│ ├ NotebookBusy          another Midad has it open
│ ├ NotebookReadOnly
│ └ DiskFull
├ PostError
│ ├ PostMissing           wanted
│ ├ PostAmbiguous         wanted, matches
│ └ PostChanged           id: somebody else saved it since it was read
├ InputError
│ ├ FileMissing           path
│ ├ FileUnreadable        path
│ ├ FileNotText           path: not UTF-8, and no other encoding fits
│ ├ FileTooLarge          path, size, limit (bytes)
│ ├ NotAPicture           path
│ ├ PictureTooLarge       path, pixels, limit
│ ├ TitleUnusable         title: control characters
│ └ FrontMatterBroken     path, line (1-based)
├ BlogError
│ ├ BlogMissing           wanted
│ ├ BlogAmbiguous         wanted, matches
│ ├ NoBlog
│ ├ BlogExists            address
│ └ PostStaysHere         id: told to stay on this computer
├ RemoteError             address
│ ├ AddressUnusable       not an address and not a folder
│ ├ AddressInsecure       http with a password, not loopback
│ ├ AddressMoved          to: the blog sends us to another address
│ ├ FolderUnusable        cannot be written to
│ ├ NotABlog              answers, but as no kind of blog we know
│ ├ Unreachable           nothing was sent
│ ├ OutcomeUnknown        sent, no clear answer: look before retrying
│ ├ WrongNetwork          a web page where data was due: captive portal
│ ├ SignInRefused         user name or password
│ ├ NotAllowed            action
│ ├ Busy                  retry_after (seconds)
│ ├ ServerFault           status
│ ├ BadReply              unreadable answer to a question
│ ├ VersionConflict       current: changed there since last seen
│ ├ RemoteGone            the post is not there any more
│ └ Rejected              reason: the blog's own word for it
└ SyncError
  ├ SyncCancelled
  └ TooManyGone           gone, known: the blog suddenly lacks most posts
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from editor.domain.blog import RemotePost
from editor.domain.post import PostId


@dataclass(eq=False)
class EditorError(Exception):
    """Expected misfortune. Subclasses are data only; `str()` is for logs, not for people."""

    def __str__(self) -> str:
        data = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({data})"


# --- the notebook -----------------------------------------------------------------------------


@dataclass(eq=False)
class NotebookError(EditorError):
    path: str = ""


@dataclass(eq=False)
class NotebookTooNew(NotebookError):
    found: int = 0
    known: int = 0


@dataclass(eq=False)
class NotebookDamaged(NotebookError):
    pass


@dataclass(eq=False)
class NotebookBusy(NotebookError):
    pass


@dataclass(eq=False)
class NotebookReadOnly(NotebookError):
    pass


@dataclass(eq=False)
class DiskFull(NotebookError):
    pass


# --- posts ------------------------------------------------------------------------------------


@dataclass(eq=False)
class PostError(EditorError):
    pass


@dataclass(eq=False)
class PostMissing(PostError):
    wanted: str = ""


@dataclass(eq=False)
class PostAmbiguous(PostError):
    wanted: str = ""
    matches: int = 0


@dataclass(eq=False)
class PostChanged(PostError):
    id: PostId = PostId("")


# --- what the author hands in -----------------------------------------------------------------


@dataclass(eq=False)
class InputError(EditorError):
    path: str = ""


@dataclass(eq=False)
class FileMissing(InputError):
    pass


@dataclass(eq=False)
class FileUnreadable(InputError):
    pass


@dataclass(eq=False)
class FileNotText(InputError):
    pass


@dataclass(eq=False)
class FileTooLarge(InputError):
    size: int = 0
    limit: int = 0


@dataclass(eq=False)
class NotAPicture(InputError):
    pass


@dataclass(eq=False)
class PictureTooLarge(InputError):
    pixels: int = 0
    limit: int = 0


@dataclass(eq=False)
class TitleUnusable(InputError):
    title: str = ""


@dataclass(eq=False)
class FrontMatterBroken(InputError):
    line: int = 0


# --- blogs ------------------------------------------------------------------------------------


@dataclass(eq=False)
class BlogError(EditorError):
    pass


@dataclass(eq=False)
class BlogMissing(BlogError):
    wanted: str = ""


@dataclass(eq=False)
class BlogAmbiguous(BlogError):
    wanted: str = ""
    matches: int = 0


@dataclass(eq=False)
class NoBlog(BlogError):
    pass


@dataclass(eq=False)
class BlogExists(BlogError):
    address: str = ""


@dataclass(eq=False)
class PostStaysHere(BlogError):
    id: PostId = PostId("")


# --- the blog's answers -----------------------------------------------------------------------


@dataclass(eq=False)
class RemoteError(EditorError):
    address: str = ""


@dataclass(eq=False)
class AddressUnusable(RemoteError):
    pass


@dataclass(eq=False)
class AddressInsecure(RemoteError):
    pass


@dataclass(eq=False)
class AddressMoved(RemoteError):
    to: str = ""


@dataclass(eq=False)
class FolderUnusable(RemoteError):
    pass


@dataclass(eq=False)
class NotABlog(RemoteError):
    pass


@dataclass(eq=False)
class Unreachable(RemoteError):
    pass


@dataclass(eq=False)
class OutcomeUnknown(RemoteError):
    pass


@dataclass(eq=False)
class WrongNetwork(RemoteError):
    pass


@dataclass(eq=False)
class SignInRefused(RemoteError):
    pass


@dataclass(eq=False)
class NotAllowed(RemoteError):
    action: str = ""


@dataclass(eq=False)
class Busy(RemoteError):
    retry_after: float = 60.0


@dataclass(eq=False)
class ServerFault(RemoteError):
    status: int = 500


@dataclass(eq=False)
class BadReply(RemoteError):
    pass


@dataclass(eq=False)
class VersionConflict(RemoteError):
    current: RemotePost | None = None


@dataclass(eq=False)
class RemoteGone(RemoteError):
    pass


@dataclass(eq=False)
class Rejected(RemoteError):
    reason: str = ""


# --- syncing ----------------------------------------------------------------------------------


@dataclass(eq=False)
class SyncError(EditorError):
    pass


@dataclass(eq=False)
class SyncCancelled(SyncError):
    pass


@dataclass(eq=False)
class TooManyGone(SyncError):
    gone: int = 0
    known: int = 0


def every_error(root: type[EditorError] = EditorError) -> Iterator[type[EditorError]]:
    """The whole tree, the root first: a test asks whether each has its words."""
    yield root
    for child in root.__subclasses__():
        yield from every_error(child)
