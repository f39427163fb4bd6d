"""The head of the page: title, byline and credits, as HTML, in the language of the post. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from editor.domain.post import Credit, Direction
from editor.remotes.credits import credit_label
from editor.workspace.rendering import Rendering


def heading(rendering: Rendering) -> str:
    """The page's head; a line that has nothing to say is left out. Empty for a post without
    title, people and date."""
    snapshot = rendering.snapshot
    rtl = rendering.direction is Direction.RTL
    language = snapshot.language or ("ar" if rtl else "en")
    named = [credit for credit in snapshot.credits if credit.name.strip()]
    authors = _names((credit for credit in named if credit.role == "author"), rtl)
    byline = " · ".join(filter(None, (authors, escape(rendering.date))))
    credits = " · ".join(
        f"{escape(credit_label(credit.role, language))}: {_isolated(credit.name)}"
        for credit in named
        if credit.role != "author"
    )
    title = snapshot.title.strip()
    lines = (
        f'<h1 class="title" dir="{rendering.title_direction}">{escape(title)}</h1>' * bool(title),
        f'<p class="byline">{byline}</p>' * bool(byline),
        f'<p class="credits">{credits}</p>' * bool(credits),
    )
    return f"<header>{''.join(lines)}</header>" if any(lines) else ""


def _names(credits: Iterable[Credit], rtl: bool) -> str:
    return ("، " if rtl else ", ").join(_isolated(credit.name) for credit in credits)


def _isolated(name: str) -> str:
    return f"<bdi>{escape(name.strip())}</bdi>"
