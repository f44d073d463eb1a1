from django.urls import include, path

from doorstep import day_views, home_views, views

app_name = "doorstep"
urlpatterns = [
    path("rounds/", include("doorstep.round_urls")),
    path("day/", day_views.day_close, name="day_close"),
    path("days/", day_views.day_list, name="day_list"),
    path("homes/<int:pk>/merge/", home_views.home_merge, name="home_merge"),
    path("<int:pk>/", views.visit_record, name="visit_record"),
    path("<int:pk>/answered/", views.visit_answered, name="visit_answered"),
    path("<int:pk>/other/", views.visit_other, name="visit_other"),
    path("visits/<int:pk>/", views.visit_saved, name="visit_saved"),
    path("visits/<int:pk>/withdraw/", views.visit_withdraw, name="visit_withdraw"),
]
