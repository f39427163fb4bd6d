"""Pictures come in clean, upright and small, or not at all."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from editor.domain.errors import DrawingRefused, NotAPicture, PictureTooLarge
from editor.domain.media import LONG_SIDE
from editor.media.entry import MOST_PIXELS, prepare

pillow_heif.register_heif_opener()

PLACE = b"Rue-de-la-Cachette-7"  # what must not get out, whatever it was written in
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><p>' + PLACE + b"</p></x:xmpmeta>"
RIGHT_TOP = 6  # EXIF: turn a quarter to the right to see it upright


def a_picture(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Left half dark, right half bright: which way is up can be seen."""
    image = Image.new(mode, size, 0 if mode == "L" else (10, 10, 10, 255)[: len(mode)])
    bright = 250 if mode == "L" else (250, 250, 250, 255)[: len(mode)]
    image.paste(bright, (size[0] // 2, 0, size[0], size[1]))
    return image


def telling_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = RIGHT_TOP
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[29] = PLACE.decode()
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + PLACE
    return exif


def profile(name: str = "sRGB") -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def telling_jpeg() -> bytes:
    plain = saved(a_picture(), "JPEG", exif=telling_exif(), comment=PLACE, xmp=XMP,
                  icc_profile=profile())  # fmt: skip
    photoshop = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(PLACE)) + PLACE
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(photoshop) + 2) + photoshop + plain[2:]


def telling_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", PLACE.decode())
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    notes.add_text("Squeezed", PLACE.decode(), zip=True)
    picture = a_picture("RGBA")
    return saved(picture, "PNG", pnginfo=notes, exif=telling_exif(), icc_profile=profile())


def telling_gif() -> bytes:
    return saved(a_picture(), "GIF", comment=PLACE) + PLACE


def telling_webp() -> bytes:
    return saved(a_picture(), "WEBP", lossless=True, exif=telling_exif(), xmp=XMP,
                 icc_profile=profile())  # fmt: skip


TELLING = {
    "JPEG": (telling_jpeg, "image/jpeg", "jpg"),
    "PNG": (telling_png, "image/png", "png"),
    "GIF": (telling_gif, "image/gif", "gif"),
    "WEBP": (telling_webp, "image/webp", "webp"),
}


@pytest.mark.parametrize("kind", TELLING)
def test_nothing_about_where_and_when_gets_in(kind: str) -> None:
    make, mime, ending = TELLING[kind]
    before = make()
    assert PLACE in before
    clean, found_mime, _, _, name = prepare(before, "جسر.jpeg")
    assert (found_mime, name) == (mime, f"جسر.{ending}")
    for trace in (PLACE, b"Exif", b"xmp", b"ICC_PROFILE", b"iCCP", b"8BIM", b"tEXt", b"Comment"):
        assert trace not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert image.format == kind
        image.load()
        assert not image.getexif()
        assert not image.getexif().get_ifd(0x8825)
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(image.info)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_taken_sideways_stands_upright(kind: str) -> None:
    clean, _, width, height, _ = prepare(TELLING[kind][0](), "a")
    assert (width, height) == (20, 40)
    with Image.open(io.BytesIO(clean)) as image:
        upper, lower = (image.convert("L").getpixel((10, y)) for y in (5, 35))
    assert upper < 60
    assert lower > 200


def telling_heic() -> bytes:
    return saved(a_picture(), "HEIF", exif=telling_exif().tobytes(), xmp=XMP)


def telling_avif() -> bytes:
    return saved(a_picture(), "AVIF", exif=telling_exif().tobytes(), xmp=XMP)


def telling_tiff() -> bytes:
    return saved(a_picture(), "TIFF", exif=telling_exif(), icc_profile=profile())


READ_ONLY = {"HEIC": telling_heic, "AVIF": telling_avif, "TIFF": telling_tiff}


@pytest.mark.parametrize("kind", READ_ONLY)
def test_a_phones_or_scanners_picture_becomes_one_that_every_blog_takes(kind: str) -> None:
    before = READ_ONLY[kind]()
    assert PLACE in before
    clean, mime, width, height, name = prepare(before, f"IMG_1.{kind}")
    assert (mime, name, width, height) == ("image/jpeg", "IMG_1.jpg", 20, 40)
    assert PLACE not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert image.format == "JPEG"
        assert not image.getexif()
        upper, lower = (image.convert("L").getpixel((10, y)) for y in (5, 35))
    assert upper < 60
    assert lower > 200


