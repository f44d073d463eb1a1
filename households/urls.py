from django.urls import include, path

from households import views

app_name = "households"
urlpatterns = [
    path("", views.household_list, name="household_list"),
    path("rounds/", include("households.round_urls")),
    path("map/", include("households.map_urls")),
]
