"""Every kind of misfortune at every kind of request that syncing makes, on a real WordPress.

A trial prepares something to do, lets one request of it meet a fault, then lets Midad sync in
peace. Then there is one of everything, it says what its author wrote, and one more sync writes
nothing. (Midad never deletes a post for good and never edits a picture on a blog: there are no
such requests.)
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from editor.domain.blog import Discovery
from editor.domain.comment import Verdict
from editor.domain.post import PostId, Status, Travel, new_post_id
from editor.remotes.registry import connect
from editor.remotes.transport import HttpTransport, Patience
from editor.sync.report import SyncReport
from editor.workspace.assembly import open_workspace
from tests.contract.yards import WordPressYard, picture
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress

FAULTS = (
    Fault.NOT_FORWARDED,
    Fault.CUT,
    Fault.TRUNCATE,
    Fault.HALF_SENT,
    Fault.LATE,
    Fault.TOO_MANY,
    Fault.CRASH,
    Fault.MAINTENANCE,
    Fault.PORTAL,
    Fault.WARNING,
    Fault.GARBAGE,
    Fault.WRONG_CLOCK,
)
ROLE = "administrator"
BODY = "خرجنا مع الفجر & the tea was `hot`."
MORE = "سطر كتب بعد ذلك"
IMPATIENT = Patience(connect=5, read=2)  # less than a late answer takes
ROUNDS = 3
HOUR = 3600


class MovableClock:
    """The machine's, and what was added."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def sleep(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


class Author:
    """One notebook, signed in to the WordPress behind the proxy. A context manager's inside."""

    def __init__(self, path: Path, site: WordPress, proxy: Proxy) -> None:
        self.clock = MovableClock()
        self.workspace = open_workspace(path, self.clock)
        self.proxy = proxy
        self.yard = WordPressYard(site)
        found = Discovery("wordpress", "Trials", proxy.url, proxy.through(site.endpoint))
        self.secret = site.passwords[ROLE]
        self.blog = self.workspace.blogs.add(found, ROLE, self.secret)
        self.sync()

    def sync(self) -> SyncReport:
        return self.workspace.sync(self.blog.id)

    def connect_anew(self, patience: Patience | None = None) -> None:
        """As after a restart: nothing is remembered of the blog."""
        remote = connect(self.blog, self.secret, HttpTransport(patience=patience))
        self.workspace.blogs._remotes[self.blog.id] = remote

    def write(self, body: str = BODY, **fields: Any) -> PostId:
        post = self.workspace.new_post(f"تجربة {new_post_id()}", body=body, language="ar")
        self.workspace.save(replace(post, **fields))
        return post.id

    def edit(self, id: PostId, **fields: Any) -> None:
        self.workspace.save(replace(self.workspace.open_post(id), **fields))

    def there(self, id: PostId) -> list[dict[str, Any]]:
        """What the blog has of the post."""
        return self.yard.named(self.workspace.open_post(id).title)

    def number(self, id: PostId) -> str:
        """The post's number there."""
        return self.workspace.copies_of(id)[0].base.ref.id

    def close(self) -> None:
        self.workspace.close()


@dataclass
class Trial:
    """Something to do; `paths` name the request of it that meets the fault."""

    post: PostId
    method: str
    paths: tuple[str, ...]
    act: Callable[[], object]
    body: str = BODY
    status: str = "draft"
    look: Callable[[dict[str, Any]], None] = field(default=lambda _there: None)


# --- what there is to do --------------------------------------------------------------------------


def listing(author: Author) -> Trial:
    return Trial(author.write(), "GET", ("/posts?context=edit&status",), author.sync)


def signing_in(author: Author) -> Trial:
    author.connect_anew()
    return Trial(author.write(), "GET", ("/users/me",), author.sync)


def fetching(author: Author) -> Trial:
    id = author.write()
    author.workspace.send(id)
    number = author.number(id)
    author.yard.ask("POST", f"/wp/v2/posts/{number}", {"content": f"<p>{MORE}</p>"})
    # Alone, or together with others that moved.
    paths = (f"/posts/{number}?", f"={number}%2C", f"%2C{number}&", f"%2C{number}%2C")
    return Trial(id, "GET", paths, author.sync, body=MORE)


def looking_before_creating(author: Author) -> Trial:
    id = author.write()
    return Trial(id, "GET", ("slug=midad-",), lambda: author.workspace.send(id))


def creating(author: Author) -> Trial:
    id = author.write()
    return Trial(id, "POST", ("/posts?",), lambda: author.workspace.send(id))


def updating(author: Author) -> Trial:
    id = author.write()
    author.workspace.send(id)
    author.edit(id, body=f"{BODY}\n\n{MORE}")
    paths = (f"/posts/{author.number(id)}?",)
    return Trial(id, "POST", paths, lambda: author.workspace.send(id), body=MORE)


def publishing(author: Author) -> Trial:
    id = author.write()
    author.workspace.send(id)
    author.workspace.publish(id)
    paths = (f"/posts/{author.number(id)}?",)
    return Trial(id, "POST", paths, lambda: author.workspace.send(id), status="publish")


def scheduling(author: Author) -> Trial:
    id = author.write()
    author.workspace.send(id)
    author.edit(id, publish_at=author.clock.now() + timedelta(days=30))
    author.workspace.publish(id)
    paths = (f"/posts/{author.number(id)}?",)
    return Trial(id, "POST", paths, lambda: author.workspace.send(id), status="future")


def binning(author: Author) -> Trial:
    id = author.write()
    author.workspace.send(id)
    author.workspace.bin(id)
    return Trial(id, "POST", ("_method=DELETE",), lambda: author.workspace.send(id), status="trash")


