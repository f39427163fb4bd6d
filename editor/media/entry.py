"""A picture on its way in: upright, without a word about where or when it was taken, and small.

Whatever comes in is decoded to bare pixels, and these are written anew: what a camera, a phone
or a drawing program hid in the file stays behind. Takes up to seconds: worker threads only.
"""

from __future__ import annotations

import io
import re
import threading
import warnings
from typing import TYPE_CHECKING

from editor.domain.errors import DrawingRefused, NotAPicture, PictureTooLarge
from editor.domain.media import LONG_SIDE
from editor.media.names import safe_name
from editor.media.pixels import DAMAGED, Film, developed

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 120_000_000  # of all frames together, as they are decoded: up to 480 MB
JPEG_QUALITY = 88

# What a blog takes and every browser shows: written as it came.
_KINDS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}
# What phones, scanners and old programs make besides: read, and written as one of those.
_READ_ONLY = ("HEIF", "AVIF", "TIFF", "BMP")
# A phone's JPEG with a second picture in it (depth, HDR): the first one is the photograph.
_ALIASES = {"MPO": "JPEG"}
_SVG = re.compile(rb"<(?:\w+:)?svg[\s/>]", re.IGNORECASE)
_SVG_WITHIN = 4096  # bytes: behind a prologue, a licence and a document type

# Each can take half a gigabyte, and the warnings' filter is shared by all threads.
_ONE_AT_A_TIME = threading.Lock()


def prepare(data: bytes, name: str, long_side: int = LONG_SIDE) -> tuple[bytes, str, int, int, str]:
    """The picture as it may be kept: (bytes, MIME type, width, height, name), in pixels.

    JPEG, PNG, GIF and WebP stay what they are; GIF and WebP go on moving, of a moving PNG the
    first frame is kept. HEIC, AVIF, TIFF and BMP, which blogs or browsers refuse, become JPEG, or
    PNG where something shows through or nothing may blur. Turned as its camera says, in sRGB, at
    most `long_side` pixels long, never enlarged, all metadata gone. The name is made safe for any
    disk and gets the ending of what is inside.

    Raises NotAPicture, also for a damaged one, DrawingRefused and PictureTooLarge.
    """
    # Pillow's warnings say nothing that the author can use, and would land on the terminal.
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image, kind = opened(data, name)
        try:
            film = developed(image, kind, long_side)
            kind = _written_as(kind, film)
            clean = _encoded(film, kind)
        except DAMAGED as error:
            raise NotAPicture(name) from error
    mime, ending = _KINDS[kind]
    width, height = film.frames[0].size
    return clean, mime, width, height, safe_name(name, ending)


def mime_of(kind: str) -> str | None:
    """The MIME type of what `opened` calls a picture's kind; None where such a one is not kept."""
    return _KINDS[kind][0] if kind in _KINDS else None


def opened(data: bytes, name: str) -> tuple[Image, str]:
    """The picture, its pixels not yet decoded, and its kind. Raises NotAPicture, DrawingRefused,
    PictureTooLarge."""
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener(thumbnails=False)
    try:
        image = Image.open(io.BytesIO(data), formats=[*_KINDS, *_READ_ONLY])
        kind = _ALIASES.get(image.format or "", image.format or "")
        frames = getattr(image, "n_frames", 1) if kind in ("GIF", "WEBP") else 1
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(name, 2 * (Image.MAX_IMAGE_PIXELS or 0), MOST_PIXELS) from error
    except DAMAGED as error:
        if _SVG.search(data, 0, _SVG_WITHIN):
            raise DrawingRefused(name) from error
        raise NotAPicture(name) from error
    pixels = image.width * image.height * frames
    if pixels > MOST_PIXELS:
        raise PictureTooLarge(name, pixels, MOST_PIXELS)
    return image, kind


def _written_as(kind: str, film: Film) -> str:
    """A screen's picture (BMP) has hard edges; everything else that is read only is a photograph
    or a scan."""
    if kind in _KINDS:
        return kind
    return "PNG" if kind == "BMP" or film.frames[0].mode == "RGBA" else "JPEG"


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
