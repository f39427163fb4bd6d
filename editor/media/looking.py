"""A picture that was in a notebook before, looked at: it is kept byte for byte."""

from __future__ import annotations

import warnings

from editor.domain.errors import NotAPicture
from editor.media.entry import mime_of, opened
from editor.media.pixels import DAMAGED

# What Pillow tells of the pictures that entry.prepare() writes; anything else came from outside.
_OURS = frozenset(
    {
        "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
        "loop", "duration", "background", "transparency", "version", "extension", "timestamp",
        "blend", "disposal", "default_image", "bbox",
    }
)  # fmt: skip


def look(data: bytes, name: str) -> tuple[str, int, int] | None:
    """(MIME type, width, height) of a picture that hides nothing; None for one that has to be
    cleaned like any other. Raises NotAPicture, PictureTooLarge."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image, kind = opened(data, name)
        try:
            mime = mime_of(kind)
            if mime is None or set(image.info) - _OURS or image.getexif():
                return None
            image.load()
        except DAMAGED as error:
            raise NotAPicture(name) from error
    return mime, image.width, image.height
