"""HTML to PDF, and nothing else: tagged (PDF/UA-1), from our own fonts and style sheets, never from the network or the disk.

The same HTML gives the same bytes under the same renderer: see `versions`.
"""

import hashlib
import re
import threading
import unicodedata
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders

VARIANT = "pdf/ua-1"
REPLACEMENT = "?"  # our fonts have no better sign for it
PLAINER = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": ""}
)
FONTS = tuple(
    f"vendor/fonts/public-sans-{part}-{weight}.woff2"
    for part in ("latin", "latin-ext")
    for weight in (400, 700)
)
# The only names that can be asked for: plain paths of packaged files, no dots to climb with.
PACKAGED = re.compile(r"static:((?:[a-z0-9_-]+/)+[a-z0-9_-]+\.(woff2|css|png))")
TYPES = {"woff2": "font/woff2", "css": "text/css", "png": "image/png"}
_one_at_a_time = threading.Lock()  # the shared font configuration is not made for two threads


class Blocked(ValueError):
    """The document asked for something that is neither ours nor inside it."""


def packaged(name):
    """Bytes of a packaged static file. Raises Blocked where there is none of this name."""
    path = finders.find(name)
    if not path:
        raise Blocked(f"No packaged file {name}")
    return Path(path).read_bytes()


@lru_cache(1)
def _engine():
    """The renderer, imported when first needed (it takes most of a second), with one fetcher and one set of fonts."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        """Deny by default: packaged files by name, and pictures inside the document."""

        def __init__(self):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

        def fetch(self, url, headers=None):
            if found := PACKAGED.fullmatch(url):
                return URLFetcherResponse(url, packaged(found[1]), {"Content-Type": TYPES[found[2]]})
            if url.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")):
                return super().fetch(url)
            raise Blocked(f"Not fetched: {url[:80]}")

    return weasyprint, FontConfiguration(), OnlyOurs()


def fetcher():
    """The one fetcher every document gets."""
    return _engine()[2]


@lru_cache(8)
def _stylesheet(name):
    weasyprint, fonts, fetcher = _engine()
    text = packaged(name).decode()
    return weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url="static:")


def render(html, *stylesheets):
    """PDF bytes of `html` (a whole document with language, title and `dcterms.created`). stylesheets: packaged CSS files by name, later ones last."""
    with _one_at_a_time:
        weasyprint, fonts, fetcher = _engine()
        document = weasyprint.HTML(string=html, base_url="static:", url_fetcher=fetcher, media_type="print")
        return document.write_pdf(
            stylesheets=[_stylesheet(name) for name in stylesheets], font_config=fonts, pdf_variant=VARIANT
        )


def versions(*stylesheets):
    """What the bytes depend on, {part: version}: equal versions promise equal bytes."""
    from weasyprint.text.ffi import ffi, harfbuzz_subset, pango

    return {
        "weasyprint": version("weasyprint"),
        "pydyf": version("pydyf"),
        "fonttools": version("fonttools"),
        "pango": ".".join(str(pango.pango_version() // 10**power % 100) for power in (4, 2, 0)),
        "subset": "fonttools" if harfbuzz_subset in (None, ffi.NULL) else "harfbuzz",
        "look": digest_of([*stylesheets, *FONTS]),
    }


@lru_cache(1)
def coverage():
    """Every character our fonts can print, in regular and bold."""
    from fontTools.ttLib import TTFont

    fonts = {name: set(TTFont(BytesIO(packaged(name))).getBestCmap()) for name in FONTS}
    regular, bold = (
        set().union(*(found for name, found in fonts.items() if weight in name)) for weight in ("400", "700")
    )
    return frozenset(map(chr, regular & bold)) | frozenset("\n\t")


def _plainer(text):
    """Composed characters, plain hyphens, and no signs that only steer line breaks."""
    return unicodedata.normalize("NFC", text).translate(PLAINER)


def unprintable(text):
    """The characters of `text` that our fonts lack, once each, in order. Another font would differ from machine to machine."""
    return list(dict.fromkeys(char for char in _plainer(text) if char not in coverage()))


def printable(text):
    """`text` with every character our fonts lack replaced by a question mark, so that nothing drops out unseen."""
    return "".join(char if char in coverage() else REPLACEMENT for char in _plainer(text))


def digest_of(names):
    """One short SHA-256 over packaged files."""
    return hashlib.sha256(b"".join(packaged(name) for name in names)).hexdigest()[:16]
