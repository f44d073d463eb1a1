"""Pictures that carry what they should not, or are not whole, or claim a size they have not."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from tests.hostile.lists import broken

# What a camera writes and the office must not keep: the mark is looked for in what it kept.
MARK = "Zqcamera"
MODES = ("RGB", "L", "P", "RGBA", "CMYK", "1", "I;16", "LA", "F")
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{MARK} 54.64,-3.55</rdf:RDF></x:xmpmeta>'.encode()


def picture(dice):
    """The bytes of one picture."""
    content = dice.choice((_jpeg, _jpeg, _png, _webp, _bomb, _other))(dice)
    return broken(content, dice) if dice.random() < 0.6 else content


def _image(dice, modes=MODES):
    mode = dice.choice(modes)
    size = dice.choice(((60, 40), (1, 1), (3, 900), (400, 2)))
    return (
        Image.new("RGB" if mode in ("P", "RGBA") else mode, size, 77).convert(mode)
        if mode in ("P", "RGBA")
        else Image.new(mode, size)
    )


def _exif(dice):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = MARK, MARK, dice.choice((1, 3, 6, 8, 9, 0))
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 38.0, 24.0), 3: "W", 4: (3.0, 33.0, 0.0)})
    return exif


def _jpeg(dice):
    held = io.BytesIO()
    _image(dice, ("RGB", "L", "CMYK")).save(
        held, "JPEG", exif=_exif(dice), comment=MARK.encode(), xmp=XMP, icc_profile=MARK.encode() * 30
    )
    return held.getvalue()


def _png(dice):
    held, notes = io.BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Author", MARK)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    _image(dice, ("RGB", "L", "P", "RGBA", "1", "I;16", "LA")).save(
        held, "PNG", pnginfo=notes, exif=_exif(dice)
    )
    return held.getvalue()


def _webp(dice, most=3):
    held = io.BytesIO()
    frames = [_image(dice, ("RGB", "RGBA")) for _ in range(dice.choice((1, 1, most)))]
    frames[0].save(
        held,
        "WEBP",
        exif=_exif(dice),
        xmp=XMP,
        save_all=len(frames) > 1,
        append_images=[frame.resize(frames[0].size) for frame in frames[1:]],
    )
    return held.getvalue()


def _bomb(dice):
    """A PNG that says it is huge, with the few bytes to prove it or without."""
    side = dice.choice((13_000, 30_000, 2**31 - 1, 6_400))

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def _other(dice):
    """What is no picture, or one of a kind the office does not open."""
    held = io.BytesIO()
    kind = dice.choice(("GIF", "BMP", "TIFF", "ICO", "PPM"))
    Image.new("RGB", (32, 32)).save(held, kind)
    return dice.choice(
        (
            held.getvalue(),
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
            b"%!PS\n",
            b"\xff\xd8\xff",
            b"RIFF\x00\x00\x00\x00WEBP",
            b"%PDF-1.7 cut",
        )
    )
