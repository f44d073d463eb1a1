"""The cases that go wrong in a real office, each with its right answer."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from grants.choices import EntryKind
from grants.models import Entry
from hardening import actions
from hardening.choices import Consent
from hardening.choices import JobStatus as S
from hardening.models import Job, JobLine, OrderChange
from households import actions as register
from households.models import Household
from saferstreets.common import clock
from saferstreets.common.workflow import MoveRefused
from tests.factories import hardening as make
from tests.factories.register import landlord, make_resident, note_vulnerability, referral

A_DAY = datetime.timedelta(days=1)


def money(o):
    """{kind: pence} the ledger says of the line, its allocation left out."""
    o.line.refresh_from_db()
    return o.line.committed_pence, o.line.accrued_pence, o.line.paid_pence


def test_a_home_of_another_project_is_not_referred(o):
    from tests.factories.accounts import ProjectFactory

    foreign = make.victim(ProjectFactory())
    with pytest.raises(actions.JobRefused, match="another project"):
        make.referred(o, foreign)
    assert not Job.objects.exists()


def test_a_firm_a_fitter_or_a_measure_of_another_project_is_refused(o):
    other = make.office()
    job = make.job_in(o, S.APPROVED)
    for firm, line in ((other.firm, o.line), (o.firm, other.line)):
        with pytest.raises(actions.JobRefused, match="another project"):
            actions.order_job(job_id=job.pk, firm=firm, line=line, by=o.coordinator)
    ordered = make.job_in(o, S.ORDERED)
    with pytest.raises(actions.JobRefused, match="does not work for"):
        actions.book_job(
            job_id=ordered.pk, fitter=other.fitter, on_day=clock.today(), window="morning", by=o.coordinator
        )
    surveyed = make.job_in(o, S.SURVEYED)
    with pytest.raises(actions.JobRefused, match="catalogue"):
        actions.add_line(
            job_id=surveyed.pk, measure=other.measures["timer"], place="indoors", by=o.coordinator
        )


def test_a_fitter_whose_vetting_ends_tomorrow_is_not_booked_for_the_day_after(o):
    tomorrow = clock.today() + A_DAY
    fitter = make.make_fitter(o.firm, o.coordinator, until=tomorrow)
    job = make.job_in(o, S.ORDERED)
    with pytest.raises(actions.JobRefused, match="Constabulary vetting: its last day is 25 November 2021"):
        actions.book_job(
            job_id=job.pk, fitter=fitter, on_day=tomorrow + A_DAY, window="morning", by=o.coordinator
        )
    assert Job.objects.get(pk=job.pk).status == S.ORDERED
    actions.book_job(job_id=job.pk, fitter=fitter, on_day=tomorrow, window="morning", by=o.coordinator)


def test_a_firm_past_its_insurance_gets_no_order_and_no_booking(o):
    stale = make.make_firm(o.project, o.coordinator, until=clock.today() - A_DAY)
    make.make_fitter(stale, o.coordinator)
    job = make.job_in(o, S.APPROVED)
    with pytest.raises(actions.JobRefused, match="procurement system"):
        actions.order_job(job_id=job.pk, firm=stale, line=o.line, by=o.coordinator)
    nobody = make.make_firm(o.project, o.coordinator)
    with pytest.raises(actions.JobRefused, match="Nobody of this firm"):
        actions.order_job(job_id=job.pk, firm=nobody, line=o.line, by=o.coordinator)
    assert not Entry.objects.filter(kind=EntryKind.COMMITMENT).exists()


def test_a_second_approval_reads_that_it_is_approved(o):
    job = make.job_in(o, S.SPECIFIED)
    actions.approve_job(job_id=job.pk, by=o.officer)
    with pytest.raises(MoveRefused, match="approved"):
        actions.approve_job(job_id=job.pk, by=o.officer)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_people_approving_at_once_give_one_approval(settings):
    settings.DEMONSTRATION_TODAY = make.TODAY
    o = make.office()
    job = make.job_in(o, S.SPECIFIED)
    gate, said = threading.Barrier(2), []

    def approve():
        gate.wait()
        try:
            actions.approve_job(job_id=job.pk, by=o.officer)
            said.append("approved")
        except MoveRefused:
            said.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=approve) for _ in range(2)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(said) == ["approved", "refused"]
    assert AuditEvent.objects.filter(verb="job.approve").count() == 1


def rented(o, kind="private", name="Example Homes"):
    """A rented home with a recorded burglary, and its landlord."""
    who = landlord(o.project, o.coordinator, kind=kind, name=name)
    return make.victim(o.project, tenure="private_rented", landlord=who), who


def test_what_needs_no_consent_goes_ahead_and_fixed_lines_wait_on_a_job_of_their_own(o):
    home, who = rented(o)
    job = make.job_in(o, S.ORDERED, home)  # a thumb-turn lock, to be drilled, and a timer
    assert [line.measure.name for line in job.lines.all()] == ["Timer switch"]
    follower = Job.objects.get(follows=job)
    assert (follower.status, follower.lines.get().consent) == (S.APPROVED, Consent.NEEDED)
    with pytest.raises(actions.JobRefused, match="waits for the landlord"):
        actions.order_job(job_id=follower.pk, firm=o.firm, line=o.line, by=o.coordinator)
    letter = actions.write_letter(landlord=who, by=o.coordinator)
    line = follower.lines.get()
    actions.record_reply(
        letter_id=letter.pk, replied_on=clock.today(), agreed_line_ids=[line.pk], refused_line_ids=[], by=o.coordinator,
        content=b"%PDF-1.4 yes",
    )  # fmt: skip
    line.refresh_from_db()
    assert (line.consent, line.consent_document.title) == (
        Consent.GIVEN,
        f"Reply to landlord letter {letter.pk}",
    )
    actions.order_job(job_id=follower.pk, firm=o.firm, line=o.line, by=o.coordinator)
    assert Job.objects.get(pk=follower.pk).status == S.ORDERED


def test_one_letter_covers_every_home_and_a_refusal_keeps_what_is_portable(o):
    home, who = rented(o)
    second = make.victim(o.project, tenure="private_rented", landlord=who)
    jobs = [make.job_in(o, S.APPROVED, one) for one in (home, second)]
    letter = actions.write_letter(landlord=who, by=o.coordinator)
    assert {line.household_id for line in letter.lines.all()} == {home.pk, second.pk}
    with pytest.raises(actions.JobRefused, match="Nothing waits"):
        actions.write_letter(landlord=who, by=o.coordinator)
    refused = letter.lines.get(household=home)
    actions.record_reply(
        letter_id=letter.pk,
        replied_on=clock.today(),
        agreed_line_ids=[],
        refused_line_ids=[refused.pk],
        by=o.coordinator,
    )
    letter.refresh_from_db()
    assert letter.replied_on is None, "the other home's line still waits"
    assert [line.measure.name for line in jobs[0].lines.standing()] == ["Timer switch"]
    assert jobs[1].lines.standing().count() == 2


def test_a_social_landlord_is_asked_to_send_its_own_contractor(o):
    home, who = rented(o, kind="social")
    job = make.job_in(o, S.APPROVED, home)
    letter = actions.write_letter(landlord=who, by=o.coordinator)
    assert letter.routed
    actions.order_job(job_id=job.pk, firm=o.firm, line=o.line, by=o.coordinator)
    assert job.orders.get().net_pence == 10_00, "the timer alone"
    assert not Job.objects.filter(follows=job).exists()


def consented(o, status):
    home, who = rented(o)
    job = make.job_in(o, S.APPROVED, home)
    letter = actions.write_letter(landlord=who, by=o.coordinator)
    line = letter.lines.get()
    actions.record_reply(
        letter_id=letter.pk,
        replied_on=clock.today(),
        agreed_line_ids=[line.pk],
        refused_line_ids=[],
        by=o.coordinator,
    )
    for step in make._WAY[status][len(make._WAY[S.APPROVED]) :]:
        step(o, job)
    return Job.objects.get(pk=job.pk), JobLine.objects.get(pk=line.pk)


def test_a_landlord_who_withdraws_after_the_fitting_undoes_nothing(o):
    job, line = consented(o, S.FITTED)
    before = money(o)
    actions.withdraw_consent(line_id=line.pk, withdrawn_on=clock.today(), by=o.coordinator)
    line.refresh_from_db()
    assert (line.consent, line.fitted, line.dropped_on) == (Consent.WITHDRAWN, True, None)
    assert money(o) == before
    actions.close_job(job_id=job.pk, by=o.coordinator)


def test_a_landlord_who_withdraws_before_the_fitting_takes_the_line_off_the_order(o):
    job, line = consented(o, S.BOOKED)
    assert money(o)[0] == (95_00 + 10_00) * 120 // 100
    actions.withdraw_consent(line_id=line.pk, withdrawn_on=clock.today(), by=o.coordinator)
    assert money(o)[0] == 12_00
    make.fit(o, job)
    assert money(o)[:2] == (0, 12_00)
    assert Job.objects.get(pk=job.pk).fitted_pence == 10_00


def test_a_home_that_moves_out_between_order_and_fitting_stops_the_booking(o):
    home = make.victim(o.project)
    person = make_resident(home, o.coordinator)
    job = make.job_in(o, S.ORDERED, home)
    register.move_out(resident_id=person.pk, moved_out_on=clock.today(), by=o.coordinator)

    def book():
        actions.book_job(
            job_id=job.pk, fitter=o.fitter, on_day=clock.today(), window="morning", by=o.coordinator
        )

    with pytest.raises(actions.JobRefused, match="moved out"):
        book()
    make_resident(home, o.coordinator, name="Next Example", since_on=clock.today())
    actions.agree_again(job_id=job.pk, agreed_on=clock.today(), by=o.coordinator)
    book()
    Household.objects.filter(pk=home.pk).update(state="void")
    with pytest.raises(actions.JobRefused, match="empty"):
        book()
    actions.cancel_job(job_id=job.pk, reason="Nobody lives there", by=o.coordinator)
    assert money(o) == (0, 0, 0)


def test_the_same_measure_is_not_ordered_twice_for_one_place(o):
    home = make.victim(o.project)
    job = make.job_in(o, S.PAID, home)
    again = make.referred(o, home)
    with pytest.raises(actions.JobRefused, match="already specified, ordered or fitted"):
        actions.add_line(
            job_id=again.pk, measure=o.measures["thumb_turn"], place="front_door", by=o.coordinator
        )
    actions.add_line(job_id=again.pk, measure=o.measures["thumb_turn"], place="back_door", by=o.coordinator)
    line = job.lines.get(measure=o.measures["thumb_turn"])
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_the_guard_asks_for_a_crime_prevention_officer_and_a_sentence(o):
    home = make.victim(o.project)
    note_vulnerability(home, o.coordinator, category="mobility")
    job = make.job_in(o, S.SURVEYED, home)
    lock = {"job_id": job.pk, "measure": o.measures["deadlock"], "place": "front_door"}
    with pytest.raises(actions.WouldTrap, match="thumb"):
        actions.add_line(**lock, by=o.officer)
    with pytest.raises(actions.WouldTrap, match="Only a Crime Prevention Officer"):
        actions.add_line(**lock, by=o.coordinator, override_reason="It is fine")
    line = actions.add_line(**lock, by=o.officer, override_reason="A second way out opens without a key")
    assert (line.guarded, line.overridden_by) == (True, o.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        JobLine.objects.filter(pk=line.pk).update(override_reason="")


def test_a_note_made_after_the_specification_stops_the_approval(o):
    home = make.victim(o.project)
    job = make.job_in(o, S.SURVEYED, home)
    make.specify(o, job, ["deadlock"])
    note_vulnerability(home, o.coordinator, category="older")
    with pytest.raises(actions.WouldTrap):
        actions.approve_job(job_id=job.pk, by=o.officer)
    assert Job.objects.get(pk=job.pk).status == S.SPECIFIED


@pytest.mark.parametrize("how", ["shared_kind", "survey"])
def test_a_shared_house_is_guarded(o, how):
    home = make.victim(o.project, kind="shared" if how == "shared_kind" else "terrace")
    job = make.referred(o, home)
    make.survey(home, o.officer, answers={**make.WEAK, "shared": "yes"} if how == "survey" else None)
    with pytest.raises(actions.WouldTrap):
        actions.add_line(job_id=job.pk, measure=o.measures["deadlock"], place="front_door", by=o.officer)
    lines = actions.take_proposal(job_id=job.pk, by=o.officer)
    assert "Mortice deadlock with thumb turn" in {line.measure.name for line in lines}


def test_domestic_abuse_is_referred_not_fitted_and_leaves_no_trace(o):
    home = make.victim(o.project)
    with pytest.raises(actions.JobRefused, match="Refer, do not fit"):
        make.referred(o, home, domestic_abuse=True)
    assert not Job.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="job.").exists()
    job = make.job_in(o, S.APPROVED, home)
    referral(home, o.coordinator, kind="domestic_abuse")
    with pytest.raises(actions.JobRefused, match="Refer, do not fit"):
        actions.order_job(job_id=job.pk, firm=o.firm, line=o.line, by=o.coordinator)


def test_a_job_in_reserve_is_not_ordered_until_it_is_brought_forward(o):
    job = make.job_in(o, S.APPROVED)
    actions.set_reserve(job_id=job.pk, reserve=True, by=o.coordinator)
    with pytest.raises(actions.JobRefused, match="reserve"):
        actions.order_job(job_id=job.pk, firm=o.firm, line=o.line, by=o.coordinator)
    actions.set_reserve(job_id=job.pk, reserve=False, by=o.coordinator)
    actions.order_job(job_id=job.pk, firm=o.firm, line=o.line, by=o.coordinator)


def test_a_line_without_enough_money_takes_no_order(o):
    from grants.actions import NotEnoughLeft
    from tests.factories.grants import make_line

    poor = make_line(o.project, o.coordinator, title="Little", allocated_pence=5_00)
    job = make.job_in(o, S.APPROVED)
    with pytest.raises(NotEnoughLeft):
        actions.order_job(job_id=job.pk, firm=o.firm, line=poor, by=o.coordinator)
    assert not job.orders.exists()
    assert Job.objects.get(pk=job.pk).status == S.APPROVED


def test_money_down_the_road(o):
    """105.00 and 21.00 VAT: committed, varied, partly fitted, credited, invoiced to the penny, paid."""
    job = make.job_in(o, S.BOOKED)
    assert money(o) == (126_00, 0, 0)
    actions.change_order(
        job_id=job.pk, kind="variation", net_pence=5_01, reason="Longer screws", by=o.coordinator
    )
    assert money(o) == (132_01, 0, 0)
    timer = job.lines.get(measure=o.measures["timer"])
    make.fit(o, job, fitted_line_ids=[job.lines.exclude(pk=timer.pk).get().pk], note="No socket")
    assert money(o) == (0, 120_01, 0), "100.01 and 20.00"
    actions.change_order(
        job_id=job.pk, kind="credit_note", net_pence=10_01, reason="Scratch", by=o.coordinator
    )
    assert money(o) == (0, 108_00, 0)
    actions.close_job(job_id=job.pk, by=o.coordinator)
    said = {"job_id": job.pk, "number": "7", "received_on": clock.today(), "by": o.coordinator}
    with pytest.raises(actions.JobRefused, match="£12.00 more|£12 more"):
        actions.accept_invoice(net_pence=100_00, vat_pence=20_00, **said)
    bill = actions.accept_invoice(net_pence=90_00, vat_pence=18_00, **said)
    with pytest.raises(actions.JobRefused, match="accepted"):
        actions.change_order(job_id=job.pk, kind="variation", net_pence=1, reason="More", by=o.coordinator)
    with pytest.raises(actions.JobRefused, match="somebody else"):
        actions.pay_invoice(invoice_id=bill.pk, paid_on=clock.today(), by=o.coordinator)
    actions.pay_invoice(invoice_id=bill.pk, paid_on=clock.today(), by=o.finance)
    assert money(o) == (0, 108_00, 108_00)
    assert OrderChange.objects.count() == 3
    assert {entry.source for entry in Entry.objects.exclude(source="")} == {job.source}


def test_a_firm_uses_an_invoice_number_once(o):
    first, second = (make.job_in(o, S.CLOSED) for _ in range(2))
    make.invoice(o, first, number="77")
    with pytest.raises(actions.JobRefused, match="on file already"):
        make.invoice(o, second, number="77")


def test_work_after_the_last_day_of_the_grant_is_recorded_and_stays_a_commitment(o, settings):
    job = make.job_in(o, S.BOOKED)
    settings.DEMONSTRATION_TODAY = o.project.ends_on + A_DAY
    make.fit(o, job)
    assert money(o) == (126_00, 0, 0)
    other = make.job_in(o, S.APPROVED, make.home(o.project), other_reason="Late")
    actions.cancel_job(job_id=other.pk, reason="The grant has ended", by=o.coordinator)


def test_what_is_called_off_gives_its_money_back_even_after_the_grant(o, settings):
    job = make.job_in(o, S.BOOKED)
    settings.DEMONSTRATION_TODAY = o.project.ends_on + A_DAY
    actions.cancel_job(job_id=job.pk, reason="The grant has ended", by=o.coordinator)
    assert money(o) == (0, 0, 0)
    assert not job.appointments.standing().exists()
    assert not job.lines.standing().exists()


def test_a_sample_is_drawn_of_each_fitter_and_a_drawn_job_is_not_closed_unseen(o):
    second = make.make_fitter(o.firm, o.coordinator)
    jobs = [make.job_in(o, S.FITTED) for _ in range(3)]
    o.fitter = second
    jobs += [make.job_in(o, S.FITTED) for _ in range(3)]
    assert actions.draw_sample(project=o.project, per_fitter=1, seed=1, by=o.coordinator) == 2
    assert actions.draw_sample(project=o.project, per_fitter=1, seed=2, by=o.coordinator) == 0, (
        "one each is drawn"
    )
    drawn = Job.objects.to_inspect()
    assert {job.fitter_id for job in drawn} == {jobs[0].fitter_id, second.pk}
    with pytest.raises(actions.JobRefused, match="drawn for inspection"):
        actions.close_job(job_id=drawn[0].pk, by=o.coordinator)
    assert actions.draw_sample(project=o.project, by=o.coordinator) == 4


def test_snags_go_back_with_a_clock_and_are_looked_at_again(o):
    job = make.job_in(o, S.SNAGGED)
    snag = job.snags.get()
    assert snag.due_on == clock.today() + datetime.timedelta(days=10) == job.due_on
    actions.mend_snags(job_id=job.pk, mended_on=clock.today(), by=None)
    assert not job.snags.open().exists()
    with pytest.raises(actions.JobRefused, match="drawn"):
        actions.close_job(job_id=job.pk, by=o.coordinator)


def test_a_survey_after_the_work_scores_again_and_a_withdrawn_one_no_longer_counts(o):
    job = make.job_in(o, S.FITTED)
    after = make.survey(job.household, o.officer, answers=make.STRONG)
    job.refresh_from_db()
    assert (after.stage, job.wide_before, job.wide_after) == ("after", 0, 4)
    actions.withdraw_survey(survey_id=after.pk, by=o.officer)
    job.refresh_from_db()
    assert (job.wide_before, job.wide_after) == (0, None)


def test_the_same_survey_sent_twice_is_one_survey(o):
    import uuid

    home, key = make.victim(o.project), uuid.uuid4()
    told = {"household": home, "happened_on": clock.today(), "by": o.officer, "client_id": key}
    assert actions.record_survey(answers=make.WEAK, **told)[1] is True
    assert actions.record_survey(answers=make.WEAK, **told)[1] is False
    with pytest.raises(actions.SurveyRefused, match="Another survey"):
        actions.record_survey(answers=make.STRONG, **told)


@pytest.mark.parametrize(
    "change",
    [
        {"status": S.PAID},
        {"status": S.FITTED},
        {"status": S.CANCELLED},
        {"approved_by": None},
        {"firm": None},
        {"fitted_on": datetime.date(2021, 11, 1)},
        {"paid_on": datetime.date(2021, 11, 1)},
        {"closed_on": datetime.date(2021, 11, 1)},
        {"victim": False},
        {"reserve": True},
    ],
    ids=str,
)
def test_the_database_refuses_what_no_move_could_make(o, change):
    job = make.job_in(o, S.BOOKED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**change)


def test_openings_of_a_link_are_never_changed(o):
    link = actions.make_link(fitter=o.fitter, on_day=clock.today(), by=o.coordinator)
    opening = actions.record_opening(link=link, what="day")
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        type(opening).objects.filter(pk=opening.pk).update(opened_at=timezone.now())
