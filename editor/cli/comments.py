"""Commands about what readers say: comments list, approve, hold, spam, bin, reply."""

from __future__ import annotations

import sys
from typing import Any

import click

from editor.cli.output import moment, one_line, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.domain.comment import CommentRow, Verdict
from editor.domain.errors import CommentMissing
from editor.system.translation import gettext as _
from editor.workspace.labels import verdict_label


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    group.add_command(comments)


@click.group(help=_("What readers say. The blog hears of your answer with the next “midad sync”."))
def comments() -> None:
    """See `help`."""


_blog_option = click.option("--blog", help=_("The blog, where two have a comment of that number."))


@comments.command("list", help=_("The newest comments that are read or wait for you."))
@click.option(
    "--only",
    type=click.Choice([verdict.value for verdict in Verdict]),
    help=_("Only those that stand so."),
)
@click.option("--search", default="", help=_("Only those with these words."))
@click.option("--limit", type=click.IntRange(1), default=50, help=_("At most so many."))
@json_option
@pass_session
def list_comments(
    session: Session, only: str | None, search: str, limit: int, as_json: bool
) -> None:
    commenting = session.workspace.commenting
    verdict = Verdict(only) if only else None
    rows = commenting.page(verdict=verdict, words=search, limit=limit)
    waiting = commenting.waiting_replies()
    if as_json:
        say_json([_data(row) for row in (*rows, *waiting)])
        return
    for row in rows:
        _say(row)
    for row in waiting:
        say(_("Your reply waits to go out: {text}").format(text=one_line(row.comment.text)))
    if not rows and not waiting:
        say(_("There are no comments here. “midad sync” fetches them."))


def _judging(verdict: Verdict, words: str) -> click.Command:
    @click.command(verdict.value, help=words)
    @click.argument("number")
    @_blog_option
    @pass_session
    def judge(session: Session, number: str, blog: str | None) -> None:
        row = _found(session, number, blog)
        session.workspace.commenting.judge(row.blog, row.comment.id, verdict)
        say(_("The blog hears of it with the next “midad sync”."))

    return judge


def _add_verdicts() -> None:
    for name, verdict, words in (
        ("approve", Verdict.APPROVED, _("Let everybody read comment NUMBER.")),
        ("hold", Verdict.HELD, _("Let comment NUMBER wait.")),
        ("spam", Verdict.SPAM, _("Comment NUMBER is spam.")),
        ("bin", Verdict.BINNED, _("Move comment NUMBER to the blog's bin.")),
    ):
        comments.add_command(_judging(verdict, words), name)


_add_verdicts()


@comments.command("reply", help=_("Answer comment NUMBER with TEXT, or with what stdin says."))
@click.argument("number")
@click.argument("text", required=False)
@_blog_option
@pass_session
def reply(session: Session, number: str, text: str | None, blog: str | None) -> None:
    row = _found(session, number, blog)
    words = text if text is not None else sys.stdin.read()
    if session.workspace.commenting.reply(row.blog, row.comment.id, words):
        say(_("Your reply goes out with the next “midad sync”."))
    else:
        say(_("There are no words in that reply, so nothing will be sent."))


def _found(session: Session, number: str, blog: str | None) -> CommentRow:
    """Raises CommentMissing, BlogMissing."""
    book, commenting = session.workspace.blogs, session.workspace.commenting
    wanted = [book.find(blog)] if blog else book.all()
    found = [row for each in wanted if (row := commenting.get(each.id, number)) is not None]
    if len(found) != 1:
        raise CommentMissing(wanted=number)
    return found[0]


def _say(row: CommentRow) -> None:
    comment = row.comment
    standing = verdict_label(row.wanted or comment.verdict)
    author = one_line(comment.author) or _("Somebody")
    title = one_line(row.title)
    head = " · ".join(part for part in (comment.id, author, standing, title) if part)
    say(f"{head}\n    {one_line(comment.text)}")


def _data(row: CommentRow) -> dict[str, Any]:
    comment = row.comment
    return {
        "id": comment.id or None,
        "blog": row.blog,
        "post": row.post,
        "title": row.title,
        "author": comment.author,
        "text": comment.text,
        "when": moment(comment.when),
        "standing": comment.verdict.value if comment.id else None,
        "wanted": row.wanted.value if row.wanted else None,
        "parent": comment.parent or None,
        "url": comment.url or None,
        "waiting": bool(row.waiting),
        "trouble": row.trouble or None,
    }
