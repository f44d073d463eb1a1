"""What every page carries: the menu for this person on this project, and the demonstration banner."""

from django.conf import settings
from django.urls import reverse

from accounts.permissions import Perm

# (label, URL name, right) in the order of the bar; the first one a person may open is where a project opens for them.
MENU = (
    ("Today", "office:today", Perm.TODAY_SEE),
    ("Households", "households:household_list", Perm.HOUSEHOLD_SEE),
    ("Rounds", "households:round_list", Perm.ROUND_SEE),
    ("Streets", "office:street_list", Perm.HOUSEHOLD_SEE),
    ("Packs", "packs:stock", Perm.STOCK_SEE),
    ("Target hardening", "hardening:board", Perm.HARDENING_SEE),
    ("Invoices", "hardening:invoice_list", Perm.JOB_PAY),
    ("Imports", "imports:batch_list", Perm.ADDRESSES_IMPORT),
    ("Grant", "grants:deliverable_list", Perm.GRANT_SEE),
    ("Buying", "packs:order_list", Perm.BUYING_SEE),
    ("Figures", "reports:figure_list", Perm.FIGURE_SEE),
    ("Updates", "reports:update_list", Perm.UPDATE_READ),
    ("Lighting", "lighting:scheme_list", Perm.SCHEME_SEE),
    ("CCTV", "cctv:scheme_list", Perm.CCTV_SEE),
    ("Outcomes", "outcomes:crime", Perm.CRIME_SEE),
    ("You said, we did", "outcomes:concern_list", Perm.CONCERN_SEE),
    ("Extract", "reports:extract", Perm.EXTRACT_TAKE),
    ("Data requests", "office:request_list", Perm.DATA_REQUEST_SEE),
    ("Set up", "office:setup", Perm.PROJECT_SETUP),
)

# For whoever has a page of today, these stand on it and not in the bar, which is long enough.
LESS_OFTEN = {"outcomes:concern_list", "reports:extract", "office:request_list"}

# Doors that stand on the pages they belong to, not in the bar.
BESIDE = (
    *(door for door in MENU if door[1] in LESS_OFTEN),
    ("Close the day", "doorstep:day_close", Perm.STOCK_MOVE),
    ("Map", "households:map", Perm.MAP_SEE),
    ("Cocoons", "hardening:cocoon_list", Perm.COCOON_SEE),
    ("Forecast of the packs", "office:forecast", Perm.FORECAST_SEE),
    ("Underspend radar", "office:radar", Perm.BUDGET_SEE),
    ("Inbox from phones", "doorstep:inbox", Perm.INBOX_SETTLE),
    ("Own streets", "households:own_street_list", Perm.HOUSEHOLD_SEE),
    ("Check-in timer", "households:outing", Perm.VISIT_RECORD),
    ("Who is out", "households:outing_list", Perm.CHECK_IN_SEE),
    ("Caller codes", "doorstep:caller_list", Perm.CALLER_SET),
    ("Letters", "office:letter_list", Perm.MAIL_SEE),
    ("Surveys", "outcomes:survey_list", Perm.SURVEY_SEE),
    ("Street cards and answers", "reports:street_told", Perm.UPDATE_READ),
    ("Who looked", "office:look_list", Perm.AUDIT_SEE),
)

# Of these doors, what belongs to a day in the streets; the others belong to the desk.
IN_THE_STREETS = {
    "doorstep:day_close",
    "households:map",
    "households:outing",
    "households:outing_list",
    "doorstep:caller_list",
}


def see_also(user, project):
    """The doors beside the bar that open for this person, in groups: dicts of title and doors (label, url)."""
    groups = {True: [], False: []}
    for label, name, right in BESIDE:
        if user.can(right, project):
            groups[name in IN_THE_STREETS].append({"label": label, "url": reverse(name, args=[project.slug])})
    titles = {True: "In the streets", False: "At the desk"}
    return [{"title": titles[street], "doors": doors} for street, doors in groups.items() if doors]


def menu_for(user, project, path=""):
    """The menu as dicts (label, url, current): only doors that open for this person."""
    if project is None or not user.is_authenticated:
        return []
    beside = LESS_OFTEN if user.can(Perm.TODAY_SEE, project) else ()
    doors = [
        (label, reverse(name, args=[project.slug]))
        for label, name, right in MENU
        if name not in beside and user.can(right, project)
    ]
    home = reverse(
        "office:today", args=[project.slug]
    )  # the beginning of every address: current only when it is the whole
    under = [url for _, url in doors if path == url or (url != home and path.startswith(url))]
    here = max(under, key=len, default=None)  # rounds have a door of their own and stand under households
    return [{"label": label, "url": url, "current": url == here} for label, url in doors]


def house(request):
    """Context of every page."""
    project = getattr(request, "project", None)
    user = getattr(request, "user", None)
    return {
        "project": project,
        "menu": menu_for(user, project, request.path) if user else [],
        "demonstration_today": settings.DEMONSTRATION_TODAY,
    }
