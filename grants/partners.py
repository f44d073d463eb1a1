"""What the pages about partners print, each body by the name it has on a day."""

from accounts.permissions import Perm
from grants import partner_rules as rules
from grants.models import SubGrant


def page(agreement, user, day):
    """Everything one agreement's page prints. A fixed number of queries.

    body: by its name on the day it was signed or recorded; today: who carries its duties on `day`, where that is another name.
    """
    then = agreement.signed_on or agreement.stated_on
    name = agreement.body.name_as_at(then)
    holder = agreement.body.holder_as_at(day).name_as_at(day)
    conditions = list(agreement.conditions.order_by("id"))
    returns = agreement.returns.order_by("due_on", "id").prefetch_related("chases").select_related("document")
    sub_grant = agreement.sub_grants.select_related("line").first()
    if sub_grant and not user.can(Perm.BUDGET_SEE, agreement.project):
        sub_grant = None
    return {
        "agreement": agreement, "body": name, "holder": holder if holder != name else "",
        "conditions": [
            {"condition": one, "status": status, "label": label}
            for one in conditions
            for status, label in [rules.condition_status(one.due_on, one.met_on, day)]
        ],
        "returns": return_rows(returns, day), "sub_grant": sub_grant, **_money(sub_grant),
    }  # fmt: skip


def _money(sub_grant):
    if sub_grant is None:
        return {"movements": [], "carrier": ""}
    movements = list(
        sub_grant.movements.select_related("document", "recorded_by").order_by("-happened_on", "-id")
    )
    undone = {one.reverses_id for one in movements}
    rows = [
        {"movement": one, "standing": one.reverses_id is None and one.pk not in undone} for one in movements
    ]
    return {"movements": rows, "carrier": rules.carrier(sub_grant.carried_pence, sub_grant.held_pence)}


def return_rows(returns, day):
    """[{return, status, label, chases}] for a list; returns with their chases loaded."""
    rows = []
    for one in returns:
        chases = list(one.chases.all())
        status, label = rules.return_status(one.due_on, one.received_on, bool(chases), day)
        rows.append({"one": one, "status": status, "label": label, "chases": chases})
    return rows


def carried(project):
    """(pence the office carries over all sub-grants, how many). One query."""
    found = list(SubGrant.objects.filter(project=project).carrying())
    return sum(one.carried_pence for one in found), len(found)
