app_name = "doorstep"
urlpatterns = []
