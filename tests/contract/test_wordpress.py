"""WordPress with everything that goes wrong with it, on a real one."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from editor.domain.blog import Blog, Outgoing
from editor.domain.errors import (
    AddressInsecure,
    AddressMoved,
    Busy,
    HeaderStripped,
    NotAllowed,
    OutcomeUnknown,
    PictureRefused,
    Rejected,
    RemoteError,
    ServerFault,
    SignInRefused,
    Unreachable,
    VersionConflict,
    WrongNetwork,
)
from editor.domain.ledger import creation_key
from editor.domain.media import Picture
from editor.domain.post import Status, new_post_id
from editor.remotes.registry import connect
from editor.remotes.transport import HttpTransport, Patience
from editor.remotes.wordpress.remote import WordPressRemote
from editor.workspace.messages import explain
from tests.contract.yards import BLOG, WordPressYard, bring, picture, sample
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import (
    FAULT_AFTER_INSERT,
    MAINTENANCE,
    NO_REVISIONS,
    WARNING_BEFORE_JSON,
    WordPress,
    slow,
)


@pytest.fixture
def yard(site: WordPress) -> WordPressYard:
    return WordPressYard(site)


@pytest.fixture
def proxy(site: WordPress) -> Iterator[Proxy]:
    with Proxy(site.url) as proxy:
        yield proxy


@pytest.fixture
def far(site: WordPress, proxy: Proxy) -> WordPressYard:
    """The same blog behind a bad network."""
    return WordPressYard(site, seen_as=proxy.url)


def unique_title() -> str:
    return f"عنوان فريد {new_post_id()}"


# --- exactly once -------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.TRUNCATE, Fault.CRASH, Fault.NOT_FORWARDED])
def test_a_creation_whose_answer_was_lost_makes_one_post(
    far: WordPressYard, proxy: Proxy, fault: Fault
) -> None:
    post = sample(title=unique_title())
    outgoing, key = Outgoing(post), creation_key(post.id)
    with (
        proxy.fault(fault, method="POST", path="/posts"),
        pytest.raises(OutcomeUnknown),
    ):
        far.connect().create(outgoing, key)
    made = far.connect().create(outgoing, key)
    assert made.title == post.title
    assert len(far.named(post.title)) == 1


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.TRUNCATE, Fault.CRASH, Fault.NOT_FORWARDED])
def test_an_update_whose_answer_was_lost_may_be_repeated(
    far: WordPressYard, proxy: Proxy, fault: Fault
) -> None:
    remote = far.connect()
    post = sample(title=unique_title())
    before = bring(remote, post)
    edited = Outgoing(replace(post, body=post.body + "\nفقرة أُضيفت.\n"))
    with (
        proxy.fault(fault, method="POST", path=f"/posts/{before.ref.id}"),
        pytest.raises(OutcomeUnknown),
    ):
        remote.update(before.ref, edited, before.version)
    after = remote.update(before.ref, edited, before.version)
    assert "فقرة أُضيفت" in after.body
    assert len(far.named(post.title)) == 1


def test_a_slow_blog_still_gets_one_post(site: WordPress) -> None:
    hurried = WordPressYard(site, patience=Patience(connect=2, read=0.5))
    post = sample(title=unique_title())
    outgoing, key = Outgoing(post), creation_key(post.id)
    with site.planted(slow(1.5)), pytest.raises(OutcomeUnknown):
        hurried.connect().create(outgoing, key)
    import time

    time.sleep(2)  # not found right after a timeout proves nothing
    WordPressYard(site).connect().create(outgoing, key)
    assert len(hurried.named(post.title)) == 1


def test_a_plugin_that_breaks_after_the_insert(yard: WordPressYard) -> None:
    post = sample(title=unique_title())
    outgoing, key = Outgoing(post), creation_key(post.id)
    with yard.site.planted(FAULT_AFTER_INSERT), pytest.raises(OutcomeUnknown):
        yard.connect().create(outgoing, key)
    yard.connect().create(outgoing, key)
    assert len(yard.named(post.title)) == 1


def test_a_warning_before_the_answer(yard: WordPressYard) -> None:
    post = sample(title=unique_title())
    outgoing, key = Outgoing(post), creation_key(post.id)
    with yard.site.planted(WARNING_BEFORE_JSON):
        remote = yard.connect()
        assert remote.check().name  # questions are understood all the same
        with pytest.raises(OutcomeUnknown):
            remote.create(replace(outgoing, post=replace(post, tags=())), key)
        made = remote.create(outgoing, key)
    assert made.title == post.title
    assert len(yard.named(post.title)) == 1


def test_a_deletion_whose_answer_was_lost_may_be_repeated(far: WordPressYard, proxy: Proxy) -> None:
    remote = far.connect()
    there = bring(remote, sample())
    with proxy.fault(Fault.CUT, path="_method=DELETE"), pytest.raises(OutcomeUnknown):
        remote.delete(there.ref, there.version)
    remote.delete(there.ref, there.version)
    assert remote.fetch(there.ref).trashed


@pytest.mark.parametrize(
    "fault",
    [Fault.CUT, Fault.TRUNCATE, Fault.CRASH, Fault.WARNING, Fault.NOT_FORWARDED, Fault.HALF_SENT],
)
def test_an_upload_that_was_cut_is_resumed_and_makes_one_picture(
    far: WordPressYard, proxy: Proxy, fault: Fault
) -> None:
    remote = far.connect()
    shot = picture(data=picture().data + new_post_id().encode())
    with proxy.fault(fault, path="/media?slug", method="POST"), pytest.raises(OutcomeUnknown):
        remote.upload(shot)
    address = far.connect().upload(shot)
    assert in_library(far, shot) == [address]
    with urllib.request.urlopen(quote(address, safe=":/%")) as found:
        assert found.read() == shot.data


def in_library(yard: WordPressYard, shot: Picture) -> list[str]:
    """The addresses of what the library has of a picture, whatever number stands behind its
    slug."""
    slug = f"midad-{shot.item.digest[:24]}"
    listed = ",".join((slug, *(f"{slug}-{n}" for n in range(2, 6))))
    return [row["source_url"] for row in yard.ask("GET", "/wp/v2/media", slug=listed)]


def test_a_look_that_was_cut_uploads_nothing(far: WordPressYard, proxy: Proxy) -> None:
    shot = picture(data=picture().data + new_post_id().encode())
    remote = far.connect()
    cut = proxy.fault(Fault.TRUNCATE, path="/media?slug", method="GET", times=9)
    with cut, pytest.raises(RemoteError):
        remote.upload(shot)
    assert in_library(far, shot) == []


def test_what_is_said_of_a_picture_is_in_the_library_too(site: WordPress) -> None:
    yard = WordPressYard(site, "author")
    shot = replace(
        picture(data=picture().data + new_post_id().encode()),
        alt='جسر "قديم" & نهر',
        caption="عند الفجر <1>",
        credit="ليلى",
    )
    yard.connect().upload(shot)
    rows = yard.ask("GET", "/wp/v2/media", context="edit", slug=f"midad-{shot.item.digest[:24]}")
    assert [row["alt_text"] for row in rows] == ['جسر "قديم" & نهر']
    assert [row["caption"]["raw"] for row in rows] == ["عند الفجر &lt;1&gt; – ليلى"]


def test_a_description_of_any_length_travels(yard: WordPressYard) -> None:
    long = "كلمة " * 400
    shot = replace(
        picture(data=picture().data + new_post_id().encode()), alt=long, caption=long, credit="س"
    )
    yard.connect().upload(shot)
    (row,) = yard.ask("GET", "/wp/v2/media", slug=f"midad-{shot.item.digest[:24]}")
    assert row["alt_text"].startswith("كلمة كلمة")
    assert row["alt_text"].endswith("كلمة …")


def test_the_library_is_asked_once_for_many_pictures(far: WordPressYard, proxy: Proxy) -> None:
    remote = far.connect()
    kept, lost, never = (picture(data=picture().data + new_post_id().encode()) for _ in range(3))
    addresses = {each.item.digest: remote.upload(each) for each in (kept, lost)}
    (row,) = far.ask("GET", "/wp/v2/media", slug=f"midad-{lost.item.digest[:24]}")
    far.ask("DELETE", f"/wp/v2/media/{row['id']}", force="true")
    proxy.seen.clear()
    there = remote.pictures_there([each.item for each in (kept, lost, never)])
    assert there == {kept.item.digest: addresses[kept.item.digest]}
    assert [seen.method for seen in proxy.seen] == ["GET"]
    assert remote.pictures_there([]) == {}
    assert len(proxy.seen) == 1


def test_a_picture_in_the_librarys_bin_is_not_there(yard: WordPressYard) -> None:
    remote = yard.connect()
    shot = picture(data=picture().data + new_post_id().encode())
    before = remote.upload(shot)
    (row,) = yard.ask("GET", "/wp/v2/media", slug=f"midad-{shot.item.digest[:24]}")
    with yard.site.planted(LIBRARY_WITH_A_BIN):
        yard.ask("DELETE", f"/wp/v2/media/{row['id']}")
    assert remote.pictures_there([shot.item]) == {}
    again = remote.upload(shot)
    assert again != before  # the file of the one in the bin has its name still
    assert remote.pictures_there([shot.item]) == {shot.item.digest: again}


# As where MEDIA_TRASH is set in wp-config.php.
LIBRARY_WITH_A_BIN = """<?php
add_filter('rest_pre_dispatch', function ($result, $server, $request) {
    if ($request->get_method() !== 'DELETE') return $result;
    return array('binned' => (bool) wp_trash_post((int) basename($request->get_route())));
}, 10, 3);
"""


def test_a_picture_whose_slug_was_taken_is_found_all_the_same(yard: WordPressYard) -> None:
    shot = picture(data=picture().data + new_post_id().encode())
    taken = sample(title=unique_title(), slug=f"midad-{shot.item.digest[:24]}")
    bring(yard.connect(), taken)
    address = yard.connect().upload(shot)
    assert yard.connect().upload(shot) == address
    assert in_library(yard, shot) == [address]


def test_two_computers_bring_one_picture_at_one_moment(
    yard: WordPressYard, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot = picture(data=picture().data + new_post_id().encode())
    one, other = yard.connect(), yard.connect()
    brought: list[str] = []

    def look_too_early(_items: object) -> dict[str, str]:
        brought.append(other.upload(shot))
        return {}

    monkeypatch.setattr(one._library, "there", look_too_early)
    assert one.upload(shot) == brought[0]
    assert in_library(yard, shot) == brought


def test_a_server_that_takes_no_file_so_large_names_the_picture(yard: WordPressYard) -> None:
    """nginx' own refusal, which it gives before it has read all of it."""
    huge = picture("كبيرة.png", data=picture().data + bytes(65 * 1024 * 1024))
    with pytest.raises(PictureRefused) as refused:
        yard.connect().upload(huge)
    assert (refused.value.picture, refused.value.reason) == ("كبيرة.png", "request_too_large")


