"""The page on which a WordPress gives a program a password of its own.

Source: wp-admin/authorize-application.php, 5.6 to 7.1. Until somewhere between 6.8 and 7.1 it
refuses to lead back to a program on this computer and shows the password instead. Pure.

It would lead to an address with a scheme of our own in every version. We do not ask for that: the
system starts a program for it with the whole address, password and all, on its command line, which
every account of the computer can read and which many systems write down; and any other program may
take the scheme. A door on the loopback address tells nobody.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlencode, urljoin, urlsplit

APP_ID = "6f0a1f5e-6a0a-4f6c-9b57-2d1d0e6a7c11"  # Midad's own, for the blog's list of programs
_LEADS_BACK_SINCE = (7, 1)
_VERSION = re.compile(rb"content=[\"']WordPress (\d+)\.(\d+)", re.IGNORECASE)


def page_of(index: dict[str, object], home: str) -> str:
    """The page's address, as the REST index tells it, else where every WordPress has it."""
    found: object = index.get("authentication")
    for step in ("application-passwords", "endpoints", "authorization"):
        found = found.get(step) if isinstance(found, dict) else None
    usual = urljoin(home.rstrip("/") + "/", "wp-admin/authorize-application.php")
    is_there = isinstance(found, str) and urlsplit(found).hostname == urlsplit(home).hostname
    return str(found) if is_there else usual


def leads_back(page: bytes) -> bool:
    """True where a blog's home page tells a version whose page leads back to this computer."""
    found = _VERSION.search(page)
    return found is not None and (int(found[1]), int(found[2])) >= _LEADS_BACK_SINCE


def with_questions(page: str, now: datetime, back: str = "") -> str:
    """The page's address with what it wants to know. `back`: where it shall lead; empty: it
    shows the password. The name tells the moment, for a name is taken once only."""
    asked = {"app_name": f"Midad {now:%Y-%m-%d %H:%M:%S}", "app_id": APP_ID}
    if back:
        asked["success_url"] = back
    return f"{page}{'&' if '?' in page else '?'}{urlencode(asked)}"
