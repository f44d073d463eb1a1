"""How a page reads what was sent, and says in its form what was refused."""

from saferstreets.common.workflow import Refused


def posted(request):
    """What a form reads: the sent answers, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def carried_out(form, action, **details):
    """Do `action` with the cleaned answers; a refusal is shown in the form. True when it was done."""
    if not form.is_valid():
        return False
    try:
        action(**form.cleaned_data, **details)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
