from django.urls import path

from imports import views

app_name = "imports"
urlpatterns = [
    path("", views.batch_list, name="batch_list"),
    path("new/", views.batch_new, name="batch_new"),
    path("victims/new/", views.victims_new, name="victims_new"),
    path("kits/new/", views.kits_new, name="kits_new"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/columns/", views.batch_map, name="batch_map"),
    path("<int:pk>/review/", views.batch_review, name="batch_review"),
    path("<int:pk>/review/many/", views.batch_decide_many, name="batch_decide_many"),
    path("decisions/", views.decision_list, name="decision_list"),
    path("decisions/<int:pk>/forget/", views.decision_forget, name="decision_forget"),
    path("<int:pk>/merge/", views.batch_merge, name="batch_merge"),
    path("<int:pk>/discard/", views.batch_discard, name="batch_discard"),
    path("<int:pk>/undo/", views.batch_undo, name="batch_undo"),
]
