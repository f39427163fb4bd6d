"""Comments on the command line, through a real WordPress."""

from __future__ import annotations

from dataclasses import replace

from editor.domain.post import Status
from tests.contract.test_comments import say
from tests.contract.yards import WordPressYard, bring, sample
from tests.end2end.conftest import Midad
from tests.servers.wordpress import WordPress


def test_without_comments_it_says_where_they_come_from(midad: Midad) -> None:
    assert "midad sync" in midad.ok("comments", "list").out
    assert midad.ok("comments", "list", "--json").json == []
    assert "midad comments list" in midad.refused(4, "comments", "approve", "7")


def test_a_comment_is_fetched_judged_and_answered(midad: Midad, wordpress: WordPress) -> None:
    yard = WordPressYard(wordpress)
    post = bring(yard.connect(), replace(sample(title="جسر الأوامر"), status=Status.PUBLISHED))
    say(yard, post, "سؤالٌ من\nقارئ", author="سالم")
    password = wordpress.passwords["administrator"]
    added = midad(
        "blog", "add", wordpress.url, "--username", "administrator", MIDAD_PASSWORD=password
    )
    assert added.code == 0, added.err
    midad.ok("sync")
    (row,) = midad.ok("comments", "list", "--search", "سوال من", "--json").json
    assert (row["author"], row["standing"], row["title"]) == ("سالم", "held", "جسر الأوامر")
    assert "سؤالٌ من قارئ" in midad.ok("comments", "list", "--only", "held").out
    assert "next" in midad.ok("comments", "approve", row["id"]).out
    assert "next" in midad.ok("comments", "reply", row["id"], stdin="أهلًا بك\n").out
    waiting = midad.ok("comments", "list", "--json").json[-1]
    assert (waiting["text"], waiting["waiting"]) == ("أهلًا بك", True)
    midad.ok("sync")
    midad.ok("sync")
    rows = midad.ok("comments", "list", "--json").json
    mine = [each for each in rows if each["parent"] == row["id"]]
    assert [(each["text"], each["waiting"]) for each in mine] == [("أهلًا بك", False)]
    (judged,) = [each for each in rows if each["id"] == row["id"]]
    assert (judged["standing"], judged["wanted"]) == ("approved", None)
    assert "no words" in midad.ok("comments", "reply", row["id"], stdin=" \n").out
