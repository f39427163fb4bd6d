"""The look of a blog is fetched once, within limits, from nobody else; then nobody is asked."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from editor.domain.blog import Blog, RemotePost, RemoteRef, Version
from editor.domain.changes import Changes
from editor.domain.course import Course
from editor.domain.errors import (
    BlogMissing,
    LookUnusable,
    NothingPublished,
    RemoteGone,
    WorkCancelled,
)
from editor.domain.ledger import Copy
from editor.domain.post import BlogId, Status, new_blog_id, new_post_id
from editor.remotes import public
from editor.remotes.folder.reader import FolderReader
from editor.workspace import dressing
from editor.workspace.assembly import open_workspace
from editor.workspace.dressing import Dressing
from editor.workspace.workspace import Workspace
from tests.servers.pages import Pages, reply
from tests.unit.text.dress_pages import BLOCK_THEME, BODY, TITLE

PAGE = BLOCK_THEME.replace("https://tracker.example/pixel.gif", "{other}/pixel.gif")
PNG = b"\x89PNG\r\n\x1a\n picture"
FONT = b"wOF2 font"
SHEET = b"""@import "more.css"; @font-face { font-family: x; src: url(x.woff2) }
body { background: url(bg.png) } i { background: url(/fake.png) } b { background: url(gone.png) }
input[value^="a"] { background: url(//tracker.example/a) }"""


@pytest.fixture
def site() -> Iterator[Pages]:
    with Pages() as pages:
        other = f"http://localhost:{pages.port}"
        pages.answers = {
            "/p/": ("text/html; charset=utf-8", PAGE.replace("{other}", other).encode()),
            "/wp-content/a.css?ver=1": ("text/css", SHEET),
            "/wp-content/more.css": ("text/css", b"@import 'a.css?ver=1'; em { color: red }"),
            "/wp-content/x.woff2": ("font/woff2", FONT),
            "/wp-content/bg.png": ("image/png", PNG),
            "/fake.png": ("image/png", b"<html>not a picture</html>"),
            "/p/side.png": ("application/octet-stream", PNG),
            "/p/paper.png": ("image/png", PNG),
            "/p/late.css": ("text/html", b"<p>Sorry"),
            "/pixel.gif": ("image/gif", b"GIF89a"),
        }
        yield pages


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = open_workspace(tmp_path / "n.midad")
    yield made
    made.close()


@pytest.fixture
def blog(workspace: Workspace, site: Pages) -> BlogId:
    """A blog of which one published post is known."""
    stores = workspace._stores
    id = new_blog_id()
    stores.blogs.add(Blog(id, "wordpress", "حبر", site.url, manner="blocks"), "", True)
    know(workspace, id, f"{site.url}/p/")
    return id


def know(
    workspace: Workspace,
    blog: BlogId,
    url: str,
    body: str = BODY,
    status: Status = Status.PUBLISHED,
) -> None:
    base = RemotePost(
        RemoteRef(url, url),
        Version("1"),
        status,
        title=TITLE,
        body=body,
        publish_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    workspace._stores.ledger.put(Copy(post=new_post_id(), blog=blog, base=base))


def test_the_offer_says_what_will_be_asked_for(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    offer = workspace.dressing.offer(blog)
    assert (offer.name, offer.title) == ("حبر", TITLE)
    assert offer.host == f"127.0.0.1:{site.port}"
    assert offer.address == f"{site.url}/p/"
    assert site.asked == []


def test_the_look_is_fetched_once_and_kept(workspace: Workspace, blog: BlogId, site: Pages) -> None:
    heard: list[Changes] = []
    workspace.events.listen(heard.append)
    found = workspace.dressing.fetch(blog)
    dress = workspace.dressing.get(blog)
    assert dress is not None
    assert dress == found.dress
    assert dress.source == f"{site.url}/p/"
    assert 'data-midad="body"' in dress.page
    assert sorted(site.asked) == sorted(set(site.asked))
    assert heard[-1].blogs == {blog}
    kinds = sorted(file.mime for file in files_of(workspace, blog))
    assert kinds == ["font/woff2", *["image/png"] * 3, *["text/css"] * 3]
    assert found.missing == 3  # a page that says sorry, a picture that is none, one that is gone
    assert workspace.dressing.size(blog) > len(dress.page)


def files_of(workspace: Workspace, blog: BlogId) -> list[dressing.DressFile]:
    names = [f"{number}.{end}" for number in range(300) for end in ("css", "png", "woff2", "gif")]
    found = [workspace.dressing.file(blog, name) for name in names]
    return [file for file in found if file is not None]


def test_no_password_goes_along_and_nobody_else_is_asked(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    found = workspace.dressing.fetch(blog)
    assert "/pixel.gif" not in site.asked
    assert all("authorization" not in headers for headers in site.headers)
    assert all("cookie" not in headers and "referer" not in headers for headers in site.headers)
    assert found.dress.left_out == (f"localhost:{site.port}", "tracker.example")


def test_another_computer_is_asked_where_its_author_allows_it(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    found = workspace.dressing.fetch(blog, also=[f"localhost:{site.port}"])
    assert "/pixel.gif" in site.asked
    assert found.dress.left_out == ("tracker.example",)


def test_sheets_name_only_what_is_kept(workspace: Workspace, blog: BlogId) -> None:
    workspace.dressing.fetch(blog)
    names = {file.name for file in files_of(workspace, blog)}
    for file in files_of(workspace, blog):
        if file.mime == "text/css":
            said = file.data.decode()
            assert "http" not in said
            assert "//" not in said
            for part in said.split('url("')[1:]:
                assert part.split('"')[0] in names | {"about:invalid"}


def test_sheets_that_import_each_other_are_fetched_once(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    workspace.dressing.fetch(blog)
    assert site.asked.count("/wp-content/a.css?ver=1") == 1
    assert site.asked.count("/wp-content/more.css") == 1


def drip(to: BaseHTTPRequestHandler) -> None:
    """Never ends, and is never silent long enough to be given up for that."""
    to.send_response(200)
    to.end_headers()
    try:
        while True:
            to.wfile.write(b"x" * 4096)
    except OSError:
        pass


def bomb(to: BaseHTTPRequestHandler) -> None:
    packed = gzip.compress(b"a{}" * 30_000_000)
    reply(to, "text/css", packed, {"Content-Encoding": "gzip"})


def test_what_is_too_large_is_left_out(workspace: Workspace, blog: BlogId, site: Pages) -> None:
    site.answers["/wp-content/more.css"] = bomb
    site.answers["/wp-content/bg.png"] = drip
    found = workspace.dressing.fetch(blog)
    assert found.missing == 5
    assert found.size < dressing.MOST_BYTES


def test_a_page_that_wants_thousands_of_files_gets_some(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    many = "".join(f"a{{b:url(/i/{number}.png)}}" for number in range(2_000))
    site.answers["/wp-content/more.css"] = ("text/css", many.encode())
    site.answers |= {f"/i/{number}.png": ("image/png", PNG) for number in range(0, 2_000, 2)}
    found = workspace.dressing.fetch(blog)
    assert found.files <= dressing.MOST_FILES + 2
    assert len(site.asked) <= dressing.MOST_REQUESTS + 2
    assert found.missing > 1_000


def test_all_files_together_have_a_limit(workspace: Workspace, blog: BlogId, site: Pages) -> None:
    many = "".join(f"a{{b:url(/i/{number}.png)}}" for number in range(20))
    large = PNG + bytes(1024 * 1024)
    site.answers["/wp-content/more.css"] = ("text/css", many.encode())
    site.answers |= {f"/i/{number}.png": ("image/png", large) for number in range(20)}
    found = workspace.dressing.fetch(blog)
    assert found.size < dressing.MOST_BYTES + 100_000
    assert sum(path.startswith("/i/") for path in site.asked) < 12


def test_all_of_it_together_has_its_time(workspace: Workspace, blog: BlogId, site: Pages) -> None:
    ticks = iter(range(0, 10_000, 50))
    slow = Dressing(
        workspace._stores, workspace.events, workspace.clock, timer=lambda: float(next(ticks))
    )
    found = slow.fetch(blog)
    assert len(site.asked) < 5
    assert found.missing > 0


def test_a_look_that_was_stopped_leaves_the_one_before(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    before = workspace.dressing.fetch(blog).dress
    course = Course(lambda done, _total: course.stop() if done == 2 else None)
    with pytest.raises(WorkCancelled):
        workspace.dressing.fetch(blog, course=course)
    assert workspace.dressing.get(blog) == before
    assert files_of(workspace, blog)


def test_progress_is_told(workspace: Workspace, blog: BlogId) -> None:
    told: list[tuple[int, int]] = []
    workspace.dressing.fetch(blog, course=Course(lambda done, total: told.append((done, total))))
    assert [done for done, _ in told] == list(range(len(told)))
    assert all(done < total for done, total in told)


def test_the_next_post_is_tried_where_one_is_gone(
    workspace: Workspace, blog: BlogId, site: Pages
) -> None:
    know(workspace, blog, f"{site.url}/gone/", BODY + "<!-- wp:list --><ul></ul><!-- /wp:list -->")
    assert workspace.dressing.fetch(blog).dress.source == f"{site.url}/p/"
    assert site.asked[0] == "/gone/"


@pytest.mark.parametrize(
    ("page", "trouble"), [(b"<p>Sign in to this network", LookUnusable), (None, RemoteGone)]
)
def test_a_page_that_is_no_use_changes_nothing(
    workspace: Workspace, blog: BlogId, site: Pages, page: bytes | None, trouble: type[Exception]
) -> None:
    before = workspace.dressing.fetch(blog).dress
    if page is None:
        del site.answers["/p/"]
    else:
        site.answers["/p/"] = ("text/html", page)
    with pytest.raises(trouble):
        workspace.dressing.fetch(blog)
    assert workspace.dressing.get(blog) == before


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PRIVATE, Status.SCHEDULED])
def test_what_readers_cannot_see_is_not_asked_for(
    workspace: Workspace, site: Pages, status: Status
) -> None:
    id = new_blog_id()
    workspace._stores.blogs.add(Blog(id, "wordpress", "x", site.url), "", True)
    know(workspace, id, f"{site.url}/p/", status=status)
    for ask in (workspace.dressing.offer, workspace.dressing.fetch):
        with pytest.raises(NothingPublished):
            ask(id)
    assert site.asked == []


def test_a_blog_that_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(BlogMissing):
        workspace.dressing.fetch(BlogId("x"))


def test_a_forgotten_look_is_gone(workspace: Workspace, blog: BlogId) -> None:
    workspace.dressing.fetch(blog)
    assert set(workspace.dressing.moments()) == set(workspace.dressing.wears()) == {blog}
    workspace.dressing.forget(blog)
    assert workspace.dressing.get(blog) is None
    assert files_of(workspace, blog) == []
    assert workspace.dressing.wears() == {}


def test_another_look_has_another_address(workspace: Workspace, blog: BlogId) -> None:
    workspace.dressing.fetch(blog)
    first = workspace.dressing.wears()[blog]
    workspace.dressing.fetch(blog)
    assert workspace.dressing.wears()[blog].page != first.page
    assert replace(workspace.dressing.wears()[blog], number=first.number) == first


@pytest.mark.parametrize(
    ("home", "address", "also", "may"),
    [
        ("https://blog.example/", "https://blog.example/x", (), True),
        ("https://blog.example/", "http://blog.example/x", (), True),
        ("https://blog.example/", "https://www.blog.example/x", (), True),
        ("https://www.blog.example/", "https://blog.example/x", (), True),
        ("https://blog.example/", "https://i0.blog.example/x", (), True),
        ("https://blog.example/", "https://evilblog.example/x", (), False),
        ("https://blog.example/", "https://blog.example.evil/x", (), False),
        ("https://blog.example/", "https://blog.example@evil/x", (), False),
        ("https://blog.example/", "https://blog.example:8443/x", (), False),
        ("https://blog.example/", "https://fonts.example/x", (), False),
        ("https://blog.example/", "https://fonts.example/x", ("fonts.example",), True),
        ("https://blog.example/", "https://a.fonts.example/x", ("fonts.example",), False),
        ("https://blog.example/", "http://127.0.0.1/x", ("127.0.0.1",), False),
        ("https://blog.example/", "http://192.168.1.1/x", ("192.168.1.1",), False),
        ("https://blog.example/", "http://router/x", ("router",), False),
        ("https://blog.example/", "file:///etc/passwd", (), False),
        ("https://blog.example/", "ftp://blog.example/x", (), False),
        ("https://blog.example/", "https://[/x", (), False),
    ],
)
def test_who_may_be_asked(home: str, address: str, also: tuple[str, ...], may: bool) -> None:
    assert public.PublicReader(home, also).may_ask(address) is may


@pytest.fixture
def folder(workspace: Workspace, tmp_path: Path) -> BlogId:
    """A folder with one published post in it."""
    found = workspace.blogs.discover(str(tmp_path / "موقع"))
    id = workspace.blogs.add(found).id
    post = workspace.new_post(
        "يوم في الميناء", body="نزلنا إلى الميناء قبل شروق الشمس.\n\n## صيد\n\n- شباك", blog=id
    )
    workspace.publish(post.id)
    assert not workspace.send(post.id).errors
    return id


def test_a_folder_is_read_and_nobody_is_asked(
    workspace: Workspace, folder: BlogId, tmp_path: Path
) -> None:
    assert workspace.dressing.offer(folder).host == ""
    found = workspace.dressing.fetch(folder)
    assert found.missing == 0
    assert found.dress.left_out == ()
    assert '<article data-midad="body">' in found.dress.page
    assert 'data-midad="title"' in found.dress.page
    assert 'class="meta"' in found.dress.page
    assert "شباك" not in found.dress.page
    assert "file:" not in found.dress.page
    mimes = {file.mime for number in range(9) for file in files_named(workspace, folder, number)}
    assert mimes == {"text/css", "font/ttf"}


def files_named(workspace: Workspace, blog: BlogId, number: int) -> list[dressing.DressFile]:
    found = [workspace.dressing.file(blog, f"{number}.{end}") for end in ("css", "ttf")]
    return [file for file in found if file is not None]


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("2026/x/index.html", True),
        ("style.css", True),
        ("../secret.txt", False),
        ("2026/../../secret.txt", False),
        ("%2e%2e/secret.txt", False),
        ("link", False),
        ("\0", False),
    ],
)
def test_a_folder_gives_nothing_from_beside_it(tmp_path: Path, address: str, may: bool) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (root / "link").symlink_to(tmp_path / "secret.txt")
    reader = FolderReader(root)
    assert reader.may_ask(f"{root.as_uri()}/{address}") is may
    assert not reader.may_ask("https://blog.example/style.css")
    assert not reader.may_ask("file://elsewhere/style.css")
