"""The door to the exposure extract."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import Perm, allow
from outcomes.actions import take_extract
from reports import exposures
from reports.forms import ExtractForm
from saferstreets.common.answers import posted


@allow(Perm.EXTRACT_TAKE)
def extract(request, project):
    """What the extract holds, and the ZIP itself once a day is named. Every taking is written down."""
    form = ExtractForm(posted(request))
    if form.is_valid():
        as_at = form.cleaned_data["as_at"]
        content = exposures.as_zip(project, as_at, take_extract(project=project, by=request.user))
        answer = HttpResponse(content, content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="exposures-{project.slug}-{as_at}.zip"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
    context = {"form": form, "exposures": exposures.EXPOSURES, "notes": exposures.NOTES}
    return render(request, "reports/extract.html", context)
