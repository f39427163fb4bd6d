"""What syncing remembers between two runs, also over the end of the program: when a blog may be
asked again, when everything was last looked at, which pictures it refused."""

from __future__ import annotations

from datetime import datetime, timedelta

from editor.domain.errors import Busy
from editor.domain.post import BlogId, PostId
from editor.remotes.replies import LONGEST_WAIT
from editor.store.settings import Settings

WHOLE_AGAIN = timedelta(days=1)


class Moments:
    """Of one blog. On the blog's lane; `now` is aware, as everywhere."""

    def __init__(self, settings: Settings, blog: BlogId) -> None:
        self._settings = settings
        self._blog = blog

    # --- a blog that asked to be left alone -------------------------------------------------------

    def rest(self, error: Busy, now: datetime) -> None:
        """It asked for `error.retry_after` seconds of peace."""
        self._put("rest", now + timedelta(seconds=error.retry_after))

    def rest_left(self, now: datetime) -> float:
        """The seconds of them that are left; 0 for none. A clock that was put back since does
        not make it longer than a blog can ask for."""
        until = self._moment("rest")
        left = (until - now).total_seconds() if until else 0.0
        return left if 0 < left <= LONGEST_WAIT else 0.0

    # --- whom we know -----------------------------------------------------------------------------

    def know_all(self) -> None:
        """Everything that the blog has was seen once: a stranger came there since."""
        if not self.knows_all():
            self._settings.put(self._key("known"), "all")

    def knows_all(self) -> bool:
        """True after that."""
        return bool(self._settings.get(self._key("known")))

    # --- comments of long ago ---------------------------------------------------------------------

    def is_comments_day(self, now: datetime) -> bool:
        """True where a day has gone by since all known comments were asked for."""
        last = self._moment("comments")
        return last is None or not timedelta(0) <= now - last < WHOLE_AGAIN

    def had_comments_day(self, now: datetime) -> None:
        """All were asked for."""
        self._put("comments", now)

    # --- pictures that were refused ---------------------------------------------------------------

    def refuse(self, post: PostId, digest: str) -> None:
        """The blog will not have a picture of the post as it stands (Post.digest)."""
        self._settings.put(self._key(f"refused-{post}"), digest)

    def was_refused(self, post: PostId, digest: str) -> bool:
        """True where nothing has changed in the post since."""
        return self._settings.get(self._key(f"refused-{post}")) == digest

    def _moment(self, name: str) -> datetime | None:
        said = self._settings.get(self._key(name))
        try:
            return datetime.fromisoformat(said) if said else None
        except ValueError:
            return None

    def _put(self, name: str, moment: datetime) -> None:
        self._settings.put(self._key(name), moment.isoformat(timespec="seconds"))

    def _key(self, name: str) -> str:
        return f"sync-{self._blog}-{name}"
