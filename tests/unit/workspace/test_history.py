"""Going back, and what the bin does with earlier states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.domain.blog import RemotePost, RemoteRef, Version
from editor.domain.changes import Changes
from editor.domain.errors import PostMissing, RevisionMissing
from editor.domain.ledger import Copy
from editor.domain.post import BlogId, Credit, Direction, Format, Post, PostId, Status
from editor.domain.revision import Cause
from editor.system import translation
from editor.workspace.assembly import open_workspace
from editor.workspace.emptying import DAYS
from editor.workspace.history import cause_label, seen_at
from editor.workspace.workspace import Workspace

FIRST = "أول ما كُتب على الجسر، and the river said nothing.\n\n" * 6
SECOND = "نص آخر تمامًا"


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "n.midad", clock)
    yield opened
    opened.close()


@pytest.fixture
def rewritten(workspace: Workspace) -> Post:
    """A post whose words were all replaced."""
    post = workspace.new_post("رسالة", language="ar")
    post = workspace.save(replace(post, body=FIRST))
    return workspace.save(replace(post, title="غيرها", body=SECOND))


def causes(workspace: Workspace, post: Post) -> list[Cause]:
    return [each.cause for each in workspace.history.of(post.id)]


def test_going_back_brings_the_words_and_keeps_what_stood_there(
    workspace: Workspace, rewritten: Post, clock: Clock
) -> None:
    heard: list[Changes] = []
    workspace.events.listen(heard.append)
    (kept,) = workspace.history.of(rewritten.id)
    clock.sleep(1)
    back = workspace.history.go_back(rewritten.id, kept.number, origin="me")
    assert (back.title, back.body) == ("رسالة", FIRST)
    assert workspace.open_post(rewritten.id) == back
    assert heard == [Changes(posts=frozenset({rewritten.id}), origin="me")]
    assert causes(workspace, rewritten) == [Cause.RESTORED, Cause.CUT]
    # And back again: nothing was lost by it.
    again = workspace.history.go_back(rewritten.id, workspace.history.of(back.id)[0].number)
    assert (again.title, again.body) == ("غيرها", SECOND)


def test_what_is_said_about_a_post_comes_back_with_its_words(workspace: Workspace) -> None:
    said = {
        "excerpt": "رسالة عن الجسر",
        "tags": ("جسر", "river"),
        "categories": ("رسائل",),
        "credits": (Credit("photographer", "هناء"),),
        "language": "ar",
        "direction": Direction.RTL,
    }
    post = workspace.save(replace(workspace.new_post("رسالة", body="سطر"), **said))
    workspace.history.keep(post.id, Cause.LEFT)
    other = {name: type(value)() for name, value in said.items() if name != "direction"}
    workspace.save(replace(post, **other, direction=None))
    (kept,) = workspace.history.of(post.id)
    back = workspace.history.go_back(post.id, kept.number)
    assert {name: getattr(back, name) for name in said} == said
    # And what it says now was kept by that, too.
    latest = workspace.history.of(post.id)[0]
    assert workspace.history.state(post.id, latest.number).tags == ()


def test_going_back_leaves_alone_where_the_post_stands(workspace: Workspace) -> None:
    html = "<p>كما أرسله الخادم</p>" * 20
    post = workspace.new_post("رسالة", language="ar")
    post = workspace.save(replace(post, body=html, format=Format.HTML, direction=Direction.RTL))
    changed = replace(
        post,
        body="short",
        format=Format.MARKDOWN,
        direction=None,
        language="en",
        status=Status.PUBLISHED,
        slug="letter",
        publish_at=datetime(2027, 1, 1, tzinfo=UTC),
        stays_here=True,
    )
    workspace.save(changed)
    (kept,) = workspace.history.of(post.id)
    back = workspace.history.go_back(post.id, kept.number)
    assert (back.body, back.format) == (html, Format.HTML)
    assert (back.direction, back.language) == (Direction.RTL, "ar")
    assert (back.status, back.slug) == (Status.PUBLISHED, "letter")
    assert back.publish_at == changed.publish_at
    assert back.stays_here


def test_leaving_a_post_keeps_it_once(workspace: Workspace, clock: Clock) -> None:
    post = workspace.new_post("رسالة", body="سطر")
    workspace.history.leave(post.id)
    workspace.history.leave(post.id)
    assert causes(workspace, post) == [Cause.LEFT]
    clock.sleep(1)
    workspace.save(replace(post, body="سطر وسطر"))
    workspace.history.leave(post.id)
    assert causes(workspace, post) == [Cause.LEFT, Cause.LEFT]


def test_leaving_thins_out(workspace: Workspace, clock: Clock) -> None:
    post = workspace.new_post("رسالة", body="سطر")
    for number in range(30):
        clock.sleep(360)
        post = workspace.save(replace(post, body=f"{post.body} {number}"))
    before = len(workspace.history.of(post.id))
    clock.sleep(100 * 86_400)
    workspace.history.leave(post.id)
    assert before > 25
    assert len(workspace.history.of(post.id)) < 20
    assert workspace.history.tidy() == 0


def test_what_readers_got_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    blog = workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "blog")))
    post = workspace.new_post("رسالة", body="سطر")
    workspace.publish(post.id)
    assert causes(workspace, post) == [Cause.PUBLISHED]
    workspace.send(post.id)
    update = workspace.save(replace(workspace.open_post(post.id), body="سطر ثان"))
    workspace.publish(post.id)
    assert causes(workspace, post) == [Cause.PUBLISHED, Cause.PUBLISHED]
    assert update.blog == blog.id


def test_the_version_that_was_not_chosen_is_kept(workspace: Workspace) -> None:
    post = workspace.new_post("رسالة", body="كلماتي")
    workspace.save_beside(replace(post, body="كلماتها"))
    chosen = workspace.resolve(post.id, keep_mine=False)
    assert chosen.body == "كلماتها"
    assert causes(workspace, post) == [Cause.NOT_TAKEN, Cause.CHOSEN_AGAINST]
    kept = [workspace.history.state(post.id, each.number) for each in workspace.history.of(post.id)]
    assert [state.body for state in kept] == ["كلماتها", "كلماتي"]


def test_two_states_are_compared(workspace: Workspace, rewritten: Post, clock: Clock) -> None:
    workspace.history.leave(rewritten.id)
    latest, first = workspace.history.of(rewritten.id)
    assert not workspace.history.compare(rewritten.id, first.number).is_empty
    assert workspace.history.compare(rewritten.id, latest.number).is_empty
    found = workspace.history.compare(rewritten.id, latest.number, first.number)
    assert found.count()[0] == len(SECOND.split()) + 1


def test_what_is_not_there(workspace: Workspace, rewritten: Post) -> None:
    (kept,) = workspace.history.of(rewritten.id)
    other = workspace.new_post("أخرى")
    with pytest.raises(RevisionMissing):
        workspace.history.go_back(other.id, kept.number)
    with pytest.raises(PostMissing):
        workspace.history.of(type(rewritten.id)("none"))


def test_history_survives_the_bin_until_that_is_emptied(
    workspace: Workspace, rewritten: Post
) -> None:
    workspace.bin(rewritten.id)
    assert causes(workspace, rewritten) == [Cause.CUT]
    stays = workspace.new_post("تبقى", body="سطر")
    heard: list[Changes] = []
    workspace.events.listen(heard.append)
    emptied = workspace.emptying.empty()
    assert (emptied.gone, emptied.waiting) == ((rewritten.id,), 0)
    assert heard == [Changes(removed=frozenset({rewritten.id}))]
    with pytest.raises(PostMissing):
        workspace.history.of(rewritten.id)
    assert workspace.open_post(stays.id) == stays
    assert workspace.emptying.empty().gone == ()


def test_a_post_in_the_bin_goes_back_and_stays_there_until_it_is_taken_out(
    workspace: Workspace, rewritten: Post
) -> None:
    workspace.bin(rewritten.id)
    first = workspace.history.of(rewritten.id)[-1]
    assert workspace.history.go_back(rewritten.id, first.number).binned is not None
    assert workspace.page() == workspace.search("الجسر") == []
    workspace.restore(rewritten.id)
    assert [row.id for row in workspace.search("الجسر")] == [rewritten.id]
    assert workspace.open_post(rewritten.id).body == FIRST
    latest = workspace.history.of(rewritten.id)[0]
    assert workspace.history.state(rewritten.id, latest.number).body == SECOND


def test_only_what_is_in_the_bin_can_be_removed(workspace: Workspace) -> None:
    post, other = workspace.new_post("رسالة"), workspace.new_post("أخرى")
    workspace.bin(other.id)
    emptied = workspace.emptying.remove(post.id)
    assert (emptied.gone, emptied.waiting) == ((), 1)
    assert workspace.open_post(post.id) == post
    assert workspace.emptying.remove(other.id).gone == (other.id,)


def test_what_a_blog_was_not_told_of_waits(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    workspace.blogs.add(workspace.blogs.discover(str(tmp_path / "blog")))
    post = workspace.new_post("رسالة", body="سطر")
    workspace.publish(post.id)
    workspace.send(post.id)
    workspace.bin(post.id)
    assert workspace.emptying.empty().waiting == 1
    workspace.sync()
    assert workspace.emptying.empty().gone == (post.id,)
    workspace.sync()
    assert workspace.page() == []


def test_the_bin_empties_itself_after_a_time(workspace: Workspace, clock: Clock) -> None:
    post = workspace.new_post("رسالة")
    workspace.bin(post.id)
    assert workspace.emptying.days == DAYS == 60
    clock.sleep(60 * 86_400)
    assert workspace.emptying.expire().gone == ()
    workspace.emptying.days = 0
    clock.sleep(600 * 86_400)
    assert workspace.emptying.expire().gone == ()
    workspace.emptying.days = 700
    assert workspace.emptying.expire().gone == ()
    workspace.emptying.days = 600
    assert workspace.emptying.expire().gone == (post.id,)
    workspace.put_setting("bin.days", "nonsense")
    assert workspace.emptying.days == DAYS


def test_every_cause_has_its_words() -> None:
    for language in translation.LANGUAGES:
        translation.use(language)
        assert len({cause_label(cause) for cause in Cause}) == len(Cause)
    translation.use("en")


@pytest.mark.parametrize(
    ("token", "seen"),
    [
        ("2026-11-20T08:00:00", datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ("2026-11-20T11:00:00+03:00", datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ("17", None),
        ("", None),
    ],
)
def test_a_blogs_token_says_of_when_its_copy_is(token: str, seen: datetime | None) -> None:
    base = RemotePost(RemoteRef("1"), Version(modified=token), Status.PUBLISHED)
    assert seen_at(Copy(PostId("p"), BlogId("b"), base)) == seen
