"""Every status x every move: what is allowed moves, everything else is refused and leaves no trace."""

import pytest

from accounts.models import AuditEvent
from hardening import actions, rules
from hardening.choices import JobStatus as S
from hardening.models import Job
from saferstreets.common import clock
from saferstreets.common.workflow import MoveRefused
from tests.factories import hardening as make

# The move, and how it is made: each through its own verb.
VERBS = {
    rules.SPECIFY: lambda o, j: actions.specify_job(job_id=j.pk, by=o.coordinator),
    rules.APPROVE: lambda o, j: actions.approve_job(job_id=j.pk, by=o.officer),
    rules.SEND_BACK: lambda o, j: actions.send_back(job_id=j.pk, reason="Another lock", by=o.officer),
    rules.ORDER: lambda o, j: actions.order_job(job_id=j.pk, firm=o.firm, line=o.line, by=o.coordinator),
    rules.BOOK: lambda o, j: actions.book_job(
        job_id=j.pk, fitter=o.fitter, on_day=clock.today(), window="afternoon", by=o.coordinator
    ),
    rules.FIT: lambda o, j: make.fit(o, j),
    rules.NO_ACCESS: lambda o, j: actions.record_no_access(job_id=j.pk, reason="Nobody in", by=o.coordinator),
    rules.INSPECT: lambda o, j: actions.inspect_job(job_id=j.pk, inspected_on=clock.today(), by=o.officer),
    rules.SNAG: lambda o, j: actions.inspect_job(
        job_id=j.pk, inspected_on=clock.today(), snags=["Screw loose"], by=o.officer
    ),
    rules.MEND: lambda o, j: actions.mend_snags(job_id=j.pk, mended_on=clock.today(), by=None),
    rules.CLOSE: lambda o, j: actions.close_job(job_id=j.pk, by=o.coordinator),
    rules.DECLINE: lambda o, j: actions.decline_job(job_id=j.pk, reason="No longer wanted", by=o.coordinator),
    rules.CANCEL: lambda o, j: actions.cancel_job(job_id=j.pk, reason="Demolished", by=o.coordinator),
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", VERBS, ids=lambda move: move.name)
def test_a_move_is_made_only_from_its_sources(o, move, status):
    job = make.job_in(o, status)
    if move == rules.SPECIFY and status == S.SURVEYED:
        actions.add_line(job_id=job.pk, measure=o.measures["timer"], place="indoors", by=o.coordinator)
    trail = AuditEvent.objects.count()
    if status in move.sources:
        VERBS[move](o, job)
        job.refresh_from_db()
        assert job.status == move.target
        assert AuditEvent.objects.filter(verb=move.name, subject_id=str(job.pk)).exists()
    else:
        with pytest.raises(MoveRefused):
            VERBS[move](o, job)
        assert Job.objects.get(pk=job.pk).status == status
        assert AuditEvent.objects.count() == trail


@pytest.mark.parametrize("status", S)
def test_a_survey_moves_a_referred_job_and_no_other(o, status):
    job = make.job_in(o, status)
    make.survey(job.household, o.officer)
    job.refresh_from_db()
    assert job.status == (S.SURVEYED if status == S.REFERRED else status)


@pytest.mark.parametrize("status", S)
def test_only_a_closed_job_takes_an_invoice_and_only_an_invoice_is_paid(o, status):
    job = make.job_in(o, status)
    if status == S.CLOSED:
        actions.pay_invoice(invoice_id=make.invoice(o, job).pk, paid_on=clock.today(), by=o.finance)
        assert Job.objects.get(pk=job.pk).status == S.PAID
        return
    with pytest.raises(actions.JobRefused, match="closed"):
        actions.accept_invoice(
            job_id=job.pk, number="X", net_pence=1, vat_pence=0, received_on=clock.today(), by=o.coordinator
        )
    if status == S.PAID:
        with pytest.raises(MoveRefused):
            actions.pay_invoice(
                invoice_id=job.orders.get().invoices.get().pk, paid_on=clock.today(), by=o.finance
            )


def test_every_move_has_a_verb_and_every_status_is_reached():
    assert set(VERBS) | {rules.SURVEY, rules.PAY} == set(rules.MOVES)
    assert {move.target for move in rules.MOVES} | {S.REFERRED} == set(S)
    assert not [move for move in rules.MOVES if move.sources & {S.PAID, S.DECLINED, S.CANCELLED}]
