"""Doors of the desk: pages that look across rooms."""

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Project
from accounts.permissions import Perm, allow, open_page, signed_in
from grants.actions.radar import raise_alerts
from households.actions.outings import tell_quietly
from households.models import Household, Street
from office import accessibility as statement
from office import grant_today, health, one_home, one_street, queries, waiting
from saferstreets.common import clock
from saferstreets.menu import menu_for, see_also

HOMES_ON_A_PAGE = 50


@signed_in("everybody chooses among their own projects")
def choose_project(request):
    """The projects a person is in; with only one there is nothing to choose."""
    projects = list(Project.objects.entered_by(request.user).select_related("lead_body"))
    doors = [(project, menu_for(request.user, project)[0]["url"]) for project in projects]
    if len(doors) == 1:
        return redirect(doors[0][1])
    context = {"doors": doors, "may_create": request.user.can_anywhere(Perm.PROJECT_SETUP)}
    return render(request, "office/choose_project.html", context)


@open_page("tells a load balancer that the server answers")
def healthz(request):
    """Alive, with its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@open_page("tells a load balancer whether people may be let in")
def readyz(request):
    """Ready: database, tables, kept files, room. 503 and what is missing otherwise; no names, no numbers."""
    found = health.parts()
    lines = "".join(f"{part}: {'ok' if well else 'NOT READY'}\n" for part, well in found.items())
    response = HttpResponse(lines, content_type="text/plain", status=200 if all(found.values()) else 503)
    response["Cache-Control"] = "no-store"
    return response


@open_page("the law asks for it on every public body's service")
def accessibility(request):
    """How accessible the service is, by its last test."""
    return render(request, "office/accessibility.html", {"sections": statement.statement()})


@allow(Perm.TODAY_SEE)
def today(request, project):
    """What is done against the target and the pace, what is due, and what is late.

    Opening it also tells of who is overdue, and writes down what the underspend radar has to tell.
    """
    tell_quietly(project=project)
    user, day = request.user, clock.today()
    if user.can(Perm.BUDGET_SEE, project):
        raise_alerts(project=project, day=day)
    known = queries.today(project, day) | queries.asked(user, project, day)
    context = (
        known
        | queries.overdue(user, project)
        | queries.requests_late(user, project, day)
        | queries.cctv_lapses(user, project, day)
        | queries.rounds(user, project, day)
        | queries.beginning(user, project)
        | grant_today.asks(user, project, day)
        | {"waiting": waiting.lines(user, project, day, known), "see_also": see_also(user, project)}
    )
    return render(request, "office/today.html", context)


@allow(Perm.HOUSEHOLD_SEE)
def street_list(request, project):
    """Every street of the project: what is done and what is left."""
    streets = queries.streets_done(project, clock.today())
    totals = {column: sum(street[column] for street in streets) for column, _ in queries.STREET_COLUMNS}
    context = {"streets": streets, "totals": totals, "see_also": see_also(request.user, project)}
    return render(request, "office/street_list.html", context)


@allow(Perm.HOUSEHOLD_SEE)
def street(request, project, pk):
    """One street, door by door in walking order."""
    found = get_object_or_404(
        Street.objects.visible_to(request.user, project).select_related("project"), pk=pk
    )
    homes = Household.objects.filter(project=project, street=found).order_by("walk_seq", "id")
    page = Paginator(homes, HOMES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "street": found,
        "row": one_street.counts(found, clock.today()),
        "page": page,
        "doors": one_street.doors(
            found,
            clock.today(),
            sees_cautions=request.user.can(Perm.CAUTION_SEE, project),
            limit=HOMES_ON_A_PAGE,
            offset=(page.number - 1) * HOMES_ON_A_PAGE,
        ),
        "may_record": request.user.can(Perm.VISIT_RECORD, project),
        "may_add": request.user.can(Perm.HOUSEHOLD_EDIT, project),
    }
    return render(request, "office/street.html", context)


@allow(Perm.HOUSEHOLD_SEE)
def home(request, project, pk):
    """One home: what is there, who lives there, every knock, the packs and kits, and who wrote what down."""
    homes = Household.objects.visible_to(request.user, project).select_related(
        "street", "project", "landlord"
    )
    return render(
        request, "office/home.html", one_home.page(get_object_or_404(homes, pk=pk), request.user, project)
    )
