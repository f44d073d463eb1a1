"""Copy the browser files we ship from node_modules into static/vendor.

A developer runs this after `npm install`; nothing here runs in production.
The design system is ours to use, its font, crown and crest are not: a
commissioner's office is not on GOV.UK, so they are taken out here and the
script stops if any trace is left.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"
GOVUK, MOJ, SANS = "govuk-frontend", "@ministryofjustice/frontend", "@fontsource/public-sans"
IDB = "idb"  # IndexedDB with promises, for the phone's page
WEIGHTS = (400, 700)
SUBSETS = ("latin", "latin-ext")
FORBIDDEN = ("GDS Transport", "/assets/", "crest", "sourceMappingURL", "Margaret Calvert")


def without_source_map(text):
    """Manifest storage refuses a file whose source map is not there, so the pointer goes."""
    return re.sub(r"\n?(//|/\*)# sourceMappingURL=[^\n]*", "", text)


def own_look(css):
    """The design system's CSS with our font in place of its own, no royal arms, and relative addresses."""
    css = re.sub(r"/\*!.*?\*/\s*", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,", '"Public Sans",')
    css = re.sub(r"[^{};]*crest[^{}]*\{[^{}]*\}|[^{};]*\{[^{}]*crest[^{}]*\}", "", css)
    css = re.sub(r"@media[^{}]*\{\s*\}", "", css)
    css = without_source_map(css.replace("url(/assets/images/", "url(img/"))
    left = [word for word in FORBIDDEN if word in css]
    if left:
        sys.exit(f"The CSS still holds: {', '.join(left)}")
    return css


def wanted():
    """Every file to ship: (package, path in the package, path under static/vendor, edit or None)."""
    yield GOVUK, "dist/govuk/govuk-frontend.min.css", "govuk/govuk.css", own_look
    yield GOVUK, "dist/govuk/govuk-frontend.min.js", "govuk/govuk.js", without_source_map
    yield MOJ, "moj/moj-frontend.min.css", "govuk/moj.css", own_look
    yield MOJ, "moj/moj-frontend.min.js", "govuk/moj.js", without_source_map
    for icon in sorted((MODULES / MOJ / "moj/assets/images").glob("icon-*.svg")):
        yield MOJ, f"moj/assets/images/{icon.name}", f"govuk/img/{icon.name}", None
    for weight in WEIGHTS:
        for subset in SUBSETS:
            yield (
                SANS,
                f"files/public-sans-{subset}-{weight}-normal.woff2",
                f"fonts/public-sans-{subset}-{weight}.woff2",
                None,
            )
    yield SANS, "LICENSE", "licences/public-sans.txt", None
    yield IDB, "build/index.js", "idb/idb.js", without_source_map
    yield IDB, "LICENSE", "licences/idb.txt", None


def copied(package, source, target, edit):
    """Write one file and return its line for VENDORED.txt."""
    content = (MODULES / package / source).read_bytes()
    if edit:
        content = edit(content.decode()).encode()
    return written(package, target, content)


def written(package, target, content):
    """The line of VENDORED.txt: package, version, licence, path, bytes, SHA-256."""
    path = TARGET / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    about = json.loads((MODULES / package / "package.json").read_text())
    return "\t".join(
        (
            package,
            about["version"],
            about["license"],
            target,
            str(len(content)),
            hashlib.sha256(content).hexdigest(),
        )
    )


def main():
    """Build static/vendor afresh. The two packages that ship no licence text get it from scripts/licences."""
    if not MODULES.is_dir():
        sys.exit("node_modules is missing: run `npm install` first.")
    shutil.rmtree(TARGET, ignore_errors=True)
    lines = [copied(*item) for item in wanted()]
    for package, name in ((GOVUK, "govuk-frontend.txt"), (MOJ, "moj-frontend.txt")):
        text = (Path(__file__).parent / "licences" / name).read_bytes()
        lines.append(written(package, f"licences/{name}", text))
    (TARGET / "VENDORED.txt").write_text("\n".join(lines) + "\n")
    print(f"{len(lines)} files in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
