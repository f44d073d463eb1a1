"""What every answer of the house carries."""


class NoStoreMiddleware:
    """Pages seen by a signed-in person are never kept by the browser or a proxy: a shared computer shows nothing afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
