"""Doors of an office in which nobody has an account yet; afterwards they are gone."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.permissions import open_page
from office import first_run
from office.setup_forms import CodeForm, FirstProjectForm
from saferstreets.common.answers import carried_out, posted
from saferstreets.common.throttle import Throttle

TRIES = Throttle("first_run", most=10)
TOO_MANY = "Too many codes have been tried from your connection in the last hour. Try again later."
# Where the session keeps the code that was typed, until the office is made.
TYPED = "first_run_code"


def or_begin(sign_in):
    """The sign-in page; of an office in which nobody has an account, the first page in its place."""

    @wraps(sign_in)
    def opened(request, *args, **kwargs):
        return redirect("first_run") if first_run.is_fresh() else sign_in(request, *args, **kwargs)

    return opened


def _only_fresh(view):
    @wraps(view)
    def opened(request):
        if not first_run.is_fresh():
            raise Http404
        return view(request)

    return opened


@open_page("whoever set up the server begins the office, with a code from the server; then the page is gone")
@never_cache
@_only_fresh
def first_run_code(request):
    """Who finds a fresh server first cannot take it: the page asks for what only the server says."""
    full = request.method == "POST" and not TRIES.allows(request)
    form = CodeForm(None if full else posted(request))
    if request.method == "POST" and not full:
        TRIES.count(request)
        if form.is_valid():
            request.session[TYPED] = form.cleaned_data["code"]
            return redirect("first_run_office")
    context = {"form": form, "too_many": TOO_MANY if full else ""}
    return render(request, "office/first_run_code.html", context, status=429 if full else 200)


@open_page("the same person names the first project and its coordinator")
@never_cache
@_only_fresh
def first_run_office(request):
    """The first project and its coordinator, by the verb of `manage.py create_project`."""
    code = request.session.get(TYPED, "")
    if not first_run.fits(code):
        return redirect("first_run")
    form = FirstProjectForm(posted(request))
    if carried_out(form, first_run.begin, code=code, demonstration=settings.DEMONSTRATION):
        request.session.flush()
        messages.success(
            request, "The office is ready. Sign in with the email address and password you chose."
        )
        return redirect("account_login")
    return render(request, "office/first_run_office.html", {"form": form})
