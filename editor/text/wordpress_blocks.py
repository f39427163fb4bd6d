"""HTML → WordPress' block markup, such that its block editor finds every block valid. Pure, any
thread.

The editor makes each block's HTML anew from what it knows of the block, and calls invalid what
then differs by one attribute. Only its paragraph knows a direction, and nothing a language. What
is said elsewhere is said so that readers see the same (checked by WordPress' own code):

- a paragraph carries its direction as WordPress itself writes it;
- the words of a heading, a caption, an item, a cell stand in a `<span dir>`, a heading's on
  their own side; a language stands in a span everywhere;
- a quotation is left to the blog, what stands in it says how it runs;
- code reads from left to right on blogs that run from right to left;
- a list or table that runs against its blog is a block of HTML with the block's class;
- all there is no block for is a block of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from editor.domain.post import Direction
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_tree import Comment, Element, Node, NotNested, parse
from editor.text.wordpress_markup import (
    Here,
    NoBlock,
    aligned,
    attributes,
    check_text,
    classes,
    inert,
    is_markup,
    is_space,
    is_within_line,
    only,
    own,
    shown,
    tag,
    words,
    wrapped,
)
from editor.text.wordpress_pictures import embed, figure, pictures, pictures_alone

_ALIGNMENT = re.compile(r"text-align:\s*(start|end|center|left|right);?")
_MORE = re.compile(r"<!--more(?=[\s-])(.*)-->", re.DOTALL)
_DIGITS = re.compile(r"list-style-type:\s*(arabic-indic|persian);?")
_NUMBER = re.compile(r"-?\d{1,9}")

_LOOKS = {"ul": "wp-block-list", "ol": "wp-block-list", "blockquote": "wp-block-quote"}


def dressed(
    html: str,
    site: Direction,
    *,
    post: Direction | None = None,
    language: str = "",
    numbers: Mapping[str, int] | None = None,
    digits: bool = False,
) -> str:
    """One top-level piece of HTML (a RenderedBlock's) as WordPress' block markup, without a line
    end at its end; empty for nothing.

    `site` is the direction of the blog's pages, `post` that of HTML which says none (the one it
    was rendered for; `site` if not given). `language` is said of all words: give it only where it
    is not the blog's. `numbers` has the numbers of pictures in the blog's library, by address.
    `digits`: its lists can be numbered in the digits of other scripts (WordPress 6.6 and newer).
    What is block markup already is given back as it is.
    """
    html = html.strip()
    if not html or is_markup(html):
        return html
    here = Here(site, post or site, language, numbers or {}, digits)
    html = BLOCK_COMMENT.sub(" ", html).strip()  # half a block would swallow those behind it
    try:
        nodes = [node for node in parse(html) if not is_space(node)]
    except NotNested:
        return _html(html, here)
    if len(nodes) == 1 and isinstance(nodes[0], Element):
        return _block(nodes[0], here)
    if all(isinstance(node, Comment) for node in nodes):
        return _blocks(nodes, here)
    return _html(html, here)


def _block(element: Element, here: Here) -> str:
    make = _MAKERS.get(element.name)
    if make is not None:
        try:
            return make(element, here)
        except NoBlock:
            pass
    return _as_it_is(element, here)


def _as_it_is(element: Element, here: Here) -> str:
    """An element as HTML; what the post around it said, it says itself."""
    said = {
        "dir": here.around if here.differs and "dir" not in element.attributes else "",
        "lang": here.language if "lang" not in element.attributes else "",
    }
    start = len(element.name) + 1
    opening = element.opening[:start] + attributes(said) + element.opening[start:]
    opening = _like_a_block(element, opening)
    source = f"{opening}{inert(element.inside)}{element.closing}"
    if element.name == "table":
        source = f'<figure class="wp-block-table">{source}</figure>'
    return wrapped("html", {}, source)


def _like_a_block(element: Element, opening: str) -> str:
    """The tag with the class that the block would have: by it the theme gives it the block's look.
    Two blocks of HTML around a real one, one to begin and one to end a `<div dir>`, would do more,
    but not in WordPress 6.1, and whoever takes one of them away leaves a page in pieces."""
    name = _LOOKS.get(element.name, "")
    if not name or name in element.attributes.get("class", ""):
        return opening
    if "class" not in element.attributes:
        return f'{opening[:-1]} class="{name}">'
    return opening.replace(' class="', f' class="{name} ', 1)


def _blocks(nodes: Iterable[Node], here: Here) -> str:
    """Blocks in a block. Raises NoBlock for words between them."""
    found = []
    for node in nodes:
        if isinstance(node, Comment):
            found.append(_comment(node))
        elif isinstance(node, Element) and not is_within_line(node):
            found.append(_block(node, here))
        elif not is_space(node):
            raise NoBlock
    return "\n\n".join(found)


def _html(source: str, here: Here) -> str:
    """HTML that is not one element."""
    said = {"dir": here.around if here.differs else "", "lang": here.language}
    if any(said.values()):
        source = f"{tag('div', said)}\n{source}\n</div>"
    return wrapped("html", {}, source)


def _comment(comment: Comment) -> str:
    more = _MORE.fullmatch(comment.source)
    if more is not None and "\\" not in more[1]:
        said = " ".join(more[1].split())
        return wrapped("more", {"customText": said}, f"<!--{' '.join(['more', *said.split()])}-->")
    name = "nextpage" if comment.source == "<!--nextpage-->" else "html"
    return wrapped(name, {}, comment.source)


def _paragraph(element: Element, here: Here) -> str:
    alone = pictures_alone(element)
    if alone:
        return pictures(alone, element, here)
    shown = embed(element)
    if shown:
        return shown
    mine, inside = own(element), here.inside(element)
    said = str(inside.around) if inside.differs else ""
    opening = tag("p", {"class": mine["class"], "dir": said, "id": mine["id"]})
    return wrapped(
        "paragraph",
        {"direction": said, "className": mine["class"]},
        f"{opening}{words(element.children, inside, direction=False)}</p>",
    )


def _heading(element: Element, here: Here) -> str:
    mine, inside = own(element), here.inside(element)
    level = int(element.name[1])
    side = inside.side() if inside.differs else ""
    names = classes("wp-block-heading", aligned(side), mine["class"])
    return wrapped(
        "heading",
        {"textAlign": side, "level": level if level != 2 else None, "className": mine["class"]},
        f"{tag(element.name, {'class': names, 'id': mine['id']})}"
        f"{words(element.children, inside)}</{element.name}>",
    )


def _quote(element: Element, here: Here) -> str:
    mine, inside = own(element), here.inside(element)
    # The line beside it goes to the other side with the words; on a blog that runs from right
    # to left WordPress has no way to say so, nor where some words run with the blog.
    mixed = any(
        isinstance(child, Element) and child.attributes.get("dir") == here.site
        for child in element.children
    )
    side = "right" if inside.differs and inside.around is Direction.RTL and not mixed else ""
    names = classes("wp-block-quote", aligned(side), mine["class"])
    return wrapped(
        "quote",
        {"textAlign": side, "className": mine["class"]},
        f"{tag('blockquote', {'class': names, 'id': mine['id']})}"
        f"{_blocks(element.children, inside)}</blockquote>",
    )


def _list(element: Element, here: Here) -> str:
    mine, inside = own(element, "start", "reversed", "style"), here.inside(element)
    start, style = (element.attributes.get(name, "") for name in ("start", "style"))
    backwards, ordered = "reversed" in element.attributes, element.name == "ol"
    numbered = _DIGITS.fullmatch(style) if here.digits else None
    if inside.differs or (start and not _NUMBER.fullmatch(start)) or (style and not numbered):
        raise NoBlock
    if (start or backwards or style) and not ordered:
        raise NoBlock
    said = numbered[1] if numbered else ""
    items = "\n\n".join(_item(child, inside) for child in only(element.children, "li"))
    opening = tag(
        element.name,
        {
            "reversed": "reversed" if backwards else "",
            "start": start,
            "style": f"list-style-type:{said}" if said else "",
            "id": mine["id"],
            "class": classes("wp-block-list", mine["class"]),
        },
    )
    return wrapped(
        "list",
        {
            "ordered": ordered or None,
            "type": said,
            "start": int(start) if start else None,
            "reversed": backwards or None,
            "className": mine["class"],
        },
        f"{opening}{items}</{element.name}>",
    )


def _item(element: Element, here: Here) -> str:
    """Words, then blocks. The words of a first paragraph are the item's own."""
    if element.attributes:
        raise NoBlock
    nodes = element.children
    count = next((at for at, node in enumerate(nodes) if not is_within_line(node)), len(nodes))
    said, rest = words(nodes[:count], here), nodes[count:]
    first = rest[0] if rest else None
    if not said and isinstance(first, Element) and first.name == "p":
        if any(own(first).values()):
            raise NoBlock
        said, rest = words(first.children, here.inside(first)), rest[1:]
    return wrapped("list-item", {}, f"<li>{said}{_blocks(rest, here)}</li>")


