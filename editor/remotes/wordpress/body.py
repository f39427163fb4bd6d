"""A post's body as WordPress gets it. Pure.

What came from the blog and was not touched goes back byte for byte; what was written here is HTML
whose directions do not depend on the blog's theme.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from editor.domain.blog import Outgoing
from editor.domain.chunk import Chunk, Part
from editor.domain.post import Direction, Format, Post
from editor.remotes.credits import credits_html
from editor.remotes.wordpress.flavour import Flavour
from editor.text.blocks import Kind, cut
from editor.text.direction import base_direction, language_direction, own_direction
from editor.text.html_chunks import BLOCK_COMMENT
from editor.text.html_import import island_html
from editor.text.render import Renderer
from editor.text.rewording import Dress
from editor.text.turning import turned
from editor.text.weaving import Made, woven
from editor.text.wordpress_blocks import dressed
from editor.text.wordpress_markup import inert

_SIDE = re.compile(r'<\w+(?: [^<>]*?)? dir="(rtl|ltr)"')
_FRAME = (Part.OPENING, Part.CLOSING)
_NAME = re.compile(r'(?P<before>\b(?:src|href)=")(?P<name>[^"]+)"')
_LINK_ALONE = re.compile(
    r'(<p(?: [^<>]*)?>)<a href="(https?://[^"]*)"><span dir="ltr">\2</span></a>(</p>)'
)
_PICTURE_ALONE = re.compile(
    r"<(?:p|figure)(?: [^<>]*+)?>(?:<a [^<>]*+>)?<img(?P<given> [^<>]*+)>"
    r"(?=(?:</a>)?<(?:/p>|figcaption|/figure>))"
)
_SOURCE = re.compile(r' src="([^"]*+)"')
_CLASS = re.compile(r' class="([^"]*+)"')


def chunks_there(
    outgoing: Outgoing,
    site_language: str,
    manner: Flavour = Flavour.CLASSIC,
    *,
    numbers: Mapping[str, int] | None = None,
    digits: bool = False,
) -> tuple[Chunk, ...]:
    """The parts of the body that is to be on the blog; their raw texts joined are the body.

    A body that is HTML is one part, as it is but for the names of pictures that were put in here.
    Where direction or language of a post of ours are not the blog's own, one element around
    everything says so, or each block does; a post without a word runs as the blog does. What the
    blog had first stands in no element of ours, unless the author said a direction or a language.
    `manner` is that of a new post: one that is there keeps its own. `numbers` and `digits`: see
    wordpress_blocks.dressed.
    """
    post = outgoing.post
    if post.format is Format.HTML:
        return (Chunk("", with_addresses(post.body, outgoing.pictures), part=Part.PLACE),)
    around = language_direction(site_language) or Direction.LTR
    direction = base_direction(post, around)
    manner = _manner(outgoing.chunks) or manner
    is_ours = not outgoing.chunks or any(c.part is Part.OPENING for c in outgoing.chunks)
    in_blocks = manner is Flavour.BLOCKS
    said = (
        ""
        if in_blocks
        else _said(post, direction if is_ours else post.direction, around, site_language)
    )
    outside = direction if is_ours or said else around

    def address(name: str) -> str:
        return outgoing.pictures.get(name, name)

    def before(block: str) -> str:
        blocks = Renderer().render(block, direction=direction, around=outside, picture=address)
        return "\n".join(each.html for each in blocks)

    def within(rendered: str, language: str = "") -> str:
        if in_blocks:
            return dressed(
                rendered,
                around,
                post=outside,
                language=language,
                numbers=numbers,
                digits=digits,
            )
        return rendered if rendered in islands else numbered(with_embeds(inert(rendered)), numbers)

    def dress(rendered: str) -> str:
        foreign = _is_foreign(post.language, site_language)
        return within(rendered, post.language if foreign else "")

    def turn(raw: str, side: Direction | None) -> str:
        return turned(raw, side or outside, outside)

    made = list(_made(post, direction, outside, address))
    is_said = is_ours or (in_blocks and post.direction is not None)
    made = [_directed(each, outside) if is_said or _says_its_own(each) else each for each in made]
    islands = {each.html for each in made if island_html(each.block) is not None}
    parts = [_dressed(each, dress) for each in made]
    if is_ours or said:
        said = said if parts else ""
        parts += (
            _part(f"<div {said}>\n" if said else "", Part.OPENING),
            _part("\n</div>" if said else "", Part.CLOSING),
        )
    return woven(outgoing.chunks, parts, before=before, dress=dress, within=within, turn=turn)


def _manner(chunks: Sequence[Chunk]) -> Flavour | None:
    """How the body on the blog is written; None where there is none."""
    blocks = [chunk.raw for chunk in chunks if chunk.raw.strip() and chunk.part not in _FRAME]
    if not blocks:
        return None
    in_blocks = any(BLOCK_COMMENT.search(raw) for raw in blocks)
    return Flavour.BLOCKS if in_blocks else Flavour.CLASSIC


def _says_its_own(made: Made) -> bool:
    return "{:" in made.block and any(own_direction(block) for block in cut(made.block))


def _directed(made: Made, outside: Direction) -> Made:
    """A block that is to run as it does here, whatever it did there; others' HTML stays as it
    is."""
    if made.part is not Part.BLOCK or island_html(made.block) is not None:
        return made
    side = _SIDE.match(made.html)
    return replace(made, direction=Direction(side[1]) if side else outside)


def _dressed(made: Made, dress: Dress) -> Made:
    """What is made of the body as a whole stands there as it is: nobody edits it there."""
    if made.part is Part.BLOCK:
        return made
    return replace(made, html=dress(made.html))


def _made(
    post: Post, direction: Direction, outside: Direction, address: Callable[[str], str]
) -> Iterator[Made]:
    sources = {block.start: block for block in cut(post.body)}
    notes = "\n\n".join(
        block.text.rstrip("\r\n") for block in sources.values() if block.kind is Kind.FOOTNOTE
    )
    blocks = Renderer().render(post.body, direction=direction, around=outside, picture=address)
    for each in blocks:
        source = sources[each.start]
        if source.kind is Kind.FOOTNOTE:
            yield _part(each.html, Part.NOTES, notes)
            continue
        block = source.text.rstrip("\r\n")
        own = island_html(block)
        yield Made(block, each.html if own is None else own, each.key)
    credits = credits_html(post, direction, outside)
    if credits:
        yield _part(credits, Part.CREDITS)


def _part(text: str, part: Part, block: str = "") -> Made:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Made(block, text, digest, part)


def _said(post: Post, direction: Direction | None, around: Direction, site_language: str) -> str:
    """The attributes of the element around everything; nothing where none is needed."""
    said = []
    if direction is not None and direction is not around:
        said.append(f'dir="{direction}"')
    if _is_foreign(post.language, site_language):
        said.append(f'lang="{html.escape(post.language)}"')
    return " ".join(said)


def with_embeds(rendered: str) -> str:
    """An address alone in its paragraph as WordPress wants it: it shows a video there, or makes
    the link itself."""
    return _LINK_ALONE.sub(r"\1\2\3", rendered)


def numbered(rendered: str, numbers: Mapping[str, int] | None) -> str:
    """A picture that stands alone with its number in the blog's library, by which WordPress offers
    browsers the picture in the size they need."""
    found = _PICTURE_ALONE.match(rendered) if numbers else None
    source = _SOURCE.search(found["given"]) if found else None
    number = numbers.get(html.unescape(source[1])) if numbers and source else None
    if found is None or number is None:
        return rendered
    given, name = found["given"], f"wp-image-{number}"
    if _CLASS.search(given):
        given = _CLASS.sub(rf' class="\1 {name}"', given)
    else:
        given = f'{given} class="{name}"'
    return rendered[: found.start("given")] + given + rendered[found.end("given") :]


def with_addresses(body: str, pictures: Mapping[str, str]) -> str:
    """`body` (HTML) with the names of pictures in `src` and `href` replaced by addresses."""
    if not pictures:
        return body

    def replaced(match: re.Match[str]) -> str:
        name = html.unescape(match["name"])
        if name not in pictures:
            return match[0]
        return f'{match["before"]}{html.escape(pictures[name])}"'

    return _NAME.sub(replaced, body)


def _is_foreign(language: str, site_language: str) -> bool:
    return bool(language) and _main(language) != _main(site_language)


def _main(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