def test_a_refused_picture_is_named_and_why(yard: WordPressYard) -> None:
    no_picture = picture("صورة.png", data=b"no picture")
    # What PHP leaves of a request that is larger than it takes.
    emptied = Picture(replace(picture("فارغة.png").item, digest=new_post_id()), b"")
    refusals = ((no_picture, "rest_upload_sideload_error"), (emptied, "rest_upload_no_data"))
    for shot, reason in refusals:
        with pytest.raises(PictureRefused) as refused:
            yard.connect().upload(shot)
        assert (refused.value.picture, refused.value.reason) == (shot.item.name, reason)


def test_a_post_in_the_bin_is_found_by_its_key(yard: WordPressYard) -> None:
    remote = yard.connect()
    post = sample(title=unique_title())
    outgoing, key = Outgoing(post), creation_key(post.id)
    made = remote.create(outgoing, key)
    yard.ask("DELETE", f"/wp/v2/posts/{made.ref.id}")
    again = remote.create(outgoing, key)
    assert again.ref.id == made.ref.id
    assert again.trashed
    back = remote.update(again.ref, outgoing, again.version)
    assert not back.trashed
    assert back.status is Status.PUBLISHED
    assert len(yard.named(post.title)) == 1


# --- who may what ---------------------------------------------------------------------------------


