"""An illustrative year of the grant's money: terms, pay typed by hand, one return certified and paid, the next being prepared, and a
move that waits. The paper gives none of it; every amount is invented and says so.
"""

import datetime

from grants import actions
from grants.claim_choices import TypedKind as T
from grants.models import BudgetLine, Return, Terms

D = datetime.date
INVENTED = "no paper; invented for the demonstration"
# (line, what happened, net pence, VAT pence, day, what for): pay and print, invented.
TYPED = (
    ("People in post", T.PROMISED, 38_500_00, 0, D(2021, 9, 6), "Two Assistants’ pay to 31 March 2022 (invented)"),
    ("People in post", T.RECEIVED_PROMISED, 4_620_00, 0, D(2021, 9, 30), "Assistants’ pay, September 2021 (invented)"),
    ("People in post", T.PAID, 4_620_00, 0, D(2021, 9, 30), "Assistants’ pay, September 2021 (invented)"),
    ("Engagement and printing", T.RECEIVED, 310_00, 62_00, D(2021, 9, 20), "Leaflets for the streets (invented)"),
    ("People in post", T.RECEIVED_PROMISED, 5_500_00, 0, D(2021, 10, 31), "Assistants’ pay, October 2021 (invented)"),
    ("People in post", T.PAID, 5_500_00, 0, D(2021, 10, 31), "Assistants’ pay, October 2021 (invented)"),
    ("Engagement and printing", T.PAID, 310_00, 62_00, D(2021, 10, 18), "Leaflets for the streets (invented)"),
)  # fmt: skip
FIRST = {
    "starts_on": D(2021, 6, 3),
    "ends_on": D(2021, 9, 30),
    "opens_on": D(2021, 10, 1),
    "closes_on": D(2021, 10, 29),
}
SECOND = {
    "starts_on": D(2021, 10, 1),
    "ends_on": D(2021, 12, 31),
    "opens_on": D(2022, 1, 4),
    "closes_on": D(2022, 1, 31),
}
SUBMITTED, CERTIFIED, PAID = D(2021, 10, 12), D(2021, 10, 14), D(2021, 11, 22)
EXPECTED = (("People in post", 38_500_00, "Illustrative: the Assistants start on 6 September."), ("Engagement and printing", 3_800_00, ""))  # fmt: skip


def there(project):
    """Is it loaded?"""
    return Terms.objects.filter(project=project).exists()


def fill(*, project, coordinator, finance, certifier):
    """Load it. Returns the line that says so."""
    lines = {line.title: line for line in BudgetLine.objects.filter(project=project)}
    actions.set_terms(
        project=project, virement_threshold_pence=5_000_00, stated_in=INVENTED, illustrative=True, by=finance
    )
    for number, (title, kind, net, vat, day, reason) in enumerate(TYPED):
        actions.type_entry(
            line=lines[title], kind=kind, net_pence=net, vat_pence=vat, happened_on=day, reason=reason, key=f"demonstration:{number}", by=finance
        )  # fmt: skip
    first = actions.plan_return(project=project, by=finance, **FIRST)
    actions.gather(return_id=first.pk, by=finance)
    submission = actions.submit_return(
        return_id=first.pk, post="Example finance officer", by=finance, on=SUBMITTED
    )
    actions.certify_return(
        return_id=first.pk,
        seen_sha256=submission.sha256,
        post="Example chief finance officer",
        by=certifier,
        on=CERTIFIED,
    )
    actions.record_return_paid(
        return_id=first.pk, paid_on=PAID, paid_pence=submission.claimed_pence, by=finance
    )
    second = actions.plan_return(project=project, by=coordinator, **SECOND)
    actions.gather(return_id=second.pk, by=coordinator)
    for title, pence, words in EXPECTED:
        actions.note_line(
            return_id=second.pk, line=lines[title], forecast_pence=pence, words=words, by=coordinator
        )
    actions.propose_change(
        project=project, from_line=lines["Engagement and printing"], to_line=lines["Safer Homes Packs"], amount_pence=900_00,
        reason="Illustrative: more pens and bags for the packs", proposed_on=PAID, by=coordinator,
    )  # fmt: skip
    return f"{project.name}: {Return.objects.filter(project=project).count()} illustrative returns to the funder."
