"""New words grafted into HTML that somebody else wrote: what they did not write anew keeps their
bytes, their tags and references and line ends with it. Pure, any thread.

Three texts take part: `theirs`, `was` (our own HTML that said the same) and `now` (our own HTML
that says what is to be said). What `was` and `now` share is theirs.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Hashable
from typing import NamedTuple

from editor.text.html import canonical
from editor.text.html_tree import VOID
from editor.text.same_meaning import plain_tag, undirected
from editor.text.unique_matches import matches

_TOKEN = re.compile(
    r"(?P<comment><!--\s*+(?P<ends>/?)(?P<block>wp:[a-z][a-z0-9/_-]*+)?.*?(?P<void>/?)-->)|<!--.*+"
    r"|(?P<line><br\b[^<>]*>[ \t\r\n\f]*)"
    r"|<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
    r"|(?P<space>[ \t\r\n\f]+)"
    r"|&#?\w++;|[^\W_][^\s<&\xa0!-/:-@\[-`{-~\u2000-\u206f]*+|.",
    re.DOTALL | re.IGNORECASE,
)
_DIRECTION = re.compile(r"\{\"direction\":\"\w+\"\}|\"direction\":\"\w+\",|,\"direction\":\"\w+\"")
_LINES = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_LINE: Hashable = ("", "br", ())
_SPACE: Hashable = " "
_ENDS_LINE = re.compile(r"[\r\n]")


class _Token(NamedTuple):
    """`key` is the same for what says the same; `partner` the place of the other tag of an
    element (the other comment of a block), -1 for all else."""

    key: Hashable
    source: str
    partner: int = -1

    @property
    def is_word(self) -> bool:
        """True for what readers read."""
        return isinstance(self.key, str) and self.key != _SPACE


def grafted(theirs: str, was: str, now: str, *, keeps_lines: bool = False) -> str:
    """`now`, in their bytes as far as it says what `was` said. `keeps_lines`: the end of a line
    is one for readers. Whoever asks holds the outcome against `now`."""
    old, before, after = (_tokens(html, keeps_lines) for html in (theirs, was, now))
    stock = dict(matches([each.key for each in before], [each.key for each in old]))
    stays = _in_pairs(
        {
            at: place
            for place, at in matches([each.key for each in before], [each.key for each in after])
        },
        before,
        after,
    )
    behind = _with_what_is_between(old, set(stock.values()))
    made = [behind[-1]]
    for at, token in enumerate(after):
        if at not in stays:
            made.append(token.source)
        elif stays[at] in stock:
            made.append(behind[stock[stays[at]]])
        elif token.is_word:
            made.append(token.source)
    return "".join(made)


def grafted_lines(theirs: str, was: str, now: str) -> str:
    """The same for code: its lines are what changes."""
    old, before, after = (_LINES.findall(text) for text in (theirs, was, now))
    stock = dict(matches([_code(line) for line in before], [_code(line) for line in old]))
    stays = {at: stock.get(place) for place, at in matches(before, after)}
    end = "\r\n" if "\r\n" in theirs else "\n"
    made = []
    for at, line in enumerate(after):
        place = stays.get(at)
        made.append(line.replace("\n", end) if place is None else old[place])
    return "".join(made)


def _code(line: str) -> str:
    return entities.unescape(line).rstrip("\r\n")


def _in_pairs(stays: dict[int, int], before: list[_Token], after: list[_Token]) -> dict[int, int]:
    """Without tags of which the other one of their element does not stay."""
    return {
        at: place
        for at, place in stays.items()
        if after[at].partner < 0 or stays.get(after[at].partner) == before[place].partner
    }


def _with_what_is_between(old: list[_Token], stocked: set[int]) -> dict[int, str]:
    """Each stocked token, and what else of theirs is there that we did not say: behind the one
    before it, but space above a tag belongs to the tag. -1: at the top."""
    found: dict[int, str] = {-1: ""}
    at = -1
    space = ""
    for place, token in enumerate(old):
        if place in stocked:
            if not token.is_word:
                found[place] = space + token.source
            else:
                found[at] += space
                found[place] = token.source
            at, space = place, ""
        elif token.key == _SPACE:
            space += token.source
        else:
            found[at] += space + token.source
            space = ""
    found[at] += space
    return found


def _tokens(html: str, keeps_lines: bool) -> list[_Token]:
    """The words, spaces, tags and comments of some HTML; joined they are the HTML."""
    found: list[_Token] = []
    opened: dict[str, list[int]] = {}
    for match in _TOKEN.finditer(html):
        source, name = match.group(), _paired_name(match)
        token = _Token(_key(match, keeps_lines), source)
        if name:
            waiting = opened.setdefault(name, [])
            if not (match["closes"] or match["ends"]):
                waiting.append(len(found))
            elif waiting:
                place = waiting.pop()
                found[place] = found[place]._replace(partner=len(found))
                token = token._replace(partner=place)
        found.append(token)
    return found


def _paired_name(match: re.Match[str]) -> str:
    """Of a tag or a block's comment that another one belongs to; empty for all else."""
    if match["comment"]:
        return "" if match["void"] else match["block"] or ""
    name = (match["name"] or "").lower()
    return "" if name in VOID else name


def _key(match: re.Match[str], keeps_lines: bool) -> Hashable:
    if match["line"]:
        return _LINE
    if match["space"]:
        return _LINE if keeps_lines and _ENDS_LINE.search(match["space"]) else _SPACE
    if match["comment"]:
        return "<!--", " ".join(_DIRECTION.sub("", match["comment"]).split())
    if match["name"]:
        said = canonical(match.group())
        return (
            undirected(plain_tag(said[0])) if said and isinstance(said[0], tuple) else match.group()
        )
    return entities.unescape(match.group())
