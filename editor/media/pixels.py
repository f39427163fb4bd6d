"""Bare pixels out of a picture: decoded, shrunk, turned, in sRGB, and nothing beside them."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.domain.media import LONG_SIDE

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

_ORIENTATION = 0x0112  # the EXIF tag
_MOVING = ("GIF", "WEBP")
_USUAL_DURATION = 100  # milliseconds

# What Pillow raises for damaged files, as found by breaking a great many.
DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    RuntimeError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Film:
    """One picture, or several that are shown in turn."""

    frames: tuple[Image, ...]
    durations: tuple[int, ...]  # milliseconds, one for each frame
    loop: int | None = None  # how often it is repeated, 0: for ever; None: not said


def developed(image: Image, kind: str, long_side: int = LONG_SIDE) -> Film:
    """Every frame that is kept, at most `long_side` pixels long. Raises one of DAMAGED for damaged
    files."""
    count = getattr(image, "n_frames", 1) if kind in _MOVING else 1
    if count == 1:
        return Film((_bare(image, kind, long_side),), (_USUAL_DURATION,))
    frames, durations = [], []
    for number in range(count):
        image.seek(number)
        image.load()
        durations.append(int(image.info.get("duration") or _USUAL_DURATION))
        frames.append(_bare(image, kind, long_side))
    return Film(tuple(frames), tuple(durations), image.info.get("loop"))


def _bare(image: Image, kind: str, long_side: int) -> Image:
    """A frame on a canvas that never held anything else."""
    from PIL.Image import Resampling
    from PIL.Image import new as new_canvas

    if kind == "JPEG":
        image.draft("RGB", (long_side, long_side))  # decodes large ones at a fraction
    image.load()
    profile = image.info.get("icc_profile")
    turn = _turn(image)
    frame = _resizable(image, has_alpha=kind != "JPEG" and image.has_transparency_data)
    frame.thumbnail((long_side, long_side), Resampling.LANCZOS)
    if turn is not None:
        frame = frame.transpose(turn)
    frame = _in_srgb(frame, profile)
    canvas = new_canvas(frame.mode, frame.size)
    canvas.paste(frame)
    return canvas


def _turn(image: Image) -> Transpose | None:
    """What makes the picture stand upright; None where it does, or where its camera's notes
    cannot be read: those are no reason to refuse it."""
    from PIL.Image import Transpose

    try:
        orientation = image.getexif().get(_ORIENTATION)
    except DAMAGED:
        return None
    return {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(orientation or 1)


def _resizable(image: Image, *, has_alpha: bool) -> Image:
    """A copy in a mode whose pixels can be mixed."""
    if has_alpha:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        # Sixteen bits of grey; convert() would cut off what is brighter than 255.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("L", "RGB", "CMYK", "LAB"):
        return image.copy()
    return image.convert("RGB")


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """RGB, with alpha where it was; grey stays grey where no profile says otherwise."""
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile and (converted := _converted(image, profile, wanted)) is not None:
        return converted
    return image if image.mode == "L" else image.convert(wanted)


def _converted(image: Image, profile: bytes, wanted: str) -> Image | None:
    """Through the picture's colour profile into sRGB; None where the profile is of no use."""
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=wanted,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
