"""Is it a film? Told by what is in the file, whatever its name: the office keeps no footage, ever."""

import re
import zlib

NO_FOOTAGE = (
    "This is a video ({kind}). The office keeps no footage, ever, and nothing of it was kept. Send a photograph or a PDF; who asked for "
    "images belongs in the log of image requests."
)
# Still pictures that come in the same container as films.
STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"}
MAGIC = (
    (b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"),
    (b"\x00\x00\x01\xba", "MPEG"),
    (b"\x00\x00\x01\xb3", "MPEG"),
    (b"FLV\x01", "Flash video"),
    (b"OggS", "Ogg"),
    (b".RMF", "RealMedia"),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01", "MXF"),
    (b"DHAV", "a recorder’s own format"),
    (b"IMKH", "a recorder’s own format"),
)
BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"moof", b"styp"}
# The first unit of a bare stream, as recorders write it: its parameters.
BARE = re.compile(
    rb"\A(?:\x00\x00\x00\x01|\x00\x00\x01)(?:[\x67\x27\x47](?=[\x42\x4d\x58\x64\x6e\x7a\xf4])|\x40\x01|\x09[\x10\x30\x50\xf0])"
)
TS_UNIT = 188
STREAM = re.compile(rb"stream\r?\n")
# A film that merely lies in the file, as behind a false beginning.
PLAIN = re.compile(
    rb"ftyp(?:isom|iso[2-9]|mp4[12]|avc1|qt  |M4V |3gp|dash|MSNV)|\x1a\x45\xdf\xa3.{0,48}?(?:webm|matroska)",
    re.DOTALL,
)
LOOKED_AT = 4096


def kind_of(content):
    """The name of the video format these bytes begin, or "" when it is none. content: bytes, the first 4 KB are enough."""
    head = bytes(content[:LOOKED_AT])
    return _container(head) or _bare(head) or _moving_picture(head)


def inside_pdf(content):
    """The name of the video format of a file that a PDF carries, or "". Streams are looked into, compressed ones too."""
    for found in STREAM.finditer(content):
        head = content[found.end() : found.end() + LOOKED_AT]
        kind = _container(head) or _container(_inflated(head))
        if kind:
            return kind
    return "MP4, QuickTime or WebM" if PLAIN.search(content) else ""


def _inflated(head):
    try:
        return zlib.decompressobj().decompress(head, 512)
    except zlib.error:
        return b""


def _container(head):
    if head[4:8] == b"ftyp":
        return "" if head[8:12] in STILL_BRANDS else "MP4 or QuickTime"
    if head[4:8] in BOXES and int.from_bytes(head[:4], "big") >= 8:
        return "QuickTime"
    if head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"AVIX"):
        return "AVI"
    return next((kind for magic, kind in MAGIC if head.startswith(magic)), "")


def _bare(head):
    """A stream without a container: of packets, or of bare pictures."""
    for start in (0, 4):  # recorders put four bytes of time before each packet
        unit = TS_UNIT + start
        if len(head) > start + unit * 2 and all(head[start + unit * n] == 0x47 for n in range(3)):
            return "MPEG transport stream"
    return "a bare video stream" if BARE.match(head) else ""


def _moving_picture(head):
    """A picture that moves: an animated WebP, PNG or GIF."""
    if head[:4] == b"RIFF" and head[8:16] == b"WEBPVP8X" and len(head) > 20 and head[20] & 0x02:
        return "a moving picture"
    if head.startswith(b"\x89PNG") and b"acTL" in head:
        return "a moving picture"
    return "a moving picture" if head[:6] in (b"GIF87a", b"GIF89a") and b"NETSCAPE2.0" in head else ""