def test_a_wrong_password_is_found_out(yard: WordPressYard) -> None:
    remote = WordPressRemote(yard.blog(), "not the password", HttpTransport())
    with pytest.raises(SignInRefused) as refused:
        remote.check()
    assert "not the password" not in str(refused.value) + repr(refused.value)
    with pytest.raises(SignInRefused):
        remote.changes("")
    with pytest.raises(RemoteError):
        remote.create(Outgoing(sample()), creation_key(new_post_id()))


def test_a_host_that_strips_the_sign_in(far: WordPressYard, proxy: Proxy) -> None:
    with proxy.fault(Fault.STRIPPED, times=5), pytest.raises(HeaderStripped):
        far.connect().check()


def test_a_contributor_writes_drafts_and_may_not_publish(site: WordPress) -> None:
    remote = WordPressYard(site, "contributor").connect()
    abilities = remote.check().capabilities
    assert not abilities.publish
    assert not abilities.pictures
    post = sample(
        title=unique_title(), tags=(f"وسم {new_post_id()}",), categories=(f"New {new_post_id()}",)
    )
    made = remote.create(Outgoing(post), creation_key(post.id))
    assert made.status is Status.DRAFT
    assert made.tags == post.tags
    assert post.categories[0] not in made.categories  # may not make one: the post goes without
    with pytest.raises(NotAllowed) as refused:
        remote.update(made.ref, Outgoing(post), made.version)
    assert refused.value.action == "publish"
    offered = replace(post, status=Status.PENDING)
    assert remote.update(made.ref, Outgoing(offered), made.version).status is Status.PENDING
    with pytest.raises(NotAllowed) as refused:
        remote.upload(picture(data=picture().data + b"contributor"))
    assert refused.value.action == "upload"
    assert "may not bring pictures there" in str(explain(refused.value))


