"""A folder on this computer as a Remote: a plain static site that needs no server.

Only what readers may see is ever in it; a post that is taken back leaves no trace.
"""

from __future__ import annotations

import hashlib
import mimetypes
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from editor.domain.blog import (
    Blog,
    BlogReport,
    Capabilities,
    Outgoing,
    RemoteHead,
    RemoteListing,
    RemotePost,
    RemoteRef,
    Version,
)
from editor.domain.errors import FolderUnusable, Rejected, RemoteGone, VersionConflict
from editor.domain.ledger import post_of_key
from editor.domain.media import MediaItem, Picture
from editor.domain.post import EPOCH, Format, Post, PostId, Status
from editor.remotes.folder import pages
from editor.remotes.folder.pages import Site
from editor.remotes.folder.place import PICTURES, Place, safe_name
from editor.remotes.folder.shelf import PAGE, SOURCE, Entry, Shelf, entry_of
from editor.system.clock import SystemClock
from editor.system.paths import resource
from editor.text.frontmatter import post_to_file
from editor.text.slug import slugify

FONT = "Vazirmatn"
SHOWN = Path(".midad") / "shown"
CAPABILITIES = Capabilities(
    drafts=False, scheduling=False, trash=False, keeps_uploads=False, format=Format.MARKDOWN
)


