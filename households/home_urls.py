from django.urls import path

from households.views import homes

urlpatterns = [
    path("<int:pk>/edit/", homes.home_edit, name="home_edit"),
    path("<int:pk>/split/", homes.home_split, name="home_split"),
    path("other-values/", homes.value_list, name="value_list"),
    path("other-values/<int:pk>/", homes.value_settle, name="value_settle"),
    path("add-to-street/<int:pk>/", homes.home_add, name="home_add"),
]
