"""Pictures on a real WordPress: brought once, brought again where they were lost, replaced."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from editor.domain.errors import NotAllowed, OutcomeUnknown, PictureRefused
from editor.domain.media import MediaItem
from editor.domain.post import PostId, Status, Travel
from editor.sync.pictures import Lost
from editor.sync.report import Deed
from editor.text.pictures import replaced
from editor.workspace.assembly import open_workspace
from editor.workspace.messages import explain
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress
from tests.sync.test_real_wordpress import Author, found_at

SAID = '![جسر فوق نهر]({name} "عند الفجر"){{credit="ليلى"}}'


@pytest.fixture
def proxy(wordpress: WordPress) -> Iterator[Proxy]:
    with Proxy(wordpress.url) as between:
        yield between


@pytest.fixture
def author(tmp_path: Path, wordpress: WordPress, proxy: Proxy) -> Iterator[Author]:
    one = Author(tmp_path / "n.midad", wordpress, proxy, "administrator")
    yield one
    one.workspace.close()


def a_picture(colour: tuple[int, int, int]) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(target, "PNG")
    return target.getvalue()


def with_picture(
    author: Author, title: str, colour: tuple[int, int, int]
) -> tuple[PostId, MediaItem]:
    """A draft with one picture, on no blog yet."""
    id = author.write(title, "قبل الصورة\n\nبعدها\n")
    item = author.workspace.add_picture(id, a_picture(colour), "bridge.png")
    author.edit(id, f"قبل الصورة\n\n{SAID.format(name=item.name)}\n\nبعدها\n")
    return id, item


def library(author: Author, item: MediaItem) -> list[dict[str, Any]]:
    slug = f"midad-{item.digest[:24]}"
    params = {"slug": f"{slug},{slug}-2", "context": "edit"}
    return list(author.there.ask("GET", "/wp/v2/media", **params))


def lose(author: Author, item: MediaItem) -> str:
    """Delete it in wp-admin, and have its name taken: another month's folder would do the same.
    Gives back the address it had."""
    (row,) = library(author, item)
    author.there.ask("DELETE", f"/wp/v2/media/{row['id']}", force="true")
    return str(row["source_url"])


def shown(author: Author, title: str) -> list[str]:
    """The addresses of the pictures in the post, as its readers' browsers ask for them."""
    (there,) = author.there.named(title)
    return re.findall(r'<img[^>]* src="([^"]+)"', there["content"]["raw"])


def test_a_picture_that_was_deleted_there_is_brought_again(author: Author, proxy: Proxy) -> None:
    title = "صورة ضاعت"
    id, item = with_picture(author, title, (1, 2, 3))
    author.workspace.publish(id)
    author.workspace.send(id)
    old = lose(author, item)
    assert shown(author, title) == [old]
    other = author.write("بلا صلة", "![](bridge.png)")  # takes the old one's name
    author.workspace.add_picture(other, a_picture((3, 2, 1)), "bridge.png")
    author.workspace.send(other)
    post = author.workspace.open_post(id)
    author.edit(id, post.body + "\nزيادة\n")
    author.workspace.publish(id)
    assert author.of(author.workspace.send(id), id) == [Deed.UPDATED]
    (row,) = library(author, item)
    assert row["source_url"] != old
    assert shown(author, title) == [row["source_url"]]
    proxy.seen.clear()
    assert author.sync().pushed == ()
    assert {seen.method for seen in proxy.seen} == {"GET"}


def test_a_changed_post_with_pictures_takes_four_requests(author: Author, proxy: Proxy) -> None:
    id, first = with_picture(author, "طلبات قليلة", (4, 5, 6))
    second = author.workspace.add_picture(id, a_picture((6, 5, 4)), "second.png")
    author.edit(id, author.workspace.open_post(id).body + f"\n![ثانية]({second.name})\n")
    author.workspace.send(id)
    author.edit(id, author.workspace.open_post(id).body + "\nزيادة\n")
    proxy.seen.clear()
    assert author.of(author.workspace.send(id), id) == [Deed.UPDATED]
    assert len(proxy.seen) <= 4, [f"{seen.method} {seen.path[:70]}" for seen in proxy.seen]
    assert sum("/media" in seen.path for seen in proxy.seen) == 1
    assert len(library(author, first)) == len(library(author, second)) == 1


def test_looking_for_lost_pictures_has_them_brought_again(author: Author, proxy: Proxy) -> None:
    draft, of_draft = with_picture(author, "مسودة فقدت صورتها", (7, 8, 9))
    live, of_live = with_picture(author, "منشورة فقدت صورتها", (9, 8, 7))
    kept, _ = with_picture(author, "منشورة لها صورتها", (7, 7, 7))
    for id in (live, kept):
        author.workspace.publish(id)
    author.sync()
    assert author.workspace.look_for_lost_pictures(author.blog.id) == []
    for item in (of_draft, of_live):
        lose(author, item)
    proxy.seen.clear()
    found = author.workspace.look_for_lost_pictures(author.blog.id)
    assert len(proxy.seen) == 1
    assert found == [Lost(draft, of_draft.name), Lost(live, of_live.name)]
    travels = [author.travel(id) for id in (draft, live, kept)]
    assert travels == [Travel.WAITING, Travel.CHANGED_HERE, Travel.SYNCED]
    report = author.sync()
    assert author.of(report, draft) == [Deed.UPDATED]
    assert author.of(report, live) == [Deed.WAITING]  # for the author's Update
    assert (len(library(author, of_draft)), len(library(author, of_live))) == (1, 0)
    author.workspace.publish(live)
    assert author.of(author.workspace.send(live), live) == [Deed.UPDATED]
    assert len(library(author, of_live)) == 1
    assert author.workspace.look_for_lost_pictures(author.blog.id) == []
    assert author.sync().pushed == ()


