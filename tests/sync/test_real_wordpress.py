"""The same stories against a real WordPress, through the workspace, with a bad network between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.domain.blog import Discovery
from editor.domain.errors import (
    NotAllowed,
    OutcomeUnknown,
    SignInRefused,
    Unreachable,
    WrongNetwork,
)
from editor.domain.post import Credit, Format, PostId, Status, Travel
from editor.remotes.wordpress import mapping
from editor.sync.report import Deed, SyncReport
from editor.system.clock import SystemClock
from editor.workspace.assembly import open_workspace
from editor.workspace.workspace import Workspace
from tests.contract.yards import WordPressYard
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress

BODY = """خرجنا مع الفجر، والجسر خالٍ & the tea was `hot`.

The road is long: we stopped twice.

- WordPress منصة
- قائمة
"""


@pytest.fixture
def proxy(wordpress: WordPress) -> Iterator[Proxy]:
    with Proxy(wordpress.url) as between:
        yield between


def found_at(site: WordPress, proxy: Proxy) -> Discovery:
    """The blog as if the proxy were its address."""
    return Discovery("wordpress", "Trials", proxy.url, proxy.through(site.endpoint))


class Author:
    """One notebook, signed in to the WordPress behind the proxy."""

    def __init__(self, path: Path, site: WordPress, proxy: Proxy, role: str) -> None:
        self.workspace: Workspace = open_workspace(path)
        self.blog = self.workspace.blogs.add(found_at(site, proxy), role, site.passwords[role])
        self.there = WordPressYard(site)

    def sync(self) -> SyncReport:
        return self.workspace.sync(self.blog.id)

    def write(self, title: str, body: str = BODY) -> PostId:
        post = self.workspace.new_post(title, body=body, language="ar")
        return post.id

    def edit(self, id: PostId, body: str) -> None:
        self.workspace.save(replace(self.workspace.open_post(id), body=body))

    def travel(self, id: PostId) -> Travel | None:
        return next(row.travel for row in self.workspace.page(limit=1000) if row.id == id)

    def of(self, report: SyncReport, id: PostId) -> list[Deed]:
        return [line.deed for line in report.lines if line.post == id]


@pytest.fixture
def author(tmp_path: Path, wordpress: WordPress, proxy: Proxy) -> Iterator[Author]:
    one = Author(tmp_path / "n.midad", wordpress, proxy, "administrator")
    yield one
    one.workspace.close()


def test_a_draft_travels_and_a_second_sync_writes_nothing(author: Author, proxy: Proxy) -> None:
    title = "مسودة تسافر"
    id = author.write(title)
    assert author.of(author.sync(), id) == [Deed.CREATED]
    (there,) = author.there.named(title)
    assert there["status"] == "draft"
    assert there["slug"] == ""
    proxy.seen.clear()
    assert author.sync().pushed == ()
    assert {seen.method for seen in proxy.seen} == {"GET"}
    assert author.travel(id) is Travel.SYNCED


def test_published_with_tags_credits_and_both_directions(author: Author) -> None:
    title = "دفتر & road"
    id = author.write(title)
    post = author.workspace.open_post(id)
    credits = (Credit("author", "سالم حسن"), Credit("language_editor", "Hoda"))
    author.workspace.save(replace(post, tags=("سفر", "نهر"), credits=credits))
    author.workspace.publish(id)
    report = author.workspace.send(id)
    assert author.of(report, id) == [Deed.PUBLISHED]
    (there,) = author.there.named(title) or author.there.named("دفتر &amp; road")
    assert there["status"] == "publish"
    assert len(there["tags"]) == 2
    html = there["content"]["rendered"]
    assert 'dir="ltr"' in html
    assert 'dir="rtl"' in html
    assert "سالم حسن" in html
    assert author.workspace.copies_of(id)[0].base.ref.url.startswith("http")


def test_a_half_sentence_never_goes_live(author: Author) -> None:
    title = "نصف جملة"
    id = author.write(title)
    author.workspace.publish(id)
    author.workspace.send(id)
    author.edit(id, BODY + "\n\nهذه نصف")
    assert author.of(author.sync(), id) == [Deed.WAITING]
    assert "هذه نصف" not in author.there.named(title)[0]["content"]["raw"]
    author.workspace.publish(id)
    author.sync()
    assert "هذه نصف" in author.there.named(title)[0]["content"]["raw"]


def test_an_edit_made_in_wordpress_is_never_overwritten(author: Author) -> None:
    title = "تحريران"
    id = author.write(title)
    author.sync()
    there = author.there.named(title)[0]
    author.there.ask("POST", f"/wp/v2/posts/{there['id']}", {"content": "<p>كلمات الزميلة</p>"})
    author.edit(id, "كلماتي")
    assert author.of(author.sync(), id) == [Deed.KEPT_BOTH]
    assert author.there.named(title)[0]["content"]["raw"] == "<p>كلمات الزميلة</p>"
    assert author.travel(id) is Travel.CONFLICT
    author.workspace.resolve(id, keep_mine=True)
    author.sync()
    assert "كلماتي" in author.there.named(title)[0]["content"]["raw"]


def test_an_edit_of_an_untouched_post_is_taken_and_can_be_edited_here(author: Author) -> None:
    title = "من هناك"
    id = author.write(title)
    author.sync()
    there = author.there.named(title)[0]
    raw = '<!-- wp:paragraph --><p dir="rtl">كلمات <b>الزميلة</b></p><!-- /wp:paragraph -->\n'
    author.there.ask("POST", f"/wp/v2/posts/{there['id']}", {"content": raw})
    assert author.of(author.sync(), id) == [Deed.TAKEN]
    post = author.workspace.open_post(id)
    assert (post.format, post.body) == (Format.MARKDOWN, "كلمات **الزميلة**")
    author.edit(id, "كلمات **الزميلة** الأخرى")
    author.sync()
    there = author.there.named(title)[0]
    expected = '<p dir="rtl">كلمات <b>الزميلة</b> الأخرى</p>'
    assert expected in there["content"]["raw"]
    assert "<!-- wp:paragraph -->" in there["content"]["raw"]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.TRUNCATE, Fault.CRASH, Fault.NOT_FORWARDED])
@pytest.mark.parametrize("turn", [1, 2])
def test_a_lost_answer_makes_neither_a_second_post_nor_a_conflict(
    author: Author, proxy: Proxy, fault: Fault, turn: int
) -> None:
    title = f"جواب ضائع {fault.name} {turn}"
    id = author.write(title)
    # The first write creates, the second updates that post.
    with proxy.fault(fault, method="POST", path="/posts" if turn == 1 else "/posts/"):
        author.sync()
    report = author.sync()
    assert Deed.KEPT_BOTH not in author.of(report, id)
    author.sync()
    assert len(author.there.named(title)) == 1
    assert author.travel(id) is Travel.SYNCED


def test_writing_goes_on_without_the_network(author: Author, proxy: Proxy) -> None:
    title = "بلا شبكة"
    id = author.write(title)
    with proxy.fault(Fault.NOT_FORWARDED, times=1000):
        report = author.sync()
    assert isinstance(report.errors[0].error, Unreachable | OutcomeUnknown)
    author.edit(id, BODY + "سطر كتب بلا شبكة")
    author.sync()
    assert "سطر كتب بلا شبكة" in author.there.named(title)[0]["content"]["raw"]


def test_a_captive_portal_is_named(author: Author, proxy: Proxy) -> None:
    id = author.write("مقهى")
    with proxy.fault(Fault.PORTAL, times=1000):
        assert isinstance(author.sync().errors[0].error, WrongNetwork)
    assert author.of(author.sync(), id) == [Deed.CREATED]


def test_a_wrong_password_is_named_and_nothing_is_kept(
    tmp_path: Path, wordpress: WordPress, proxy: Proxy
) -> None:
    workspace = open_workspace(tmp_path / "w.midad")
    with pytest.raises(SignInRefused):
        workspace.blogs.add(found_at(wordpress, proxy), "administrator", "wrong wrong wrong")
    assert workspace.blogs.all() == []


def test_a_contributor_hears_why_publishing_did_not_work(
    tmp_path: Path, wordpress: WordPress, proxy: Proxy
) -> None:
    author = Author(tmp_path / "c.midad", wordpress, proxy, "contributor")
    title = "من مساهم"
    id = author.write(title)
    assert author.of(author.sync(), id) == [Deed.CREATED]
    author.workspace.publish(id)
    report = author.workspace.send(id)
    (there,) = author.there.named(title)
    assert there["status"] in ("draft", "pending")
    assert isinstance(report.errors[0].error, NotAllowed)
    assert author.workspace.open_post(id).status is not Status.PUBLISHED


def test_binned_here_is_binned_there_and_comes_back(author: Author) -> None:
    title = "إلى السلة"
    id = author.write(title)
    author.sync()
    author.workspace.bin(id)
    author.sync()
    assert author.there.named(title)[0]["status"] == "trash"
    author.workspace.restore(id)
    author.sync()
    assert [row["status"] for row in author.there.named(title)] == ["draft"]


def test_two_computers_with_one_blog_converge(
    tmp_path: Path, author: Author, wordpress: WordPress, proxy: Proxy
) -> None:
    title = "حاسوبان"
    id = author.write(title)
    author.sync()
    other = Author(tmp_path / "other.midad", wordpress, proxy, "administrator")
    other.sync()
    (row,) = [row for row in other.workspace.page(limit=1000) if row.title == title]
    other.edit(row.id, "من المكتب")
    other.sync()
    assert author.of(author.sync(), id) == [Deed.TAKEN]
    assert author.workspace.open_post(id).body == "من المكتب"
    assert len(author.there.named(title)) == 1
    other.workspace.close()


def test_tags_that_come_in_the_second_of_the_edit_we_read_are_seen_and_nothing_is_asked_for_ever(
    author: Author, proxy: Proxy
) -> None:
    title = "في الثانية نفسها"
    id = author.write(title)
    author.sync()
    there = author.there.named(title)[0]
    author.there.ask("POST", f"/wp/v2/posts/{there['id']}", {"content": "<p>كلمات</p>"})
    author.sync()
    # As everything that is changed in one second, this moves no time that a listing shows.
    author.there.site.php(f"wp_set_post_tags({there['id']}, 'سفر');")
    assert author.of(author.sync(), id) == [Deed.TAKEN]
    assert author.workspace.open_post(id).tags == ("سفر",)
    SystemClock().sleep(mapping.SETTLED_AFTER + 0.2)
    author.sync()
    proxy.seen.clear()
    assert author.of(author.sync(), id) == []
    assert len(proxy.seen) <= 3, [seen.path for seen in proxy.seen]
