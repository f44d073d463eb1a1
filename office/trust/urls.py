"""Addresses of requests about somebody's data; included by office.urls, so their names are in the room's namespace."""

from django.urls import path

from office.trust import views

urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("retention/", views.request_retention, name="request_retention"),
    path("complaint/", views.request_complaint, name="request_complaint"),
    path("processing.pdf", views.request_processing, name="request_processing"),
    path("<int:pk>/", views.request_detail, name="request"),
    path("<int:pk>/acknowledge/", views.request_acknowledge, name="request_acknowledge"),
    path("<int:pk>/release/", views.request_release, name="request_release"),
    path("<int:pk>/zip/", views.request_zip, name="request_zip"),
    path("<int:pk>/answer/", views.request_answer, name="request_answer"),
]
