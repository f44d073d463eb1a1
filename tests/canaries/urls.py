"""The product's addresses, and one more that fails with a person's name in its words: what the log makes of it is looked at."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from saferstreets.urls import urlpatterns as product


@csrf_exempt
@login_not_required
def fault(request):
    raise ValueError(f"Key (name)=({request.headers['X-Planted']}) is there already")


urlpatterns = [path("planted-fault/", fault, name="planted_fault"), *product]