class FolderRemote:
    """One site in one folder. See remotes/remote.py for what each method promises."""

    def __init__(self, blog: Blog, now: Callable[[], datetime] | None = None) -> None:
        self._blog = blog
        self._now = now or SystemClock().now
        self._place = Place(Path(blog.address))
        self._shelf = Shelf(self._place)

    @property
    def capabilities(self) -> Capabilities:
        """See Remote."""
        return CAPABILITIES

    def check(self) -> BlogReport:
        """See Remote. Makes the folder where it is new; of one that was synced before, names what
        in it cannot be read."""
        self._prepare()
        troubles = self._shelf.stock().troubles
        if troubles and self._blog.cursor:
            raise troubles[0]
        self._rebuild()
        return BlogReport(
            name=self._blog.name,
            address=self._blog.address,
            language=self._blog.language,
            capabilities=CAPABILITIES,
        )

    def changes(self, since: str) -> RemoteListing:
        """See Remote. The cursor is the site's own id: another folder in its place (a disk that
        is not plugged in) says nothing about which posts are gone."""
        site = self._place.site_id
        stock = self._shelf.stock()
        heads = tuple(
            RemoteHead(self._shelf.remote_post(e).ref, e.version, e.post.status)
            for e in stock.entries
        )
        if not stock.troubles:
            with suppress(FolderUnusable):  # it may be read all the same
                self._keep_in_step(stock.entries)
        whole = not stock.troubles and since in ("", site)
        return RemoteListing(heads, since or site, whole, stock.troubles)

    def fetch(self, ref: RemoteRef) -> RemotePost:
        """See Remote."""
        return self._shelf.remote_post(self._get(ref))

    def create(self, outgoing: Outgoing, key: str) -> RemotePost:
        """See Remote. A folder keeps nothing from its readers, so a draft is Rejected."""
        self._prepare()
        own = outgoing.post.id
        found = self._shelf.find_made(post_of_key(key) or own) or self._shelf.find_made(own)
        if found is not None:
            return self._shelf.remote_post(found)
        self._refuse_hidden(outgoing.post)
        return self._shelf.remote_post(self._publish(outgoing, None))

    def update(self, ref: RemoteRef, outgoing: Outgoing, expected: Version) -> RemotePost:
        """See Remote. A status that readers must not see takes the post out of the folder."""
        self._place.site_id  # noqa: B018 - refuses a folder that is not ours any more
        current = self._get(ref)
        seen = current.version == expected
        if outgoing.post.status is not Status.PUBLISHED and not self._is_due(outgoing.post):
            return self._withdraw(current, outgoing.post, seen=seen)
        wanted = self._source(outgoing.post, current)
        if not seen and entry_of(current.folder, wanted).digest != current.digest:
            raise VersionConflict(self._blog.address, current=self._shelf.remote_post(current))
        return self._shelf.remote_post(self._publish(outgoing, current))

    def delete(self, ref: RemoteRef, expected: Version) -> None:
        """See Remote."""
        self._place.site_id  # noqa: B018
        current = self._shelf.find(ref.id)
        if current is None:
            return
        self._withdraw(current, current.post, seen=current.version == expected)

    def upload(self, picture: Picture) -> str:
        """See Remote. Kept by its content; laid beside each post that shows it."""
        self._prepare()
        item = picture.item
        return self._place.keep_picture(picture.data, item.digest, _suffix(item)).as_posix()

    def pictures_there(self, items: Sequence[MediaItem]) -> dict[str, str]:
        """See Remote."""
        places = {item.digest: PICTURES / f"{item.digest}{_suffix(item)}" for item in items}
        return {
            digest: place.as_posix()
            for digest, place in places.items()
            if self._place.inside(place).is_file()
        }

    # --- one post ---------------------------------------------------------------------------------

    def _get(self, ref: RemoteRef) -> Entry:
        found = self._shelf.find(ref.id)
        if found is None:
            raise RemoteGone(self._blog.address)
        return found

    def _prepare(self) -> None:
        """A folder is made only for a blog that never had one: an empty folder where a site
        used to be is a disk that is not plugged in, not a new beginning."""
        if self._blog.cursor:
            self._place.site_id  # noqa: B018
        self._place.prepare()

    def _is_due(self, post: Post) -> bool:
        return (
            post.status is Status.SCHEDULED
            and post.publish_at is not None
            and post.publish_at <= self._now()
        )

    def _refuse_hidden(self, post: Post) -> None:
        if post.status is not Status.PUBLISHED and not self._is_due(post):
            raise Rejected(self._blog.address, reason=f"status_{post.status}")

    def _published(self, post: Post, current: Entry | None) -> Post:
        """The post as its source says it: public, with its date, and without what is nobody
        else's business, such as when its author sat down to write."""
        date = post.publish_at or (current.post.publish_at if current else None)
        id = PostId(current.id) if current is not None and "/" not in current.id else post.id
        return replace(
            post,
            id=id,
            status=Status.PUBLISHED,
            stays_here=False,
            created=EPOCH,
            updated=EPOCH,
            publish_at=date or self._now().replace(microsecond=0),
        )

    def _source(self, post: Post, current: Entry | None) -> bytes:
        return post_to_file(self._published(post, current)).encode("utf-8", "replace")

    def _publish(self, outgoing: Outgoing, current: Entry | None) -> Entry:
        source = self._source(outgoing.post, current)
        published = self._published(outgoing.post, current)
        folder = self._folder_for(published, current)
        if current is not None and folder != current.folder:
            self._place.move(current.folder, folder)
        beside = {
            name
            for name, kept in outgoing.pictures.items()
            if self._place.lay_beside(kept, folder, name)
        }

        def address(name: str) -> str:
            if name in beside or name not in outgoing.pictures:
                return name
            return "../../" + outgoing.pictures[name]

        site = self._site()
        body = pages.body_html(site, published, address)
        page = pages.post_page(site, published, body)
        is_new = self._place.write(folder / SOURCE, source)
        self._place.write(folder / PAGE, page.encode("utf-8", "replace"), anew=is_new)
        self._rebuild()
        return entry_of(folder, source)

    def _withdraw(self, current: Entry, post: Post, *, seen: bool) -> RemotePost:
        remote = self._shelf.remote_post(current)
        if not seen:
            raise VersionConflict(self._blog.address, current=remote)
        self._place.take_away(current.folder)
        self._rebuild()
        self._place.drop_unseen_pictures()
        return replace(remote, status=post.status, trashed=True)

    def _folder_for(self, post: Post, current: Entry | None) -> Path:
        """Where a post lives. It stays where readers found it, unless its author names another
        place; what is taken gets a number."""
        wanted = safe_name(post.slug)
        if current is not None:
            here = unicodedata.normalize("NFC", current.folder.name)  # a Mac takes it apart
            stem, _, number = here.rpartition("-")
            if not wanted or here == wanted or (stem == wanted and number.isdigit()):
                return current.folder
            year = current.folder.parent
        else:
            date = post.publish_at or self._now()
            year = Path(f"{date.year:04d}")
        name = wanted or safe_name(slugify(post.title)) or post.id[:8]
        taken = 1
        folder = year / name
        while self._place.inside(folder).exists():
            taken += 1
            folder = year / f"{name}-{taken}"
        return folder

    # --- the rest of the site ---------------------------------------------------------------------

    def _site(self) -> Site:
        return Site(self._place.site_id, self._blog.name, self._blog.language or "en")

    def _rebuild(self) -> None:
        """Make every page that lists posts, from the sources."""
        known = self._shelf.stock().entries
        shown = [entry for entry in known if entry.post.status is Status.PUBLISHED]
        entries = pages.newest_first(shown)
        site = self._site()
        for entry in entries:
            if self._place.is_behind(entry.folder / PAGE, entry.folder / SOURCE):
                self._make_page(site, entry)
        for entry in known:  # taken back by hand
            if entry.post.status is not Status.PUBLISHED:
                self._place.drop(entry.folder / PAGE)
        if not self._blog.language and entries:
            site = replace(site, language=pages.language_of(entries[0].post))
        made = {
            Path(PAGE): pages.list_page(site, entries),
            Path("feed.xml"): pages.feed(site, entries),
        }
        for tag in {tag for entry in entries for tag in entry.post.tags}:
            tagged = [entry for entry in entries if tag in entry.post.tags]
            made[pages.tag_page(tag)] = pages.list_page(site, tagged, tag=tag)
        for name, text in made.items():
            self._place.write(name, text.encode("utf-8", "replace"))
        self._drop_tags(set(made))
        self._dress()
        self._place.write(SHOWN, _shown(known))

    def _keep_in_step(self, entries: Sequence[Entry]) -> None:
        """What was written, changed or removed by hand is seen on the pages, too."""
        if self._place.read(SHOWN) != _shown(entries):
            self._rebuild()

    def _make_page(self, site: Site, entry: Entry) -> None:
        """The page of a post whose source was written by hand: pictures lie beside it."""
        body = pages.body_html(site, entry.post, lambda name: name)
        page = pages.post_page(site, entry.post, body).encode("utf-8", "replace")
        self._place.write(entry.folder / PAGE, page, anew=True)

    def _drop_tags(self, made: set[Path]) -> None:
        tags = self._place.inside(Path("tags"))
        for page in tags.glob(f"*/{PAGE}"):
            name = page.relative_to(self._place.root.resolve())
            if name not in made:
                self._place.take_away(name.parent)

    def _dress(self) -> None:
        """The stylesheet and its fonts; fonts are copied once."""
        faces = []
        for font in sorted(resource("fonts").glob(f"{FONT}-*.ttf")):
            weight = WEIGHTS.get(font.stem.removeprefix(f"{FONT}-"))
            if weight is None:
                continue
            name = Path("fonts") / font.name
            if self._place.read(name) is None:
                self._place.write(name, font.read_bytes())
            faces.append(
                f"@font-face {{ font-family: {FONT}; font-weight: {weight}; font-display: swap;"
                f' src: url("{name.as_posix()}"); }}\n'
            )
        style = resource("templates", "site", "style.css").read_bytes()
        self._place.write(Path("style.css"), "".join(faces).encode() + style)


def _shown(entries: Sequence[Entry]) -> bytes:
    """What the pages were made from."""
    known = sorted(f"{entry.folder.as_posix()} {entry.digest}" for entry in entries)
    return hashlib.sha256("\n".join(known).encode("utf-8", "surrogateescape")).hexdigest().encode()


WEIGHTS = {"Regular": 400, "Bold": 700}


def _suffix(item: MediaItem) -> str:
    return mimetypes.guess_extension(item.mime) or ""
