"""How the doors of this room read what was sent, and the pages that stand beside each other."""

from accounts.permissions import Perm
from saferstreets.common.workflow import Refused

# The pages of the stock, above each of them: (label, URL name, right).
PARTS = (
    ("Stock", "packs:stock", Perm.STOCK_SEE),
    ("Handovers", "packs:handover_list", Perm.STOCK_MOVE),
    ("Made up", "packs:assembly_list", Perm.STOCK_MOVE),
    ("What goes in", "packs:specification", Perm.STOCK_SEE),
    ("Kits", "packs:kit_list", Perm.KIT_KEEP),
    ("To chase", "packs:chase_list", Perm.KIT_KEEP),
    ("Torches", "packs:torch_list", Perm.TORCH_KEEP),
    ("Finds", "packs:find_list", Perm.FIND_RECORD),
    ("Signs", "packs:sign_list", Perm.STOCK_SEE),
    ("Counts", "packs:stocktake_list", Perm.STOCK_MOVE),
    ("Reorder", "packs:radar", Perm.STOCK_SEE),
    ("To settle", "packs:task_list", Perm.STOCK_MOVE),
)


def parts(user, project, here):
    """The pages this person may open, as (label, URL name, whether it is the one shown)."""
    return [(label, name, name == here) for label, name, right in PARTS if user.can(right, project)]


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
