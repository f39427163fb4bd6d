"""Pictures and videos as WordPress' blocks. Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from editor.text.html_tree import Element, Node
from editor.text.wordpress_markup import (
    Here,
    NoBlock,
    attributes,
    classes,
    escaped,
    is_space,
    own,
    tag,
    words,
    wrapped,
)

_PIXELS = re.compile(r"[1-9]\d{0,4}")
_WIDE = "wp-embed-aspect-16-9 wp-has-aspect-ratio"
_TALL = "wp-embed-aspect-9-16 wp-has-aspect-ratio"
# (WordPress' name of the provider, type, classes of its shape, addresses)
_PROVIDERS = tuple(
    (name, sort, shape, re.compile(rf"https?://(?:{pattern})\S*", re.IGNORECASE))
    for name, sort, shape, pattern in (
        ("youtube", "video", _TALL, r"(?:(?:m|www)\.)?youtube\.com/shorts/\w"),
        ("youtube", "video", _WIDE, r"(?:(?:m|www)\.)?youtube\.com/(?:watch|playlist|live/\w)"),
        ("youtube", "video", _WIDE, r"youtu\.be/\w"),
        ("vimeo", "video", _WIDE, r"(?:www\.)?vimeo\.com/\S*\d"),
        ("dailymotion", "video", _WIDE, r"(?:www\.)?dailymotion\.com/\w|dai\.ly/\w"),
        ("ted", "video", _WIDE, r"(?:www\.|embed\.)?ted\.com/talks/\w"),
        ("videopress", "video", _WIDE, r"videopress\.com/\w"),
        ("wordpress-tv", "video", _WIDE, r"wordpress\.tv/\w"),
        ("tiktok", "video", "", r"(?:www\.)?tiktok\.com/\S+/video/\d"),
        ("twitter", "rich", "", r"(?:www\.)?(?:twitter|x)\.com/\w+/status(?:es)?/\d"),
        ("soundcloud", "rich", "", r"(?:www\.)?soundcloud\.com/\w"),
        ("spotify", "rich", "", r"(?:open|play)\.spotify\.com/\w"),
    )
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, the link around it, and the nodes of its caption."""

    image: Element
    link: Element | None = None
    caption: tuple[Node, ...] = ()


def pictures_alone(paragraph: Element) -> list[Picture]:
    """The pictures of a paragraph that has nothing else but their credits and line breaks; none
    where there are words."""
    found: list[Picture] = []
    for node in paragraph.children:
        if is_space(node) or (isinstance(node, Element) and node.name == "br"):
            continue
        picture = _picture(node)
        if picture is not None:
            found.append(picture)
        elif found and isinstance(node, Element) and node.attributes == {"class": "credit"}:
            found[-1] = replace(found[-1], caption=(*found[-1].caption, node))
        else:
            return []
    return found


def pictures(found: Sequence[Picture], holder: Element, here: Here) -> str:
    """One picture as an image, several as a gallery. `holder` has their common attributes.
    Raises NoBlock."""
    said, inside = own(holder), here.inside(holder)
    if len(found) == 1:
        return _image(found[0], inside, said)
    images = "\n\n".join(_image(each, inside, {"class": "", "id": ""}) for each in found)
    shape = "wp-block-gallery has-nested-images columns-default is-cropped"
    opening = tag("figure", {"class": classes(shape, said["class"]), "id": said["id"]})
    return wrapped(
        "gallery",
        {"linkTo": "none", "className": said["class"]},
        f"{opening}{images}</figure>",
    )


def figure(element: Element, here: Here) -> str:
    """A picture with a caption. Raises NoBlock."""
    children = [child for child in element.children if not is_space(child)]
    picture = _picture(children[0]) if children else None
    if picture is None or len(children) > 2:
        raise NoBlock
    for caption in children[1:]:
        if not isinstance(caption, Element) or caption.name != "figcaption" or caption.attributes:
            raise NoBlock
        picture = replace(picture, caption=tuple(caption.children))
    return pictures([picture], element, here)


def embed(paragraph: Element) -> str:
    """A paragraph with nothing but the address of a video (or sound, or post) that WordPress
    knows to show. Empty for any other."""
    children = [child for child in paragraph.children if not is_space(child)]
    link = children[0] if len(children) == 1 else None
    if not isinstance(link, Element) or link.attributes.keys() != {"href"}:
        return ""
    address = link.attributes["href"]
    inside = link.children[0] if len(link.children) == 1 else None
    if isinstance(inside, Element) and inside.name == "span":
        inside = inside.inside
    if inside != escaped(address) or paragraph.attributes.keys() - {"dir", "lang"}:
        return ""
    for name, sort, shape, pattern in _PROVIDERS:
        if pattern.fullmatch(address) and "\\" not in address:
            return _embed(address, name, sort, shape)
    return ""


def _embed(address: str, name: str, sort: str, shape: str) -> str:
    said = f"wp-block-embed is-type-{sort} is-provider-{name} wp-block-embed-{name}"
    opening = tag("figure", {"class": classes(said, shape)})
    return wrapped(
        "embed",
        {
            "url": address,
            "type": sort,
            "providerNameSlug": name,
            "responsive": True,
            "className": shape,
        },
        f'{opening}<div class="wp-block-embed__wrapper">\n{escaped(address)}\n</div></figure>',
    )


def _picture(node: Node) -> Picture | None:
    """A picture, or a link with nothing in it but a picture. Its title is its caption."""
    if not isinstance(node, Element):
        return None
    if node.name == "img":
        title = node.attributes.get("title", "")
        return Picture(node, None, (f"{escaped(title)} ",) if title else ())
    inside = [child for child in node.children if not is_space(child)] if node.name == "a" else []
    picture = _picture(inside[0]) if len(inside) == 1 else None
    return None if picture is None or picture.link else replace(picture, link=node)


def _image(picture: Picture, here: Here, outer: dict[str, str]) -> str:
    given = picture.image.attributes
    said = own(picture.image, "src", "alt", "width", "height", "title")
    if not given.get("src") or given.keys() & {"dir", "lang"}:
        raise NoBlock
    number = here.numbers.get(given["src"])
    size = {name: given[name] for name in ("width", "height") if given.get(name)}
    if not all(_PIXELS.fullmatch(value) for value in size.values()):
        raise NoBlock
    custom = classes(outer["class"], said["class"])
    shape = classes(
        "wp-block-image", "size-full" if number else "", "is-resized" if size else "", custom
    )
    rest = attributes({"class": f"wp-image-{number}" if number else "", **size})
    alt = escaped(given.get("alt", ""))  # said even where it is empty
    img = f'<img src="{escaped(given["src"])}" alt="{alt}"{rest}/>'
    caption = words(picture.caption, here)
    if caption:
        caption = f'<figcaption class="wp-element-caption">{caption}</figcaption>'
    opening = tag("figure", {"class": shape, "id": outer["id"] or said["id"]})
    return wrapped(
        "image",
        {
            "id": number,
            **{name: int(value) for name, value in size.items()},
            "sizeSlug": "full" if number else "",
            "linkDestination": "custom" if picture.link else "none" if number else "",
            "className": custom,
        },
        f"{opening}{_linked(img, picture.link)}{caption}</figure>",
    )


def _linked(img: str, link: Element | None) -> str:
    if link is None:
        return img
    if not {"href"} <= link.attributes.keys() <= {"href", "class", "rel", "target"}:
        raise NoBlock
    return f"{tag('a', link.attributes)}{img}</a>"
