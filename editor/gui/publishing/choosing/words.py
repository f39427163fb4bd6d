"""What is said of a place where two versions differ. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from editor.gui import phrases
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.dispute import Field, Place
from editor.text.isolates import isolated
from editor.text.sides import Take
from editor.workspace.labels import field_label

_OPENING = 60  # characters


@dataclass(frozen=True, slots=True)
class Sides:
    """How the three versions are called. `of_blog`: the other one is a blog's; `take_theirs` and
    `all_theirs` are for buttons."""

    of_blog: bool
    base: str
    mine: str
    theirs: str
    take_theirs: str
    all_theirs: str


def sides(blog: str | None) -> Sides:
    """`blog`: its name; None where the other version was kept beside the post here."""
    if blog is None:
        return Sides(
            False,
            _("What both began with"),
            _("This post"),
            _("The version beside it"),
            _("Take the other"),
            _("All from the other"),
        )
    return Sides(
        True,
        _("What both began with"),
        _("Here"),
        _("On {blog}").format(blog=isolated(blog)),
        _("Take the blog’s"),
        _("All from the blog"),
    )


def take_words(take: Take, names: Sides) -> str:
    """On a button."""
    return {
        Take.MINE: _("Keep mine"),
        Take.THEIRS: names.take_theirs,
        Take.BOTH: _("Keep both"),
        Take.MERGED: _("Bring both together"),
        Take.OWN: _("Write it myself"),
    }[take]


def taken_words(take: Take | None) -> str:
    """What was decided."""
    if take is None:
        return _("Not decided yet")
    return {
        Take.MINE: _("Mine is kept"),
        Take.THEIRS: _("The other one is taken"),
        Take.BOTH: _("Both are kept"),
        Take.MERGED: _("Both are brought together"),
        Take.OWN: _("Written by you"),
    }[take]


def name_of(place: Place) -> str:
    """The field's name; nothing for a block of the body."""
    return field_label(place.name) if isinstance(place, Field) else ""


def opening(place: Place) -> str:
    """The first words of a block, to know it by."""
    if isinstance(place, Field):
        return ""
    words = " ".join((place.mine or place.theirs or place.base).split())
    short = words if len(words) <= _OPENING else words[:_OPENING].rstrip() + " …"
    return phrases.in_its_direction(short)


def unchanged_words(count: int) -> str:
    """A run of blocks that are the same."""
    return ngettext("{n} unchanged paragraph", "{n} unchanged paragraphs", count).format(
        n=phrases.number(count)
    )


def decided_words(done: int, total: int) -> str:
    """How far the author is."""
    words = ngettext("{done} of {n} place decided", "{done} of {n} places decided", total)
    return words.format(done=phrases.number(done), n=phrases.number(total))
