"""Doors to the kept files."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404

from accounts.permissions import Perm, allow
from evidence.models import Document


@allow(Perm.GRANT_SEE)
def document(request, project, public_id):
    """The file itself, never run by the browser and never kept by it."""
    found = get_object_or_404(Document.objects.visible_to(request.user, project), public_id=public_id)
    answer = FileResponse(
        found.file.open(),
        content_type=found.type,
        as_attachment=True,
        filename=f"{found.public_id}.{found.type.split('/')[1]}",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
