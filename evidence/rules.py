"""What a kept file may be: told by its content, never by its name."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from evidence import footage
from evidence.choices import DocumentType
from saferstreets.common.workflow import Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
TOO_MANY_PIXELS = "The picture has more than 40 megapixels. Save it smaller and try again."


class DocumentRefused(Refused):
    """The office does not keep this file."""


def refuse_footage(head):
    """Raises DocumentRefused, in words, when these first bytes of a file begin a film. Larger than a paper may be or not."""
    if kind := footage.kind_of(head):
        raise DocumentRefused(footage.NO_FOOTAGE.format(kind=kind))


def checked(content):
    """(type, bytes to keep) for a file's `content`.

    A PDF is kept as it is. A JPEG, PNG or WebP photograph is made anew as JPEG, at most 2,400 pixels a side, so that
    no place, time or camera data survives. Raises DocumentRefused for anything else, over 15 MB or over 40 megapixels; a film,
    also one that a PDF carries, is refused as a film.
    """
    if not content:
        raise DocumentRefused("The file is empty. Choose the file again.")
    refuse_footage(content)
    if len(content) > MOST_BYTES:
        raise DocumentRefused("The file is larger than 15 MB. Save it smaller and try again.")
    if content.startswith(b"%PDF-"):
        if kind := footage.inside_pdf(content):
            raise DocumentRefused(footage.NO_FOOTAGE.format(kind=f"{kind}, inside a PDF"))
        return DocumentType.PDF, content
    return DocumentType.JPEG, _photograph(content)


def _photograph(content):
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise DocumentRefused(TOO_MANY_PIXELS)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise DocumentRefused(TOO_MANY_PIXELS) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise DocumentRefused(
            "This is not a PDF, JPEG, PNG or WebP file. Save it as one of these and try again."
        ) from fault
    upright.info = {}  # a JPEG's comment would be written again from here
    upright.thumbnail((2400, 2400))
    clean = io.BytesIO()
    upright.save(clean, "JPEG", quality=85)
    return clean.getvalue()
