"""WordPress' media library: a picture is brought there once, and found again by its content."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from editor.domain.errors import BadReply, NotAllowed, PictureRefused, Rejected
from editor.domain.ledger import KEY_PREFIX
from editor.domain.media import MediaItem, Picture
from editor.remotes.wordpress.client import PER_PAGE, Client, Params

_MEDIA = "/wp/v2/media"
_PLACE = "id,source_url"
_AT_ONCE = PER_PAGE // 2  # pictures in one question: two slugs each
# What is said of a picture travels in the address, which servers cut off at about 8,000 bytes.
_LONGEST = 1200


class Library:
    """The pictures of one blog. `numbers` are those of the pictures that were met, by address:
    the block editor offers a picture's sizes where a post tells its number."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.numbers: dict[str, int] = {}

    def there(self, items: Sequence[MediaItem]) -> dict[str, str]:
        """The addresses of those that the library has, by digest; one request for fifty. Raises
        RemoteError."""
        wanted = {_slug(item): item.digest for item in items}
        slugs = list(wanted)
        found: dict[str, str] = {}
        for start in range(0, len(slugs), _AT_ONCE):
            for row in self._rows(slugs[start : start + _AT_ONCE]):
                digest = wanted.get(_without_number(str(row.get("slug"))))
                if digest is not None:
                    found.setdefault(digest, self._place(row))
        return found

    def upload(self, picture: Picture) -> str:
        """See Remote. What is said of it is told to the library, too."""
        item = picture.item
        found = self.there([item]).get(item.digest)
        if found is not None:
            return found
        name = re.sub(r'[\x00-\x1f\x7f"\\/]', "-", item.name)
        headers: tuple[tuple[str, str | bytes], ...] = (
            ("Content-Type", item.mime),
            # Raw UTF-8: WordPress refuses or mangles both ways of encoding a name.
            ("Content-Disposition", f'attachment; filename="{name}"'.encode("utf-8", "replace")),
            ("Content-MD5", hashlib.md5(picture.data, usedforsecurity=False).hexdigest()),
        )
        params = {"slug": _slug(item), "_fields": f"slug,{_PLACE}", **_words(picture)}
        try:
            made = self._client.upload(params, headers, picture.data)
        except NotAllowed as error:
            raise NotAllowed(error.address, action="upload") from error
        except Rejected as error:
            raise PictureRefused(error.address, reason=error.reason, picture=item.name) from error
        taken = str(made.get("slug")) != _slug(item)
        return self._place(self._first(item, made) if taken else made)

    def _first(self, item: MediaItem, made: Mapping[str, Any]) -> Mapping[str, Any]:
        """The name of `made` was taken: by the same picture, where another computer brought it
        while we did. Then that one is kept, and ours of this moment is removed."""
        first = next(iter(self._rows([_slug(item)])), made)
        if first["id"] != made["id"]:
            with suppress(NotAllowed, Rejected):  # it lies there unused
                self._client.delete(f"{_MEDIA}/{int(made['id'])}", for_good=True)
        return first

    def _rows(self, slugs: Iterable[str]) -> list[dict[str, Any]]:
        """Where its slug was taken, WordPress gave a picture the next one."""
        listed = ",".join(f"{slug},{slug}-2" for slug in slugs)
        fields = f"slug,{_PLACE}"
        params: Params = {"slug": listed, "_fields": fields, "per_page": PER_PAGE}
        rows = self._client.get(_MEDIA, {**params, "orderby": "id", "order": "asc"})
        if not isinstance(rows, list):
            raise BadReply(_MEDIA)
        return [row for row in rows if isinstance(row, dict) and row.get("source_url")]

    def _place(self, row: Mapping[str, Any]) -> str:
        address = str(row["source_url"])
        if isinstance(row.get("id"), int):
            self.numbers[address] = row["id"]
        return address


def _slug(item: MediaItem) -> str:
    return KEY_PREFIX + item.digest[:24]


def _without_number(slug: str) -> str:
    return slug.removesuffix("-2")


def _words(picture: Picture) -> dict[str, str]:
    """The fields of the library: the description is plain, the caption is HTML."""
    below = _fitting(" – ".join(part for part in (picture.caption, picture.credit) if part))
    said = {"alt_text": _fitting(picture.alt), "caption": html.escape(below, quote=False)}
    return {name: words for name, words in said.items() if words}


def _fitting(words: str) -> str:
    """As many whole words as the address has room for; the post says them all."""
    if len(quote(words, errors="replace")) <= _LONGEST:
        return words
    while len(quote(words, errors="replace")) > _LONGEST:
        words = words.rpartition(" ")[0] if " " in words else words[: len(words) // 2]
    return f"{words} …"