def _code(element: Element, here: Here) -> str:
    mine, inside = own(element, "style"), here.inside(element)
    if element.attributes.get("style", "text-align: left") != "text-align: left":
        raise NoBlock
    code = element.children[0] if len(element.children) == 1 else None
    if not isinstance(code, Element) or code.name != "code":
        return _preformatted(element, mine, inside)
    if not all(isinstance(child, str) for child in code.children):
        raise NoBlock
    named, inside = own(code), inside.inside(code)
    check_text(code.inside)
    text = shown(code.inside).removesuffix("\n")
    side = aligned(inside.side()) if inside.differs else ""
    custom = classes(mine["class"], named["class"], side)
    names = classes("wp-block-code", custom)
    opening = tag("pre", {"id": mine["id"] or named["id"], "class": names})
    return wrapped(
        "code",
        {"className": custom},
        f"{opening}<code>{inside.span(text)}</code></pre>",
    )


def _preformatted(element: Element, mine: Mapping[str, str], here: Here) -> str:
    if here.differs or here.language or element.inside.startswith("\n"):
        raise NoBlock
    words(element.children, here)
    names = classes("wp-block-preformatted", mine["class"])
    return wrapped(
        "preformatted",
        {"className": mine["class"]},
        f"{tag('pre', {'id': mine['id'], 'class': names})}{element.inside}</pre>",
    )


