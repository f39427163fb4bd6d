"""The head of the page: title, byline and credits, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from editor.domain.post import Credit
from editor.system.translation import gettext as _
from editor.system.translation import pgettext
from editor.workspace.rendering import Rendering


def heading(rendering: Rendering) -> str:
    """The page's head; a line that has nothing to say is left out. Empty for a post without
    title, people and date."""
    snapshot = rendering.snapshot
    authors = _names(credit for credit in snapshot.credits if credit.role == "author")
    byline = " · ".join(filter(None, (authors, escape(rendering.date))))
    credits = " · ".join(
        f"{escape(role_name(credit.role))}: {_isolated(credit.name)}"
        for credit in snapshot.credits
        if credit.role != "author" and credit.name.strip()
    )
    title = snapshot.title.strip()
    lines = (
        f'<h1 class="title" dir="{rendering.title_direction}">{escape(title)}</h1>'
        if title
        else "",
        f'<p class="byline">{byline}</p>' if byline else "",
        f'<p class="credits">{credits}</p>' if credits else "",
    )
    return "".join(lines) and f"<header>{''.join(lines)}</header>"


def role_name(role: str) -> str:
    """A role in the interface's language; the author's own word for it stays as it is."""
    return {
        "author": _("Author"),
        "language_editor": _("Language editor"),
        "photographer": _("Photos"),
        "translator": _("Translation"),
        "editor": _("Editor"),
        "source": _("Source"),
    }.get(role, role)


def _names(credits: Iterable[Credit]) -> str:
    separator = pgettext("between the names of authors", ", ")
    return separator.join(_isolated(credit.name) for credit in credits if credit.name.strip())


def _isolated(name: str) -> str:
    return f"<bdi>{escape(name.strip())}</bdi>"
