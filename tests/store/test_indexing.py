"""A search index that is damaged alone costs search, and not one word: all that an author does is
kept, a check tells of it, and a repair has everything, found again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.course import Course
from editor.store import driver
from editor.store.checking import check
from editor.store.database import Notebook
from editor.store.posts import Posts
from editor.store.salvage import salvage
from tests.store.conftest import StillClock, a_post

DAMAGES = {
    "its order is noise": "UPDATE post_search_data SET block = x'ffffffff' WHERE id = 10",
    "its words are noise": "UPDATE post_search_data SET block = x'00ff00ff' WHERE id > 100",
    "its words are gone": "DELETE FROM post_search_data",
    "its sizes are noise": "UPDATE post_search_docsize SET sz = x'ff'",
    "its kind is not known": "DELETE FROM post_search_config",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_no_damage_to_the_index_costs_a_word(
    damage: str, path: Path, tmp_path: Path, clock: StillClock
) -> None:
    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    written, binned, back, rest = (posts.save(a_post(body="جسر وسوق " * 200)) for _post in range(4))
    posts.bin(back.id)
    notebook.close()
    raw = driver.connect(path)
    raw.execute(damage)
    raw.close()

    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    written = posts.save(replace(written, body=f"{written.body} زنبقة"))
    new = posts.save(a_post(body="زنبقة أخرى"))
    posts.bin(binned.id)
    posts.restore(back.id)
    notebook.close()

    notebook = Notebook.open(path, clock)
    assert Posts(notebook).get(written.id) == written
    assert Posts(notebook).get(new.id) == new
    assert {row.id for row in Posts(notebook).page()} == {written.id, new.id, back.id, rest.id}
    notebook.close()
    assert not check(path).is_sound
    target = tmp_path / "repaired.midad"
    salvage(path, target, clock, course=Course())
    repaired = Notebook.open(target, clock)
    assert {row.id for row in Posts(repaired).search("زنبقة")} == {written.id, new.id}
    assert {row.id for row in Posts(repaired).search("سوق")} == {written.id, back.id, rest.id}
    repaired.close()
    assert check(target).is_sound


def test_what_the_index_may_still_hold_is_not_said_to_be_gone(
    path: Path, clock: StillClock
) -> None:
    """Removed for good means: out of the file, also out of the index."""
    from editor.domain.errors import NotebookDamaged

    notebook = Notebook.open(path, clock)
    post = Posts(notebook).save(a_post())
    notebook.connection.execute(DAMAGES["its words are gone"])
    notebook.close()
    notebook = Notebook.open(path, clock)
    with pytest.raises(NotebookDamaged):
        Posts(notebook).remove(post.id)
    assert Posts(notebook).get(post.id) == post
    notebook.close()


def test_a_full_disk_is_no_damage(path: Path, clock: StillClock) -> None:
    """What could not be written must not be told as written."""
    from editor.domain.errors import DiskFull

    notebook = Notebook.open(path, clock)
    posts = Posts(notebook)
    post = posts.save(a_post(body="جسر"))
    notebook.connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(DiskFull):
        posts.save(replace(post, body=" ".join(f"كلمة{n}" for n in range(20_000))))
    assert posts.get(post.id) == post
    notebook.close()
