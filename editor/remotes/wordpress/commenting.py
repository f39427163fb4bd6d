"""Comments of a WordPress: its REST rows to ours and back.

Source: WP_REST_Comments_Controller, observed on 6.1 to 7.1. Only who may moderate sees what is
held; everybody else sees what readers see. Neither mail addresses nor IP addresses are asked for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from editor.domain.comment import Comment, CommentListing, Verdict
from editor.domain.errors import BadReply, NotAllowed, Rejected
from editor.remotes.wordpress.client import PER_PAGE, Client, Params
from editor.text.html import visible_text

ROUTE = "/wp/v2/comments"
FIELDS = "id,post,parent,author,author_name,date_gmt,content,link,status"
MOST_PAGES = 5  # of the newest, at the first look: whoever has more reads them on the blog
_TWICE = "comment_duplicate"

_VERDICTS = {
    "approved": Verdict.APPROVED,
    "hold": Verdict.HELD,
    "spam": Verdict.SPAM,
    "trash": Verdict.BINNED,
}
_WORDS = {verdict: word for word, verdict in _VERDICTS.items()}


class Commenting:
    """The comments of one blog, as one account may see them."""

    def __init__(self, client: Client, *, moderates: bool, me: int) -> None:
        self._client = client
        self._moderates = moderates
        self._me = me

    def listing(self, known: Sequence[str], held: Sequence[str]) -> CommentListing:
        """See Commented."""
        seen, found = set(known), dict[str, Comment]()
        params = {**self._way_to_look(), "orderby": "id", "order": "desc"}
        whole = True
        for number, page in enumerate(self._client.pages(ROUTE, params), 1):
            rows = self._comments(page.rows)
            found |= {each.id: each for each in rows}
            if number == page.pages:
                break
            if number >= MOST_PAGES or any(each.id in seen for each in rows):
                whole = False
                break
        asked = [] if whole else [id for id in held if id not in found]
        for start in range(0, len(asked), PER_PAGE):
            include: Params = {"include": ",".join(asked[start : start + PER_PAGE])}
            params = {**self._way_to_look(), **include, "per_page": PER_PAGE}
            found |= {each.id: each for each in self._comments(self._client.get(ROUTE, params))}
        return CommentListing(tuple(found.values()), whole=whole)

    def judge(self, id: str, verdict: Verdict) -> Comment:
        """See Commented. An unknown word would be taken without a word: what comes back counts."""
        params: Params = {"context": "edit", "_fields": FIELDS}
        payload = {"status": _WORDS[verdict]}
        made = self._comment(self._client.write(f"{ROUTE}/{int(id)}", payload, params, "moderate"))
        if made.verdict is not verdict:
            raise NotAllowed(made.url, action="moderate")
        return made

    def reply(self, on: str, parent: str, text: str) -> Comment:
        """See Commented. WordPress itself refuses the same words a second time, and takes an
        answer to a comment that is not there any more."""
        content = html.escape(text, quote=False)
        already = self._find(on, parent, text)
        if already is not None:
            return already
        if parent:
            self._client.get(f"{ROUTE}/{int(parent)}", {"_fields": "id"})
        payload = {"post": int(on), "parent": int(parent or 0), "content": content}
        try:
            row = self._client.write(ROUTE, payload, {"_fields": FIELDS}, "comment")
        except Rejected as error:
            already = self._find(on, parent, text) if error.reason == _TWICE else None
            if already is None:
                raise
            return already
        return self._comment(row)

    def _find(self, on: str, parent: str, text: str) -> Comment | None:
        """Our own reply, where it is there already."""
        params = {**self._way_to_look(), "post": int(on), "parent": int(parent or 0)}
        if self._moderates:
            params["author"] = self._me
        rows = self._client.get(ROUTE, {**params, "per_page": PER_PAGE})
        mine = (row for row in rows if isinstance(row, dict) and row.get("author") == self._me)
        return next((each for each in self._comments(mine) if same_words(each.text, text)), None)

    def _way_to_look(self) -> dict[str, str | int]:
        if self._moderates:
            return {"context": "edit", "status": "any", "_fields": FIELDS}
        return {"context": "view", "_fields": FIELDS}

    def _comments(self, rows: Iterable[Mapping[str, Any]]) -> list[Comment]:
        return [self._comment(row) for row in rows if row.get("post")]

    def _comment(self, row: Mapping[str, Any]) -> Comment:
        try:
            verdict = _VERDICTS.get(str(row.get("status", "approved")))
            return Comment(
                id=str(int(row["id"])),
                on=str(int(row["post"])),
                author=html.unescape(str(row.get("author_name") or "")),
                text=plain(row["content"]),
                when=datetime.fromisoformat(str(row["date_gmt"])).replace(tzinfo=UTC),
                verdict=verdict or Verdict.HELD,
                parent=str(int(row["parent"])) if row.get("parent") else "",
                url=str(row.get("link") or ""),
                may_judge=self._moderates,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BadReply(ROUTE) from error


def plain(content: Mapping[str, Any]) -> str:
    """The words of a comment's `content` as its readers see them, nothing left to run. In what
    was typed (`raw`) a line's end is one; in what is shown it is a space."""
    typed = content.get("raw")
    if typed:
        return visible_text(re.sub(r"\r\n?|\n", "<br>", str(typed)))
    return visible_text(str(content.get("rendered") or ""))


def same_words(one: str, other: str) -> bool:
    """True where both say the same, whatever became of spaces and line ends."""
    return one.split() == other.split()
