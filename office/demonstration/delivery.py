"""The rest of the grant around what the paper states: conditions and returns of partners, the school's sub-grant, usual risks, match
of the PCSOs, the radar and a finance export. No paper gives an amount, a rate or a forecast: each says "illustrative" or "invented".
"""

import datetime
import tempfile
from pathlib import Path

from grants.actions import delivery, finance, match, partners, radar
from grants.choices import Section
from grants.delivery_choices import DelayFactor, MatchBasis, MovementKind
from grants.models import Agreement, BudgetLine, Deliverable, Milestone, Risk, SpendLine
from imports.actions import merge_batch, stage_batch
from office.demonstration import facts

D = datetime.date
ILLUSTRATIVE = "Illustrative: no paper gives it"
SCHOOL_AMOUNT = 20_000_00
TRANSFERRED, SPENT = D(2021, 7, 1), D(2021, 9, 3)
# (line, days until it comes, of fitting, of inspection)
TIMINGS = (
    ("Safer Homes Packs", 28, 0, 0),
    ("Target hardening", 14, 28, 7),
    ("Street lighting", 84, 28, 14),
    ("Lighting in Vulcan Park", 98, 28, 14),
    ("Engagement and printing", 14, 0, 0),
)
# (line, cost by the end in pounds, why)
FORECASTS = (
    ("Safer Homes Packs", 64_000, "Illustrative: fewer homes open their door than planned."),
    ("Street lighting", 90_000, "Illustrative: the county’s own estimate."),
    ("People in post", 38_500, "Illustrative: the Assistants began in September."),
)
# (what, rank, pounds, days from order to inspected)
RESERVES = (
    ("Fifty more home security packs", 1, 2_600, 28),
    ("Back-yard gates for ten homes", 2, 4_000, 49),
    ("Lamp-post signs in five streets", 3, 900, 126),
)
# What threatens which promise, of the usual risks.
THREATENS = {
    "Fewer homes take a pack than planned": "Safer Homes Packs",
    "Landlords do not answer": "Target hardening",
    "Lighting works slip past the year end": "Street lighting",
    "Ecology, supply or wayleave hold up the park": "Lighting in Vulcan Park",
    "A partner does not report": "CCTV at the school",
}
EXPORT = "finance_export_illustrative.csv"


def there(project):
    """Is this part loaded already?"""
    return Risk.objects.filter(project=project).exists()


def fill(*, project, coordinator, finance_lead, day):
    """Everything of this part up to `day`. Returns a line for the command."""
    _risks(project, coordinator, day)
    _delay(project, coordinator, day)
    _partners(project, coordinator, day)
    _match(project, coordinator)
    _radar(project, finance_lead, day)
    lines = _export(project, finance_lead)
    return f"{project.name}: usual risks, partners’ returns, illustrative match and radar, and {lines} lines of an invented finance export."


def _risks(project, by, day):
    delivery.add_starter_risks(project=project, raised_on=facts.STATED, by=by)
    promises = {promise.title: promise for promise in Deliverable.objects.filter(project=project)}
    for risk in Risk.objects.filter(project=project, title__in=THREATENS):
        delivery.review_risk(risk=risk, reviewed_on=day, deliverable=promises[THREATENS[risk.title]], by=by)


def _delay(project, by, day):
    """Each step of the lighting belongs to its own promise; the one in the streets has an illustrative delay."""
    steps = Milestone.objects.filter(project=project, section=Section.LIGHTING, done_on=None).exclude(
        due_on=None
    )
    for word, promise, days in (
        ("street lighting", "Street lighting", 13),
        ("Vulcan Park", "Lighting in Vulcan Park", 0),
    ):
        for step in steps.filter(title__contains=word):
            delivery.forecast_milestone(
                milestone=step, forecast_on=step.due_on + datetime.timedelta(days), stated_on=day, by=by,
                deliverable=Deliverable.objects.get(project=project, title=promise), delay_factor=DelayFactor.PROCUREMENT,
                delay_words="Illustrative: lanterns come later than quoted." if days else "",
            )  # fmt: skip


def _agreement(project, body):
    return Agreement.objects.get(project=project, body__name=body)


