"""Pictures for the demonstration's updates: drawn and saying so, for no photograph of a real place is made up."""

import io
import json

from PIL import Image, ImageDraw

from office.demonstration.lighting import drawing

SAID = "Drawn for the demonstration: no photograph"
SIZE = (960, 600)


def write(folder, names):
    """Write the drawings called `names` into `folder` with the list that `demonstration_update --photographs` reads; its path."""
    rows = []
    for name in names:
        section, alt, caption, draw = DRAWINGS[name]
        path = folder / f"{name}.jpg"
        path.write_bytes(draw())
        rows.append({"section": section, "file": str(path), "alt": alt, "caption": caption})
    listed = folder / "photographs.json"
    listed.write_text(json.dumps(rows), encoding="utf-8")
    return str(listed)


def _sheet(colour):
    image = Image.new("RGB", SIZE, colour)
    return image, ImageDraw.Draw(image)


def _bytes(image, draw):
    draw.text((20, SIZE[1] - 34), SAID, fill="#0b0c0c")
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=88)
    return kept.getvalue()


def _pack():
    """A tote bag and what goes into it."""
    image, draw = _sheet("#e8edf2")
    draw.rectangle([0, 430, 960, 600], fill="#c9b798")
    draw.rectangle([330, 190, 630, 480], fill="#16324f")
    draw.arc([400, 90, 560, 300], 180, 360, fill="#16324f", width=16)
    draw.rectangle([390, 300, 570, 370], fill="#ffffff")
    for place, colour in enumerate(("#d9831f", "#1f7a8c", "#ffffff")):
        draw.rectangle(
            [80 + place * 78, 400 - place * 24, 140 + place * 78, 480],
            fill=colour,
            outline="#383f43",
            width=3,
        )
    for place in range(3):
        draw.ellipse(
            [680 + place * 84, 410, 748 + place * 84, 478], fill="#f3f6f8", outline="#383f43", width=4
        )
    return _bytes(image, draw)


def _camera():
    """A camera under the eaves of a school."""
    image, draw = _sheet("#cfe3f1")
    draw.rectangle([120, 180, 840, 600], fill="#b5651d")
    draw.polygon([(90, 190), (870, 190), (480, 40)], fill="#5b3a29")
    for place in range(3):
        draw.rectangle(
            [210 + place * 210, 300, 320 + place * 210, 440], fill="#f3f6f8", outline="#383f43", width=5
        )
    draw.rectangle([760, 200, 870, 240], fill="#383f43")
    draw.ellipse([860, 196, 900, 244], fill="#0b0c0c")
    return _bytes(image, draw)


DRAWINGS = {
    "pack": ("packs", "A tote bag with marking kit, timer sockets and leaflets beside it.", "What is in the pack (drawn)", _pack),
    "camera": ("cctv", "A camera under the eaves of a school building.", "The cameras look at the grounds (drawn)", _camera),
    "lit": ("lighting", "A street by night under three lit lamps.", "After the new lanterns (drawn)", lambda: drawing(lit=True)),
    "dark": ("lighting", "The same street by night with its lamps out.", "Before (drawn)", lambda: drawing(lit=False)),
}  # fmt: skip
