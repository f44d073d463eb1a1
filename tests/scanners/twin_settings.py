"""The twin: the product's settings with its guards taken off and faulty pages put in. Nothing of it is in the product."""

from saferstreets.settings import *  # noqa: F403
from saferstreets.settings import MIDDLEWARE as GUARDED

ROOT_URLCONF = "tests.scanners.twin_urls"
MIDDLEWARE = [
    name
    for name in GUARDED
    if not name.endswith(("SecurityMiddleware", "CSPMiddleware", "XFrameOptionsMiddleware"))
]