def _rule(element: Element) -> str:
    mine = own(element)
    names = classes("wp-block-separator has-alpha-channel-opacity", mine["class"])
    opening = tag("hr", {"class": names, "id": mine["id"]}, closed=True)
    return wrapped("separator", {"className": mine["class"]}, opening)


def _table(element: Element, here: Here) -> str:
    mine, inside = own(element), here.inside(element)
    parts = only(element.children, "thead", "tbody")
    if inside.differs or [part.name for part in parts] not in _PARTS:
        raise NoBlock
    rows = "".join(
        f"<{part.name}>{''.join(_row(row, inside) for row in _bare(part, 'tr'))}</{part.name}>"
        for part in parts
    )
    names = classes("wp-block-table", mine["class"])
    return wrapped(
        "table",
        {"hasFixedLayout": False, "className": mine["class"]},
        f"{tag('figure', {'class': names, 'id': mine['id']})}<table>{rows}</table></figure>",
    )


_PARTS = (["thead"], ["tbody"], ["thead", "tbody"])


def _row(row: Element, here: Here) -> str:
    return f"<tr>{''.join(_cell(cell, here) for cell in _bare(row, 'th', 'td'))}</tr>"


def _cell(cell: Element, here: Here) -> str:
    style = cell.attributes.get("style", "")
    found = _ALIGNMENT.fullmatch(style)
    if cell.attributes.keys() - {"style"} or (style and found is None):
        raise NoBlock
    side = found[1] if found else ""
    if side in ("start", "end"):
        side = here.side(end=side == "end")
    opening = tag(cell.name, {"class": aligned(side), "data-align": side})
    return f"{opening}{words(cell.children, here)}</{cell.name}>"


def _bare(element: Element, *names: str) -> Sequence[Element]:
    if element.attributes:
        raise NoBlock
    return only(element.children, *names)


_MAKERS: dict[str, Callable[[Element, Here], str]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "pre": _code,
    "table": _table,
    "hr": lambda element, _: _rule(element),
    "figure": figure,
}
