"""Bodies of every kind that are on a real WordPress: pulled, left alone, changed by one word.

Administrators' bytes stay to the letter. Authors and contributors lose what WordPress takes out
of whatever they write; their words stay here, and nobody's edit is seen in it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.blog import Discovery
from editor.domain.chunk import Chunk, Part
from editor.domain.post import Format, Post
from editor.sync.report import SyncReport
from editor.text.lines import RAW_HTML
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.servers.wordpress import WordPress
from tests.unit.text.blog_bodies import BLOCKS, CLASSIC, SOUP, WORD, bodies

FEW, ALL = 10, 200
NEW_WORDS = ({True: "كلماتنا", False: "Wordings"}, {True: "سطورنا", False: "Sentences"})
_TARGET = re.compile(r"<[^<>]*>|\]\([^()]*\)|\S*(?:://|@)\S*|`{3}\w+|&\w+;|\{[^{}]*\}")


class Desk:
    """One account's notebook, and all of its posts as the database has them."""

    def __init__(self, path: Path, site: WordPress, role: str, texts: list[str]) -> None:
        self.site = site
        self.role = role
        packed = base64.b64encode(json.dumps(texts).encode()).decode()
        ids = site.php(
            f"""global $wpdb; kses_remove_filters();
            foreach (json_decode(base64_decode('{packed}')) as $text) {{
                $id = wp_insert_post(array('post_title' => 'دفتر', 'post_status' => 'draft',
                    'post_content' => 'x',
                    'post_author' => get_user_by('login', '{role}')->ID));
                $wpdb->update($wpdb->posts, array('post_content' => $text), array('ID' => $id));
                echo $id, ' ';
            }}"""
        )
        self.ids = ids.split()
        self.workspace: Workspace = open_workspace(path)
        there = Discovery("wordpress", "Trials", site.url, site.endpoint)
        self.blog = self.workspace.blogs.add(there, role, site.passwords[role])

    def sync(self) -> SyncReport:
        return self.workspace.sync(self.blog.id)

    def stored(self) -> dict[str, str]:
        """Post's number → the bytes of its body."""
        listed = ",".join(self.ids)
        rows = self.site.php(
            f"""global $wpdb; $found = array();
            foreach ($wpdb->get_results("SELECT ID, post_content AS t FROM $wpdb->posts
                WHERE ID IN ({listed})") as $row) $found[$row->ID] = base64_encode($row->t);
            echo json_encode($found);"""
        )
        return {id: base64.b64decode(text).decode() for id, text in json.loads(rows).items()}

    def told(self) -> dict[str, str]:
        """Post's number → its body as WordPress tells it to its editors: since 6.8 it writes
        blocks anew before it tells of them, and ends those that nobody had ended."""
        listed = ",".join(self.ids)
        rows = self.site.php(
            f"""wp_set_current_user(get_user_by('login', 'administrator')->ID); $found = array();
            foreach (array({listed}) as $id) {{
                $request = new WP_REST_Request('GET', "/wp/v2/posts/$id");
                $request->set_param('context', 'edit');
                $data = rest_do_request($request)->get_data();
                $found[$id] = base64_encode($data['content']['raw']);
            }}
            echo json_encode($found);"""
        )
        return {id: base64.b64decode(text).decode() for id, text in json.loads(rows).items()}

    def posts(self) -> Iterator[tuple[str, Post, tuple[Chunk, ...]]]:
        for row in self.workspace.page(limit=10_000):
            post = self.workspace.open_post(row.id)
            for copy in self.workspace.copies_of(row.id):
                if copy.base.ref.id in self.ids:
                    yield copy.base.ref.id, post, copy.chunks

    def edit_each(self, turn: int) -> dict[str, tuple[int, tuple[Chunk, ...]]]:
        """Another word in one block of each post. Gives the place of its chunk, and all of them."""
        done = {}
        for id, post, chunks in self.posts():
            found = editable(chunks)
            if post.format is not Format.MARKDOWN or not found:
                continue
            place, word = found[turn % len(found)]
            blocks = [chunk.block for chunk in chunks]
            new = NEW_WORDS[turn][word > "\u0600"]
            blocks[place] = blocks[place].replace(word, new, 1)
            body = "\n\n".join(block for block in blocks if block)
            self.workspace.save(replace(post, body=body))
            done[id] = (place, chunks)
        return done

    def close(self) -> None:
        self.workspace.close()
        self.site.php(f"foreach (array({','.join(self.ids)}) as $id) wp_delete_post($id, true);")


