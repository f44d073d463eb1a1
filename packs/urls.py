from django.urls import include, path

app_name = "packs"
urlpatterns = [path("", include("packs.stock_urls")), path("", include("packs.buying_urls"))]
