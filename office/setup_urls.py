"""Addresses of the set-up pages; included by office.urls, so their names are in the room's namespace."""

from django.urls import path

from office import setup_views as views

urlpatterns = [
    path("", views.setup, name="setup"),
    path("facts/", views.setup_facts, name="setup_facts"),
    path("areas/", views.setup_areas, name="setup_areas"),
    path("streets/", views.setup_streets, name="setup_streets"),
    path("posts/", views.setup_posts, name="setup_posts"),
    path("deliverables/", views.setup_deliverables, name="setup_deliverables"),
    path("deliverables/<int:pk>/", views.setup_deliverable, name="setup_deliverable"),
    path("members/", views.setup_members, name="setup_members"),
    path("members/<int:pk>/end/", views.setup_member_end, name="setup_member_end"),
    path("members/<int:pk>/leave/", views.setup_member_leave, name="setup_member_leave"),
    path("members/lost/<int:pk>/", views.setup_lost_factor, name="setup_lost_factor"),
]
