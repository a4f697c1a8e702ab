from unittest import mock

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.test import TestCase, override_settings

ERROR_TEXT = 'connection to server at "db.internal", user "documents": password authentication failed'


class HealthTests(TestCase):
    def test_says_ok_while_the_database_answers(self):
        with self.assertNumQueries(1):
            answer = self.client.get("/health/")
        self.assertEqual((answer.status_code, answer.json()), (200, {"status": "ok"}))
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_says_503_when_the_database_fails_and_keeps_the_reason_in_the_log(self):
        for error in [OperationalError(ERROR_TEXT), InterfaceError(ERROR_TEXT)]:
            with (
                self.subTest(error=type(error).__name__),
                mock.patch.object(connection, "cursor", side_effect=error),
                self.assertLogs("config.middleware", "ERROR") as log,
                self.assertLogs("django.request", "ERROR"),
            ):
                answer = self.client.get("/health/")
                self.assertEqual(answer.status_code, 503)
                self.assertEqual(answer.content, b'{"status": "unavailable"}')
                self.assertIn(ERROR_TEXT, log.output[0])

    @override_settings(ALLOWED_HOSTS=["documents.example.com"])
    def test_answers_the_load_balancer_that_calls_an_instance_by_its_address(self):
        from_load_balancer = {"host": "10.0.3.17", "user-agent": "ELB-HealthChecker/2.0"}
        self.assertEqual(self.client.get("/health/", headers=from_load_balancer).status_code, 200)
        with self.assertLogs("django.security.DisallowedHost", "ERROR"):
            self.assertEqual(self.client.get("/", headers=from_load_balancer).status_code, 400)

    @override_settings(SECURE_SSL_REDIRECT=True)
    def test_is_not_redirected_to_https(self):
        self.assertEqual(self.client.get("/health/").status_code, 200)
        self.assertEqual(self.client.get("/").status_code, 301)

    def test_only_reads(self):
        self.assertEqual(self.client.head("/health/").status_code, 200)
        with self.assertLogs("django.request", "WARNING"):
            answer = self.client.post("/health/")
        self.assertEqual((answer.status_code, answer.headers["Allow"]), (405, "GET, HEAD"))

    def test_nothing_comes_before_it(self):
        self.assertEqual(settings.MIDDLEWARE[0], "config.middleware.HealthCheckMiddleware")
