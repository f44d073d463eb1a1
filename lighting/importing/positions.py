"""Where a column stands: metres of the National Grid, from whatever a file gives.

Longitude and latitude (WGS 84) become grid metres by the seven-parameter transformation that Ordnance Survey publishes with
"A guide to coordinate systems in Great Britain": good to about 5 m, so such a position is marked rough.
"""

import math
import re

# Semi-axes in metres of the two ellipsoids; the origin, scale and false origin of the National Grid.
WGS84 = (6_378_137.0, 6_356_752.3142)
AIRY = (6_377_563.396, 6_356_256.909)
SCALE, LAT0, LON0, EAST0, NORTH0 = 0.9996012717, math.radians(49), math.radians(-2), 400_000, -100_000
# From WGS 84 to OSGB36: metres, parts of one, seconds of arc.
SHIFT, GROWTH = (-446.448, 125.157, -542.060), 20.4894e-6
TURN = tuple(math.radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
EASTINGS, NORTHINGS = range(1, 700_000), range(1, 1_300_000)
SQUARES = "ABCDEFGHJKLMNOPQRSTUVWXYZ"


def in_grid(easting, northing):
    """Do these metres lie in Great Britain's grid? A nought stands for unknown in many lists."""
    return easting in EASTINGS and northing in NORTHINGS


def from_degrees(lon, lat):
    """(easting, northing) in whole metres, good to about 5 m; None for what lies outside Great Britain."""
    if not (-9 < lon < 2.5 and 49 < lat < 61.5):
        return None
    easting, northing = _on_the_grid(*_to_airy(math.radians(lat), math.radians(lon)))
    return (round(easting), round(northing)) if in_grid(round(easting), round(northing)) else None


def _to_airy(lat, lon):
    """Latitude and longitude on the older ellipsoid, through space."""
    (a, b), (a1, b1) = WGS84, AIRY
    e2 = 1 - b * b / (a * a)
    nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    x, y, z = (
        nu * math.cos(lat) * math.cos(lon),
        nu * math.cos(lat) * math.sin(lon),
        (1 - e2) * nu * math.sin(lat),
    )
    rx, ry, rz = TURN
    more = 1 + GROWTH
    x, y, z = (
        SHIFT[0] + more * x - rz * y + ry * z,
        SHIFT[1] + rz * x + more * y - rx * z,
        SHIFT[2] - ry * x + rx * y + more * z,
    )
    e2 = 1 - b1 * b1 / (a1 * a1)
    across = math.hypot(x, y)
    lat = math.atan2(z, across * (1 - e2))
    for _ in range(5):
        nu = a1 / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + e2 * nu * math.sin(lat), across)
    return lat, math.atan2(y, x)


def _on_the_grid(lat, lon):
    """Transverse Mercator on the Airy ellipsoid, by the published series."""
    a, b = AIRY
    n, e2 = (a - b) / (a + b), 1 - b * b / (a * a)
    sin, cos, tan2 = math.sin(lat), math.cos(lat), math.tan(lat) ** 2
    nu = a * SCALE / math.sqrt(1 - e2 * sin * sin)
    rho = a * SCALE * (1 - e2) / (1 - e2 * sin * sin) ** 1.5
    eta2 = nu / rho - 1
    less, more = lat - LAT0, lat + LAT0
    arc = (
        b
        * SCALE
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3) * math.sin(less) * math.cos(more)
            + 1.875 * (n**2 + n**3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )
    east = lon - LON0
    northing = (
        arc + NORTH0
        + nu / 2 * sin * cos * east**2
        + nu / 24 * sin * cos**3 * (5 - tan2 + 9 * eta2) * east**4
        + nu / 720 * sin * cos**5 * (61 - 58 * tan2 + tan2**2) * east**6
    )  # fmt: skip
    easting = (
        EAST0 + nu * cos * east
        + nu / 6 * cos**3 * (nu / rho - tan2) * east**3
        + nu / 120 * cos**5 * (5 - 18 * tan2 + tan2**2 + 14 * eta2 - 58 * tan2 * eta2) * east**5
    )  # fmt: skip
    return easting, northing


def from_reference(text):
    """(easting, northing) of a grid reference such as "NX 99912 28701", six to ten figures; None for anything else."""
    found = re.fullmatch(r"([A-HJ-Z])([A-HJ-Z])(\d{3,5})(\d{3,5})", re.sub(r"\s+", "", text.upper()))
    if not found:
        return None
    digits = found[3] + found[4]
    if len(digits) % 2:
        return None
    half = len(digits) // 2
    first, second = SQUARES.index(found[1]), SQUARES.index(found[2])
    east = ((first - 2) % 5) * 5 + second % 5
    north = 19 - first // 5 * 5 - second // 5
    metres = 10 ** (5 - half)
    place = east * 100_000 + int(digits[:half]) * metres, north * 100_000 + int(digits[half:]) * metres
    return place if in_grid(*place) else None
