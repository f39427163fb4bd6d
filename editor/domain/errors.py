"""Every misfortune Midad expects. They carry data; the faces find the words.

EditorError
├ NotebookError           path
│ ├ NotebookTooNew        found, known: made by a newer Midad
│ ├ NotebookDamaged
│ │ ├ WrongKeys           the passphrase is right, and the file does not open
│ │ └ KeysMissing         keys: the file that belongs beside an encrypted notebook
│ ├ NotebookLocked        encrypted, and no key was given
│ ├ WrongPassphrase
│ ├ WrongRecoveryKey
│ ├ AlreadyProtected      it has a passphrase
│ ├ NotProtected          it has none
│ ├ NotebookBusy          another Midad has it open
│ ├ NotebookReadOnly
│ ├ NotebookGone          the file, or its folder, is not there any more
│ ├ DriveWithoutLocks     it cannot keep two programs apart
│ ├ NothingToSalvage      not one post could be read from it
│ ├ NoRoom                needed, free (bytes): a copy of it would fill the disk
│ ├ BackupPlaceMissing    path: the folder the author chose for backups
│ ├ BackupPlaceUnusable   path: a folder that takes no backups
│ └ DiskFull
├ PostError
│ ├ PostMissing           wanted
│ ├ PostAmbiguous         wanted, matches
│ ├ PostChanged           id: somebody else saved it since it was read
│ ├ RevisionMissing       wanted
│ └ RevisionDamaged       wanted: one earlier state; the post and the others are whole
├ InputError
│ ├ FileMissing           path
│ ├ FileTaken             path: something is there already
│ ├ FileUnreadable        path
│ ├ FileNotText           path: not UTF-8, and no other encoding fits
│ ├ FileTooLarge          path, size, limit (bytes)
│ ├ ArchiveUnopened       path: a ZIP file or one of its kin
│ ├ TooManyFiles          path, count, limit
│ ├ NotAPicture           path
│ ├ DrawingRefused        path
│ ├ PictureTooLarge       path, pixels, limit
│ ├ TitleUnusable         title: control characters
│ ├ PassphraseUnusable    least: the characters it needs
│ ├ RecoveryKeyMistyped
│ └ FrontMatterBroken     path, line (1-based)
├ BlogError
│ ├ BlogMissing           wanted
│ ├ BlogAmbiguous         wanted, matches
│ ├ NoBlog
│ ├ BlogExists            address
│ ├ CommentMissing        wanted: the blog's number
│ ├ ReplyIsPublic         address: an answer that was taken back too late
│ ├ PostStaysHere         id: told to stay on this computer
│ ├ PostElsewhere         id; blog (its name): another blog has it already
│ ├ NothingPublished      blog (its name): no page of it is known
│ └ LookUnusable          address: a page on which its post is not to be found
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
│ ├ PasswordsOff          the blog allows no application passwords
│ ├ HeaderStripped        the host takes the password out of each request
│ ├ DoorInFront           the web server wants a password of its own
│ ├ RestClosed            a WordPress, but not for programs
│ ├ OnlyXmlRpc            the same, with the older door open
│ ├ NotAllowed            action
│ ├ Busy                  retry_after (seconds)
│ ├ ServerFault           status
│ ├ BadReply              unreadable answer to a question
│ │ ├ PageUnreadable      path, line (1-based; 0: not text): damaged by hand
│ │ └ PageTwice           path, other: two files of a folder say that they are one post
│ ├ VersionConflict       current: changed there since last seen
│ │ └ EditOverwritten     written: it went through, over `current`, which nobody here saw
│ ├ RemoteGone            the post is not there any more
│ └ Rejected              reason: the blog's own word for it
│   └ PictureRefused      picture: its name; too large, or of a kind that is not taken
├ SyncError
│ ├ SyncCancelled
│ └ TooManyGone           gone, known: the blog suddenly lacks most posts
├ KeyringError            the system's keyring
│ ├ KeyringMissing        there is none, or none that is safe
│ ├ KeyringSilent         it did not answer in time
│ └ KeyringRefused        it is locked, or somebody said no
└ WorkCancelled           the author stopped what took too long
  ├ ConversionStopped     the notebook got no passphrase, or kept it
  └ UpgradeStopped        the notebook was not brought up to date
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, dataclass_transform

if TYPE_CHECKING:
    from editor.domain.blog import RemotePost
from editor.domain.post import PostId


@dataclass_transform()
class EditorError(Exception):
    """Expected misfortune. Subclasses name their data and nothing else, as a dataclass does;
    forty real dataclasses would cost each start 10 ms. `str()` is for logs, not for people."""

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__()
        given = dict(zip(self.names(), values, strict=False)) | named
        if len(values) > len(self.names()) or not given.keys() <= set(self.names()):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self.names()) or 'nothing'}")
        for name, value in given.items():
            setattr(self, name, value)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The data's names, those of the base first; each has a default in its class."""
        kinds = reversed(cls.__mro__)
        return tuple(name for kind in kinds for name in vars(kind).get("__annotations__", ()))

    def __str__(self) -> str:
        data = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.names())
        return f"{type(self).__name__}({data})"


# --- the notebook -----------------------------------------------------------------------------


class NotebookError(EditorError):
    path: str = ""


class NotebookTooNew(NotebookError):
    found: int = 0
    known: int = 0


class NotebookDamaged(NotebookError):
    pass


