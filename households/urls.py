from django.urls import include, path

from households import views

app_name = "households"
urlpatterns = [
    path("", views.household_list, name="household_list"),
    path("map/", include("households.map_urls")),
]
