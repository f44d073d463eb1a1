"""Addresses of the map, under households/map/ of a project."""

from django.urls import path

from households.views.map import map, map_pdf, map_picture

urlpatterns = [
    path("", map, name="map"),
    path("picture.svg", map_picture, name="map_picture"),
    path("map.pdf", map_pdf, name="map_pdf"),
]
