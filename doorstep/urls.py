from django.urls import include, path

from doorstep import day_views, home_views, inbox_views, phone_views, shell_views, views

app_name = "doorstep"
urlpatterns = [
    path("", shell_views.phone, name="phone"),
    path("app.webmanifest", shell_views.phone_manifest, name="phone_manifest"),
    path("rounds/", include("doorstep.round_urls")),
    path("callers/", include("doorstep.caller_urls")),
    path("homes/<int:pk>/survey/", include("doorstep.survey_urls")),
    path("phone/enrol/", phone_views.phone_enrol, name="phone_enrol"),
    path("phone/round/", phone_views.phone_round_json, name="phone_round_json"),
    path("phones/", inbox_views.phone_list, name="phone_list"),
    path("phones/<int:pk>/revoke/", inbox_views.phone_revoke, name="phone_revoke"),
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("inbox/hand-in/", inbox_views.inbox_hand_in, name="inbox_hand_in"),
    path("inbox/<int:pk>/", inbox_views.inbox_letter, name="inbox_letter"),
    path("inbox/<int:pk>/retry/", inbox_views.inbox_retry, name="inbox_retry"),
    path("inbox/<int:pk>/vouch/", inbox_views.inbox_vouch, name="inbox_vouch"),
    path("inbox/<int:pk>/settle/", inbox_views.inbox_settle, name="inbox_settle"),
    path("photos/<int:pk>/", inbox_views.photo, name="photo"),
    path("day/", day_views.day_close, name="day_close"),
    path("days/", day_views.day_list, name="day_list"),
    path("homes/<int:pk>/merge/", home_views.home_merge, name="home_merge"),
    path("<int:pk>/", views.visit_record, name="visit_record"),
    path("<int:pk>/answered/", views.visit_answered, name="visit_answered"),
    path("<int:pk>/other/", views.visit_other, name="visit_other"),
    path("visits/<int:pk>/", views.visit_saved, name="visit_saved"),
    path("visits/<int:pk>/withdraw/", views.visit_withdraw, name="visit_withdraw"),
]
