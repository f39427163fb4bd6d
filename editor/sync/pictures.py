"""The pictures of a post on their way to a blog: each once, and again where the blog lost it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from editor.domain.blog import Blog
from editor.domain.errors import BadReply, NotABlog, NotAllowed, Rejected
from editor.domain.media import MediaItem, Picture
from editor.domain.post import Format, Post, PostId
from editor.remotes.remote import Remote
from editor.sync.stores import Stores
from editor.text.pictures import marks

# A blog that tells nobody what its library holds: what we wrote down has to do.
_KEEPS_SILENT = (NotAllowed, Rejected, NotABlog, BadReply)
# A copy whose pictures went missing has agreed to nothing that its post could say.
OWED = "pictures"


@dataclass(frozen=True, slots=True)
class Lost:
    """A picture of a post, by the name its body uses, that the blog does not have any more."""

    post: PostId
    name: str


def addresses(stores: Stores, blog: Blog, remote: Remote, post: Post) -> dict[str, str]:
    """Where each picture of the post is on the blog, by the name its body uses. One question
    tells which are there; the others are uploaded. Raises RemoteError."""
    items = [item for item in stores.media.of_post(post.id) if item.name in post.body]
    there = _there(stores, blog, remote, items)
    found = {}
    for item in items:
        address = there.get(item.digest)
        if address is None:
            picture = stores.media.get(post.id, item.name)
            if picture is None:
                continue
            address = remote.upload(_described(picture, post))
        if address != stores.media.url(blog.id, item.digest):
            stores.media.uploaded(blog.id, item.digest, address)
        found[item.name] = address
    return found


def look_for_lost(stores: Stores, blog: Blog, remote: Remote) -> list[Lost]:
    """The pictures that were uploaded once and that the blog lacks now. They are forgotten, so
    that they go there again with their posts: drafts by themselves, others when their authors
    update them. Raises RemoteError."""
    if not remote.capabilities.keeps_uploads:
        return []
    known = stores.media.on_blog(blog.id)
    there = remote.pictures_there(list({item.digest: item for item in known}.values()))
    lost = [item for item in known if item.digest not in there]
    found = []
    with stores.notebook.writing():
        for item in lost:
            stores.media.forget_upload(blog.id, item.digest)
            if item.post is not None and _owe(stores, blog, item.post, item.name):
                found.append(Lost(item.post, item.name))
    return found


def _owe(stores: Stores, blog: Blog, id: PostId, name: str) -> bool:
    """True where the post shows the picture on the blog; its copy is then to be sent again."""
    copy = stores.ledger.copy(id, blog.id)
    if copy is None or copy.base.trashed or name not in stores.posts.get(id).body:
        return False
    if copy.agreed:
        stores.ledger.put(replace(copy, agreed=OWED))
    return True


def _there(
    stores: Stores, blog: Blog, remote: Remote, items: Sequence[MediaItem]
) -> dict[str, str]:
    """The addresses by digest. Nobody is asked about pictures that never went there: an upload
    looks by itself."""
    if not remote.capabilities.keeps_uploads:
        return {}
    noted = {item.digest: stores.media.url(blog.id, item.digest) for item in items}
    known = {digest: address for digest, address in noted.items() if address is not None}
    if not known:
        return {}
    try:
        return remote.pictures_there(items)
    except _KEEPS_SILENT:
        return known


def _described(picture: Picture, post: Post) -> Picture:
    """With what the post says of it first; its words travel to the blog's library."""
    if post.format is not Format.MARKDOWN:
        return picture
    alike = [mark for mark in marks(post.body) if mark.target == picture.item.name]
    said = next((mark for mark in alike if mark.alt or mark.caption or mark.credit), None)
    if said is None:
        return picture
    return replace(picture, alt=said.alt, caption=said.caption, credit=said.credit)
