"""A blog, what it can do, and a post as the blog has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from editor.domain.chunk import Chunk
from editor.domain.errors import RemoteError
from editor.domain.post import BlogId, Credit, Direction, Format, Post, Status


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog the author writes to. Its password is not in here: only the store hands it out."""

    id: BlogId
    kind: str  # "folder", "wordpress": a key of remotes.registry
    name: str
    address: str  # what the author knows: the home page, or the folder's absolute path
    endpoint: str = ""  # where the adapter speaks to: WordPress' REST root; empty for a folder
    username: str = ""
    language: str = ""  # BCP 47, as the blog says
    is_default: bool = False
    cursor: str = ""  # the adapter's own mark of how far it has read
    manner: str = ""  # WordPress: "blocks" or "classic", of new posts; empty: not known yet
    zone: str = ""  # its time zone: "Asia/Baghdad", "UTC+03:00"; empty: not known yet

    @property
    def is_far(self) -> bool:
        """True where a network leads to it."""
        return self.kind != "folder"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind of blog, and this account on it, can do. Faces hide what is not there."""

    drafts: bool = True  # the blog keeps drafts readers do not see
    scheduling: bool = True
    pictures: bool = True
    trash: bool = True  # delete() can be undone on the blog
    publish: bool = True  # this account may publish
    keeps_uploads: bool = True  # a picture stays there even when no post shows it any more
    format: Format = Format.HTML  # what the blog gives back


@dataclass(frozen=True, slots=True)
class RemoteRef:
    """A post's name on its blog, and where readers find it."""

    id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Tokens that change when the blog's copy changes. Compare with ==, never by order."""

    modified: str = ""
    revision: str = ""
    digest: str = ""  # of the content itself, where the listing gives it or it was fetched
    fresh: bool = field(default=False, compare=False)
    """Read so soon after the change that another may go by the same tokens: to be read again."""


@dataclass(frozen=True, slots=True)
class RemoteHead:
    """One row of a listing: enough to see whether a post has to be fetched."""

    ref: RemoteRef
    version: Version
    status: Status
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class RemoteListing:
    """What the blog has.

    `whole` is True when `heads` names every post, so that a post that is not in it is gone.
    `cursor` is to be handed in with the next request. `troubles`: what is there and could not be
    read; then it is not `whole`.
    """

    heads: tuple[RemoteHead, ...]
    cursor: str = ""
    whole: bool = False
    troubles: tuple[RemoteError, ...] = ()


@dataclass(frozen=True, slots=True)
class RemotePost:
    """A post with the blog's own bytes: servers rewrite what they get."""

    ref: RemoteRef
    version: Version
    status: Status
    title: str = ""
    body: str = ""
    format: Format = Format.HTML
    slug: str = ""
    excerpt: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    language: str = ""
    direction: Direction | None = None
    publish_at: datetime | None = None
    trashed: bool = False
    key: str = ""
    """The creation key, where the blog still carries it: tells whose post this is."""
    extra: tuple[tuple[str, str], ...] = ()
    changed: datetime | None = field(default=None, compare=False)
    """When it was last changed, by the blog's clock, where the blog says so."""
    chunks: tuple[Chunk, ...] = field(default=(), compare=False)
    """Of the body, where it is what was sent a moment ago."""

    @property
    def head(self) -> RemoteHead:
        """The row a listing would have for it."""
        return RemoteHead(self.ref, self.version, self.status, self.trashed)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A post on its way to a blog.

    `pictures` maps a picture's name in the body to its address there (from `upload`).
    `post.status` and `post.publish_at` say what it shall be on the blog. Where the body came
    from the blog and was not edited, it goes back byte for byte.
    """

    post: Post
    pictures: Mapping[str, str] = field(default_factory=dict)
    chunks: tuple[Chunk, ...] = ()  # of the body that the blog has


@dataclass(frozen=True, slots=True)
class BlogReport:
    """What `check()` learned: who we are there and what we may do."""

    name: str
    address: str
    endpoint: str = ""
    user: str = ""
    language: str = ""
    capabilities: Capabilities = field(default_factory=Capabilities)
    manner: str = ""  # see Blog
    zone: str = ""  # see Blog
    clock_ahead: float = 0.0  # seconds that the blog's clock is before this computer's


@dataclass(frozen=True, slots=True)
class Discovery:
    """What an address the author pasted turned out to be."""

    kind: str
    name: str
    address: str
    endpoint: str = ""
    language: str = ""
    needs_password: bool = False
    sign_in_page: str = ""  # where the blog gives a program a password of its own
    leads_back: bool = False  # that page can lead back to this computer
