"""How an author gets a dictionary that this computer lacks, in a few kind words. Thread: any."""

from __future__ import annotations

import sys

from editor.gui.phrases import language_name
from editor.system import dictionaries
from editor.system.translation import gettext as _
from editor.text.isolates import isolated, left_to_right


def advice(language: str, platform: str = sys.platform) -> str:
    """What to do so that words of a language (BCP 47) are checked on `platform`."""
    if not dictionaries.has_checker():
        return _("This Midad came without its spelling checker. Installing it again brings it.")
    name = isolated(language_name(language))
    folder = left_to_right(str(dictionaries.author_folder()))
    by_hand = _(
        "Midad uses the same dictionaries as LibreOffice. Put the two files of one for {language},"
        " which end in .aff and .dic, into the folder {folder}, and open the post again."
    ).format(language=name, folder=folder)
    if platform in ("win32", "darwin"):
        office = _(
            "If LibreOffice is installed with its dictionary for {language}, Midad finds it there."
        )
        return office.format(language=name) + "\n\n" + by_hand
    package = dictionaries.package(language)
    if not package:
        return by_hand
    debian = _(
        "On Debian or Ubuntu, install the package {package}; other systems call it much the same."
        " Then open the post again: words in {language} will be checked."
    )
    return debian.format(package=left_to_right(package), language=name)
