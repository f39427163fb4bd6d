"""Letting Midad in on a blog's own page, in the author's browser, without typing a password."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from editor.domain.blog import Discovery

if TYPE_CHECKING:
    from editor.remotes.homecoming import Homecoming

PATIENCE = 15 * 60.0  # seconds: signing in there may take a code from a telephone
_SHOWN = re.compile(r"[A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){5}")  # as WordPress shows them, 5.6 to 7.1


def password_in(copied: str) -> str:
    """The application password in what somebody copied from the blog's page; empty where it is
    anything else, or more than that."""
    trimmed = copied.strip()
    return trimmed if _SHOWN.fullmatch(trimmed) else ""


class SignIn:
    """One attempt. `page` is to be opened in the browser; with `leads_back` it brings user name
    and password home, else it shows the password to be copied. `close` it in every case."""

    def __init__(self, found: Discovery, now: datetime) -> None:
        from editor.remotes.wordpress.authorize import with_questions

        self._door: Homecoming | None = None
        if found.leads_back:
            from editor.remotes.homecoming import Homecoming

            self._door = Homecoming()
        self.leads_back = self._door is not None
        self.page = with_questions(
            found.sign_in_page, now, self._door.address if self._door else ""
        )

    def wait(self) -> tuple[str, str] | None:
        """User name and password; None where the author said no, nobody came, or it was closed.
        Blocks for up to `PATIENCE`: a lane of its own."""
        brought = self._door.wait(PATIENCE) if self._door else None
        if not brought or not (brought.get("user_login") and brought.get("password")):
            return None
        return brought["user_login"], brought["password"]

    def close(self) -> None:
        """Wait no longer. Any thread."""
        if self._door is not None:
            self._door.close()
