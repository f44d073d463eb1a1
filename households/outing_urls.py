from django.urls import path

from households.views import outings as views

urlpatterns = [
    path("", views.outing, name="outing"),
    path("everybody/", views.outing_list, name="outing_list"),
    path("longer/", views.outing_longer, name="outing_longer"),
    path("safe/", views.outing_safe, name="outing_safe"),
    path("<int:pk>/safe/", views.outing_settle, name="outing_settle"),
]
