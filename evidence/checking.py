"""Whether the kept files are what they should be: the bytes of their row, and photographs that tell nothing but what they show."""

import io

from PIL import Image

from evidence.choices import DocumentType
from evidence.models import Document
from saferstreets.common.digests import digest

# What a JPEG needs to be shown. Anything else in its header was written by a camera or a program.
HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression"}


def what_it_tells(content):
    """Names of the metadata in a photograph's bytes, sorted; none where it is only a picture."""
    with Image.open(io.BytesIO(content)) as image:
        told = {name for name in image.info if name not in HARMLESS} | (
            {"exif"} if image.getexif() else set()
        )
        segments = {name for name, _ in getattr(image, "applist", ()) if name not in ("APP0", "APP14")}
        image.load()
    return sorted(told | segments)


def faults():
    """(document, sentence) of every kept file that is not as it should be. Yields (document, "") for each that is."""
    for document in Document.objects.order_by("pk").iterator():
        try:
            with document.file.open() as file:
                content = file.read()
        except OSError:
            yield document, "its file is missing"
            continue
        if digest(content) != document.sha256:
            yield document, "its bytes are not those that were kept"
        elif document.type == DocumentType.JPEG and (told := what_it_tells(content)):
            yield document, f"it tells more than it shows: {', '.join(told)}"
        else:
            yield document, ""
