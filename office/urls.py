from django.urls import include, path

from office import forecast_views, letter_views, radar_views, views
from office.trust import views as trust

app_name = "office"
urlpatterns = [
    path("", views.today, name="today"),
    path("streets/", views.street_list, name="street_list"),
    path("streets/<int:pk>/", views.street, name="street"),
    path("homes/<int:pk>/", views.home, name="home"),
    path("homes/<int:pk>/request/", trust.home_request, name="home_request"),
    path("requests/", include("office.trust.urls")),
    path("looks/", trust.look_list, name="look_list"),
    path("letters/", letter_views.letter_list, name="letter_list"),
    path("forecast/", forecast_views.forecast, name="forecast"),
    path("radar/", radar_views.radar, name="radar"),
    path("setup/", include("office.setup_urls")),
]
