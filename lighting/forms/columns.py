"""Reading what is entered about columns."""

from django import forms

from imports.forms import UploadForm
from lighting.forms.parts import Thousandths, past_day, whole_number, words
from saferstreets.common.forms import HouseForm


class ColumnForm(HouseForm):
    """One column. Whatever is not known stays empty."""

    number = words("Number on the column", 30)
    asset_id = words("Asset number", 40, help_text="The council’s own")
    street_name = words("Street", 120)
    place = words("Where it stands", 160, help_text="For example: outside the library")
    easting = whole_number(
        "Easting", max_value=700_000, help_text="Metres of the National Grid; leave both empty when unknown"
    )
    northing = whole_number("Northing", max_value=1_300_000)
    height_mm = Thousandths(label="Height in metres", highest=45)
    material = words("Material", 60)
    bracket = words("Bracket", 60)
    before_make = words("Lantern before", 80)
    before_source = words("Light source before", 80)
    before_milliwatts = Thousandths(label="Wattage before", highest=2_000)
    before_kelvin = whole_number("Colour temperature before, in kelvin", min_value=1_000, max_value=12_000)
    after_make = words("Lantern after", 80)
    after_source = words("Light source after", 80)
    after_milliwatts = Thousandths(label="Wattage after", highest=2_000)
    after_kelvin = whole_number("Colour temperature after, in kelvin", min_value=1_000, max_value=12_000)
    feed = words("Feed", 60, help_text="For example: the network operator’s cable, or private")
    lighting_class = words("Lighting class", 20)
    charge_code = words("Charge code", 20)
    switch_regime = words("Switch regime", 30)
    installed_on = past_day("Installed on", required=False)
    electrical_test_on = past_day("Electrical test", required=False)
    structural_test_on = past_day("Structural test", required=False)


class InventoryForm(UploadForm):
    """A county's inventory, not yet read."""

    file = forms.FileField(
        label="Inventory of lamp columns",
        help_text="CSV, tab-separated text, or a spreadsheet, with one column in each row: an asset number, easting and northing, or street and number. Nothing is changed before you have seen what would happen.",
        error_messages={"required": "Select the file to import", "missing": "Select the file to import"},
    )
