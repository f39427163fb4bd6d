"""Commands about the passphrase: protect, copies, unprotect, passphrase, recovery-key,
forgotten, remember, forget-computer."""

from __future__ import annotations

from pathlib import Path

import click

from editor.cli import asking
from editor.cli.output import one_line, say, say_json
from editor.cli.session import Session, json_option, pass_session
from editor.cli.stopping import stoppable
from editor.domain.errors import AlreadyProtected, NotProtected
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.workspace import protection, remembering
from editor.workspace.assembly import open_workspace

KEEP, ENCRYPT, DELETE = "keep", "encrypt", "delete"

new_passphrase_option = click.option(
    "--new-passphrase-file",
    "new_file",
    type=asking.FILE,
    help=_("A file whose first line is the new passphrase; “-” for standard input."),
)
copies_option = click.option(
    "--copies",
    "wish",
    type=click.Choice([KEEP, ENCRYPT, DELETE]),
    help=_("What becomes of older copies beside it that anybody can read."),
)


def add_to(group: click.Group) -> None:
    """Hang the commands below the group."""
    for command in (
        protect, unprotect, passphrase, recovery_key, forgotten, copies, remember, forget_computer,
    ):  # fmt: skip
        group.add_command(command)


@click.command(
    help=_(
        "Encrypt the notebook under a passphrase, and show its recovery key once. Posts, "
        "pictures and blog passwords can then be read by nobody without one of the two."
    )
)
@copies_option
@json_option
@pass_session
def protect(session: Session, wish: str | None, as_json: bool) -> None:
    path = session.path
    if protection.state(path) is protection.State.LOCKED:
        raise AlreadyProtected(str(path))
    chosen = asking.new_passphrase(session.passphrase_file, may_be_known=True)
    with stoppable() as course:
        if protection.state(path) is protection.State.ABSENT:
            made = protection.create(path, chosen)
            open_workspace(path, key=made.key).close()
        else:
            made = protection.protect(path, chosen, course)
    if not as_json:  # first: nothing that follows may keep it from being seen
        say(_("The notebook is encrypted. Its recovery key, shown only now:"))
        say("")
        say(f"    {made.recovery_key}")
        say("")
        say(_("Print it or write it down, and keep it away from this computer."))
        say(_("Whoever forgets the passphrase and loses this key cannot open it again."))
    left = _see_to_copies(path, made.key, wish, asks=not as_json)
    if as_json:
        say_json({"recovery_key": made.recovery_key, "readable": [str(each) for each in left]})


def _see_to_copies(path: Path, key: bytes, wish: str | None, *, asks: bool) -> list[Path]:
    """Do with the readable copies as the author wishes; gives those that are left."""
    found = protection.readable_copies(path, key)
    if not found:
        return []
    if asks:
        say(
            ngettext(
                "{n} older copy can still be read by anybody:",
                "{n} older copies can still be read by anybody:",
                len(found),
            ).format(n=len(found))
        )
        for each in found:
            say(f"    {one_line(str(each))}")
    if wish is None and asks and asking.is_asked():
        wish = click.prompt(
            _("Encrypt them too, delete them, or keep them as they are?"),
            type=click.Choice([KEEP, ENCRYPT, DELETE]),
            default=ENCRYPT,
            err=True,
        )
    for each in found:
        if wish == ENCRYPT:
            with stoppable() as course:
                protection.protect_copy(path, each, key, course)
        elif wish == DELETE:
            protection.throw_away_copy(each)
    return protection.readable_copies(path, key)


@click.command(help=_("Remove the passphrase: anybody who gets hold of the file can then read it."))
@pass_session
def unprotect(session: Session) -> None:
    with stoppable() as course:
        protection.unprotect(session.path, _present(session), course)
    say(_("The notebook has no passphrase any more."))


@click.command(help=_("Change the passphrase. The recovery key stays as it is."))
@new_passphrase_option
@pass_session
def passphrase(session: Session, new_file: Path | None) -> None:
    present = _present(session)
    protection.change_passphrase(session.path, present, asking.new_passphrase(new_file))
    say(_("The passphrase is changed."))


@click.command(
    "recovery-key", help=_("Make a new recovery key; the one before opens nothing any more.")
)
@json_option
@pass_session
def recovery_key(session: Session, as_json: bool) -> None:
    made = protection.replace_recovery_key(session.path, _present(session))
    if as_json:
        say_json({"recovery_key": made})
        return
    say(_("The new recovery key, shown only now:"))
    say("")
    say(f"    {made}")


@click.command(help=_("Choose a new passphrase with the recovery key."))
@click.option(
    "--recovery-key-file",
    "key_file",
    type=asking.FILE,
    help=_("A file whose first line is the recovery key; “-” for standard input."),
)
@new_passphrase_option
@pass_session
def forgotten(session: Session, key_file: Path | None, new_file: Path | None) -> None:
    typed = asking.recovery_key(key_file)
    protection.unlock_by_recovery_key(session.path, typed)  # before asking for anything new
    protection.reset_passphrase(session.path, typed, asking.new_passphrase(new_file))
    say(_("The passphrase is changed."))


@click.command(help=_("Older copies of an encrypted notebook that anybody can still read."))
@copies_option
@json_option
@pass_session
def copies(session: Session, wish: str | None, as_json: bool) -> None:
    path = session.path
    key = protection.unlock(path, _present(session))
    left = _see_to_copies(path, key, wish, asks=not as_json)
    if as_json:
        say_json([str(each) for each in left])
    elif not left:
        say(_("There are none."))


@click.command(
    help=_(
        "Have this computer’s keyring open the notebook, so that Midad starts without asking. "
        "Whoever can use your account here can then open it, too."
    )
)
@pass_session
def remember(session: Session) -> None:
    remembering.remember(session.path, _present(session))
    say(_("This computer now opens the notebook by itself."))


@click.command("forget-computer", help=_("Ask for the passphrase again, also on this computer."))
@pass_session
def forget_computer(session: Session) -> None:
    if remembering.forget(session.path):
        say(_("The passphrase is asked for again."))
    else:
        say(_("No computer opens this notebook by itself."))


def _present(session: Session) -> str:
    """The passphrase as it is. Raises NotProtected before anything is asked."""
    if protection.state(session.path) in (protection.State.PLAIN, protection.State.ABSENT):
        raise NotProtected(str(session.path))
    return session.passphrase()