def restoring(author: Author) -> Trial:
    id = author.write()
    author.workspace.send(id)
    author.workspace.bin(id)
    author.workspace.send(id)
    author.workspace.restore(id)
    paths = (f"/posts/{author.number(id)}?",)
    return Trial(id, "POST", paths, lambda: author.workspace.send(id))


def looking_for_a_picture(author: Author) -> Trial:
    trial = uploading(author)
    return replace(trial, method="GET", paths=("/media?slug",))


def uploading(author: Author) -> Trial:
    shot = picture(data=picture().data + new_post_id().encode())
    id = author.write()
    author.workspace._stores.media.add(id, "a.png", shot.data, "image/png", 8, 6)
    author.edit(id, body=f"{BODY}\n\n![جسر](a.png)\n")

    def look(there: dict[str, Any]) -> None:
        slug = f"midad-{shot.item.digest[:24]}"
        slugs = ",".join((slug, *(f"{slug}-{number}" for number in range(2, 6))))
        (row,) = author.yard.ask("GET", "/wp/v2/media", slug=slugs)
        assert row["source_url"].rpartition("/")[2] in there["content"]["raw"]

    return Trial(id, "POST", ("/media?slug",), lambda: author.workspace.send(id), look=look)


def looking_for_a_tag(author: Author) -> Trial:
    return replace(making_a_tag(author), method="GET", paths=("/tags?search",))


def making_a_tag(author: Author) -> Trial:
    name = f"وسم {new_post_id()}"
    id = author.write(tags=(name,))

    def look(there: dict[str, Any]) -> None:
        rows = author.yard.ask("GET", "/wp/v2/tags", search=name)
        assert [row["id"] for row in rows] == there["tags"]
        assert len(rows) == 1

    return Trial(id, "POST", ("/tags?",), lambda: author.workspace.send(id), look=look)


def reading_comments(author: Author) -> Trial:
    id, comment = _commented(author)

    def look(_there: dict[str, Any]) -> None:
        assert author.workspace.commenting.get(author.blog.id, comment) is not None

    paths = ("/comments?context=edit",)
    return Trial(id, "GET", paths, author.sync, status="publish", look=look)


def approving(author: Author) -> Trial:
    id, comment = _commented(author)
    author.sync()
    author.workspace.commenting.judge(author.blog.id, comment, Verdict.APPROVED)

    def look(_there: dict[str, Any]) -> None:
        row = author.yard.ask("GET", f"/wp/v2/comments/{comment}", context="edit")
        assert row["status"] == "approved"

    paths = (f"/comments/{comment}?",)
    return Trial(id, "POST", paths, author.sync, status="publish", look=look)


def answering(author: Author) -> Trial:
    id, comment = _commented(author)
    author.sync()
    words = f"جواب {new_post_id()}"
    author.workspace.commenting.reply(author.blog.id, comment, words)

    def look(_there: dict[str, Any]) -> None:
        rows = author.yard.ask("GET", "/wp/v2/comments", context="edit", parent=comment)
        assert [row["content"]["raw"] for row in rows] == [words]
        assert author.workspace.commenting.waiting_replies() == []

    return Trial(id, "POST", ("/comments?",), author.sync, status="publish", look=look)


def looking_before_answering(author: Author) -> Trial:
    return replace(answering(author), method="GET", paths=("&parent=",))


def _commented(author: Author) -> tuple[PostId, str]:
    """A published post, and the number of a comment that waits below it."""
    id = author.write()
    author.workspace.publish(id)
    author.workspace.send(id)
    said = {"post": int(author.number(id)), "content": f"سؤال {new_post_id()}", "status": "hold"}
    return id, str(author.yard.ask("POST", "/wp/v2/comments", said, _fields="id")["id"])


REQUESTS: tuple[Callable[[Author], Trial], ...] = (
    listing,
    signing_in,
    fetching,
    looking_before_creating,
    creating,
    updating,
    publishing,
    scheduling,
    binning,
    restoring,
    looking_for_a_picture,
    uploading,
    looking_for_a_tag,
    making_a_tag,
    reading_comments,
    approving,
    answering,
    looking_before_answering,
)
EVERY = tuple(itertools.product(REQUESTS, FAULTS))


# --- one of them ----------------------------------------------------------------------------------


def run(author: Author, prepare: Callable[[Author], Trial], fault: Fault) -> None:
    """Raises AssertionError where a promise was not kept."""
    trial = prepare(author)
    if fault is Fault.LATE:
        author.connect_anew(IMPATIENT)
    with author.proxy.fault(fault, method=trial.method, path=trial.paths):
        trial.act()
    author.connect_anew()
    for _round in range(ROUNDS):
        author.clock.sleep(HOUR)  # a blog that asked for peace has had it
        if not author.sync().errors:
            break
    author.proxy.seen.clear()
    report = author.sync()
    assert report.errors == report.conflicts == (), report.lines
    written = [each.path for each in author.proxy.seen if each.method != "GET"]
    assert not written, f"one more sync wrote: {written}"
    there = author.there(trial.post)
    assert len(there) == 1, f"{len(there)} posts for one"
    assert there[0]["status"] == trial.status
    assert trial.body.partition(" & ")[0] in there[0]["content"]["raw"]
    trial.look(there[0])
    _look_here(author, trial)


def _look_here(author: Author, trial: Trial) -> None:
    is_binned = trial.status == "trash"
    rows = author.workspace.page(limit=10_000, binned=is_binned)
    title = author.workspace.open_post(trial.post).title
    (row,) = (row for row in rows if row.title == title)
    assert row.id == trial.post
    assert row.travel in (Travel.SYNCED, None)
    post = author.workspace.open_post(trial.post)
    expected = {"publish": Status.PUBLISHED, "future": Status.SCHEDULED}
    assert post.status is expected.get(trial.status, Status.DRAFT)
    assert trial.body in post.body