@pytest.mark.parametrize("kind", ["HEIF", "AVIF", "TIFF"])
def test_what_shows_through_does_so_in_the_kind_that_can(kind: str) -> None:
    image = a_picture("RGBA", size=(64, 64))
    image.paste((0, 0, 0, 0), (0, 0, 32, 64))
    clean, mime, *_ = prepare(saved(image, kind), "a")
    assert mime == "image/png"
    with Image.open(io.BytesIO(clean)) as after:
        assert after.getpixel((4, 4))[3] < 8
        assert after.getpixel((60, 60))[3] > 247


def test_a_picture_of_a_screen_keeps_its_edges() -> None:
    clean, mime, _, _, name = prepare(saved(a_picture(), "BMP"), "لقطة.bmp")
    assert (mime, name) == ("image/png", "لقطة.png")
    with Image.open(io.BytesIO(clean)) as after:
        assert [after.getpixel((x, 5)) for x in (19, 20)] == [(10, 10, 10), (250, 250, 250)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "TIFF"])
def test_an_author_chooses_how_large_is_large(kind: str) -> None:
    _, _, width, height, _ = prepare(saved(a_picture(size=(1600, 800)), kind), "a", 1024)
    assert (width, height) == (1024, 512)
    _, _, width, height, _ = prepare(saved(a_picture(size=(600, 300)), kind), "a", 1024)
    assert (width, height) == (600, 300)


DRAWINGS = {
    "bare": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>',
    "with a prologue": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "with a prefix": b'<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
}


