"""What rows of a list of cameras become, and the way back."""

from django.utils import timezone

from cctv.actions.cameras import order_of
from cctv.importing import reading
from cctv.models import Camera, Scheme
from imports.rules import BatchRefused

NUMERIC = ("lon_e6", "lat_e6", "easting", "northing")


def _as_column(name, text):
    """A word of the list as the table keeps it."""
    if name in NUMERIC:
        return int(text) if text else None
    return text


class CameraMerge:
    """Enters new cameras and takes over what a list says of known ones: its number, its place, its position."""

    def __init__(self, project, facts, scheme, by):
        self.project, self.known, self.scheme, self.by = project, facts, scheme, by
        if scheme is not None:
            Scheme.objects.select_for_update(of=("self",)).get(pk=scheme)

    def facts(self):
        """What was known of the list."""
        return self.known

    def make(self, rows):
        """rows: (camera id, clean)."""
        now = timezone.now()
        Camera.objects.bulk_create(
            [
                Camera(
                    pk=pk, project=self.project, scheme_id=self.scheme, number_order=order_of(clean[0]), recorded_by=self.by, recorded_at=now,
                    **{name: _as_column(name, text) for name, text in zip(reading.CLEAN, clean, strict=True)},
                )
                for pk, clean in rows
            ],
            batch_size=500,
        )  # fmt: skip

    def change(self, rows):
        """rows: (camera id, clean). What each camera said before, as {field: value}."""
        from cctv.importing.cameras import differing

        rows = list(rows)
        cameras, before = Camera.objects.filter(project=self.project).in_bulk([pk for pk, _ in rows]), []
        for pk, clean in rows:
            camera = cameras[pk]
            wanted = {name: _as_column(name, text) for name, text in differing(camera, clean).items()}
            before.append({name: getattr(camera, name) for name in wanted})
            for name, value in wanted.items():
                setattr(camera, name, value)
            camera.number_order = order_of(camera.number)
        Camera.objects.bulk_update(cameras.values(), [*reading.CLEAN, "number_order"], batch_size=200)
        return before


class CameraUndo:
    """Takes a list back while none of its cameras is live."""

    def __init__(self, project):
        self.project = project

    def restore(self, rows):
        """rows: (camera id, {field: value before}, clean), last changed first."""
        for pk, before, _ in rows:
            camera = Camera.objects.get(project=self.project, pk=pk)
            for name, value in before.items():
                setattr(camera, name, value)
            camera.number_order = order_of(camera.number)
            camera.save(update_fields=[*before, "number_order"])

    def unmake(self, ids):
        """Remove the cameras the list brought; one that went live or was removed since stops the undo."""
        cameras = Camera.objects.filter(project=self.project, pk__in=ids)
        if cameras.exclude(live_on=None).exists() or cameras.exclude(removed_on=None).exists():
            raise BatchRefused(
                "Some of these cameras have gone live or were removed since, so the list cannot be taken back."
            )
        cameras.delete()

    def finish(self):
        """Nothing is left to do."""
