from django.urls import path

from doorstep import caller_views as views

urlpatterns = [
    path("", views.caller_list, name="caller_list"),
    path("issue/", views.caller_issue, name="caller_issue"),
    path("number/", views.caller_number, name="caller_number"),
    path("<int:pk>/revoke/", views.caller_revoke, name="caller_revoke"),
    path("<int:pk>/card/", views.caller_card, name="caller_card"),
    path("<int:pk>/calling-cards/", views.caller_calling_cards, name="caller_calling_cards"),
]
