"""A post of the blog's that this notebook has already, though no ledger says so: a notebook that
was copied before its first sync sends the same posts from two computers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from editor.domain.blog import RemoteHead, RemoteListing, RemotePost, Version
from editor.domain.ledger import Copy, key_anew, post_of_key
from editor.domain.post import BlogId, Post, PostId
from editor.store.ledger import Ledger
from editor.store.settings import Settings
from editor.sync.moments import Moments
from editor.sync.stores import Stores
from editor.sync.versions import came_back, carries, gone, html_of, is_gone, welcomed
from editor.text.html import visible_text

MOST_STATES = 20  # of one post that are looked at
LIKE_ENOUGH = 0.5  # of the words: what we sent, and somebody wrote on
NEARLY_ALL = 0.9
LEAST_WORDS = 3  # that can tell of a post whose title is another


class Recognition:
    """Of one pull. Nothing is read before the first question, and nothing of posts with other
    titles."""

    def __init__(self, stores: Stores, blog: BlogId) -> None:
        self._stores = stores
        self._blog = blog
        self._titles: dict[str, list[PostId]] | None = None
        self._sent: dict[PostId, list[Post]] = {}
        self._gone: list[tuple[Copy, Counter[str]]] | None = None
        self._moments = Moments(Settings(stores.notebook), blog)
        self._knew_all = self._moments.knows_all()

    def post_of(self, key: str) -> PostId | None:
        """The post of ours that was made with this key, here or anew at another computer. It may
        have been removed since."""
        id = post_of_key(key)
        if id is None:
            return None
        lost = self._stores.ledger.gone(self._blog)
        anew = (copy.post for copy in lost if key == key_anew(copy.base.ref.id))
        return next(anew, id)

    def copy_of(self, now: RemotePost) -> Copy | None:
        """The copy of a post whose words, as they are here or once were, are what the blog says;
        None for a stranger. Only equal words and an equal title make it the same post; or words
        much like those of a post that the blog had deleted, for another computer published it
        anew, or of one that was sent there and whose answer was lost."""
        if not now.title.strip() or not now.body.strip():
            return None
        if self._titles is None:
            self._titles = self._read_titles()
        waiting = self._titles.get(now.title.strip(), [])
        for id in waiting:
            state = next((each for each in self._states(id) if carries(now, each)), None)
            if state is not None:
                waiting.remove(id)
                self._sent.pop(id, None)
                return self._known(state, now)
        return self._sent_once(now) or self._published_anew(now)

    def end(self) -> None:
        """The pull came to its end: who is not known now comes to the blog later."""
        self._moments.know_all()

    def _sent_once(self, now: RemotePost) -> Copy | None:
        """Of a blog that is read for the first time, every post is a stranger, and some are like
        others of the same author."""
        if not self._knew_all:
            return None
        for id, states in self._sent.items():
            for sent in states:
                known = self._known(sent, now)
                if not carries(replace(now, title=sent.title.strip()), sent):
                    body = html_of(sent)
                    known = replace(known, base=replace(known.base, body=body), chunks=())
                known = replace(known, base=replace(known.base, title=sent.title.strip()))
                # So much is known of it already that its title alone, or half its words, tell.
                like = likeness(_words(known.base.body), _words(now.body))
                if known.base.title == now.title or like >= LIKE_ENOUGH:
                    del self._sent[id]
                    return known
        return None

    def _published_anew(self, now: RemotePost) -> Copy | None:
        if self._gone is None:
            gone = self._stores.ledger.gone(self._blog)
            self._gone = [(copy, _words(copy.base.body)) for copy in gone]
        words = _words(now.body) if self._gone else Counter()
        for found in self._gone:
            copy, was = found
            if is_kin(was, words, same_title=copy.base.title == now.title):
                self._gone.remove(found)
                return came_back(copy, now)
        return None

    def _read_titles(self) -> dict[str, list[PostId]]:
        titles = self._stores.posts.titles_without_copy(self._blog)
        ledger = self._stores.ledger
        for intent in ledger.intents(self._blog):
            if intent.sent and ledger.copy(intent.post, self._blog) is None:
                # Somebody may have taken its key away; its author may have put it into the bin.
                self._sent.setdefault(intent.post, []).append(intent.snapshot)
                of_title = titles.setdefault(intent.snapshot.title.strip(), [])
                if intent.post not in of_title:
                    of_title.append(intent.post)
        return titles

    def _states(self, id: PostId) -> list[Post]:
        history = self._stores.posts.history
        earlier = history.of_post(id)[:MOST_STATES]
        sent = self._sent.get(id, [])
        return [
            self._stores.posts.get(id),
            *sent,
            *(history.state(id, each.number) for each in earlier),
        ]

    def _known(self, state: Post, now: RemotePost) -> Copy:
        _post, chunks = welcomed(now, state.id, self._blog)
        known = _as_if(now, state)
        return Copy(state.id, self._blog, base=known, agreed=state.digest, chunks=chunks)


def _as_if(now: RemotePost, state: Post) -> RemotePost:
    """Where it stands there is news to us, and so are its tags: as if they had changed since."""
    return replace(
        now, version=Version(), status=state.status, tags=state.tags, excerpt=state.excerpt
    )


def note_emptied_bin(
    ledger: Ledger, blog: BlogId, listing: RemoteListing, known: Mapping[str, RemoteHead]
) -> None:
    """What lay in the blog's bin, and does not any more, is known by its words alone."""
    present = {head.ref.id for head in listing.heads}
    binned = [id for id, head in known.items() if head.trashed and id not in present]
    for id in binned if listing.whole else ():
        copy = ledger.by_remote(blog, id)
        if copy is not None and not is_gone(copy):
            ledger.put(replace(gone(copy), agreed=copy.agreed, conflict=copy.conflict))


def is_kin(was: Counter[str], now: Counter[str], *, same_title: bool) -> bool:
    """True where the words of `now` are most of those of `was`: half of them below the same title,
    or nearly all of them and hardly any other."""
    if same_title:
        return 2 * (was & now).total() >= was.total()
    return was.total() >= LEAST_WORDS and likeness(was, now) >= NEARLY_ALL


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How many of their words both have, from 0 to 1."""
    less, most = sorted((one.total(), other.total()))
    if not most or less < most * LIKE_ENOUGH:  # told by their numbers alone
        return 0.0
    return (one & other).total() / most


def _words(html: str) -> Counter[str]:
    return Counter(visible_text(html).split())
