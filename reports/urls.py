from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("streets/", views.street_told, name="street_told"),
    path("streets/new/", views.street_release_new, name="street_release_new"),
    path("streets/<int:pk>/card/", views.street_card_pdf, name="street_card_pdf"),
    path("foi/", views.foi_pack, name="foi_pack"),
    path("360giving/", views.giving_json, name="giving_json"),
    path("figures/", views.figure_list, name="figure_list"),
    path("figures/<str:figure_id>/", views.figure, name="figure"),
    path("extract/", views.extract, name="extract"),
    path("updates/", views.update_list, name="update_list"),
    path("updates/new/", views.update_new, name="update_new"),
    path("updates/<int:pk>/", views.update, name="update"),
    path("updates/<int:pk>/edit/", views.update_edit, name="update_edit"),
    path("updates/<int:pk>/preview/", views.update_preview, name="update_preview"),
    path("updates/<int:pk>/submit/", views.update_submit, name="update_submit"),
    path("updates/<int:pk>/review/", views.update_review, name="update_review"),
    path("updates/<int:pk>/return/", views.update_return, name="update_return"),
    path("updates/<int:pk>/issue/", views.update_issue, name="update_issue"),
    path("updates/<int:pk>/correct/", views.update_correct, name="update_correct"),
    path("updates/<int:pk>/discard/", views.update_discard, name="update_discard"),
    path("updates/<int:pk>/photographs/", views.update_photographs, name="update_photographs"),
    path(
        "updates/<int:pk>/photographs/<int:photograph>/drop/",
        views.update_photograph_drop,
        name="update_photograph_drop",
    ),
    path("updates/<int:pk>/restated/", views.update_restated, name="update_restated"),
    path("updates/<int:pk>/large-print/", views.update_large, name="update_large"),
    path("updates/<int:pk>/pdf/", views.update_pdf, name="update_pdf"),
    path("updates/<int:pk>/html/", views.update_html, name="update_html"),
    path("updates/<int:pk>/json/", views.update_json, name="update_json"),
]
