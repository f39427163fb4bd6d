"""A real WordPress to stand on, each Midad behind a bad network of its own."""

from __future__ import annotations

import html
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from editor.domain.blog import Blog
from editor.domain.post import Status, new_blog_id
from editor.remotes.remote import Remote
from editor.remotes.transport import HttpTransport, Patience, Reply, Request
from editor.remotes.wordpress.mapping import (
    EVERY_STATUS,
    SETTLED_AFTER,
    STATUS_HERE,
    STATUS_THERE,
)
from editor.remotes.wordpress.remote import WordPressRemote
from editor.system.clock import SystemClock
from tests.contract.yards import WordPressYard
from tests.servers.proxy import Fault, Proxy
from tests.servers.wordpress import WordPress
from tests.sync.fuzz.ground import Killed, Weather
from tests.sync.fuzz.people import There
from tests.sync.fuzz.words import marks

POSTS = "/wp/v2/posts"
COMMENTS = "/wp/v2/comments"
BEFORE = (Fault.NOT_FORWARDED, Fault.PORTAL, Fault.UNAVAILABLE, Fault.MAINTENANCE, Fault.TOO_MANY)
AFTER = (Fault.CUT, Fault.TRUNCATE, Fault.CRASH, Fault.WARNING, Fault.GARBAGE)
FIELDS = "id,title,content,status,tags"


class RealDesk:
    """wp-admin, as somebody who may edit what others wrote. Sees one author's posts only."""

    def __init__(self, site: WordPress, role: str) -> None:
        self.site = site
        self.role = role
        self.writes = 0  # of Midads; counted where they pass
        self._yard = WordPressYard(site)
        self._author = int(site.php(f"echo get_user_by('login', '{role}')->ID;"))
        self._tags: dict[int, str] = {}
        self.written = datetime.min.replace(tzinfo=UTC)  # when anybody changed anything

    def all(self) -> list[There]:
        rows = self._yard.ask(
            "GET", POSTS, context="edit", status=EVERY_STATUS, per_page="100",
            author=str(self._author), _fields=FIELDS, orderby="id", order="asc",
        )  # fmt: skip
        self._learn({id for row in rows for id in row["tags"]})
        return [
            There(
                str(row["id"]),
                html.unescape(row["title"]["raw"]),
                row["content"]["raw"],
                STATUS_HERE.get(row["status"], Status.DRAFT),
                tuple(self._tags[id] for id in row["tags"]),
                row["status"] == "trash",
            )
            for row in rows
        ]

    def remembered(self) -> set[int]:
        found: set[int] = set()
        for there in self.all():
            route = f"{POSTS}/{there.id}/revisions"
            for row in self._yard.ask("GET", route, context="edit", _fields="title,content"):
                found |= set(marks(f"{row['title']['raw']} {row['content']['raw']}"))
        return found

    def add(self, title: str, body: str, status: Status) -> None:
        payload = {"title": title, "content": body, "status": STATUS_THERE[status]}
        self._ask("POST", POSTS, payload | {"author": self._author})

    def change(self, id: str, **fields: object) -> None:
        payload: dict[str, Any] = {}
        for name, value in fields.items():
            match name:
                case "body":
                    payload["content"] = value
                case "tags":
                    payload["tags"] = [self._tag(str(tag)) for tag in value]  # type: ignore[attr-defined]
                case "status":
                    payload["status"] = STATUS_THERE[Status(str(value))]
                    if value is Status.PUBLISHED:
                        payload["date"] = None
                case _:
                    payload[name] = value
        self._ask("POST", f"{POSTS}/{id}", payload)

    def schedule(self, id: str, when: datetime) -> None:
        moment = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._ask("POST", f"{POSTS}/{id}", {"status": "future", "date_gmt": moment})

    def trash(self, id: str) -> None:
        self._ask("DELETE", f"{POSTS}/{id}")

    def untrash(self, id: str) -> None:
        self._ask("POST", f"{POSTS}/{id}", {"status": "draft"})

    def delete(self, id: str) -> None:
        self.note()
        self._yard.ask("DELETE", f"{POSTS}/{id}", force="true")

    def tick(self, seconds: float) -> None:
        """A real clock cannot be moved on: what waits is published as if its time had come."""
        self.site.php(
            "foreach (get_posts(['post_status' => 'future', 'numberposts' => -1,"
            f" 'author' => {self._author}]) as $post) wp_publish_post($post->ID);"
        )

    def library(self, digests: list[str]) -> dict[str, int]:
        found = {}
        for digest in digests:
            slug = f"midad-{digest[:24]}"
            slugs = ",".join((slug, *(f"{slug}-{number}" for number in range(2, 6))))
            found[digest] = len(self._yard.ask("GET", "/wp/v2/media", slug=slugs, _fields="id"))
        return found

    def comment(self, id: str, text: str) -> None:
        self._ask("POST", COMMENTS, {"post": int(id), "content": text})

    def said(self) -> list[str]:
        """Of this author's posts."""
        found: list[str] = []
        for there in self.all():
            rows = self._yard.ask(
                "GET", COMMENTS, post=there.id, context="edit", status="any", per_page="100"
            )
            found += [html.unescape(row["content"]["raw"]) for row in rows]
        return found

    def clear(self) -> None:
        """No post of this author is left."""
        self.site.php(
            "foreach (get_posts(['post_status' => ['any', 'trash'], 'numberposts' => -1,"
            f" 'author' => {self._author}]) as $post) wp_delete_post($post->ID, true);"
        )

    def _ask(self, method: str, route: str, payload: dict[str, Any] | None = None) -> Any:
        self.note()
        return self._yard.ask(method, route, payload, _fields="id")

    def note(self) -> None:
        """Something is written at this moment."""
        self.written = datetime.now(UTC)

    def _learn(self, ids: set[int]) -> None:
        for id in ids - self._tags.keys():
            row = self._yard.ask("GET", f"/wp/v2/tags/{id}", _fields="id,name")
            self._tags[id] = html.unescape(row["name"])

    def _tag(self, name: str) -> int:
        for row in self._yard.ask("GET", "/wp/v2/tags", search=name, _fields="id,name"):
            if html.unescape(row["name"]) == name:
                return int(row["id"])
        return int(self._yard.ask("POST", "/wp/v2/tags", {"name": name})["id"])


