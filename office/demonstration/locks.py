"""What is invented about target hardening: prices, firms, the state of a door before and after, and how far each job has come."""

import datetime

from hardening.choices import Gap

A_DAY = datetime.timedelta(days=1)
ALLOCATED = 20_000_00
STATED_IN = "Invented for the demonstration: the papers split the award nowhere"
# (measure, standard, gap, price without VAT, minutes, Secured by Design, drilling, key from inside)
CATALOGUE = (
    ("5-lever mortice deadlock", "BS 3621", Gap.DOOR_LOCK, 70_00, 60, True, True, True),
    ("Mortice deadlock with thumb turn", "BS 8621", Gap.DOOR_LOCK, 85_00, 60, True, True, False),
    ("Anti-snap euro cylinder with thumb turn", "TS 007", Gap.DOOR_LOCK, 90_00, 20, True, False, False),
    ("Key-operated window locks, a house", "", Gap.WINDOW_LOCK, 35_00, 45, True, True, False),
    ("24-hour timer socket with lamp", "", Gap.INTERIOR_LIGHT, 12_00, 5, False, False, False),
    ("Sensor light, battery, stick-on", "", Gap.EXTERNAL_LIGHT, 22_00, 10, False, False, False),
    ("Letterbox cage", "TS 009", Gap.LETTERBOX, 28_00, 20, True, True, False),
    ("Door viewer", "", Gap.VIEWER, 9_00, 15, False, True, False),
    ("Door chain", "TS 003", Gap.CHAIN, 14_00, 15, True, True, False),
    ("Back-yard gate bolt and padlock", "", Gap.YARD, 30_00, 30, False, True, False),
    ("House number plate, stick-on", "", Gap.NUMBER, 6_00, 5, False, False, False),
)
FIRMS = (
    ("Example Locks and Doors", 20, ("Example Fitter One", "Example Fitter Two")),
    ("Example Joinery", 0, ("Example Fitter Three",)),
)
FOUND = {
    "front_lock": "latch", "front_material": "timber", "viewer": "no", "chain": "no", "letterbox": "yes", "back_door": "yes",
    "back_lock": "multipoint", "back_material": "upvc", "yard": "open", "windows": "some", "interior_light": "no", "external_light": "no",
    "number": "yes", "shared": "no", "slow_out": "no",
}  # fmt: skip
AFTER = {
    **FOUND,
    "front_lock": "bs_8621",
    "back_lock": "ts_007",
    "windows": "all",
    "interior_light": "yes",
    "external_light": "yes",
}
# How far each job has come, in the order in which the homes are taken; "snagged" and the like end there.
STAGES = (
    "paid", "closed", "inspected", "fitted", "snagged", "booked", "booked", "no_access", "referred", "surveyed", "specified", "approved",
    "ordered", "approved", "declined", "paid", "booked", "fitted", "approved", "specified",
)  # fmt: skip
ROAD = (
    "referred",
    "surveyed",
    "specified",
    "approved",
    "ordered",
    "booked",
    "fitted",
    "inspected",
    "closed",
    "paid",
)
# Days before today on which the furthest job took each step.
DAYS_AGO = {
    "referred": 60, "surveyed": 55, "specified": 53, "approved": 50, "ordered": 48, "booked": 46, "fitted": 40, "inspected": 35,
    "closed": 34, "paid": 20,
}  # fmt: skip
