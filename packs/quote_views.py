"""Doors of quotes: what is compared, each supplier's quote, samples, the decision and its paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from packs import actions, buying_papers, comparing
from packs import quote_forms as forms
from packs.models import Comparison, Quote, QuoteRule
from packs.pages import page_of
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


@allow(Perm.BUYING_SEE)
def comparison_list(request, project):
    """Everything that was or is compared, newest first."""
    rows = Comparison.objects.visible_to(request.user, project).for_list()
    context = {
        "page": page_of(request, rows),
        "rules": QuoteRule.objects.visible_to(request.user, project).order_by("from_pence"),
        "may_change": request.user.can(Perm.BUYING_EDIT, project),
    }
    return render(request, "packs/comparison_list.html", context)


@allow(Perm.BUYING_EDIT)
def quote_rules(request, project):
    """How many quotes the commercial rules ask for, by value."""
    form = forms.QuoteRuleForm(posted(request))
    if carried_out(form, actions.set_quote_rule, project=project, by=request.user):
        messages.success(request, "The rule is saved.")
        return redirect("packs:quote_rules", project.slug)
    rules = QuoteRule.objects.visible_to(request.user, project).order_by("from_pence")
    return render(request, "packs/quote_rules.html", {"form": form, "rules": rules})


@allow(Perm.BUYING_EDIT)
def comparison_new(request, project):
    form = forms.ComparisonForm(posted(request), project=project)
    if carried_out(form, actions.open_comparison, project=project, opened_on=clock.today(), by=request.user):
        messages.success(request, "Enter each supplier’s quote.")
        return redirect("packs:comparison_list", project.slug)
    return render(request, "packs/comparison_new.html", {"form": form})


def _found(request, project, pk):
    return get_object_or_404(Comparison.objects.visible_to(request.user, project).for_page(), pk=pk)


def _required(project, offers):
    """Quotes the rules ask for at the value of the cheapest offer, or None."""
    return actions.quotes_required(project, min((offer.net for offer in offers), default=0))


@allow(Perm.BUYING_SEE)
def comparison(request, project, pk):
    """Quotes side by side, and the decision."""
    found = _found(request, project, pk)
    offers = comparing.offers(found, found.quotes.for_page(), clock.today())
    decision = getattr(found, "decision", None)
    context = {
        "comparison": found,
        "offers": offers,
        "suppliers": comparing.suppliers(offers),
        "required": decision.required if decision else _required(project, offers),
        "decision": decision,
        "may_change": request.user.can(Perm.BUYING_EDIT, project),
    }
    return render(request, "packs/comparison.html", context)


@allow(Perm.BUYING_SEE)
def comparison_paper(request, project, pk):
    """The comparison on one page, for the file."""
    found = _found(request, project, pk)
    decision = getattr(found, "decision", None)
    offers = comparing.offers(found, found.quotes.for_page(), clock.today())
    required = decision.required if decision else _required(project, offers)
    answer = HttpResponse(buying_papers.comparison_pdf(found, required), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="quotes-{found.pk}.pdf"'
    return answer


@allow(Perm.BUYING_EDIT)
def comparison_quote(request, project, pk):
    found = _found(request, project, pk)
    form = forms.QuoteForm(posted(request), request.FILES or None, initial={"quoted_on": clock.today()})
    if carried_out(form, actions.add_quote, comparison=found, by=request.user):
        messages.success(request, "The quote is entered.")
        return redirect(found)
    return render(request, "packs/comparison_quote.html", {"form": form, "comparison": found})


@allow(Perm.BUYING_EDIT)
def sample_add(request, project, pk):
    quote = get_object_or_404(
        Quote.objects.visible_to(request.user, project).select_related("supplier", "comparison__item"), pk=pk
    )
    form = forms.SampleForm(posted(request), initial={"tested_on": clock.today()})
    if carried_out(form, actions.record_sample, quote=quote, by=request.user):
        messages.success(request, "The test is recorded.")
        return redirect("packs:comparison", project.slug, quote.comparison_id)
    return render(request, "packs/sample_add.html", {"form": form, "quote": quote})


@allow(Perm.BUYING_EDIT)
def comparison_decide(request, project, pk):
    found = _found(request, project, pk)
    form = forms.DecideForm(posted(request), comparison=found, initial={"decided_on": clock.today()})
    if carried_out(form, actions.decide, by=request.user):
        messages.success(request, "The decision is on record. An order can follow it.")
        return redirect(found)
    return render(request, "packs/comparison_decide.html", {"form": form, "comparison": found})