class _Stormy:
    """A transport with weather: what goes wrong goes wrong on the wire."""

    def __init__(self, proxy: Proxy, weather: Weather, desk: RealDesk) -> None:
        self._inner = HttpTransport(patience=Patience(connect=5, read=30))
        self._proxy = proxy
        self._weather = weather
        self._desk = desk

    def send(self, request: Request) -> Reply:
        if request.writes:
            self._desk.writes += 1
            self._desk.note()
        kind = f"{request.method} {request.url.partition('/wp/v2')[2].partition('?')[0]}"
        weather = self._weather
        weather.before(kind, lambda chance: Killed() if chance.random() < 0.2 else None)
        with ExitStack() as stack:
            if weather.chance is not None and weather.chance.random() < 0.15:
                fault = weather.chance.choice(BEFORE + AFTER * 2)
                weather.happened.append(f"{fault.name} {kind}")
                stack.enter_context(self._proxy.fault(fault))
            reply = self._inner.send(request)
        weather.after(kind, lambda chance: Killed() if chance.random() < 0.3 else None)
        return reply

    def close(self) -> None:
        self._inner.close()


class RealGround:
    """A WordPress that may be used by others at the same time. A context manager."""

    def __init__(self, site: WordPress, role: str = "author") -> None:
        self.clock = SystemClock()
        self.desk = RealDesk(site, role)
        self._site = site
        self._role = role
        self._stack = ExitStack()
        self._proxies: dict[int, Proxy] = {}

    def __enter__(self) -> RealGround:
        self.desk.clear()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        self._proxies.clear()

    def blog(self) -> tuple[Blog, str]:
        site = self._site
        return (
            Blog(new_blog_id(), "wordpress", "Trials", site.url, site.endpoint, self._role, "en"),
            site.passwords[self._role],
        )

    def weather(self) -> Weather:
        return Weather()

    def rest(self) -> None:
        """WordPress' times have a grain of one second: what was read in the second it changed in
        is read again, and by then nothing may change any more."""
        age = (self.clock.now() - self.desk.written).total_seconds()
        self.clock.sleep(max(0.0, SETTLED_AFTER + 1 - age))

    def remote(self, blog: Blog, weather: Weather) -> Remote:
        proxy = self._proxies.get(id(weather))
        if proxy is None:
            proxy = self._stack.enter_context(Proxy(self._site.url))
            self._proxies[id(weather)] = proxy
        near = replace(blog, endpoint=proxy.through(blog.endpoint))
        transport = _Stormy(proxy, weather, self.desk)
        return WordPressRemote(near, self._site.passwords[self._role], transport)