def test_a_contributor_sees_only_their_own(site: WordPress) -> None:
    admins = bring(WordPressYard(site).connect(), sample())
    remote = WordPressYard(site, "contributor").connect()
    post = sample(status=Status.DRAFT)
    mine = bring(remote, post)
    listing = remote.changes("")
    assert listing.whole
    ids = {head.ref.id for head in listing.heads}
    assert mine.ref.id in ids
    assert admins.ref.id not in ids


def test_an_author_whose_html_is_rewritten_gets_no_false_conflict(site: WordPress) -> None:
    remote = WordPressYard(site, "author").connect()
    post = sample(body=BODY_THAT_IS_REWRITTEN)
    before = bring(remote, post)
    edited = Outgoing(replace(post, body=post.body + "\nتتمة.\n"))
    after = remote.update(before.ref, edited, before.version)
    assert "تتمة" in after.body
    again = remote.update(before.ref, edited, before.version)
    assert again.version == after.version


BODY_THAT_IS_REWRITTEN = "قبل <bdi>C++</bdi> بعد & it's <wbr> 'quoted'\n\n<!-- a -- b -->\n"


def test_a_subscriber_is_told(site: WordPress) -> None:
    with pytest.raises(NotAllowed):
        WordPressYard(site, "subscriber").connect().changes("")


# --- status and dates -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PENDING, Status.PRIVATE])
def test_what_readers_do_not_see_stays_so(yard: WordPressYard, status: Status) -> None:
    there = bring(yard.connect(), sample(status=status))
    assert there.status is status
    assert there.slug == "" or status is Status.PRIVATE


def test_creation_is_never_public(yard: WordPressYard) -> None:
    post = sample()
    made = yard.connect().create(Outgoing(post), creation_key(post.id))
    assert made.status is Status.DRAFT


