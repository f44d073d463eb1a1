"""The pages of this room that stand beside each other."""

from django.core.paginator import Paginator

from accounts.permissions import Perm
from saferstreets.common.answers import parts_of

ON_A_PAGE = 50

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


def page_of(request, rows):
    """One page of a list."""
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


def parts(user, project, here):
    """The pages this person may open, as (label, URL name, whether it is the one shown)."""
    return parts_of(PARTS, user, project, here)
