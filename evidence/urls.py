from django.urls import path

from evidence import views

app_name = "evidence"
urlpatterns = [path("<uuid:public_id>/", views.document, name="document")]