def _partners(project, by, day):
    for body in (facts.COUNTY, facts.SCHOOL):
        agreement = _agreement(project, body)
        partners.add_condition(
            agreement=agreement,
            text="Illustrative: a short report with every return",
            due_on=facts.GRANT_YEAR_ENDS,
            by=by,
        )
        returns = partners.expect_returns(
            agreement=agreement,
            months=3,
            first_on=facts.AWARDED,
            last_on=facts.GRANT_YEAR_ENDS,
            due_days=30,
            by=by,
        )
        if returns[0].due_on <= day and body == facts.SCHOOL:
            partners.receive_return(
                partner_return=returns[0],
                received_on=min(day, D(2021, 9, 27)),
                words="Illustrative: bought and installed.",
                by=by,
            )
        elif returns[0].due_on < day:
            partners.chase_return(
                partner_return=returns[0], chased_on=day, how="Illustrative: asked by letter", by=by
            )
    school = partners.grant_to_partner(
        agreement=_agreement(project, facts.SCHOOL), line=_line(project, "CCTV at the school"), amount_pence=SCHOOL_AMOUNT, up_front=True,
        granted_on=D(2021, 6, 30), stated_in=f"{ILLUSTRATIVE}. The paper says June 2021, and that the funding was transferred shortly after",
        by=by, illustrative=True,
    )  # fmt: skip
    for kind, on in ((MovementKind.TRANSFER, TRANSFERRED), (MovementKind.SPENT, SPENT)):
        partners.move_sub_grant(
            sub_grant=school, kind=kind, pence=SCHOOL_AMOUNT, happened_on=on, words="Illustrative amount and day",
            key=f"demonstration:school:{kind}", by=by,
        )  # fmt: skip


def _line(project, title):
    return BudgetLine.objects.get(project=project, title=title)


def _match(project, by):
    match.state_match_terms(
        project=project, basis=MatchBasis.OF_GRANT, basis_points=2000, stated_on=facts.AWARDED,
        stated_in="The fund’s published rule of 20 per cent; of grant or of total is a setting", by=by,
    )  # fmt: skip
    match.state_match_rate(
        project=project,
        grade="PCSO",
        pence_per_hour=21_50,
        from_on=facts.AWARDED,
        stated_in=ILLUSTRATIVE,
        illustrative=True,
        by=by,
    )


def _radar(project, by, day):
    for title, lead, fitting, inspection in TIMINGS:
        radar.time_line(
            line=_line(project, title),
            lead_days=lead,
            fitting_days=fitting,
            inspection_days=inspection,
            stated_in=ILLUSTRATIVE,
            by=by,
        )
    for title, pounds, words in FORECASTS:
        radar.forecast_line(
            line=_line(project, title), forecast_on=day, pence=pounds * 100, words=words, by=by
        )
    for title, rank, pounds, days in RESERVES:
        radar.add_reserve(
            project=project,
            title=title,
            rank=rank,
            pence=pounds * 100,
            days=days,
            stated_in=ILLUSTRATIVE,
            illustrative=True,
            by=by,
        )
    radar.raise_alerts(project=project, day=day)


def _export(project, by):
    """Bring a small invented export of the finance system and pair what is clear. Returns how many lines it has."""
    rows = (
        ("02/07/2021", "FX-0001", "20000.00", facts.SCHOOL, "Grant to a partner", "SSF2"),
        ("30/09/2021", "FX-0005", "4620.00", "Payroll (invented)", "Pay, September", "SSF2"),
        ("01/11/2021", "FX-0006", "5500.00", "Payroll (invented)", "Pay, October", "SSF2"),
        ("20/10/2021", "FX-0007", "310.00", "Example Print (invented)", "Leaflets", "SSF2"),
        ("19/10/2021", "FX-0002", "118.40", "Example Print (invented)", "Printing", "SSF2"),
        ("27/10/2021", "FX-0003", "-12.00", "Example Print (invented)", "Credit note", "SSF2"),
        ("03/11/2021", "FX-0004", "640.00", "REDACTED PERSONAL DATA", "Hall hire", "OTHER"),
    )
    text = "Paid Date,Trans No,Amount,Supplier Name,Expenditure Category,Expenditure Code\n"
    text += "".join(",".join(row) + "\n" for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / EXPORT
        path.write_text(text)
        batch = stage_batch(project=project, kind="spend", path=path, file_name=EXPORT, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    finance.add_finance_code(project=project, code="SSF2", by=by)
    finance.pair_up(project=project, by=by)
    return SpendLine.objects.filter(project=project).count()
