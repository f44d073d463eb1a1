from django.urls import path

from doorstep import round_views as views

urlpatterns = [
    path("<int:pk>/nobody-in/", views.round_nobody_in, name="round_nobody_in"),
    path("<int:pk>/undo/", views.round_undo, name="round_undo"),
    path("<int:pk>/type-in/", views.round_type_in, name="round_type_in"),
]
