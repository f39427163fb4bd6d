"""Earlier states on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.end2end.conftest import Midad

Write = Callable[[str, str], Path]

FIRST = "خرجنا مع الفجر، والجسر خالٍ.\n\nThe road is long.\n\nسطر ثابت\n\nسطر أخير\n" + "كلام " * 60
SECOND = FIRST.replace("الفجر", "الغروب").replace("long", "short")


def test_compare_and_go_back(midad: Midad, write: Write) -> None:
    id = midad.ok("new", "--title", "دفتر", "--lang", "ar").out.strip()
    assert "No earlier state yet" in midad.ok("history", id).out
    midad.ok("edit", id, "--body-file", write("1.md", FIRST))
    midad.ok("edit", id, "--body-file", write("2.md", SECOND), "--title", "دفتر الطريق")
    kept, _empty = midad.ok("history", id, "--json").json
    assert (kept["cause"], kept["title"], kept["words"]) == ("left", "دفتر", len(FIRST.split()))
    assert kept["moment"].endswith("Z")
    number = str(kept["number"])
    listed = midad.ok("history", id).out
    assert number in listed
    assert "دفتر" in listed

    shown = midad.ok("history", id, number).out.splitlines()
    assert shown[0] == "دفتر {+الطريق+}"
    assert "خرجنا مع [-الفجر-]{+الغروب+}، والجسر خالٍ." in shown
    assert "The road is [-long-]{+short+}." in shown
    assert "سطر أخير" not in shown
    assert shown[-1] == "…"
    data = midad.ok("history", id, number, "--json").json
    assert (data["words_gone"], data["words_come"]) == (2, 3)
    assert data["body"][1]["old_direction"] == "ltr"
    whole = midad.ok("history", id, number, "--text", "--json").json
    assert (whole["title"], whole["body"]) == ("دفتر", FIRST)
    assert FIRST in midad.ok("history", id, number, "--text").out

    assert "midad history" in midad.ok("go-back", id, number).out
    post = midad.ok("show", id, "--json").json
    assert (post["title"], post["body"]) == ("دفتر", FIRST)
    latest = midad.ok("history", id, "--json").json[0]
    assert latest["cause"] == "restored"
    assert midad.ok("history", id, number).out == "No word is different.\n"


def test_tags_and_people_come_back_too(midad: Midad) -> None:
    given = ("--tag", "جسر", "--credit", "photographer=هناء", "--direction", "rtl")
    id = midad.ok("new", "--title", "دفتر", *given).out.strip()
    midad.ok("edit", id, "--tag", "نهر", "--credit", "author=سامي", "--direction", "ltr")
    (kept,) = midad.ok("history", id, "--json").json
    number = str(kept["number"])
    assert midad.ok("history", id, number).out.splitlines() == [
        "Tags: [-جسر-] {+نهر+}",
        "People: [-Photography: هناء-] {+Author: سامي+}",
        "Direction: [-Right to left-] {+Left to right+}",
        "No word is different.",
    ]
    assert midad.ok("history", id, number, "--json").json["about"] == {
        "tags": {"went": ["جسر"], "came": ["نهر"]},
        "credits": {
            "went": [{"role": "photographer", "name": "هناء"}],
            "came": [{"role": "author", "name": "سامي"}],
        },
        "direction": {"went": ["rtl"], "came": ["ltr"]},
    }
    midad.ok("go-back", id, number)
    post = midad.ok("show", id, "--json").json
    assert (post["tags"], post["direction"]) == (["جسر"], "rtl")
    assert post["credits"] == [{"role": "photographer", "name": "هناء"}]


def test_what_is_not_there(midad: Midad) -> None:
    id = midad.ok("new", "--title", "دفتر").out.strip()
    for command in (("history", id, "7"), ("go-back", id, "7")):
        answer = midad(*command)
        assert (answer.code, answer.out) == (4, "")
        assert "“7”" in answer.err
        assert answer.err.count("\n") == 1
    assert midad("history", id, "seven").code == 2
    assert midad("history", "nothing").code == 4


def test_a_difference_cannot_command_the_terminal(midad: Midad, write: Write) -> None:
    id = midad.ok("new", "--title", "x").out.strip()
    midad.ok("edit", id, "--body-file", write("1.md", "كلمة \x1b[31m " * 60))
    midad.ok("edit", id, "--body-file", write("2.md", "\x9b2J"))
    kept, _empty = midad.ok("history", id, "--json").json
    for visual in ((), ("--visual",)):
        shown = midad.ok("history", id, str(kept["number"]), *visual).out
        assert "\x1b" not in shown
        assert "\x9b" not in shown


def test_empty_the_bin(midad: Midad) -> None:
    one, two, stays = (midad.ok("new", "--title", title).out.strip() for title in "أبج")
    midad.ok("trash", one)
    midad.ok("trash", two)
    refused = midad("empty-bin", stdin="n\n")
    assert refused.code == 130
    assert len(midad.ok("list", "--bin", "--json").json) == 2
    assert midad.ok("empty-bin", one, "--yes", "--json").json == {"removed": [one], "waiting": 0}
    assert midad.ok("empty-bin", stays, "--yes", "--json").json == {"removed": [], "waiting": 1}
    assert "1 post was removed." in midad.ok("empty-bin", "--yes").out
    assert midad.ok("list", "--bin", "--json").json == []
    (left,) = midad.ok("list", "--json").json
    assert left["id"] == stays
    assert midad("show", one).code == 4


def test_what_would_change_on_the_blog(midad: Midad, write: Write, tmp_path: Path) -> None:
    id = midad.ok("new", "--title", "دفتر", "--body-file", write("1.md", FIRST)).out.strip()
    assert "not on a blog yet" in midad.ok("diff", id).out
    site = tmp_path / "site"
    site.mkdir()
    midad.ok("blog", "add", str(site))
    midad.ok("publish", id)
    assert midad.ok("diff", id).out == "No word is different.\n"
    midad.ok("edit", id, "--body-file", write("2.md", SECOND))
    shown = midad.ok("diff", id).out.splitlines()
    assert "خرجنا مع [-الفجر-]{+الغروب+}، والجسر خالٍ." in shown
    midad.ok("edit", id, "--body-file", write("3.md", FIRST.replace("ثابت", "ثابت\n{: dir=ltr}")))
    assert "سطر ثابت  (now left to right)" in midad.ok("diff", id).out.splitlines()
    midad.ok("edit", id, "--body-file", write("2.md", SECOND))
    (data,) = midad.ok("diff", id, "--json").json
    assert (data["words_gone"], data["words_come"]) == (2, 2)
