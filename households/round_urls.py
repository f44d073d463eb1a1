from django.urls import path

from households.views import rounds as views

urlpatterns = [
    path("", views.round_list, name="round_list"),
    path("new/", views.round_new, name="round_new"),
    path("tonight/", views.round_tonight, name="round_tonight"),
    path("ladder/", views.ladder, name="ladder"),
    path("<int:pk>/", views.round_detail, name="round_detail"),
    path("<int:pk>/sheet/", views.round_sheet, name="round_sheet"),
    path("<int:pk>/walk/", views.round_walk, name="round_walk"),
    path("<int:pk>/cancel/", views.round_cancel, name="round_cancel"),
]