def test_scheduling_keeps_the_minute_whatever_the_blogs_time_zone(yard: WordPressYard) -> None:
    moment = (datetime.now(UTC) + timedelta(days=3)).replace(microsecond=0)
    remote = yard.connect()
    post = sample(status=Status.SCHEDULED, publish_at=moment)
    there = bring(remote, post)
    assert there.status is Status.SCHEDULED
    assert there.publish_at == moment
    now = replace(post, status=Status.PUBLISHED, publish_at=None)
    live = remote.update(there.ref, Outgoing(now), there.version)
    assert live.status is Status.PUBLISHED
    assert live.publish_at is not None
    assert abs(live.publish_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_published_with_a_date_to_come_is_honestly_scheduled(yard: WordPressYard) -> None:
    moment = datetime.now(UTC) + timedelta(days=3)
    there = bring(yard.connect(), sample(publish_at=moment))
    assert there.status is Status.SCHEDULED


def test_a_schedule_without_a_date_never_goes_live(yard: WordPressYard) -> None:
    remote = yard.connect()
    post = sample(status=Status.SCHEDULED)
    with pytest.raises(Rejected):
        bring(remote, post)
    made = remote.create(Outgoing(post), creation_key(post.id))
    assert made.status is Status.DRAFT


def test_a_backdated_post_keeps_its_date(yard: WordPressYard) -> None:
    moment = datetime(2019, 3, 10, 7, 30, tzinfo=UTC)
    there = bring(yard.connect(), sample(publish_at=moment))
    assert there.status is Status.PUBLISHED
    assert there.publish_at == moment


def test_taking_back_and_publishing_again_keeps_the_address(yard: WordPressYard) -> None:
    remote = yard.connect()
    post = sample(title=unique_title())
    live = bring(remote, post)
    back = remote.update(live.ref, Outgoing(replace(post, status=Status.DRAFT)), live.version)
    assert back.status is Status.DRAFT
    again = remote.update(back.ref, Outgoing(post), back.version)
    assert again.ref.url == live.ref.url


def test_the_key_never_becomes_the_address(yard: WordPressYard) -> None:
    there = bring(yard.connect(), sample(title="Plain words"))
    assert "midad" not in there.ref.url
    assert there.slug.startswith("plain-words")


def test_an_arabic_slug_of_the_authors_choice(yard: WordPressYard) -> None:
    slug = f"رحلة-{new_post_id()[:8]}"
    there = bring(yard.connect(), sample(slug=slug))
    assert there.slug == slug


# --- seeing what others changed -----------------------------------------------------------------


def test_edits_within_one_second_are_told_apart(yard: WordPressYard) -> None:
    """WordPress' clock counts whole seconds, and here it keeps no revisions either."""
    with yard.site.planted(NO_REVISIONS):
        remote = yard.connect()
        before = bring(remote, sample())
        yard.edit_elsewhere(before.ref, "شربت الشاي", "شربت القهوة")
        with pytest.raises(VersionConflict):
            remote.update(before.ref, Outgoing(sample()), before.version)


def test_a_title_changed_elsewhere_is_seen(yard: WordPressYard) -> None:
    remote = yard.connect()
    before = bring(remote, sample())
    yard.ask("POST", f"/wp/v2/posts/{before.ref.id}", {"title": "عنوان من محرر آخر"})
    with pytest.raises(VersionConflict) as conflict:
        remote.update(before.ref, Outgoing(sample()), before.version)
    assert conflict.value.current is not None
    assert conflict.value.current.title == "عنوان من محرر آخر"


def test_a_touch_without_a_change_is_no_conflict(yard: WordPressYard) -> None:
    remote = yard.connect()
    post = sample()
    before = bring(remote, post)
    yard.ask("POST", f"/wp/v2/posts/{before.ref.id}", {"sticky": False})
    edited = Outgoing(replace(post, body=post.body + "\nتتمة.\n"))
    assert "تتمة" in remote.update(before.ref, edited, before.version).body


def test_a_draft_published_elsewhere_is_not_taken_back(yard: WordPressYard) -> None:
    remote = yard.connect()
    post = sample(status=Status.DRAFT)
    before = bring(remote, post)
    import time

    time.sleep(1.1)  # its clock counts whole seconds
    yard.ask("POST", f"/wp/v2/posts/{before.ref.id}", {"status": "publish"})
    edited = Outgoing(replace(post, body=post.body + "\nنصف جملة\n"))
    with pytest.raises(VersionConflict):
        remote.update(before.ref, edited, before.version)
    now = remote.fetch(before.ref)
    assert now.status is Status.PUBLISHED
    assert "نصف جملة" not in now.body


def test_the_bin_of_the_blog_shows(yard: WordPressYard) -> None:
    remote = yard.connect()
    there = bring(remote, sample())
    yard.ask("DELETE", f"/wp/v2/posts/{there.ref.id}")
    (head,) = (h for h in remote.changes("").heads if h.ref.id == there.ref.id)
    assert head.trashed
    assert remote.fetch(there.ref).trashed


def test_more_posts_than_a_page_holds(yard: WordPressYard) -> None:
    yard.site.php(
        "for ($i = 0; $i < 120; $i++) wp_insert_post(array('post_title' => \"رقم $i\","
        " 'post_status' => 'draft', 'post_author' => 1));"
    )
    try:
        remote = yard.connect()
        first = remote.changes("")
        assert first.whole
        assert len(first.heads) > 120
        assert first.cursor
        # The last listing knew of a post that is in none of the pages now: it is asked for.
        gone = remote.changes(first.cursor + ",888888")
        assert gone.whole
        assert {head.ref.id for head in gone.heads} == {head.ref.id for head in first.heads}
    finally:
        yard.site.php(
            "foreach (get_posts(array('numberposts' => -1, 'post_status' => 'draft',"
            " 's' => 'رقم')) as $p) wp_delete_post($p->ID, true);"
        )


# --- bad networks and bad servers ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.PORTAL, WrongNetwork),
        (Fault.UNAVAILABLE, Busy),
        (Fault.CRASH, ServerFault),
        (Fault.CUT, Unreachable),
        (Fault.MOVED, AddressMoved),
    ],
)
def test_what_goes_wrong_while_asking(
    far: WordPressYard, proxy: Proxy, fault: Fault, error: type[RemoteError]
) -> None:
    with proxy.fault(fault), pytest.raises(error) as caught:
        far.connect().check()
    assert type(caught.value) is error
    if isinstance(caught.value, Busy):
        assert caught.value.retry_after == 7


