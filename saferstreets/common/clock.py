"""What day it is on the street. `recorded_at` and security use the real clock (`django.utils.timezone.now`), never this one."""

import datetime

from django.conf import settings
from django.utils import timezone


def today():
    """The local date in Europe/London; the demonstration's own day where one is set."""
    return settings.DEMONSTRATION_TODAY or timezone.localdate()


def now():
    """The local time on the street, aware: the demonstration's day at the real time of day, where one is set."""
    real = timezone.localtime()
    if settings.DEMONSTRATION_TODAY is None:
        return real
    return local(datetime.datetime.combine(settings.DEMONSTRATION_TODAY, real.time()))


def on_the_street(real):
    """A moment of the real clock, as the street's: the demonstration's day instead of today, where one is set."""
    if settings.DEMONSTRATION_TODAY is None:
        return real
    return real - (timezone.localdate() - settings.DEMONSTRATION_TODAY)


def local(naive):
    """`naive` wall-clock time as an aware time in Europe/London.

    A time in the hour that the clocks skip or repeat takes the earlier offset (fold 0).
    """
    return naive.replace(tzinfo=timezone.get_default_timezone())


def start_of(day):
    """The first moment of `day`, local time, aware."""
    return local(datetime.datetime.combine(day, datetime.time.min))


def here(at):
    """An aware time as the street's clock shows it."""
    return timezone.localtime(at)
