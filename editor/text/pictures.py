"""Which pictures a Markdown body names."""

from __future__ import annotations

import re

from editor.text.blocks import Kind, cut

# ![alt](<destination with spaces> "title") or ![alt](destination "title"); alt may nest brackets
# one deep. Inline code is removed first: a picture shown as code is no picture.
_PICTURE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))")
_INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_NO_PICTURES = frozenset({Kind.FENCE, Kind.CODE, Kind.FRONT_MATTER})


def destinations(body: str) -> list[str]:
    """Every picture's destination as written, in order, repeated where it is repeated."""
    found = []
    for block in cut(body):
        if block.kind not in _NO_PICTURES:
            text = _INLINE_CODE.sub("", block.text)
            found += [quoted or plain for quoted, plain in _PICTURE.findall(text)]
    return found
