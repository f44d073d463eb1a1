"""What an inventory may say, and the headings that surely mean it."""

from imports.importer import Field
from imports.mapping import by_alias, plain
from imports.rules import MappingRefused

FIELDS = (
    Field("asset_id", "Asset number", (
        "localauthorityassetnumber", "assetnumber", "assetno", "assetid", "assetref", "assetreference", "centralassetid", "uniqueassetid", "unitid",
        "columnid", "lampid", "lightid", "streetlightid", "lampcolumnid", "featureid", "itemid", "uniqueid", "inventoryid", "plantid", "uid", "asset",
        "reference", "ref", "id", "objectid", "fid",
    ), "The council’s own number of the column"),
    Field("number", "Number on the column", (
        "unitno", "unitnumber", "columnnumber", "columnno", "lampnumber", "lampno", "lampcolumnnumber", "lampcolumnno", "lightnumber", "lightno",
        "lightingcolumnnumber", "lightingcolumnno", "featurenumber", "itemnumber", "itemno", "polenumber", "poleno", "postnumber", "postno",
        "tagnumber", "tagno", "columnref", "number", "no", "column",
    ), "As painted on it"),
    Field("street", "Street", (
        "streetname", "fullstreet", "street", "roadname", "road", "roadstreet", "streetroad", "thoroughfare", "sitename", "site", "streetdescription",
    )),
    Field("town", "Town", ("town", "posttown", "townname", "settlement", "parish", "village", "locality", "city")),
    Field("place", "Where it stands", (
        "description", "locationdescription", "locationdetails", "locationtext", "exactlocation", "unitlocation", "positiondescription", "location",
        "position", "outside", "nearest", "siting",
    )),
    Field("easting", "Easting", ("easting", "eastings", "xcoordinate", "xcoord", "gridx", "osgridx", "osx", "geox", "coordx", "grideasting", "gride", "east", "x")),
    Field("northing", "Northing", ("northing", "northings", "ycoordinate", "ycoord", "gridy", "osgridy", "osy", "geoy", "coordy", "gridnorthing", "gridn", "north", "y")),
    Field("grid", "Grid reference", ("gridreference", "gridref", "osgridreference", "osgridref", "osgridrefno", "osgr", "ngr", "nationalgridreference")),
    Field("longitude", "Longitude", ("longitude", "long", "lon", "lng")),
    Field("latitude", "Latitude", ("latitude", "lat")),
    Field("height", "Height", (
        "columnheight", "columnheightm", "columnheightmetres", "columnheightcm", "columnheightmm", "mountingheight", "mountingheightm", "nominalheight",
        "heightofcolumn", "heightm", "heightinm", "heightinmetres", "heightmetres", "heightcm", "heightmm", "poleheight", "height",
    )),
    Field("material", "Material", (
        "columnmaterial", "material", "polematerial", "columntype", "poletype", "supporttype", "columndescription", "mountingtype", "unittype",
    )),
    Field("bracket", "Bracket", ("brackettype", "bracket", "bracketlength", "bracketprojection", "outreach", "outreacharm", "arm")),
    Field("make", "Lantern", (
        "lanternmakemodel", "lanternmodel", "lanterntype", "lanternmake", "lantern", "luminairetype", "luminairemodel", "luminairemake", "luminaire",
        "makemodel", "lanternmanufacturer", "manufacturer", "make",
    )),
    Field("source", "Light source", ("lamptype", "lightsource", "lightsourcetype", "lampsource", "sourcetype", "typeoflamp", "lamp", "source")),
    Field("wattage", "Wattage", (
        "wattage", "wattagew", "lampwattage", "lampwattagew", "lampwatts", "ratedwattage", "circuitwatts", "circuitwattage", "watts", "powerw", "power", "watt",
    )),
    Field("kelvin", "Colour temperature", ("colourtemperature", "colourtemperaturek", "colourtemp", "colourtempk", "colortemperature", "cct", "cctk", "kelvin")),
    Field("feed", "Feed", ("feed", "feedtype", "supply", "supplytype", "supplysource", "electricitysupply", "dno", "cabletype")),
    Field("lighting_class", "Lighting class", ("lightingclass", "lightingstandard", "designclass", "enclass", "pclass", "bsclass", "class")),
    Field("charge_code", "Charge code", ("chargecode", "umscode", "umsugcode", "umsugchargecode", "umschargecode", "elexoncode", "elexonchargecode")),
    Field("switch_regime", "Switch regime", ("switchregime", "switchingregime", "switching", "photocelltype", "photocell", "controltype", "regime")),
    Field("installed_on", "Installed on", (
        "installdate", "installationdate", "installeddate", "dateinstalled", "dateofinstallation", "installedon", "installed", "erected", "dateerected",
        "columninstalldate", "columninstallationdate",
    )),
    Field("electrical_test_on", "Electrical test", (
        "electricaltestdate", "electricaltest", "lastelectricaltest", "lastelectricaltestdate", "dateofelectricaltest", "electricalinspectiondate",
    )),
    Field("structural_test_on", "Structural test", (
        "structuraltestdate", "structuraltest", "laststructuraltest", "laststructuraltestdate", "dateofstructuraltest", "structuralinspectiondate",
    )),
    Field("new_make", "Lantern after the works", ("newlantern", "newlanterntype", "proposedlantern", "replacementlantern", "lanternafter")),
    Field("new_source", "Light source after the works", ("newlamptype", "newlightsource", "proposedlamptype", "proposedlightsource")),
    Field("new_wattage", "Wattage after the works", ("newwattage", "newwatts", "proposedwattage", "proposedwatts", "wattageafter", "ledwattage", "replacementwattage")),
    Field("new_kelvin", "Colour temperature after the works", ("newcolourtemperature", "newcct", "proposedcct", "proposedcolourtemperature")),
)  # fmt: skip
# What a heading that is no alias may hold, in the order in which it is asked; what it may not hold beside that.
HOLDS = (
    ("easting", ("easting", "xcoord"), ()), ("northing", ("northing", "ycoord"), ()), ("longitude", ("longitude",), ()), ("latitude", ("latitude",), ()),
    ("grid", ("gridref",), ()), ("new_wattage", ("newwatt", "proposedwatt", "wattageafter"), ()), ("wattage", ("watt",), ("new", "proposed")),
    ("height", ("height",), ("lantern",)), ("charge_code", ("chargecode",), ()), ("switch_regime", ("switch", "photocell"), ()),
    ("electrical_test_on", ("electricaltest",), ()), ("structural_test_on", ("structuraltest",), ()), ("kelvin", ("colourtemp", "colortemp"), ("new", "proposed")),
    ("source", ("lamptype", "lightsource"), ("new", "proposed")), ("installed_on", ("install", "erect"), ("by",)),
    ("asset_id", ("assetn", "assetid", "assetref", "uniqueid", "columnid", "lampid", "lightid", "unitid"), ()),
    ("number", ("columnn", "lampn", "unitn", "lightn", "postn", "polen", "columnref", "lampref", "lightref"), ("name", "new")),
    ("street", ("street", "road"), ("light", "lamp", "column", "usrn", "ref", "code", "id", "type", "class", "number")), ("town", ("town", "parish"), ()),
    ("place", ("location", "locality"), ("id", "ref", "code")),
)  # fmt: skip
# The values of a row that could be read, in the order they are kept; all text, "" for unknown. rough: "1" or "".
KEPT = (
    "asset_id", "number", "street_name", "town", "place", "easting", "northing", "rough", "height_mm", "material", "bracket", "make", "source",
    "milliwatts", "kelvin", "feed", "lighting_class", "charge_code", "switch_regime", "installed_on", "electrical_test_on", "structural_test_on",
    "new_make", "new_source", "new_milliwatts", "new_kelvin",
)  # fmt: skip


def guess(columns):
    """{field: [column]} by heading: what is surely an alias, then what a heading holds; each column serves once."""
    found = by_alias(FIELDS, columns)
    left = [column for column in columns if [column] not in found.values()]
    for name, pieces, never in HOLDS:
        if name in found:
            continue
        for column in left:
            heading = plain(column)
            if any(piece in heading for piece in pieces) and not any(piece in heading for piece in never):
                found[name] = [column]
                left.remove(column)
                break
    return found


def check(mapping):
    """Raises MappingRefused unless the columns can say which lamp a row is about."""
    has = mapping.__contains__
    point = (has("easting") and has("northing")) or (has("longitude") and has("latitude")) or has("grid")
    if not (has("asset_id") or point or (has("street") and (has("number") or has("place")))):
        raise MappingRefused(
            "No column says which lamp a row is about: an asset number, easting and northing, or the street with a number."
        )
