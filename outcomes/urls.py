from django.urls import path

from outcomes import views

app_name = "outcomes"
# What is done about a concern, and to a draft: word in the address -> view.
_CONCERN = {
    "pass": views.concern_pass, "again": views.concern_again, "return": views.concern_return, "answer": views.concern_answer,
    "tell": views.concern_tell,
}  # fmt: skip
urlpatterns = [
    path("surveys/", views.survey_list, name="survey_list"),
    path("surveys/draft/", views.survey_draft, name="survey_draft"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/results/", views.survey_results, name="survey_results"),
    path("responses/<int:pk>/", views.response, name="response"),
    path("responses/<int:pk>/withdraw/", views.response_withdraw, name="response_withdraw"),
    path("drafts/begin/", views.draft_begin, name="draft_begin"),
    path("drafts/<int:pk>/", views.draft, name="draft"),
    path("drafts/<int:pk>/question-add/", views.draft_question_add, name="draft_question_add"),
    path("drafts/<int:pk>/questions/<int:number>/", views.draft_question, name="draft_question"),
    path("drafts/<int:pk>/questions/<int:number>/move/", views.draft_move, name="draft_move"),
    path("drafts/<int:pk>/questions/<int:number>/remove/", views.draft_remove, name="draft_remove"),
    path("drafts/<int:pk>/use/", views.draft_use, name="draft_use"),
    path("drafts/<int:pk>/discard/", views.draft_discard, name="draft_discard"),
    path("crime/", views.crime, name="crime"),
    path("crime/months/", views.crime_month_list, name="crime_month_list"),
    path("crime/add/", views.crime_add, name="crime_add"),
    path("crime/months/<int:pk>/", views.crime_month, name="crime_month"),
    path("crime/months/<int:pk>/hold/", views.crime_month_hold, name="crime_month_hold"),
    path("crime/months/<int:pk>/drop/", views.crime_month_drop, name="crime_month_drop"),
    path("concerns/", views.concern_list, name="concern_list"),
    path("concerns/add/", views.concern_add, name="concern_add"),
    path("concerns/<int:pk>/", views.concern, name="concern"),
    *(path(f"concerns/<int:pk>/{word}/", view, name=f"concern_{word}") for word, view in _CONCERN.items()),
]
