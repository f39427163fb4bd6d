"""The words for what goes wrong on this computer: with notebook, posts, files and keyring."""

from __future__ import annotations

from editor.domain import errors as e
from editor.system.translation import gettext as _
from editor.system.translation import ngettext
from editor.text.isolates import isolated
from editor.text.isolates import left_to_right as ltr
from editor.workspace.wording import Words


def _mebibytes(size: int) -> int:
    return -(-size // (1024 * 1024))


HERE: dict[type[BaseException], Words] = {
    # --- the notebook ---
    e.NotebookError: lambda x: (
        _("The notebook {path} can't be used.").format(path=ltr(x.path)),
        _("Check that the file is there and that you may read and write it."),
    ),
    e.NotebookTooNew: lambda x: (
        _("The notebook {path} was written by a newer Midad.").format(path=ltr(x.path)),
        _("Nothing in it was changed. Please update Midad to open it."),
    ),
    e.NotebookDamaged: lambda x: (
        _("The file {path} is damaged, or it is not a Midad notebook.").format(path=ltr(x.path)),
        _("Nothing in it was changed. Open a backup from the same folder, or choose another file."),
    ),
    e.WrongKeys: lambda x: (
        _("The passphrase is right, but it does not open {path}.").format(path=ltr(x.path)),
        _(
            "The file is damaged, or the key file beside it belongs to another notebook. "
            "Nothing was changed. Open a backup, or put the right key file back."
        ),
    ),
    e.NotebookLocked: lambda x: (
        _("The notebook {path} is protected by a passphrase.").format(path=ltr(x.path)),
        _("Give the passphrase to open it; on the command line, with --passphrase-file."),
    ),
    e.WrongPassphrase: lambda _x: (
        _("That is not the passphrase of this notebook."),
        _("Look at the keyboard's language and at capital letters, and try again."),
    ),
    e.WrongRecoveryKey: lambda _x: (
        _("That recovery key does not belong to this notebook."),
        _("A newer recovery key makes the older one useless. Look for the newest."),
    ),
    e.KeysMissing: lambda x: (
        _(
            "The file {path} is damaged, or it is an encrypted notebook without its key file."
        ).format(path=ltr(x.path)),
        _(
            "Nothing in it was changed. If it has a passphrase, put {keys} beside it, from a "
            "backup or from where the notebook was."
        ).format(keys=ltr(x.keys)),
    ),
    e.AlreadyProtected: lambda x: (
        _("The notebook {path} already has a passphrase.").format(path=ltr(x.path)),
        _("Change the passphrase instead, or remove it first."),
    ),
    e.NotProtected: lambda x: (
        _("The notebook {path} has no passphrase.").format(path=ltr(x.path)),
        _("Add one first."),
    ),
    e.NotebookBusy: lambda x: (
        _("Another Midad is using the notebook {path}.").format(path=ltr(x.path)),
        _("Close the other one, or wait a moment and try again."),
    ),
    e.NotebookReadOnly: lambda x: (
        _("The notebook {path} can be read but not written to.").format(path=ltr(x.path)),
        _("Give yourself permission to write to the file and its folder, or copy it elsewhere."),
    ),
    e.NothingToSalvage: lambda x: (
        _("Not one post could be read from {path}.").format(path=ltr(x.path)),
        _("It was left as it is. Open a backup from the folder beside your notebook."),
    ),
    e.NoRoom: lambda x: (
        _("There is too little room for a copy at {path}: {needed} MB are needed.").format(
            path=ltr(x.path), needed=_mebibytes(x.needed)
        ),
        _("Free some space and try again. Nothing was changed."),
    ),
    e.NotebookGone: lambda x: (
        _("The notebook {path} is not in its place any more.").format(path=ltr(x.path)),
        _("Put it back, or connect its drive again; Midad then goes on by itself."),
    ),
    e.DriveWithoutLocks: lambda x: (
        _("The drive that holds {path} can't keep two programs apart.").format(path=ltr(x.path)),
        _("Move the notebook to a disk of this computer; backups may stay on the drive."),
    ),
    e.BackupPlaceMissing: lambda x: (
        _("The folder for your backups, {path}, is not there.").format(path=ltr(x.path)),
        _(
            "The backup was made beside the notebook instead. Connect the disk again, or choose "
            "another folder in the preferences."
        ),
    ),
    e.BackupPlaceUnusable: lambda x: (
        _("No backup can be written to the folder {path}.").format(path=ltr(x.path)),
        _("Look whether it is there and you may write to it, or choose another one."),
    ),
    e.DiskFull: lambda x: (
        _("The disk is full, so the last change could not be saved to {path}.").format(
            path=ltr(x.path)
        ),
        _("Free some space and save again. What was saved before is safe."),
    ),
    # --- posts ---
    e.PostError: lambda _x: (
        _("The post can't be used."),
        _("Look at the list of posts and try again."),
    ),
    e.PostMissing: lambda x: (
        _("There is no post “{wanted}” in this notebook.").format(wanted=isolated(x.wanted)),
        _("Look at the list of posts for the right one."),
    ),
    e.PostAmbiguous: lambda x: (
        ngettext(
            "{n} post's name begins with “{wanted}”.",
            "{n} posts' names begin with “{wanted}”.",
            x.matches,
        ).format(n=x.matches, wanted=isolated(x.wanted)),
        _("Give a few more characters."),
    ),
    e.PostChanged: lambda _x: (
        _("The post was changed elsewhere while it was being edited here."),
        _("Open it again; both versions are kept."),
    ),
    e.RevisionMissing: lambda x: (
        _("This post has no earlier state “{wanted}”.").format(wanted=isolated(x.wanted)),
        _("“midad history ID” lists the states there are."),
    ),
    e.RevisionDamaged: lambda _x: (
        _("This earlier state is damaged and can't be read."),
        _("The post itself and its other states are not touched by that."),
    ),
    # --- what the author hands in ---
    e.InputError: lambda x: (
        _("{path} can't be used.").format(path=ltr(x.path)),
        _("Choose another file."),
    ),
    e.FileMissing: lambda x: (
        _("There is no file {path}.").format(path=ltr(x.path)),
        _("Check the name and try again."),
    ),
    e.FileTaken: lambda x: (
        _("There is something at {path} already.").format(path=ltr(x.path)),
        _("It was left as it is. Choose another name."),
    ),
    e.FileUnreadable: lambda x: (
        _("The file {path} can't be read.").format(path=ltr(x.path)),
        _("Check that it is a file and that you may read it."),
    ),
    e.FileNotText: lambda x: (
        _("The file {path} is not text that Midad can read.").format(path=ltr(x.path)),
        _("Save it as UTF-8 text and try again."),
    ),
    e.FileTooLarge: lambda x: (
        _("The file {path} is too large: {size} MB.").format(
            path=ltr(x.path), size=_mebibytes(x.size)
        ),
        _("Files up to {limit} MB can be read. Split it into several posts.").format(
            limit=_mebibytes(x.limit)
        ),
    ),
    e.ArchiveUnopened: lambda x: (
        _("The file {path} is an archive: other files are packed in it.").format(path=ltr(x.path)),
        _("Unpack it first, then bring in the folder that comes out of it."),
    ),
    e.TooManyFiles: lambda x: (
        _("There are {n} texts below {path}, more than most people write.").format(
            n=x.count, path=ltr(x.path)
        ),
        _("Choose the folder of your own texts, or confirm that you want them all."),
    ),
    e.NotAPicture: lambda x: (
        _("{path} is not a picture that Midad can read.").format(path=ltr(x.path)),
        _("Use a JPEG, PNG, GIF, WebP, HEIC, AVIF, TIFF or BMP picture."),
    ),
    e.DrawingRefused: lambda x: (
        _("{path} is an SVG drawing. A program can hide in one, so most blogs refuse them.").format(
            path=ltr(x.path)
        ),
        _("Save it as PNG in the program it was drawn with, and insert that."),
    ),
    e.PictureTooLarge: lambda x: (
        _("The picture {path} is too large to open safely.").format(path=ltr(x.path)),
        _("Make it smaller in a picture program and try again."),
    ),
    e.TitleUnusable: lambda _x: (
        _("The title contains characters that can't be seen, such as a line break."),
        _("Write the title on one line, without control characters."),
    ),
    e.PassphraseUnusable: lambda x: (
        ngettext(
            "A passphrase needs at least {n} character.",
            "A passphrase needs at least {n} characters.",
            x.least,
        ).format(n=x.least),
        _("Four or five words that you can remember make a good one."),
    ),
    e.RecoveryKeyMistyped: lambda _x: (
        _("That is not a whole recovery key: a letter is wrong or missing."),
        _("It has six groups of five letters and digits. Compare it with the printed one."),
    ),
    e.FrontMatterBroken: lambda x: (
        _("The lines above the text of {path} can't be understood (line {line}).").format(
            path=ltr(x.path) if x.path else _("the file"), line=x.line
        ),
        _("Correct them, or remove them together with their --- lines."),
    ),
    # --- the system's keyring ---
    e.KeyringError: lambda _x: (
        _("The keyring of this computer can't be used."),
        _("Nothing is lost: the passphrase opens the notebook as before."),
    ),
    e.KeyringMissing: lambda _x: (
        _("This computer has no keyring that would keep the notebook safe."),
        _("Nothing is remembered: the passphrase opens the notebook as before."),
    ),
    e.KeyringSilent: lambda _x: (
        _("The keyring of this computer did not answer in time; it may be locked."),
        _("Unlock it or sign in again, or go on with the passphrase."),
    ),
    e.KeyringRefused: lambda _x: (
        _("The keyring of this computer is locked, or it was not allowed to answer."),
        _("Unlock it or sign in again, or go on with the passphrase."),
    ),
    e.WorkCancelled: lambda _x: (
        _("It was stopped."),
        _("What was done until then is kept, and nothing was lost."),
    ),
    e.ConversionStopped: lambda _x: (
        _("It was stopped."),
        _("The notebook is as it was, and nothing was lost."),
    ),
    e.UpgradeStopped: lambda _x: (
        _("The notebook was not brought up to date."),
        _(
            "It is as it was, and nothing was lost. This Midad can open it once it is up to "
            "date: go on now, or another time."
        ),
    ),
    e.EditorError: lambda _x: (
        _("That did not work."),
        _("Nothing was lost. Please try again."),
    ),
}