@pytest.mark.parametrize("what", DRAWINGS)
def test_a_drawing_is_refused_by_its_name(what: str) -> None:
    with pytest.raises(DrawingRefused) as caught:
        prepare(DRAWINGS[what], "شعار.svg")
    assert caught.value.path == "شعار.svg"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((5000, 100), (LONG_SIDE, 51)),
        ((100, 5000), (51, LONG_SIDE)),
        ((LONG_SIDE, 8), (LONG_SIDE, 8)),
        ((3, 2), (3, 2)),
        ((1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_large_ones_shrink_and_small_ones_stay(
    kind: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    clean, _, width, height, _ = prepare(saved(a_picture(size=size), kind), "a")
    assert (width, height) == expected
    with Image.open(io.BytesIO(clean)) as image:
        assert image.size == expected


def test_a_photograph_stays_small_on_disk_and_like_itself() -> None:
    chance = random.Random(7)
    image = Image.effect_noise((300, 200), 30).convert("RGB")
    before = saved(image, "JPEG", quality=95)
    clean, *_ = prepare(before, "noise.jpg")
    assert len(clean) < len(before)
    with Image.open(io.BytesIO(clean)) as after:
        for _ in range(200):
            place = (chance.randrange(300), chance.randrange(200))
            assert abs(after.getpixel(place)[0] - image.getpixel(place)[0]) < 48


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_seen_through_stays_so(kind: str) -> None:
    image = a_picture("RGBA")
    image.putpixel((0, 0), (255, 0, 0, 0))
    clean, *_ = prepare(saved(image, kind, lossless=True), "a")
    with Image.open(io.BytesIO(clean)) as after:
        assert after.mode == "RGBA"
        assert after.getpixel((0, 0))[3] == 0
        assert after.getpixel((39, 0))[3] == 255


def test_a_palette_with_a_hole_keeps_it() -> None:
    image = Image.new("P", (4, 4), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.putpixel((0, 0), 1)
    clean, *_ = prepare(saved(image, "PNG", transparency=1), "a")
    with Image.open(io.BytesIO(clean)) as after:
        assert after.getpixel((0, 0))[3] == 0
        assert after.getpixel((3, 3)) == (255, 0, 0, 255)


def test_sixteen_bits_of_grey_are_not_burnt_out() -> None:
    image = Image.new("I;16", (4, 4), 128 * 256)
    clean, *_ = prepare(saved(image, "PNG"), "a")
    with Image.open(io.BytesIO(clean)) as after:
        assert after.mode == "L"
        assert after.getpixel((1, 1)) == 128


def test_print_colours_become_screen_colours() -> None:
    clean, *_ = prepare(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), "a")
    with Image.open(io.BytesIO(clean)) as after:
        red, green, blue = after.getpixel((4, 4))
    assert red > 180
    assert green < 80
    assert blue < 80


def test_colours_pass_through_their_profile() -> None:
    lab_like = saved(Image.new("RGB", (8, 8), (0, 200, 0)), "PNG", icc_profile=swapped_profile())
    clean, *_ = prepare(lab_like, "a")
    with Image.open(io.BytesIO(clean)) as after:
        red, green, _ = after.getpixel((4, 4))
    assert red > green


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green primaries have changed places."""
    data = profile()
    return data.replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ")


def test_a_broken_profile_does_not_cost_the_picture() -> None:
    clean, *_ = prepare(saved(a_picture(), "PNG", icc_profile=b"not a profile"), "a")
    with Image.open(io.BytesIO(clean)) as after:
        assert after.size == (40, 20)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_moving_pictures_go_on_moving(kind: str) -> None:
    frames = [Image.new("RGB", (3000, 30), colour) for colour in ("red", "green", "blue")]
    moving = saved(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=[80, 120, 160], loop=0
    )
    clean, _, width, height, _ = prepare(moving, "a")
    assert (width, height) == (LONG_SIDE, 26)
    with Image.open(io.BytesIO(clean)) as after:
        assert after.n_frames == 3
        assert after.info["loop"] == 0
        colours, durations = [], []
        for number in range(3):
            after.seek(number)
            after.load()
            durations.append(after.info["duration"])
            pixel = after.convert("RGB").getpixel((5, 5))
            colours.append(pixel.index(max(pixel)))
    assert colours == [0, 1, 2]
    assert durations == [80, 120, 160]


def test_a_phones_two_pictures_in_one_are_one_photograph() -> None:
    second = [Image.new("RGB", (40, 20), "blue")]
    double = saved(a_picture(), "MPO", save_all=True, append_images=second)
    clean, mime, width, height, name = prepare(double, "IMG.JPG")
    assert (mime, width, height, name) == ("image/jpeg", 40, 20, "IMG.jpg")
    with Image.open(io.BytesIO(clean)) as after:
        assert after.format == "JPEG"


def png_of_size(width: int, height: int) -> bytes:
    """A few bytes that promise very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )


@pytest.mark.parametrize("size", [(11_000, 11_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(PictureTooLarge) as caught:
        prepare(png_of_size(*size), "bomb.png")
    assert caught.value.limit == MOST_PIXELS
    assert caught.value.pixels > MOST_PIXELS


def test_a_bomb_of_many_frames_is_not_unpacked() -> None:
    frames = [Image.new("L", (2000, 2000), shade) for shade in range(40)]
    with pytest.raises(PictureTooLarge):
        prepare(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), "bomb.gif")


NOT_PICTURES = {
    "nothing": b"",
    "garbage": bytes(range(256)) * 40,
    "html": "<!doctype html><html><body>ليست صورة</body></html>".encode(),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "half a tiff": saved(a_picture(size=(400, 400)), "TIFF")[:-900],
    "half a jpeg": saved(a_picture(size=(400, 400)), "JPEG")[:-900],
    "start of a png": saved(a_picture(size=(400, 400)), "PNG")[:60],
    "a jpeg's first bytes": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "png of nothing": png_of_size(0, 10),
    "png without its pixels": png_of_size(5000, 5000),
}


@pytest.mark.parametrize("what", NOT_PICTURES)
def test_what_is_no_whole_picture_is_refused(what: str) -> None:
    with pytest.raises(NotAPicture) as caught:
        prepare(NOT_PICTURES[what], "صورة.jpg")
    assert caught.value.path == "صورة.jpg"


def test_broken_files_are_pictures_or_none_and_nothing_else() -> None:
    chance = random.Random(20261120)
    whole = [make() for make, *_ in TELLING.values()] + [make() for make in READ_ONLY.values()]
    outcomes = set()
    for _ in range(1500):
        broken = bytearray(chance.choice(whole))
        for _ in range(chance.choice([1, 2, 8])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        try:
            outcomes.add(prepare(bytes(broken), "x")[1])
        except (NotAPicture, PictureTooLarge) as error:
            outcomes.add(type(error).__name__)
    assert outcomes >= {"image/jpeg", "image/png", "image/gif", "image/webp", "NotAPicture"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_a_camera(orientation: int) -> None:
    corner = Image.new("RGB", (32, 16), "black")
    corner.paste("white", (0, 0, 16, 8))  # white at the upper left, as the sensor saw it
    exif = Image.Exif()
    exif[0x0112] = orientation
    clean, *_ = prepare(saved(corner, "PNG", exif=exif), "a")
    with Image.open(io.BytesIO(clean)) as after:
        width, height = after.size
        places = {"ul": (2, 2), "ur": (width - 3, 2), "ll": (2, height - 3)}
        places["lr"] = (width - 3, height - 3)
        white = [name for name, place in places.items() if after.getpixel(place)[0] > 200]
    expected = {1: "ul", 2: "ur", 3: "lr", 4: "ll", 5: "ul", 6: "ur", 7: "lr", 8: "ll"}
    assert white == [expected[orientation]]
    assert (width > height) == (orientation < 5)
