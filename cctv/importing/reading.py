"""What a row of a list of cameras says: its number and its place, as written, with a position where one can be read."""

import re

from imports.importer import Field, Parsed, RowRefused
from imports.rules import MappingRefused

FIELDS = (
    Field("number", "Number of the camera", (
        "cameraid", "cameranumber", "camerano", "cameraref", "camerareference", "cameracode", "cctvid", "cctvref", "cctvnumber", "camid",
        "camno", "camref", "assetid", "assetnumber", "assetref", "assetno", "uniqueid", "id", "ref", "refno", "reference", "number", "no", "camera",
    )),
    Field("location", "Where it is", (
        "location", "cameralocation", "locationdescription", "sitelocation", "siteaddress", "address", "site", "sitename", "cameraname", "place",
        "streetname", "street", "road", "position", "description", "name",
    )),
    Field("area", "Area", ("areaname", "ward", "wardname", "area", "district", "neighbourhood", "locality", "town")),
    Field("kind", "Kind of camera", ("cameratype", "typeofcamera", "camerakind", "kind", "type", "model", "cameramodel")),
    Field("purpose", "What it is to show", ("purpose", "operationalrequirement", "coverage", "reason", "use")),
    Field("lon", "Longitude", ("lon", "long", "lng", "longitude")),
    Field("lat", "Latitude", ("lat", "latitude")),
    Field("easting", "Easting", ("easting", "eastings", "east", "osx", "geox", "xcoordinate", "xcoord", "x")),
    Field("northing", "Northing", ("northing", "northings", "north", "osy", "geoy", "ycoordinate", "ycoord", "y")),
)  # fmt: skip
CLEAN = ("number", "location", "area", "kind", "purpose", "lon_e6", "lat_e6", "easting", "northing")
LONGEST = {"number": 40, "location": 200, "area": 100, "kind": 60, "purpose": 300}
# Great Britain and Northern Ireland, with room around them; degrees, then metres of the National Grid.
LON, LAT = (-9.5, 2.5), (49.0, 61.5)
EAST, NORTH = (0, 700_000), (0, 1_300_000)
ALIKE = "cameras"  # all rows of a list are judged together: a number alone does not say which camera it is


def check(mapping):
    """A place, in words or by coordinates. Raises MappingRefused."""
    if (
        "location" not in mapping
        and not {"lon", "lat"} <= mapping.keys()
        and not {"easting", "northing"} <= mapping.keys()
    ):
        raise MappingRefused("No column says where a camera is.")


class CameraReader:
    """Reads one row."""

    def facts(self):
        """Nothing has to be learnt from the file."""
        return {}

    def read(self, values):
        """Parsed. Raises RowRefused for a row that names no place. The place is kept as written, to the letter."""
        said = {
            name: " ".join("".join(values.get(name, ())).split())
            for name in ("number", "area", "kind", "purpose")
        }
        said["number"] = re.sub(r"^(\d+)\.0+$", r"\1", said["number"])
        location = ", ".join(
            cell.replace("\n", " ").replace("\r", "") for cell in values.get("location", ()) if cell.strip()
        )
        for name, text in {**said, "location": location}.items():
            if len(text) > LONGEST[name]:
                raise RowRefused(
                    f"The {name} is longer than {LONGEST[name]} characters. Check that the right column was chosen."
                )
        spot, note = _position(values)
        if not location.strip() and not any(spot):
            raise RowRefused("The row says nowhere where the camera is.")
        clean = [said["number"], location, said["area"], said["kind"], said["purpose"], *spot]
        return Parsed(ALIKE, said["number"], clean, note)


def _position(values):
    """([lon_e6, lat_e6, easting, northing] as text, a note when coordinates could not be used)."""
    lon, lat, east, north = (_number(values, name) for name in ("lon", "lat", "easting", "northing"))
    if _degrees(east, north) and (lon is None or lat is None):
        lon, lat, east, north = east, north, None, None
    asked = any("".join(values.get(name, ())).strip() for name in ("lon", "lat", "easting", "northing"))
    spot = ["", "", "", ""]
    if _degrees(lon, lat):
        spot[:2] = [str(round(lon * 1_000_000)), str(round(lat * 1_000_000))]
    if east is not None and north is not None and EAST[0] < east < EAST[1] and NORTH[0] < north < NORTH[1]:
        spot[2:] = [str(round(east)), str(round(north))]
    return spot, "Its coordinates are no place in the country and are left out." if asked and not any(
        spot
    ) else ""


def _degrees(lon, lat):
    return lon is not None and lat is not None and LON[0] <= lon <= LON[1] and LAT[0] <= lat <= LAT[1]


def _number(values, name):
    text = "".join(values.get(name, ())).replace(",", "").replace("−", "-").strip()
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < 10_000_000 else None
