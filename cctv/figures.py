"""Numbers of the cameras. A count of a street says how many went live there and when, never where one hangs."""

from cctv.models import Camera, ImageRequest, Scheme
from saferstreets.common.figures import EXACT, PEOPLE, figure


@figure("C01", label="Cameras gone live", unit="cameras", disclosure=EXACT, day="live_on")
def cameras_gone_live(project):
    """Cameras bought with the grant whose first live day lies in the period, both days included: the dose day of the street a camera watches.

    A camera goes live once, with a complete compliance pack; its removal later takes nothing back. Another body's cameras do not count.
    """
    return Camera.objects.filter(project=project).ours()


@figure("C02", label="Cameras live", unit="cameras", disclosure=EXACT, as_at=True)
def cameras_live(project, period):
    """Cameras bought with the grant that were live and not removed on the period's last day."""
    return Camera.objects.filter(project=project).live_on_day(period.end)


@figure("C03", label="CCTV schemes installed", unit="schemes", disclosure=EXACT, distinct="pk")
def schemes_installed(project, period):
    """Schemes bought with the grant whose cameras were installed in the period, both days included. Installed is not yet live."""
    return Scheme.objects.filter(project=project).ours().installed_within(period)


@figure("C04", label="CCTV schemes live", unit="schemes", disclosure=EXACT, distinct="pk")
def schemes_live(project, period):
    """Schemes bought with the grant that went live in the period, both days included, with a complete compliance pack on that day."""
    return Scheme.objects.filter(project=project).ours().reached_within("live", period)


@figure("C05", label="Requests for images", unit="requests", disclosure=PEOPLE, printed=False, kept=False)
def image_requests(project, period):
    """Requests to the owners of cameras for images made in the period, both days included, whatever came of them. It stays in the office."""
    return ImageRequest.objects.filter(project=project).asked_within(period)