def test_a_picture_replaced_by_another_is_another_there(author: Author) -> None:
    title = "صورة أفضل"
    id, old = with_picture(author, title, (10, 11, 12))
    author.workspace.publish(id)
    author.workspace.send(id)
    (before,) = shown(author, title)
    new = author.workspace.add_picture(id, a_picture((12, 11, 10)), "bridge.png")
    assert new.name == "bridge-2.png"
    author.edit(id, replaced(author.workspace.open_post(id).body, old.name, new.name))
    assert author.of(author.sync(), id) == [Deed.WAITING]
    assert shown(author, title) == [before]
    author.workspace.publish(id)
    author.workspace.send(id)
    (row,) = library(author, new)
    assert shown(author, title) == [row["source_url"]] != [before]
    assert row["alt_text"] == "جسر فوق نهر"
    assert row["caption"]["raw"] == "عند الفجر – ليلى"
    assert len(library(author, old)) == 1  # it may stand in other posts


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.NOT_FORWARDED, Fault.HALF_SENT])
def test_a_send_that_was_cut_at_a_picture_goes_on_there(
    author: Author, proxy: Proxy, fault: Fault
) -> None:
    title = f"انقطع {fault.name}"
    id, item = with_picture(author, title, (13, fault.value, 14))
    author.workspace.publish(id)
    with proxy.fault(fault, method="POST", path="/media?slug"):
        report = author.workspace.send(id)
    assert [type(line.error) for line in report.errors] == [OutcomeUnknown]
    assert author.there.named(title) == []
    assert author.of(author.workspace.send(id), id) == [Deed.PUBLISHED]
    (row,) = library(author, item)
    assert shown(author, title) == [row["source_url"]]


def test_a_post_stays_here_when_its_picture_is_refused(author: Author, proxy: Proxy) -> None:
    title = "صورة كبيرة"
    id, item = with_picture(author, title, (15, 16, 17))
    author.workspace.publish(id)
    with proxy.fault(Fault.TOO_LARGE, method="POST", path="/media?slug"):
        report = author.workspace.send(id)
    (line,) = report.errors
    assert isinstance(line.error, PictureRefused)
    words = explain(line.error)
    assert item.name in words.happened
    assert "smaller size" in words.advice
    assert author.there.named(title) == []
    assert author.workspace.open_post(id).status is Status.DRAFT
    author.workspace.publish(id)
    assert author.of(author.workspace.send(id), id) == [Deed.PUBLISHED]


def test_a_library_that_answers_nobody_keeps_no_words_back(
    author: Author, wordpress: WordPress
) -> None:
    title = "مكتبة مغلقة"
    id, _ = with_picture(author, title, (18, 19, 20))
    author.sync()
    (before,) = shown(author, title)
    author.edit(id, author.workspace.open_post(id).body + "\nزيادة\n")
    with wordpress.planted(LIBRARY_CLOSED):
        assert author.of(author.sync(), id) == [Deed.UPDATED]
        with pytest.raises(NotAllowed):
            author.workspace.look_for_lost_pictures(author.blog.id)
    assert shown(author, title) == [before]
    assert author.travel(id) is Travel.SYNCED


LIBRARY_CLOSED = """<?php
add_filter('rest_pre_dispatch', function ($result, $server, $request) {
    if (strpos($request->get_route(), '/wp/v2/media') !== 0) return $result;
    return new WP_Error('rest_forbidden', 'Closed', array('status' => 403));
}, 10, 3);
"""


@pytest.mark.parametrize("manner", ["blocks", "classic"])
def test_a_picture_has_its_number_in_a_later_session_too(
    author: Author, wordpress: WordPress, proxy: Proxy, tmp_path: Path, manner: str
) -> None:
    """By it WordPress offers browsers the picture in the size they need."""
    author.workspace.blogs.set_manner(author.blog.id, manner)
    title = f"رقم الصورة {manner}"
    id, item = with_picture(author, title, (3, 1, 4))
    author.workspace.send(id)
    (row,) = library(author, item)
    author.workspace.close()
    author.workspace = open_workspace(tmp_path / "n.midad")
    post = author.workspace.open_post(id)
    body = post.body.replace("جسر فوق نهر", "جسرنا فوق النهر")
    author.edit(id, f"{body}\nومرة أخرى:\n\n![الجسر]({item.name})\n")
    assert author.of(author.workspace.send(id), id) == [Deed.UPDATED]
    (there,) = author.there.named(title)
    assert there["content"]["raw"].count(f"wp-image-{row['id']}") == 2
    assert there["content"]["raw"].count("جسرنا") == 1
    other = open_workspace(tmp_path / "other.midad")  # the author's other computer
    try:
        same = other.blogs.add(
            found_at(wordpress, proxy), "administrator", wordpress.passwords["administrator"]
        )
        other.sync(same.id)
        (pulled,) = [row.id for row in other.page(limit=1000) if row.title == title]
        assert "<img" not in other.open_post(pulled).body
    finally:
        other.close()
