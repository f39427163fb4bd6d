"""Where the open post and the whole notebook stand with the blogs, as the window shows it.

Decided purely; `read_standing` is the one that asks the notebook (on the store's lane).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from editor.domain.blog import Blog
from editor.domain.post import BlogId, Post, PostId, Status
from editor.gui import phrases
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated
from editor.workspace.labels import status_label

if TYPE_CHECKING:
    from editor.workspace.workspace import Workspace


class Standing(NamedTuple):
    """A post and its blog. `agreed` is the digest both sides had last; empty: never there.
    `homes`: the blogs that have it, or may have it."""

    post: PostId
    agreed: str = ""
    conflict: bool = False
    trouble: str = ""
    url: str = ""
    versions: tuple[PostId, ...] = ()
    homes: tuple[BlogId, ...] = ()


def read_standing(workspace: Workspace, post: PostId) -> Standing:
    """What the notebook knows of `post` on its blogs. Blocks for a few reads."""
    copies = workspace.copies_of(post)
    first = copies[0] if copies else None
    return Standing(
        post,
        agreed=first.agreed if first else "",
        conflict=any(copy.conflict for copy in copies),
        trouble=next((copy.trouble for copy in copies if copy.trouble), ""),
        url=first.base.ref.url if first else "",
        versions=tuple(workspace.versions_of(post)),
        homes=tuple(workspace.elsewhere.homes(post)),
    )


class Label(NamedTuple):
    """What a button or chip says: words, why (tooltip), icon, mood, and whether it can act."""

    words: str
    why: str = ""
    icon: str = ""
    mood: str = "calm"
    can: bool = True


def is_live(post: Post) -> bool:
    """True where readers see the post or will at its time."""
    return post.status in (Status.PUBLISHED, Status.SCHEDULED, Status.PRIVATE)


def waits_for_update(post: Post, standing: Standing) -> bool:
    """True where readers see an earlier text, and nothing but the author's word is missing."""
    free = not (post.binned or post.version_of or post.stays_here or standing.conflict)
    return free and is_live(post) and standing.agreed not in ("", post.digest)


def publish_label(
    post: Post | None, blog: Blog | None, standing: Standing, now: datetime, undescribed: int = 0
) -> Label:
    """The one button that readers feel: what it would do, and where. `undescribed`: so many
    pictures of the post have no description."""
    if post is None or post.binned or post.version_of:
        return Label(_("Publish"), _("Open a post to publish it"), "send", can=False)
    if post.stays_here:
        why = _("This post stays on this computer. Change that in its details to publish it.")
        return Label(_("Publish"), why, "send", can=False)
    if blog is None:
        return Label(_("Publish"), _("Add a blog to publish this post"), "send")
    if post.is_blank:
        return Label(_("Publish"), _("There is nothing to publish yet"), "send", can=False)
    scheduled = post.publish_at is not None and post.publish_at > now
    if scheduled and not blog.is_far:  # a folder has no clock
        why = _(
            "{blog} is a folder and publishes nothing by itself. Take the chosen time away in the "
            "details, or publish the post once the time has come."
        )
        return Label(_("Schedule"), why.format(blog=isolated(blog.name)), "send", can=False)
    if not is_live(post):
        words = _("Schedule") if scheduled else _("Publish")
        why = _("Schedule on {blog}") if scheduled else _("Publish on {blog}")
        return Label(words, _with_advice(why.format(blog=isolated(blog.name)), undescribed), "send")
    if standing.agreed == post.digest and not standing.trouble:
        why = _("{blog} shows this post as it is here").format(blog=isolated(blog.name))
        return Label(_("Update"), why, "send", can=False)
    why = _("Update on {blog}: readers see the earlier text until then")
    return Label(
        _("Update"), _with_advice(why.format(blog=isolated(blog.name)), undescribed), "send"
    )


def _with_advice(why: str, count: int) -> str:
    """A gentle word on pictures that say nothing to readers who cannot see them."""
    if not count:
        return why
    words = ngettext(
        "{n} picture has no description for readers who cannot see it.",
        "{n} pictures have no description for readers who cannot see them.",
        count,
    )
    return f"{why}\n{words.format(n=phrases.number(count))}"


def status_words(post: Post, standing: Standing) -> str:
    """The end of the status line: where the post stands with its readers and its blog."""
    parts = [status_label(post.status)]
    if post.binned:
        parts = [_("In the bin")]
    elif post.version_of:
        parts = [_("Second version, from the blog")]
    elif post.stays_here:
        parts.append(_("stays on this computer"))
    elif standing.conflict:
        parts.append(_("changed here and on the blog"))
    elif standing.trouble:
        parts.append(_("the blog did not take it"))
    elif standing.agreed and standing.agreed == post.digest:
        parts.append(_("synced"))
    elif standing.agreed and is_live(post):
        parts.append(_("changed here"))
    elif standing.agreed:
        parts.append(_("waits for the next sync"))
    return " · ".join(parts)


def blog_of(post: Post | None, blogs: list[Blog], shown: BlogId | None = None) -> Blog | None:
    """The blog a post goes to: its own, else the shown one, else the default."""
    wanted = (post.blog if post else None) or shown
    for blog in blogs:
        if blog.id == wanted:
            return blog
    return next((blog for blog in blogs if blog.is_default), blogs[0] if blogs else None)
