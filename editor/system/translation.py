"""The interface's language: one catalogue in force, for the window and the command line alike.

The language in force is the one piece of state this program keeps outside its objects, as
gettext and every C library do. Sentences are looked up when they are used, so a change of
language needs no restart. Thread: switch on the main thread; look up from any.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache

from editor.system.paths import resource

DOMAIN = "midad"
SOURCE = "en"
LANGUAGES = {"en": "English", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ur"})


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == SOURCE:
        return _gettext.NullTranslations()
    return _gettext.translation(
        DOMAIN, localedir=resource("locale"), languages=[language], fallback=True
    )


class _InForce:
    language = SOURCE
    catalogue = _gettext.NullTranslations()


def use(language: str) -> str:
    """Speak `language` from now on (`en`, `ar`; a region is ignored); give back what is spoken."""
    base = language.replace("-", "_").split("_")[0].lower()
    _InForce.language = base if base in LANGUAGES else SOURCE
    _InForce.catalogue = _catalogue(_InForce.language)
    return _InForce.language


def current() -> str:
    """The language in force, as a key of LANGUAGES."""
    return _InForce.language


def is_rtl() -> bool:
    """True where the window is mirrored."""
    return _InForce.language in RIGHT_TO_LEFT


def system_language() -> str:
    """What the account asks for, by gettext's own order of variables; else English."""
    for variable in ("MIDAD_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in os.environ.get(variable, "").split(":"):
            base = wanted.split(".")[0].split("_")[0].lower()
            if base in LANGUAGES:
                return base
            if base in ("c", "posix"):
                return SOURCE
    return SOURCE


def gettext(message: str) -> str:
    """`message` in the language in force."""
    return _InForce.catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n`; Arabic has six. `{n}` in it is for the caller to fill."""
    return _InForce.catalogue.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """`message` in the language in force, told apart by `context`."""
    return _InForce.catalogue.pgettext(context, message)
