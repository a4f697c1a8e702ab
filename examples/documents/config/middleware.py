"""The health check."""

import logging

from django.db import Error, connection
from django.http import HttpResponseNotAllowed, JsonResponse

logger = logging.getLogger(__name__)

HEALTH_PATH = "/health/"


class HealthCheckMiddleware:
    """Answers /health/ itself: 200 when the database answers, 503 when it does not.

    A middleware, and the first one, because a load balancer calls each instance over plain HTTP with the
    instance's own IP address as Host. Any later, host validation would answer 400 and the redirect to
    HTTPS 301, and either takes a healthy instance out of service. The instances' addresses cannot be
    listed in ALLOWED_HOSTS, since they change with every instance that comes or goes.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path != HEALTH_PATH:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self.health()

    def health(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            # The text of a database error can name hosts and users, so it goes to the log only.
            logger.exception("Health check: the database does not answer")
            return self.answer("unavailable", status=503)
        return self.answer("ok", status=200)

    def answer(self, word, status):
        return JsonResponse({"status": word}, status=status, headers={"Cache-Control": "no-store"})
