"""Out alone: how long, how often the office is reminded, and when it is dark."""

import datetime
import math

from django.conf import settings
from django.utils import timezone

# What one may say before one goes: (minutes, words).
LENGTHS = ((30, "Half an hour"), (60, "1 hour"), (120, "2 hours"), (180, "3 hours"), (240, "4 hours"))
LONGER = ((30, "Half an hour"), (60, "1 hour"))
REMIND = datetime.timedelta(minutes=30)
AFTER_DARK_RULE = "After dark nobody calls at doors alone. Go in pairs, or come back in daylight."


def new_time(now, back_by, minutes):
    """The time to be back after asking for `minutes` more: counted from now when the old time has passed."""
    return max(now, back_by) + datetime.timedelta(minutes=minutes)


def sunset(day):
    """When the sun sets on `day` at the office's place (settings.OFFICE_PLACE), aware, to the minute; within two minutes or so.

    The usual almanac reckoning for a sun 0.833 degrees under the horizon. Good for the British Isles, where the sun sets daily.
    """
    latitude, longitude = settings.OFFICE_PLACE
    noon_days = (day - datetime.date(2000, 1, 1)).days - longitude / 360 + 0.0009
    anomaly = math.radians((357.5291 + 0.98560028 * noon_days) % 360)
    centre = 1.9148 * math.sin(anomaly) + 0.02 * math.sin(2 * anomaly) + 0.0003 * math.sin(3 * anomaly)
    along = math.radians((math.degrees(anomaly) + centre + 180 + 102.9372) % 360)
    transit = noon_days + 0.0053 * math.sin(anomaly) - 0.0069 * math.sin(2 * along)
    tilt = math.asin(math.sin(along) * math.sin(math.radians(23.44)))
    place = math.radians(latitude)
    angle = math.acos(
        (math.sin(math.radians(-0.833)) - math.sin(place) * math.sin(tilt))
        / (math.cos(place) * math.cos(tilt))
    )
    noon_2000 = datetime.datetime(2000, 1, 1, 12, tzinfo=datetime.UTC)
    at = noon_2000 + datetime.timedelta(days=transit + math.degrees(angle) / 360)
    return timezone.localtime(at).replace(second=0, microsecond=0)


def is_dark(at):
    """Has the sun set by this time of its local day?"""
    return at >= sunset(timezone.localtime(at).date())


def alone_after_dark(outing):
    """Is somebody alone on an outing that lasts into the dark?"""
    return outing.companion_id is None and is_dark(outing.back_by)