class WrongKeys(NotebookDamaged):
    pass


class NotebookLocked(NotebookError):
    pass


class WrongPassphrase(NotebookError):
    pass


class WrongRecoveryKey(NotebookError):
    pass


class KeysMissing(NotebookDamaged):
    keys: str = ""


class AlreadyProtected(NotebookError):
    pass


class NotProtected(NotebookError):
    pass


class NotebookBusy(NotebookError):
    pass


class NotebookReadOnly(NotebookError):
    pass


class NothingToSalvage(NotebookError):
    pass


class NoRoom(NotebookError):
    needed: int = 0
    free: int = 0


class NotebookGone(NotebookError):
    pass


class DriveWithoutLocks(NotebookError):
    pass


class BackupPlaceMissing(NotebookError):
    pass


class BackupPlaceUnusable(NotebookError):
    pass


class DiskFull(NotebookError):
    pass


# --- posts ------------------------------------------------------------------------------------


class PostError(EditorError):
    pass


class PostMissing(PostError):
    wanted: str = ""


class PostAmbiguous(PostError):
    wanted: str = ""
    matches: int = 0


class PostChanged(PostError):
    id: PostId = PostId("")


class RevisionMissing(PostError):
    wanted: str = ""


class RevisionDamaged(PostError):
    wanted: str = ""


# --- what the author hands in -----------------------------------------------------------------


class InputError(EditorError):
    path: str = ""


class FileMissing(InputError):
    pass


class FileTaken(InputError):
    pass


class FileUnreadable(InputError):
    pass


class FileNotText(InputError):
    pass


class FileTooLarge(InputError):
    size: int = 0
    limit: int = 0


class ArchiveUnopened(InputError):
    pass


class TooManyFiles(InputError):
    count: int = 0
    limit: int = 0


class NotAPicture(InputError):
    pass


class DrawingRefused(InputError):
    """An SVG: it can carry programs, so blogs refuse it and so do we."""


class PictureTooLarge(InputError):
    pixels: int = 0
    limit: int = 0


class TitleUnusable(InputError):
    title: str = ""


class PassphraseUnusable(InputError):
    least: int = 0


class RecoveryKeyMistyped(InputError):
    pass


class FrontMatterBroken(InputError):
    line: int = 0


# --- blogs ------------------------------------------------------------------------------------


class BlogError(EditorError):
    pass


class BlogMissing(BlogError):
    wanted: str = ""


class BlogAmbiguous(BlogError):
    wanted: str = ""
    matches: int = 0


class NoBlog(BlogError):
    pass


class BlogExists(BlogError):
    address: str = ""


class CommentMissing(BlogError):
    wanted: str = ""


class ReplyIsPublic(BlogError):
    address: str = ""


class PostStaysHere(BlogError):
    id: PostId = PostId("")


class PostElsewhere(BlogError):
    id: PostId = PostId("")
    blog: str = ""


class NothingPublished(BlogError):
    blog: str = ""


class LookUnusable(BlogError):
    address: str = ""


# --- the blog's answers -----------------------------------------------------------------------


class RemoteError(EditorError):
    address: str = ""


class AddressUnusable(RemoteError):
    pass


class AddressInsecure(RemoteError):
    pass


class AddressMoved(RemoteError):
    to: str = ""


class FolderUnusable(RemoteError):
    pass


class NotABlog(RemoteError):
    pass


class Unreachable(RemoteError):
    pass


class OutcomeUnknown(RemoteError):
    pass


class WrongNetwork(RemoteError):
    pass


class SignInRefused(RemoteError):
    pass


class PasswordsOff(RemoteError):
    pass


class HeaderStripped(RemoteError):
    pass


class DoorInFront(RemoteError):
    pass


class RestClosed(RemoteError):
    pass


class OnlyXmlRpc(RemoteError):
    pass


class NotAllowed(RemoteError):
    action: str = ""


class Busy(RemoteError):
    retry_after: float = 60.0


class ServerFault(RemoteError):
    status: int = 500


class BadReply(RemoteError):
    pass


class PageUnreadable(BadReply):
    path: str = ""
    line: int = 0


class PageTwice(BadReply):
    path: str = ""
    other: str = ""
    id: str = ""


class VersionConflict(RemoteError):
    current: RemotePost | None = None


class EditOverwritten(VersionConflict):
    written: RemotePost | None = None


class RemoteGone(RemoteError):
    pass


class Rejected(RemoteError):
    reason: str = ""


class PictureRefused(Rejected):
    picture: str = ""


# --- syncing ----------------------------------------------------------------------------------


class SyncError(EditorError):
    pass


class SyncCancelled(SyncError):
    pass


class TooManyGone(SyncError):
    gone: int = 0
    known: int = 0


# --- the system's keyring ---------------------------------------------------------------------


class KeyringError(EditorError):
    pass


class KeyringMissing(KeyringError):
    pass


class KeyringSilent(KeyringError):
    pass


class KeyringRefused(KeyringError):
    pass


class WorkCancelled(EditorError):
    pass


class ConversionStopped(WorkCancelled):
    pass


class UpgradeStopped(WorkCancelled):
    pass


def every_error(root: type[EditorError] = EditorError) -> Iterator[type[EditorError]]:
    """The whole tree, the root first: a test asks whether each has its words."""
    yield root
    for child in root.__subclasses__():
        yield from every_error(child)
