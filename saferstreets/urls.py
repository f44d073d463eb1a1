"""Addresses of the house. A room's own addresses are in the room."""

from allauth.account import views as sign_in
from django.urls import include, path

from doorstep import caller_views as callers
from doorstep import shell_views, sync
from hardening.views import phone
from households import views as households
from office import first_run_views as first_run
from office import setup_views
from office import views as office
from reports import views as reports

project_pages = [
    path("", include("office.urls")),
    path("households/", include("households.urls")),
    path("doorstep/", include("doorstep.urls")),
    path("outcomes/", include("outcomes.urls")),
    path("packs/", include("packs.urls")),
    path("hardening/", include("hardening.urls")),
    path("cctv/", include("cctv.urls")),
    path("lighting/", include("lighting.urls")),
    path("imports/", include("imports.urls")),
    path("grants/", include("grants.urls")),
    path("evidence/", include("evidence.urls")),
    path("reports/", include("reports.urls")),
]

urlpatterns = [
    path("", office.choose_project, name="choose_project"),
    path("first/", first_run.first_run_code, name="first_run"),
    path("first/office/", first_run.first_run_office, name="first_run_office"),
    path("healthz", office.healthz, name="healthz"),
    path("readyz", office.readyz, name="readyz"),
    path("accessibility/", office.accessibility, name="accessibility"),
    path("sw.js", shell_views.phone_worker, name="phone_worker"),
    path("sw/<slug:version>.js", shell_views.phone_program, name="phone_program"),
    path("projects/new/", setup_views.project_new, name="project_new"),
    path("sign-in/", first_run.or_begin(sign_in.login), name="account_login"),
    path("sign-in/", include("accounts.urls")),
    path("deposit/v1", sync.deposit, name="deposit"),
    path("deposit/v1/openapi.json", sync.deposit_openapi, name="deposit_openapi"),
    path("deposit/v1/part/<uuid:uid>/<int:part>/<int:number>", sync.deposit_part, name="deposit_part"),
    path("check/", callers.check, name="check"),
    path("updates/<slug:slug>/", reports.public_updates, name="public_updates"),
    path("updates/<slug:slug>/feed/", reports.public_feed, name="public_feed"),
    path("updates/<slug:slug>/streets/", reports.public_streets, name="public_streets"),
    path("updates/<slug:slug>/streets.csv", reports.public_streets_csv, name="public_streets_csv"),
    path("updates/<slug:slug>/<int:pk>/", reports.public_update, name="public_update"),
    path("updates/<slug:slug>/<int:pk>/pdf/", reports.public_pdf, name="public_pdf"),
    path("updates/<slug:slug>/<int:pk>/large-print/", reports.public_large, name="public_large"),
    path("updates/<slug:slug>/<int:pk>/data.json", reports.public_json, name="public_json"),
    path("updates/<slug:slug>/<int:pk>/figures.csv", reports.public_figures, name="public_figures"),
    path("updates/<slug:slug>/<int:pk>/targets.csv", reports.public_targets, name="public_targets"),
    path("ask/<slug:slug>/", households.ask, name="ask"),
    path("ask/<slug:slug>/thanks/", households.ask_thanks, name="ask_thanks"),
    path("job/<str:token>/", phone.job_day, name="job_day"),
    path("job/<str:token>/<int:pk>/", phone.job_visit, name="job_visit"),
    path("job/<str:token>/<int:pk>/could-not/", phone.job_could_not, name="job_could_not"),
    path("job/<str:token>/<int:pk>/photo/", phone.job_photo, name="job_photo"),
    path("<slug:slug>/", include(project_pages)),
]
