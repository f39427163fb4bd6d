"""What is packed comes back equal, also across versions."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.post import Credit, Direction, Post, Status
from editor.store.packing import (
    inflated,
    pack,
    pack_time,
    storable,
    stored_text,
    unpack,
    unpack_pairs,
    unpack_time,
    unpack_words,
)
from tests.store.conftest import NOON, a_full_post, a_post


@pytest.mark.parametrize("post", [a_full_post(), a_post(), Post(a_post().id)])
def test_posts(post: Post) -> None:
    assert unpack(Post, pack(post)) == post


def test_a_blogs_post() -> None:
    remote = RemotePost(
        RemoteRef("7", "https://ink.example/?p=7"),
        Version("2026-11-20T12:00:00Z", "3", "abc"),
        Status.PRIVATE,
        body='<p>كما أرسله الخادم \u2028 \\ " </p>',
        credits=(Credit("author", "ليلى"),),
        direction=Direction.RTL,
        publish_at=NOON,
        trashed=True,
        extra=(("a", "ب"),),
    )
    assert unpack(RemotePost, pack(remote)) == remote


def test_what_another_version_packed() -> None:
    post = a_post()
    packed = json.loads(pack(post))
    del packed["excerpt"]
    packed["mood"] = "calm"
    assert unpack(Post, json.dumps(packed)) == post


def test_lists() -> None:
    assert unpack_words(pack(("أ", "b"))) == ("أ", "b")
    assert unpack_pairs(pack((("أ", "b"),))) == (("أ", "b"),)
    assert unpack_words(pack(())) == ()


def test_times_are_texts_in_the_order_of_time() -> None:
    east = timezone(timedelta(hours=3))
    moments = [
        datetime(2026, 11, 20, 14, 59, 59, 999999, east),
        NOON,
        NOON + timedelta(microseconds=1),
        NOON + timedelta(seconds=1),
    ]
    packed = [pack_time(moment) for moment in moments]
    assert packed == sorted(packed, key=str)
    assert [unpack_time(text) for text in packed] == moments
    assert pack_time(None) is None
    assert unpack_time(None) is None


@pytest.mark.parametrize("text", ["", "سطر", "\ud800 half", "🖋", "\x00"])
def test_texts_as_sqlite_takes_them(text: str) -> None:
    assert stored_text(storable(text)) == text


@pytest.mark.parametrize("spoil", [lambda data: data[:-4], lambda data: b"x" + data])
def test_what_is_damaged_is_not_read(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(zlib.error):
        inflated(spoil(zlib.compress(b"words")))


def test_a_few_bytes_cannot_stand_for_gigabytes() -> None:
    bomb = zlib.compress(b"0" * 1001)
    assert len(inflated(bomb, 1001)) == 1001
    with pytest.raises(zlib.error):
        inflated(bomb, 1000)
