"""Two versions of a post on the command line: read, and made one again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor.workspace.assembly import open_workspace
from tests.end2end.conftest import Midad

Write = Callable[[str, str], Path]

BODY = "خرجنا مع الفجر.\n\nThe road was long.\n\nسطر ثابت.\n"
MINE, THEIRS = BODY.replace("long", "short"), BODY.replace("long", "wide").replace("الفجر", "الليل")


@pytest.fixture
def id(midad: Midad) -> str:
    """A post with another version beside it."""
    workspace = open_workspace(midad.notebook)
    base = workspace.new_post("دفتر", body=BODY)
    workspace.save(replace(base, body=MINE, tags=("نهر",)), base=base)
    workspace.save_beside(replace(base, body=THEIRS, title="دفتر الطريق", tags=("بحر",)), base)
    workspace.close()
    return base.id


def test_both_versions_are_shown_place_by_place(midad: Midad, id: str) -> None:
    shown = midad.ok("conflict", id).out.splitlines()
    assert "Title · Changed in the other version" in shown
    assert "  There: دفتر {+الطريق+}" in shown
    assert "Tags · Changed in both versions" in shown
    assert "  Here: {+نهر+}" in shown
    assert "Changed in both versions · not decided" in shown
    assert "  Here: The road was [-long-]{+short+}." in shown
    assert "  There: The road was [-long-]{+wide+}." in shown
    assert shown[-1] == "… 1 unchanged paragraph"
    data = midad.ok("conflict", id, "--json").json
    assert data["blog"] is None
    kinds = [(place["field"], place["kind"]) for place in data["places"]]
    assert kinds == [
        ("title", "theirs"),
        ("tags", "both"),
        ("body", "theirs"),
        ("body", "conflict"),
        ("body", "same"),
    ]
    assert data["places"][1]["merged"] == ["نهر", "بحر"]


@pytest.mark.parametrize(("option", "body"), [("--mine", MINE), ("--theirs", THEIRS)])
def test_one_version_is_chosen(midad: Midad, id: str, option: str, body: str) -> None:
    assert midad.ok("conflict", id, option).out.strip() == id
    assert midad.ok("show", id, "--json").json["body"] == body
    assert midad.ok("conflict", id).out == "There is only one version of this post.\n"
    causes = [each["cause"] for each in midad.ok("history", id, "--json").json]
    assert "not_taken" in causes


def test_a_file_says_what_was_made_of_both(midad: Midad, id: str, write: Write) -> None:
    midad.ok("conflict", id, "--file", write("both.md", "من الاثنين\n"))
    post = midad.ok("show", id, "--json").json
    assert (post["title"], post["body"], post["tags"]) == (
        "دفتر الطريق",
        "من الاثنين\n",
        ["نهر", "بحر"],
    )


def test_one_choice_at_a_time(midad: Midad, id: str, write: Write) -> None:
    error = midad.refused(2, "conflict", id, "--mine", "--file", write("x.md", "x"))
    assert "--file" in error
    assert midad.ok("conflict", id, "--json").json is not None
