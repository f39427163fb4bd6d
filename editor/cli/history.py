"""Commands about earlier states: history, diff, go-back, empty-bin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import click

from editor.cli.output import in_screen_order, moment, one_line, post_data, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.domain.post import Credit, Direction, Status
from editor.domain.revision import Revision
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.difference import Difference, Passage, Piece, Side, folded
from editor.text.particulars import Item, Particular
from editor.workspace.history import cause_label
from editor.workspace.labels import credit_labels, field_label, status_label

_SIGNS = {Side.BOTH: "{}", Side.OLD: "[-{}-]", Side.NEW: "{{+{}+}}"}
_COLOURS = {Side.BOTH: None, Side.OLD: "red", Side.NEW: "green"}


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    for command in (history, diff, go_back, empty_bin):
        group.add_command(command)


@click.command(
    help=_(
        "The earlier states of a post; with a NUMBER, what changed since that one: "
        "[-what went-] and {+what came+}."
    )
)
@click.argument("id")
@click.argument("number", type=int, required=False)
@click.option("--to", type=int, help=_("Compare with this state instead of the post as it is."))
@click.option("--text", is_flag=True, help=_("The whole post as it was, without comparing."))
@click.option("--visual", is_flag=True, help=_("For terminals that can't show right-to-left text."))
@json_option
@pass_session
def history(
    session: Session,
    id: str,
    number: int | None,
    to: int | None,
    text: bool,
    visual: bool,
    as_json: bool,
) -> None:
    workspace = session.workspace
    post = workspace.find(id)
    if number is None:
        revisions = workspace.history.of(post)
        say_json([_data(each) for each in revisions]) if as_json else _say(revisions, visual)
    elif text:
        state = workspace.history.state(post, number)
        if as_json:
            say_json(post_data(state, []))
            return
        from editor.text.frontmatter import post_to_file

        click.echo(post_to_file(state), nl=False)
    else:
        found = workspace.history.compare(post, number, to)
        say_json(_difference_data(found)) if as_json else say_difference(found, visual)


@click.command(
    help=_(
        "What would change on the blog, were the post sent now: [-what readers have-] and "
        "{+what they would get+}."
    )
)
@click.argument("id")
@click.option("--visual", is_flag=True, help=_("For terminals that can't show right-to-left text."))
@json_option
@pass_session
def diff(session: Session, id: str, visual: bool, as_json: bool) -> None:
    workspace = session.workspace
    found = workspace.history.compare_with_blogs(workspace.find(id))
    if as_json:
        say_json(
            [
                {"blog": each.blog, "seen": moment(each.seen), **_difference_data(each.difference)}
                for each in found
            ]
        )
        return
    if not found:
        say(_("The post is not on a blog yet: all of it would be new there."))
    for each in found:
        if len(found) > 1:
            say(one_line(workspace.blogs.get(each.blog).name))
        if each.seen is not None:
            line = _("Readers have it as of {moment}.")
            say(line.format(moment=each.seen.astimezone().strftime("%Y-%m-%d %H:%M")))
        say_difference(each.difference, visual)


@click.command("go-back", help=_("Let a post say again what it said in state NUMBER."))
@click.argument("id")
@click.argument("number", type=int)
@json_option
@pass_session
def go_back(session: Session, id: str, number: int, as_json: bool) -> None:
    workspace = session.workspace
    post = workspace.find(id)
    workspace.history.go_back(post, number)
    if as_json:
        say_json({"id": post})
    else:
        say(_("Done. What the post said before is kept: “midad history {id}”.").format(id=post[:8]))


@click.command(
    "empty-bin",
    help=_(
        "Remove for good what is in the bin, or only the posts named, with every earlier state. "
        "This can't be undone."
    ),
)
@click.argument("ids", nargs=-1)
@click.option("--yes", is_flag=True, help=_("Don't ask."))
@json_option
@pass_session
def empty_bin(session: Session, ids: tuple[str, ...], yes: bool, as_json: bool) -> None:
    workspace = session.workspace
    posts = [workspace.find(id) for id in ids]
    if not yes:
        click.confirm(_("Remove these posts and their earlier states for good?"), abort=True)
    emptying = workspace.emptying
    done = emptying.remove(*posts) if posts else emptying.empty()
    if as_json:
        say_json({"removed": list(done.gone), "waiting": done.waiting})
        return
    count = len(done.gone)
    say(ngettext("{n} post was removed.", "{n} posts were removed.", count).format(n=count))
    if done.waiting:
        say(_("What is not in the bin, or what a blog was not told of yet, stays."))


def _data(revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number,
        "moment": moment(revision.moment),
        "cause": revision.cause.value,
        "title": revision.title,
        "words": revision.words,
    }


def _say(revisions: list[Revision], visual: bool) -> None:
    for each in revisions:
        title = one_line(each.title) or _("Untitled")
        cause = cause_label(each.cause)
        words = ngettext("{n} word", "{n} words", each.words).format(n=each.words)
        day = each.moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        if visual:
            title, cause, words = (in_screen_order(part) for part in (title, cause, words))
        say(f"{each.number:>6}  {day}  {cause} · {words}  {title}")
    if not revisions:
        say(_("No earlier state yet. Midad keeps one by itself every few minutes of writing."))


def _difference_data(found: Difference) -> dict[str, Any]:
    gone, come = found.count()
    return {
        "words_gone": gone,
        "words_come": come,
        "title": _passage_data(found.title),
        "body": [_passage_data(each) for each in found.body],
        "about": {
            each.field: {
                "went": [_item_data(item) for item in each.went],
                "came": [_item_data(item) for item in each.came],
            }
            for each in found.particulars
            if not each.is_same
        },
    }


def _item_data(item: Item) -> str | dict[str, str]:
    if isinstance(item, Credit):
        return {"role": item.role, "name": item.name}
    return moment(item) or "" if isinstance(item, datetime) else item


def _passage_data(passage: Passage) -> dict[str, Any]:
    return {
        "old_direction": passage.old.value if passage.old else None,
        "new_direction": passage.new.value if passage.new else None,
        "pieces": [{"side": piece.side.value, "text": piece.text} for piece in passage.pieces],
    }


def say_difference(found: Difference, visual: bool) -> None:
    """What went and what came, with the lines around it."""
    colour = not visual  # colours are characters, too, and would stand in the way of the order
    for particular in found.particulars:
        if not particular.is_same:
            line = _particular_line(particular, colour)
            say(in_screen_order(line) if visual else line)
    if found.is_empty:
        say(_("No word is different."))
    if found.is_empty and not found.has_turned:
        return
    for passage in (found.title, *folded(found.body)):
        for line in _lines(passage, colour):
            say(in_screen_order(line) if visual else line)


def _particular_line(particular: Particular, colour: bool) -> str:
    changed = Particular(particular.field, (), particular.went, particular.came)
    return f"{field_label(particular.field)}: {_items_line(changed, colour)}"


def _items_line(particular: Particular, colour: bool) -> str:
    pieces = [
        Piece(side, _item_words(item))
        for side, items in (
            (Side.BOTH, particular.stayed),
            (Side.OLD, particular.went),
            (Side.NEW, particular.came),
        )
        for item in items
    ]
    return " ".join(_marked([piece], colour) for piece in pieces)


def _item_words(item: Item) -> str:
    if isinstance(item, Credit):
        return f"{credit_labels().get(item.role, item.role)}: {item.name}"
    if isinstance(item, Status):
        return status_label(item)
    if isinstance(item, datetime):
        return item.astimezone().strftime("%Y-%m-%d %H:%M")
    if isinstance(item, Direction):
        return _("Right to left") if item is Direction.RTL else _("Left to right")
    return item


def shown_lines(shown: Iterable[Passage] | Particular, colour: bool) -> list[str]:
    """The lines of a side of a dispute, or its items in one line."""
    if isinstance(shown, Particular):
        line = _items_line(shown, colour)
        return [line] if line else []
    return [line for passage in shown for line in _lines(passage, colour)]


def _lines(passage: Passage | int, colour: bool) -> list[str]:
    if isinstance(passage, int):
        return ["…"]
    if passage.turned and passage.is_same:
        turned = _("now right to left") if passage.new is Direction.RTL else _("now left to right")
        return [f"{_marked(passage.pieces, colour)}  ({turned})"]
    if passage.turned:  # in one line the words of one side would stand wrong
        return [_marked(passage.of(side), colour) for side in (Side.OLD, Side.NEW)]
    return [_marked(passage.pieces, colour)]


def _marked(pieces: Iterable[Piece], colour: bool) -> str:
    """The signs hold each piece's words together; white space stays outside."""
    parts: list[str] = []
    for side, text in pieces:
        plain = one_line(text)
        words = plain.strip()
        before, _words, after = plain.partition(words) if words else (plain, "", "")
        marked = _SIGNS[side].format(words) if words else ""
        coloured = click.style(marked, fg=_COLOURS[side]) if colour and marked else marked
        parts += (before, coloured, after)
    return "".join(parts)