def test_a_captive_portal_while_writing(far: WordPressYard, proxy: Proxy) -> None:
    post = sample(title=unique_title())
    outgoing, key = Outgoing(post), creation_key(post.id)
    with (
        proxy.fault(Fault.PORTAL, method="POST", path="/posts"),
        pytest.raises(OutcomeUnknown),
    ):
        far.connect().create(outgoing, key)
    assert far.connect().create(outgoing, key).title == post.title


def test_maintenance(yard: WordPressYard) -> None:
    with yard.site.planted(MAINTENANCE), pytest.raises(Busy):
        yard.connect().check()


def test_a_password_never_goes_over_plain_http_nor_to_another_host(
    far: WordPressYard, proxy: Proxy
) -> None:
    blog = Blog(BLOG, "wordpress", "x", "http://example.com", "http://example.com/wp-json/", "me")
    with pytest.raises(AddressInsecure):
        connect(blog, "secret").check()
    with proxy.fault(Fault.MOVED), pytest.raises(AddressMoved):
        far.connect().check()
    assert len(proxy.seen) == 1


def test_no_server_at_all() -> None:
    endpoint = "http://127.0.0.1:9/wp-json/"
    blog = Blog(BLOG, "wordpress", "x", "http://127.0.0.1:9", endpoint, "me")
    with pytest.raises(Unreachable):
        connect(blog, "secret").check()


def test_a_text_too_large_for_the_database_is_final(yard: WordPressYard) -> None:
    post = sample(title="x" * 70_000)
    with pytest.raises(Rejected) as rejected:
        yard.connect().create(Outgoing(post), creation_key(post.id))
    assert rejected.value.reason == "db_insert_error"


def test_half_a_character_does_not_stop_a_post(yard: WordPressYard) -> None:
    there = bring(yard.connect(), sample(title="half \ud83d here"))
    assert there.title == "half ? here"


def test_wordpress_adds_no_paragraphs_of_its_own(yard: WordPressYard) -> None:
    """It fills HTML without block markup with <p> and <br>; ours must be immune to that."""
    there = bring(yard.connect(), sample())
    page = yard.ask("GET", f"/wp/v2/posts/{there.ref.id}")["content"]["rendered"]
    assert "<p></p>" not in page
    for tag in ("<p", "<br", "<li", "<td", "<pre", "<h2"):
        assert page.count(tag) == there.body.count(tag), tag
