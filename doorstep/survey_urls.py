from django.urls import path

from doorstep import survey_views as views

urlpatterns = [
    path("<slug:key>/", views.survey_start, name="survey_start"),
    path("<slug:key>/<uuid:draft>/<int:number>/", views.survey_page, name="survey_page"),
    path("<slug:key>/<uuid:draft>/answers/", views.survey_check, name="survey_check"),
]