def editable(chunks: tuple[Chunk, ...]) -> list[tuple[int, str]]:
    """(place, word) for the first word of each block that is no island."""
    found = []
    for place, chunk in enumerate(chunks):
        if chunk.part is not Part.BLOCK or RAW_HTML in chunk.block or not chunk.raw.strip():
            continue
        words = re.findall(r"\b[^\W\d_]{3,}", _TARGET.sub(" ", chunk.block))
        once = [word for word in words if chunk.block.count(word) == chunk.raw.count(word) == 1]
        found += [(place, word) for word in once[:1]]
    return found


ROLES = ("administrator", "author", "contributor")
SITES = ("wordpress", "wordpress_of_trixie", "wordpress_of_sid")


@pytest.fixture(
    params=[
        ("wordpress", "administrator", FEW),
        ("wordpress", "contributor", FEW),
        ("wordpress_of_trixie", "author", FEW),
        *(
            pytest.param((site, role, ALL), marks=pytest.mark.torture)
            for site in SITES
            for role in ROLES
        ),
    ],
    ids=lambda param: "-".join(map(str, param)),
)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    name, role, count = request.param
    made = Desk(tmp_path / "n.midad", request.getfixturevalue(name), role, texts(count))
    yield made
    made.close()


def texts(count: int) -> list[str]:
    """Some bodies with everything in them, or many; the database takes no NUL."""
    if count == ALL:
        return [body for body in bodies(count) if body.strip() and "\x00" not in body]
    found = [
        style.between.join((style.plain + style.odd)[at::2]) + "\n"
        for style in (BLOCKS, CLASSIC, SOUP, WORD)
        for at in range(2)
    ]
    return [*found, "<p>one<p>words two</p>", "<div><p>words</div></p>\r\n\r\nنص آخر"]


def test_a_pulled_post_goes_back_with_one_word_changed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before, told = desk.stored(), desk.told()
    desk.sync()
    assert {id for id, _, _ in desk.posts()} == set(before)
    assert desk.sync().pushed == ()
    assert desk.stored() == before  # nobody touched anything, and nothing was sent

    changed = 0
    for turn in (0, 1):
        edited = desk.edit_each(turn)
        changed += len(edited)
        mine = {id: post.body for id, post, _ in desk.posts()}
        assert len(edited) > 0.8 * len(before)
        desk.sync()
        there = desk.stored()
        # Nothing of it is taken for somebody's edit, and nothing goes there again.
        report = desk.sync()
        assert (report.pushed, report.pulled) == ((), ())
        assert desk.stored() == there
        assert {id: post.body for id, post, _ in desk.posts()} == mine
        assert all(post.version_of is None for _, post, _ in desk.posts())
        for id, (place, chunks) in edited.items():
            if desk.role == "administrator" or turn:
                only_that_chunk(chunks, place, there[id], told[id])
            said = there[id]
            assert any(word in said for word in NEW_WORDS[turn].values()), chunks[place]
        assert {id for id in before if there[id] == before[id]}.isdisjoint(edited)
        before, told = there, desk.told()
    with capsys.disabled():
        where = f"WordPress {desk.site.version}, {desk.role}"
        print(f"\n{where}: {len(before)} bodies came and stayed, {changed} edits in one chunk each")


def only_that_chunk(chunks: tuple[Chunk, ...], place: int, now: str, was: str) -> None:
    """What is stored now differs from what was told inside the bytes of one chunk only."""
    raws = [chunk.raw for chunk in chunks]
    above, below = "".join(raws[:place]), "".join(raws[place + 1 :])
    assert "".join(raws) == was
    assert now.startswith(above)
    assert now.endswith(below)
    assert len(now) >= len(above) + len(below)
