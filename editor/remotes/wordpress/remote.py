"""WordPress as a Remote: looks before it writes, asks when an answer was unclear."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn

from editor.domain.blog import (
    Blog,
    BlogReport,
    Capabilities,
    Outgoing,
    RemoteListing,
    RemotePost,
    RemoteRef,
    Version,
)
from editor.domain.chunk import Chunk
from editor.domain.comment import Comment, CommentListing, Verdict
from editor.domain.errors import (
    BadReply,
    EditOverwritten,
    NotAllowed,
    OutcomeUnknown,
    RemoteError,
    RemoteGone,
    ServerFault,
    SignInRefused,
    VersionConflict,
)
from editor.domain.media import MediaItem, Picture
from editor.remotes.replies import page_language
from editor.remotes.transport import Credentials, Transport
from editor.remotes.wordpress import doctor, gap, manner, mapping, sweep
from editor.remotes.wordpress.body import chunks_there
from editor.remotes.wordpress.client import Client
from editor.remotes.wordpress.commenting import Commenting
from editor.remotes.wordpress.flavour import Flavour
from editor.remotes.wordpress.library import Library
from editor.remotes.wordpress.mapping import TermIds
from editor.remotes.wordpress.terms import CATEGORIES, TAGS, Terms
from editor.system.clock import SystemClock
from editor.text.following import refitted
from editor.text.parts import has_other_digits

POSTS = "/wp/v2/posts"
WHOLE: Mapping[str, str | int] = {"context": "edit", "_fields": mapping.POST_FIELDS}
_ME = "/wp/v2/users/me"
_SITE = "name,home,url,namespaces,timezone_string,gmt_offset"
_WHO = {"context": "edit", "_fields": "id,name,capabilities"}


class WordPressRemote:
    """One account on one WordPress. See remotes/remote.py for what each method promises."""

    def __init__(self, blog: Blog, secret: str, transport: Transport) -> None:
        self._blog = blog
        self._transport = transport
        self._credentials = Credentials(blog.username, secret)
        self._client = Client(transport, blog.endpoint, self._credentials)
        self._terms = Terms(self._client)
        self._capabilities = Capabilities()
        self._me: Mapping[str, Any] | None = None
        self._language = blog.language
        self._library = Library(self._client)
        self._other_digits: bool | None = None

    @property
    def capabilities(self) -> Capabilities:
        """See Remote."""
        return self._capabilities

    def check(self) -> BlogReport:
        """See Remote. Only this question tells a wrong password: WordPress answers all others
        as if nobody had signed in."""
        try:
            self._me = self._who_am_i()
        except (SignInRefused, NotAllowed) as error:
            raise self._why_refused() from error
        index = self._client.get("/", {"_fields": _SITE})
        if not isinstance(index, dict):
            raise BadReply(self._blog.endpoint)
        address = str(index.get("home") or self._blog.address)
        if not self._language:  # WordPress tells it outright to administrators only
            self._language = page_language(self._client.read_page(address))
        return BlogReport(
            name=html.unescape(str(index.get("name", ""))) or self._blog.name,
            address=address,
            endpoint=self._blog.endpoint,
            user=html.unescape(str(self._me.get("name", ""))) or self._blog.username,
            language=self._language,
            capabilities=self._capabilities,
            manner=manner.look(self._client, int(self._me["id"]), index),
            zone=mapping.zone_there(index),
            clock_ahead=self._client.ahead,
        )

    def changes(self, since: str) -> RemoteListing:
        """See Remote. WordPress keeps no account of what was deleted or published by its
        clock: see sweep."""
        return sweep.sweep(self._client, POSTS, self._only_mine(), since, SystemClock().now())

    def fetch(self, ref: RemoteRef) -> RemotePost:
        """See Remote."""
        return self._post(self._read(ref))

    def fetch_some(self, refs: Sequence[RemoteRef]) -> dict[str, RemotePost]:
        """See Generous. Long posts may be more than one answer can hold: those come alone."""
        params: dict[str, str | int] = {
            **WHOLE,
            "include": ",".join(str(int(ref.id)) for ref in refs),
            "status": mapping.EVERY_STATUS,
            "per_page": len(refs),
        }
        try:
            rows = self._client.get(POSTS, params)
        except (BadReply, ServerFault):
            return {}
        read = self._client.clock
        names = self._terms.names(rows)
        return {str(row["id"]): _noting(mapping.remote_post(row, names), read) for row in rows}

    def create(self, outgoing: Outgoing, key: str) -> RemotePost:
        """See Remote. The key is the draft's slug until its first update."""
        found = self._find(key)
        if found is not None:
            return self._post(found)
        chunks = self._chunks(outgoing)
        payload = mapping.creation(outgoing, _joined(chunks), self._term_ids(outgoing), key)
        return _sent(self._post(self._client.write(POSTS, payload, WHOLE, "create")), chunks)

    def update(self, ref: RemoteRef, outgoing: Outgoing, expected: Version) -> RemotePost:
        """See Remote."""
        current = self._read(ref)
        self._terms.names([current])  # in one question, where each of them would be one
        chunks = self._chunks(outgoing)
        payload = mapping.revision(outgoing, _joined(chunks), self._term_ids(outgoing), current)
        if mapping.is_unseen(current, expected, payload["status"]):
            if mapping.says_already(current, payload):
                # An attempt whose answer was lost has written it: over what?
                text = self._revision_between(ref, expected.revision, current)
                if text is not None:
                    self._hand_back({**current, **text}, current, chunks)
                return _sent(self._post(current), chunks)
            raise VersionConflict(self._blog.address, current=self._post(current))
        payload = mapping.needed(current, payload)
        if not payload:
            return _sent(self._post(current), chunks)
        written = self._client.write(f"{POSTS}/{int(ref.id)}", payload, WHOLE, "edit")
        text = None
        if gap.is_suspicious(current, written):
            text = self._revision_between(ref, mapping.listed_version(current).revision, written)
        theirs = gap.theirs(current, payload, written, text)
        if theirs is not None:
            self._hand_back(theirs, written, chunks)
        return _sent(self._post(written), chunks)

    def _revision_between(
        self, ref: RemoteRef, since: str, written: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """The words that went under between revision `since` and ours. Raises OutcomeUnknown
        where that cannot be read now: asked to do it again, we look again."""
        if not mapping.revisions(written):
            return None
        route = f"{POSTS}/{int(ref.id)}/revisions"
        params: dict[str, str | int] = {
            "context": "edit",
            "_fields": gap.REVISION_FIELDS,
            "per_page": 20,
        }
        try:
            rows = self._client.get(route, params)
        except NotAllowed:
            return None  # a contributor may not see them
        except RemoteError as error:
            raise OutcomeUnknown(error.address) from error
        text = gap.overwritten(rows, since, written)
        return None if text is None else {name: text[name] for name in gap.WORDS}

    def _hand_back(
        self, theirs: dict[str, Any], written: dict[str, Any], chunks: Sequence[Chunk]
    ) -> NoReturn:
        raise EditOverwritten(
            self._blog.address,
            current=self._post(theirs),
            written=_sent(self._post(written), chunks),
        )

    def delete(self, ref: RemoteRef, expected: Version) -> None:
        """See Remote. Only ever to WordPress' bin."""
        try:
            current = self._read(ref)
            if current["status"] == "trash":
                return
            if mapping.is_unseen(current, expected):
                raise VersionConflict(self._blog.address, current=self._post(current))
            self._client.delete(f"{POSTS}/{int(ref.id)}")
        except RemoteGone:
            return

    def upload(self, picture: Picture) -> str:
        """See Remote. Found again by a slug made of its content."""
        return self._library.upload(picture)

    def pictures_there(self, items: Sequence[MediaItem]) -> dict[str, str]:
        """See Remote. A picture in the library's bin is not there."""
        return self._library.there(items)

    def comments(self, known: Sequence[str], held: Sequence[str]) -> CommentListing:
        """See Commented."""
        return self._commenting().listing(known, held)

    def judge(self, id: str, verdict: Verdict) -> Comment:
        """See Commented."""
        return self._commenting().judge(id, verdict)

    def reply(self, on: str, parent: str, text: str) -> Comment:
        """See Commented."""
        return self._commenting().reply(on, parent, text)

    def _commenting(self) -> Commenting:
        if self._me is None:
            self._me = self._who_am_i()
        moderates = bool(self._me["capabilities"].get("moderate_comments"))
        return Commenting(self._client, moderates=moderates, me=int(self._me["id"]))

    # --- looking ----------------------------------------------------------------------------------

    def _who_am_i(self) -> Mapping[str, Any]:
        me = self._client.get(_ME, _WHO)
        if not isinstance(me, dict) or not isinstance(me.get("capabilities"), dict):
            raise BadReply(self._blog.endpoint)
        may = me["capabilities"]
        self._capabilities = Capabilities(
            scheduling=bool(may.get("publish_posts")),
            pictures=bool(may.get("upload_files")),
            publish=bool(may.get("publish_posts")),
        )
        return me

    def _why_refused(self) -> RemoteError:
        """What keeps the account out, looked into: see `doctor`."""
        return doctor.why_refused(
            self._client.raw(_ME, _WHO),
            self._client.raw("/", {"_fields": "url,authentication"}),
            self._transport,
            self._credentials,
        )

    def _chunks(self, outgoing: Outgoing) -> tuple[Chunk, ...]:
        """The body to send. A post that is new there is written as the blog writes its own."""
        is_in_blocks = self._blog.manner == Flavour.BLOCKS
        return chunks_there(
            outgoing,
            self._language,
            Flavour.BLOCKS if is_in_blocks else Flavour.CLASSIC,
            numbers=self._library.numbers,
            digits=has_other_digits(outgoing.post.body) and self._takes_other_digits(),
        )

    def _takes_other_digits(self) -> bool:
        """Whether its lists are numbered in the digits of other scripts; asked once."""
        if self._other_digits is None:
            self._other_digits = manner.has_other_digits(self._client)
        return self._other_digits

    def _only_mine(self) -> int | None:
        """The account's number where it may edit its own posts only."""
        if self._me is None:
            self._me = self._who_am_i()
        may = self._me["capabilities"]
        if not may.get("edit_posts"):
            raise NotAllowed(self._blog.address, action="edit")
        return None if may.get("edit_others_posts") else int(self._me["id"])

    def _read(self, ref: RemoteRef) -> dict[str, Any]:
        data = self._client.get(f"{POSTS}/{int(ref.id)}", WHOLE)
        if not isinstance(data, dict):
            raise BadReply(self._blog.endpoint)
        return data

    def _find(self, key: str) -> dict[str, Any] | None:
        """The post that was made with this key, in the bin too."""
        slugs = (key, key + mapping.TRASHED_SUFFIX)
        params = {
            **WHOLE,
            "slug": ",".join(slugs),
            "status": mapping.EVERY_STATUS,
            "orderby": "id",
            "order": "asc",
        }
        for row in self._client.get(POSTS, params):
            if row.get("slug") in slugs:
                return dict(row)
        return None

    def _post(self, data: dict[str, Any]) -> RemotePost:
        read = self._client.clock
        return _noting(mapping.remote_post(data, self._terms.names([data])), read)

    def _term_ids(self, outgoing: Outgoing) -> TermIds:
        return TermIds(
            self._terms.ids(TAGS, outgoing.post.tags),
            self._terms.ids(CATEGORIES, outgoing.post.categories),
        )


def _joined(chunks: Sequence[Chunk]) -> str:
    return "".join(chunk.raw for chunk in chunks)


def _noting(post: RemotePost, read: datetime | None) -> RemotePost:
    """The post, which says of itself where it was `read` (by the blog's clock) too soon."""
    fresh = mapping.is_fresh(post.version.modified, read)
    return replace(post, version=replace(post.version, fresh=fresh))


def _sent(post: RemotePost, chunks: Sequence[Chunk]) -> RemotePost:
    """The blog's answer, and which of its bytes are which of our blocks."""
    return replace(post, chunks=refitted(chunks, post.body, filtered=True))
