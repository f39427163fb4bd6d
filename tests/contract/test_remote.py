"""What every kind of blog promises (editor/remotes/remote.py), one suite over all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editor.domain.blog import Outgoing, RemoteRef
from editor.domain.errors import RemoteGone, VersionConflict
from editor.domain.ledger import creation_key
from editor.domain.post import Format, Status
from editor.text.html import visible_text
from tests.contract.yards import Yard, bring, picture, sample


def test_check_says_who_and_where_we_are(yard: Yard) -> None:
    remote = yard.connect()
    report = remote.check()
    assert report.name
    assert report.address
    assert report.capabilities == remote.capabilities
    assert report.capabilities.publish


def test_a_published_post_reaches_its_readers(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    post = sample()
    there = bring(remote, post)
    assert there.status is Status.PUBLISHED
    assert there.title == post.title
    page = yard.readers_see(there)
    words = visible_text(page)
    for said in ("في الصباح فتحتُ المحرر", "عنوان فيه C++ و HTML5", "1 < 2", "ليلى حداد", "Beirut"):
        assert said in words
    assert 'dir="rtl"' in page


def test_what_was_written_is_what_is_read_back(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    there = bring(remote, sample())
    again = yard.connect().fetch(there.ref)
    assert again == there


def test_terms_come_back_by_name(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    post = sample(tags=("سفر", "R&D", "أحمد", "احمد"), categories=("يوميات", "Q & A"))
    there = bring(remote, post)
    assert set(there.tags) == set(post.tags)
    assert set(there.categories) == set(post.categories)
    second = bring(yard.connect(), sample(tags=("R&D", "سفر"), categories=("يوميات",)))
    assert set(second.tags) == {"R&D", "سفر"}
    assert second.categories == ("يوميات",)


def test_one_key_is_one_post(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    post = sample()
    first = remote.create(Outgoing(post), creation_key(post.id))
    second = yard.connect().create(Outgoing(post), creation_key(post.id))
    assert first.ref.id == second.ref.id
    assert [head.ref.id for head in remote.changes("").heads].count(first.ref.id) == 1


def test_the_key_tells_whose_post_it_is(yard: Yard) -> None:
    remote = yard.connect()
    post = sample()
    made = remote.create(Outgoing(post), creation_key(post.id))
    assert yard.connect().fetch(made.ref).key == creation_key(post.id)


def test_an_update_changes_words_and_version(yard: Yard) -> None:
    remote = yard.connect()
    post = sample()
    before = bring(remote, post)
    edited = replace(post, title="عنوان جديد", body=post.body + "\nفقرة أُضيفت.\n")
    after = remote.update(before.ref, Outgoing(edited), before.version)
    assert after.version != before.version
    assert after.title == "عنوان جديد"
    assert "فقرة أُضيفت" in yard.connect().fetch(before.ref).body
    assert after.ref.id == before.ref.id
    assert after.ref.url == before.ref.url  # readers keep their links


def test_repeating_an_update_is_no_conflict(yard: Yard) -> None:
    remote = yard.connect()
    post = sample()
    before = bring(remote, post)
    edited = Outgoing(replace(post, body=post.body + "\nفقرة أُضيفت.\n"))
    after = remote.update(before.ref, edited, before.version)
    again = remote.update(before.ref, edited, before.version)  # the first reply got lost
    assert again.version == after.version


def test_a_change_elsewhere_is_never_overwritten(yard: Yard) -> None:
    remote = yard.connect()
    post = sample()
    before = bring(remote, post)
    yard.edit_elsewhere(before.ref, "شربت الشاي", "شربت القهوة")
    edited = Outgoing(replace(post, body=post.body + "\nفقرة أُضيفت.\n"))
    with pytest.raises(VersionConflict) as conflict:
        remote.update(before.ref, edited, before.version)
    assert conflict.value.current is not None
    assert "شربت القهوة" in conflict.value.current.body
    now = remote.fetch(before.ref)
    assert "شربت القهوة" in now.body
    assert "فقرة أُضيفت" not in now.body
    # Once seen, it may be replaced.
    settled = remote.update(before.ref, edited, now.version)
    assert "فقرة أُضيفت" in settled.body


def test_a_change_elsewhere_is_never_deleted_unseen(yard: Yard) -> None:
    remote = yard.connect()
    before = bring(remote, sample())
    yard.edit_elsewhere(before.ref, "شربت الشاي", "شربت القهوة")
    with pytest.raises(VersionConflict):
        remote.delete(before.ref, before.version)
    assert not remote.fetch(before.ref).trashed


def test_a_change_elsewhere_shows_in_the_listing(yard: Yard) -> None:
    remote = yard.connect()
    before = bring(remote, sample())
    first = remote.changes("")
    yard.edit_elsewhere(before.ref, "شربت الشاي", "شربت القهوة")
    second = remote.changes(first.cursor)
    old = {head.ref.id: head.version for head in first.heads}
    new = {head.ref.id: head.version for head in second.heads}
    assert first.whole
    assert second.whole
    assert [id for id in old if old[id] != new[id]] == [before.ref.id]


def test_a_listing_agrees_with_what_is_fetched(yard: Yard) -> None:
    remote = yard.connect()
    there = bring(remote, sample())
    (head,) = (h for h in remote.changes("").heads if h.ref.id == there.ref.id)
    assert head.ref == there.ref
    assert head.status is Status.PUBLISHED
    assert not head.trashed
    said = [(head.version.modified, there.version.modified)]
    said += [(head.version.revision, there.version.revision)]
    said += [(head.version.digest, there.version.digest)]
    assert all(listed in ("", fetched) for listed, fetched in said)
    assert any(listed for listed, _ in said)


def test_deleting_takes_it_from_the_readers_and_may_be_repeated(yard: Yard) -> None:
    remote = yard.connect()
    there = bring(remote, sample())
    remote.delete(there.ref, there.version)
    remote.delete(there.ref, there.version)
    listed = [h for h in remote.changes("").heads if h.ref.id == there.ref.id]
    assert all(head.trashed for head in listed)


def test_a_post_that_never_was_is_gone(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    with pytest.raises(RemoteGone):
        remote.fetch(RemoteRef("999999"))
    with pytest.raises(RemoteGone):
        remote.update(RemoteRef("999999"), Outgoing(sample()), bring(remote, sample()).version)


def test_a_picture_is_kept_once_and_shown(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    shot = picture()
    address = remote.upload(shot)
    assert yard.connect().upload(shot) == address
    never = picture(data=shot.data + b"never")
    assert remote.pictures_there([never.item, shot.item]) == {shot.item.digest: address}
    post = sample(body="قبل الصورة\n\n![جسر قديم](جسر.png)\n\nبعدها\n")
    there = bring(remote, post, {"جسر.png": address})
    page = yard.readers_see(there)
    assert "جسر قديم" in page
    assert "<img" in page


def test_a_body_that_came_as_html_goes_back_byte_for_byte(yard: Yard) -> None:
    remote = yard.connect()
    remote.check()
    raw = (
        '<!-- wp:paragraph {"align":"right"} -->\n<p dir="rtl">نصٌّ &amp; more\u00a0<b>x</b></p>\n'
        "<!-- /wp:paragraph -->\n\n<div class='odd'  >kept  as it is</div>"
    )
    there = bring(remote, sample(body=raw, format=Format.HTML, credits=()))
    assert there.body == raw
    assert there.format is Format.HTML


@pytest.mark.parametrize(
    "title",
    [
        "1 < 2 && 3 > 2",
        "AT&amp;T as typed",
        'مرحبا "بالعالم" \\ it\'s',
        "ٱلْعَرَبِيَّةُ \u200f(RTL)\u200e and می\u200cخواهم",
        "👩🏽‍💻 emoji",
    ],
)
def test_titles_survive(yard: Yard, title: str) -> None:
    remote = yard.connect()
    assert bring(remote, sample(title=title)).title == title


@pytest.mark.parametrize(
    "slug", ["../../etc/passwd", "a/b", "..", ".", "con", "مدينة جميلة", "x" * 400, "a\x00b\nc"]
)
def test_hostile_slugs_do_no_harm(yard: Yard, slug: str) -> None:
    remote = yard.connect()
    there = bring(remote, sample(slug=slug))
    assert "يوم في المدينة" in visible_text(yard.readers_see(there))
