from django.urls import path

from grants import asset_views, budget_views, views

app_name = "grants"
urlpatterns = [
    path("", views.deliverable_list, name="deliverable_list"),
    path("deliverables/<int:pk>/", views.deliverable, name="deliverable"),
    path("deliverables/<int:pk>/target/", views.target_revise, name="target_revise"),
    path("milestones/", views.milestone_list, name="milestone_list"),
    path("milestones/add/", views.milestone_add, name="milestone_add"),
    path("milestones/<int:pk>/done/", views.milestone_done, name="milestone_done"),
    path("activities/add/", views.activity_add, name="activity_add"),
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements/add/", views.agreement_add, name="agreement_add"),
    path("posts/", views.post_list, name="post_list"),
    path("training/<int:pk>/done/", views.training_done, name="training_done"),
    path("assets/", asset_views.asset_list, name="asset_list"),
    path("duties/", asset_views.duty_list, name="duty_list"),
    path("duties/<int:pk>/review/", asset_views.duty_review, name="duty_review"),
    path("budget/", budget_views.budget, name="budget"),
    path("budget/lines/add/", budget_views.budget_line_add, name="budget_line_add"),
    path("budget/lines/<int:pk>/", budget_views.budget_line, name="budget_line"),
]
