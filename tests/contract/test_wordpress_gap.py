"""An edit of the very moment between looking at a post and writing it, on a real WordPress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from editor.domain.blog import Outgoing, RemotePost
from editor.domain.errors import EditOverwritten, OutcomeUnknown
from editor.domain.post import Post, Status
from editor.remotes.transport import HttpTransport, Reply, Request
from editor.remotes.wordpress.remote import WordPressRemote
from tests.contract.yards import WordPressYard, bring, sample
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import NO_REVISIONS, WordPress

CAPPED = "<?php add_filter('wp_revisions_to_keep', fn() => 2);"


class Interrupted:
    """A transport that does something right before a write."""

    def __init__(self) -> None:
        self.inner = HttpTransport()
        self.requests: list[str] = []
        self.act: Callable[[], object] | None = None

    def send(self, request: Request) -> Reply:
        self.requests.append(request.method)
        if request.writes and self.act is not None:
            act, self.act = self.act, None
            act()
        return self.inner.send(request)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture
def wire() -> Interrupted:
    return Interrupted()


@pytest.fixture
def yard(site: WordPress) -> WordPressYard:
    return WordPressYard(site)


def connected(yard: WordPressYard, wire: Interrupted) -> WordPressRemote:
    return WordPressRemote(yard.blog(), yard.site.passwords[yard.role], wire)


def edited(post: Post) -> Outgoing:
    return Outgoing(replace(post, body=post.body + "\nتتمة.\n"))


def somebody(yard: WordPressYard, there: RemotePost, **fields: object) -> Callable[[], object]:
    return lambda: yard.ask("POST", f"/wp/v2/posts/{there.ref.id}", dict(fields))


@pytest.mark.parametrize("role", ["administrator", "author"])
def test_what_was_overwritten_is_handed_back(site: WordPress, wire: Interrupted, role: str) -> None:
    yard = WordPressYard(site, role)
    remote, post = connected(yard, wire), sample()
    there = bring(remote, post)
    wire.act = somebody(yard, there, content="<p>كلمات الزميلة</p>", title="عنوان الزميلة")
    with pytest.raises(EditOverwritten) as met:
        remote.update(there.ref, edited(post), there.version)
    assert met.value.current is not None
    assert met.value.written is not None
    assert met.value.current.body == "<p>كلمات الزميلة</p>"
    assert met.value.current.title == "عنوان الزميلة"
    assert "تتمة" in met.value.written.body
    assert met.value.written.title == "عنوان الزميلة", "nobody here had sent another"


def test_what_was_overwritten_right_after_the_creation_is_handed_back(
    yard: WordPressYard, wire: Interrupted
) -> None:
    remote, post = connected(yard, wire), sample(status=Status.DRAFT)
    made = remote.create(Outgoing(post), f"midad-{post.id}")
    wire.act = somebody(yard, made, content="<p>كلمات الزميلة</p>")
    with pytest.raises(EditOverwritten):
        remote.update(made.ref, edited(post), made.version)


def test_a_blog_that_keeps_two_revisions_still_hands_back_what_was_overwritten(
    yard: WordPressYard, wire: Interrupted
) -> None:
    remote, post = connected(yard, wire), sample()
    with yard.site.planted(CAPPED):
        there = bring(remote, post)
        for turn in range(3):
            post = replace(post, body=f"{post.body}\nسطر {turn}\n")
            there = remote.update(there.ref, Outgoing(post), there.version)
        wire.act = somebody(yard, there, content="<p>كلمات الزميلة</p>")
        with pytest.raises(EditOverwritten) as met:
            remote.update(there.ref, edited(post), there.version)
    assert met.value.current is not None
    assert met.value.current.body == "<p>كلمات الزميلة</p>"


def test_a_blog_without_revisions_is_written_all_the_same(
    yard: WordPressYard, wire: Interrupted
) -> None:
    remote, post = connected(yard, wire), sample()
    with yard.site.planted(NO_REVISIONS):
        there = bring(remote, post)
        wire.act = somebody(yard, there, content="<p>كلمات الزميلة</p>")
        assert "تتمة" in remote.update(there.ref, edited(post), there.version).body


def test_what_only_another_touched_is_not_overwritten(
    yard: WordPressYard, wire: Interrupted
) -> None:
    """Nor may it stay unknown here."""
    remote, post = connected(yard, wire), sample()
    there = bring(remote, post)
    wire.act = somebody(yard, there, tags=[], excerpt="لم يلمسه غيري")
    with pytest.raises(EditOverwritten) as met:
        remote.update(there.ref, edited(post), there.version)
    for there in (met.value.current, met.value.written):
        assert there is not None
        assert (there.excerpt, there.tags) == ("لم يلمسه غيري", ())


def test_a_lost_answer_hides_nothing_of_what_was_overwritten(
    yard: WordPressYard, wire: Interrupted
) -> None:
    with Proxy(yard.site.url) as proxy:
        far = WordPressYard(yard.site, seen_as=proxy.url)
        remote, post = connected(far, wire), sample()
        there = bring(remote, post)
        wire.act = somebody(yard, there, content="<p>كلمات الزميلة</p>")
        with (
            proxy.fault(Fault.CUT, method="POST", path="/posts/"),
            pytest.raises(OutcomeUnknown),
        ):
            remote.update(there.ref, edited(post), there.version)
        with pytest.raises(EditOverwritten) as met:
            remote.update(there.ref, edited(post), there.version)
    assert met.value.current is not None
    assert met.value.current.body == "<p>كلمات الزميلة</p>"


def test_an_ordinary_update_looks_and_writes_and_asks_no_more(
    yard: WordPressYard, wire: Interrupted
) -> None:
    remote, post = connected(yard, wire), sample()
    there = bring(remote, post)
    wire.requests.clear()
    remote.update(there.ref, edited(post), there.version)
    assert wire.requests == ["GET", "POST"]
