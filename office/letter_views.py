"""What would be sent: a page of the demonstration."""

from django.shortcuts import render

from accounts.permissions import Perm, allow
from office import letters


@allow(Perm.MAIL_SEE)
def letter_list(request, project):
    """Letters that the demonstration kept instead of sending them."""
    return render(request, "office/letter_list.html", {"letters": letters.kept(project)})
