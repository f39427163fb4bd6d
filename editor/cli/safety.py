"""Commands that keep a notebook safe: backup, check, repair."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import click

from editor.cli.output import complain, one_line, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.cli.stopping import stoppable
from editor.domain.errors import BackupPlaceMissing, WrongKeys
from editor.system.clock import SystemClock
from editor.system.translation import gettext as _
from editor.workspace import health, protection
from editor.workspace.backups import backups_of, find_backup
from editor.workspace.backups import restore as restore_backup

FILE = click.Path(path_type=Path)
UNSOUND = 3  # the code of a notebook that can't be used, or not as it should


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    for command in (backup, check, repair):
        group.add_command(command)


@click.group(
    invoke_without_command=True,
    help=_(
        "Make a backup now and see that it opens. It goes into the folder you chose for backups "
        "in the window; where you chose none, beside the notebook. Old ones go by themselves: the "
        "last three stay, and, unless you chose otherwise there, one a day for a week, one a week "
        "for a month, one a month for half a year."
    ),
)
@json_option
@click.pass_context
def backup(context: click.Context, as_json: bool) -> None:
    if context.invoked_subcommand is not None:
        return
    session = context.find_object(Session)
    assert session is not None
    made = session.workspace.backups.make()
    if as_json:
        say_json({"path": str(made.path), "moment": made.moment.isoformat(), "size": made.size})
    else:
        say(_("The backup is at {path}.").format(path=one_line(str(made.path))))
    if made.instead_of is not None:
        complain(BackupPlaceMissing(str(made.instead_of)))


@backup.command("list", help=_("The backups there are, the newest first."))
@json_option
@pass_session
def list_backups(session: Session, as_json: bool) -> None:
    found = backups_of(session.path)
    if as_json:
        say_json(
            [
                {"path": str(each.path), "moment": each.moment.isoformat(), "size": each.size}
                for each in found
            ]
        )
        return
    for each in found:
        moment = each.moment.astimezone().strftime("%Y-%m-%d %H:%M")
        say(f"{moment}  {each.size / 1e6:>9.1f} MB  {one_line(each.path.name)}")
    if not found:
        say(_("There are no backups yet."))


@backup.command(
    "restore",
    help=_(
        "Go back to a backup: the newest, or the one whose file or day (2026-11-20) is named. "
        "The present notebook is kept, whole, under another name."
    ),
)
@click.argument("which", default="")
@json_option
@pass_session
def restore(session: Session, which: str, as_json: bool) -> None:
    path = session.path.expanduser().absolute()
    named = Path(which) if which else None
    source = named if named is not None and named.is_file() else find_backup(path, which).path
    ask = cache(session.passphrase)
    key = _key_of(source, ask) or _key_of(path, ask)
    aside = restore_backup(source, path, SystemClock(), key)
    if as_json:
        say_json({"restored": str(source), "aside": str(aside) if aside else None})
        return
    say(_("The notebook is again as it was in {path}.").format(path=one_line(source.name)))
    if aside is not None:
        say(_("The one before is kept at {path}.").format(path=one_line(str(aside))))


@click.command(
    help=_(
        "Look at everything in the notebook: its pages, posts, pictures, history, search. "
        "Nothing is changed. The exit code is 0 where all is well, 3 where it is not."
    )
)
@json_option
@pass_session
def check(session: Session, as_json: bool) -> None:
    path = session.path.expanduser().absolute()
    with stoppable() as course:
        found = health.check(path, _key_of(path, session.passphrase), course)
    if as_json:
        say_json(
            {
                "sound": found.is_sound,
                "posts": found.posts,
                "pictures": found.pictures,
                "states": found.states,
                "findings": [
                    {"flaw": each.flaw.value, "post": each.post, "title": each.title,
                     "name": each.name}
                    for each in found.findings
                ],
            }
        )  # fmt: skip
    elif found.is_sound:
        say(
            _("All is well: {posts} posts, {pictures} pictures, {states} earlier states.").format(
                posts=found.posts, pictures=found.pictures, states=found.states
            )
        )
    else:
        for each in found.findings:
            say(one_line(health.finding_sentence(each)))
        say(health.advice(found))
    if not found.is_sound:
        sys.exit(UNSOUND)


@click.command(
    help=_(
        "Save what can be read of a damaged notebook into a new one, and list what can't. The "
        "damaged one is left as it is."
    )
)
@click.option("--to", "target", type=FILE, help=_("The new file. Default: beside the old one."))
@json_option
@pass_session
def repair(session: Session, target: Path | None, as_json: bool) -> None:
    path = session.path.expanduser().absolute()
    with stoppable() as course:
        key = _key_of(path, session.passphrase, is_damaged=True)
        made = health.repair(path, SystemClock(), target, key, course)
    result = made.salvaged
    if as_json:
        say_json(
            {
                "path": str(made.path),
                "posts": result.posts,
                "pictures": result.pictures,
                "states": result.states,
                "blogs": result.blogs,
                **{
                    name: [
                        {"id": loss.post, "title": loss.title, "picture": loss.picture}
                        for loss in getattr(result, name)
                    ]
                    for name in ("spoilt", "from_history", "lost", "lost_pictures")
                },
            }
        )
        return
    for sentence in health.repair_sentences(result):
        say(one_line(sentence))
    say(_("The new notebook is at {path}.").format(path=one_line(str(made.path))))


def _key_of(path: Path, ask: Callable[[], str], *, is_damaged: bool = False) -> bytes | None:
    """The key of a notebook that wants one; `ask` is asked at most once."""
    if not path.is_file() or protection.state(path) is not protection.State.LOCKED:
        return None
    passphrase = ask()
    if not is_damaged:
        with suppress(WrongKeys):  # the passphrase is right, and the file does not open with it
            return protection.unlock(path, passphrase)
    return health.key_of_damaged(path, passphrase)
