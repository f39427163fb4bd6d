"""A picture on its way in: upright, without a word about where or when it was taken, and small.

Whatever comes in is decoded to bare pixels, and these are written anew: what a camera, a phone
or a drawing program hid in the file stays behind. Takes up to seconds: worker threads only.
"""

from __future__ import annotations

import io
import threading
import warnings
from typing import TYPE_CHECKING

from editor.domain.errors import NotAPicture, PictureTooLarge
from editor.media.names import safe_name
from editor.media.pixels import DAMAGED, Film, developed

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 120_000_000  # of all frames together, as they are decoded: up to 480 MB
JPEG_QUALITY = 88

_KINDS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}
# A phone's JPEG with a second picture in it (depth, HDR): the first one is the photograph.
_ALIASES = {"MPO": "JPEG"}

# Each can take half a gigabyte, and the warnings' filter is shared by all threads.
_ONE_AT_A_TIME = threading.Lock()


def prepare(data: bytes, name: str) -> tuple[bytes, str, int, int, str]:
    """The picture as it may be kept: (bytes, MIME type, width, height, name), in pixels.

    JPEG, PNG, GIF and WebP stay what they are; GIF and WebP go on moving, of a moving PNG the
    first frame is kept. Turned as its camera says, in sRGB, at most 2560 pixels long, never
    enlarged, all metadata gone. The name is made safe for any disk and gets the ending of what
    is inside. Raises NotAPicture, also for a damaged one, and PictureTooLarge.
    """
    # Pillow's warnings say nothing that the author can use, and would land on the terminal.
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image, kind = opened(data, name)
        try:
            film = developed(image, kind)
        except DAMAGED as error:
            raise NotAPicture(name) from error
        clean = _encoded(film, kind)
    mime, ending = _KINDS[kind]
    width, height = film.frames[0].size
    return clean, mime, width, height, safe_name(name, ending)


def kind_of(kind: str) -> str:
    """The MIME type of what `opened` calls a picture's kind."""
    return _KINDS[kind][0]


def opened(data: bytes, name: str) -> tuple[Image, str]:
    """The picture, its pixels not yet decoded, and its kind. Raises NotAPicture,
    PictureTooLarge."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=list(_KINDS))
        kind = _ALIASES.get(image.format or "", image.format or "")
        frames = getattr(image, "n_frames", 1) if kind in ("GIF", "WEBP") else 1
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(name, 2 * (Image.MAX_IMAGE_PIXELS or 0), MOST_PIXELS) from error
    except DAMAGED as error:
        raise NotAPicture(name) from error
    pixels = image.width * image.height * frames
    if pixels > MOST_PIXELS:
        raise PictureTooLarge(name, pixels, MOST_PIXELS)
    return image, kind


def _encoded(film: Film, kind: str) -> bytes:
    target = io.BytesIO()
    first, *others = film.frames
    options: dict[str, object] = {"optimize": True}
    if kind == "JPEG":
        options |= {"quality": JPEG_QUALITY, "progressive": True}
    if kind == "WEBP":
        options = {"quality": JPEG_QUALITY}
    if others:
        options |= {"save_all": True, "append_images": others, "duration": list(film.durations)}
        options |= {"disposal": 2} if kind == "GIF" else {}
        options |= {} if film.loop is None else {"loop": film.loop}
    first.save(target, kind, **options)
    return target.getvalue()
