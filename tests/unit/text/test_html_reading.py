"""What a process beside the editor tells of bodies is what they are read as here."""

from __future__ import annotations

import json

from editor.text.html_import import imported
from editor.text.html_reading import answerer, chunks_of
from tests.bench import blogposts
from tests.unit.text.blog_bodies import bodies

BODIES = ["", "<p>words</p>", *map(blogposts.body, range(1, 5)), *list(bodies())[:40]]


def test_what_is_told_is_what_is_read() -> None:
    told = json.loads(json.dumps(answerer()(BODIES)))
    assert [chunks_of(*each) for each in zip(BODIES, told, strict=True)] == [
        imported(body) for body in BODIES
    ]
