from django.urls import path

from outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("surveys/", views.survey_list, name="survey_list"),
    path("surveys/draft/", views.survey_draft, name="survey_draft"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("responses/<int:pk>/", views.response, name="response"),
    path("responses/<int:pk>/withdraw/", views.response_withdraw, name="response_withdraw"),
]
