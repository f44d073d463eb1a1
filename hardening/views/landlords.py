"""Doors to the landlord consent chain."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from hardening import actions, forms, papers
from hardening.actions.landlords import lines_to_ask
from hardening.choices import Consent
from hardening.models import JobLine, LandlordLetter
from hardening.views.acting import parts
from households.models import Landlord
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm


@allow(Perm.JOB_ORDER)
def letter_list(request, project):
    """Landlords to be written to, letters without an answer, rented homes whose landlord nobody knows, consent taken back."""
    lines = JobLine.objects.visible_to(request.user, project)
    letters, today = LandlordLetter.objects.visible_to(request.user, project), clock.today()
    context = {
        "waiting": _to_write_to(project, lines.to_ask()),
        "unknown": lines.to_ask().filter(household__landlord=None).for_homes(),
        "withdrawn": lines.filter(consent=Consent.WITHDRAWN, fitted=True).for_homes(),
        "letters": letters.for_list(),
        "overdue": set(letters.overdue_on(today).values_list("pk", flat=True)),
        "parts": parts(request.user, project, "hardening:letter_list"),
    }
    return render(request, "hardening/letter_list.html", context)


def _to_write_to(project, lines):
    """Landlords of homes whose lines wait, each with how many homes."""
    waiting = lines.exclude(household__landlord=None).order_by().values("household__landlord")
    homes = dict(
        waiting.annotate(homes=Count("household", distinct=True)).values_list("household__landlord", "homes")
    )
    found = Landlord.objects.filter(project=project, pk__in=homes)
    return [{"landlord": landlord, "homes": homes[landlord.pk]} for landlord in found]


def _letter(request, project, pk):
    letters = LandlordLetter.objects.visible_to(request.user, project).select_related(
        "landlord", "reply", "project"
    )
    return get_object_or_404(letters, pk=pk)


@allow(Perm.JOB_ORDER)
def letter_write(request, project, pk):
    """One letter for all the homes of a landlord."""
    landlord = get_object_or_404(Landlord.objects.visible_to(request.user, project, Perm.LANDLORD_SEE), pk=pk)
    count = lines_to_ask(landlord).values("household").distinct().count()
    lead = f"One letter covers every line that waits: {count} home{'' if count == 1 else 's'}. Print it from the next page."
    return ask_and_do(
        request, form=HouseForm(posted(request)), action=actions.write_letter, title="Write to this landlord?", lead=lead,
        caption=landlord.name, back=reverse("hardening:letter_list", args=[project.slug]), label="Landlords",
        done="The letter is ready to print.", landlord=landlord, by=request.user,
    )  # fmt: skip


@allow(Perm.JOB_ORDER)
def letter(request, project, pk):
    """One letter, what it asks, and what was answered."""
    found = _letter(request, project, pk)
    context = {
        "letter": found, "lines": found.lines.for_homes(), "may_reply": found.lines.filter(consent=Consent.ASKED).exists(),
        "overdue": not found.replied_on and not found.routed and found.reply_due_on < clock.today(),
    }  # fmt: skip
    return render(request, "hardening/letter.html", context)


def _on_letter(request, found, form, action, title, done, **more):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=found.get_absolute_url(), label="The letter",
        caption=found.landlord.name, letter_id=found.pk, by=request.user, **more,
    )  # fmt: skip


@allow(Perm.JOB_ORDER)
def letter_remind(request, project, pk):
    found = _letter(request, project, pk)
    form = HouseForm(posted(request))
    return _on_letter(
        request,
        found,
        form,
        actions.remind_landlord,
        "Was this landlord reminded today?",
        "The reminder is recorded.",
    )


@allow(Perm.JOB_ORDER)
def letter_reply(request, project, pk):
    found = _letter(request, project, pk)
    lines = found.lines.filter(consent=Consent.ASKED).for_homes()
    form = forms.ReplyForm(
        posted(request), request.FILES or None, lines=lines, initial={"replied_on": clock.today()}
    )
    lead = "The reply is kept as evidence and stands behind each line it decides."
    return _on_letter(
        request, found, form, actions.record_reply, "File the reply", "The reply is filed.", lead=lead
    )


@allow(Perm.JOB_ORDER)
def letter_pdf(request, project, pk):
    found = _letter(request, project, pk)
    return papers.answer(papers.landlord_letter(found), f"landlord-letter-{found.pk}.pdf")


@allow(Perm.JOB_ORDER)
def line_withdraw(request, project, pk):
    """A landlord who agreed does so no longer."""
    lines = JobLine.objects.visible_to(request.user, project).for_homes().select_related("job__project")
    line = get_object_or_404(lines, pk=pk)
    lead = (
        "What is fitted stays in and the job goes on."
        if line.fitted
        else "The line leaves the job and its order."
    )
    form = forms.WithdrawForm(posted(request), initial={"withdrawn_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.withdraw_consent, title="The landlord withdraws consent", lead=lead,
        caption=f"{line.household.address}: {line}", back=line.job.get_absolute_url(), label=f"Job {line.job_id}",
        done="Recorded.", line_id=line.pk, by=request.user,
    )  # fmt: skip
