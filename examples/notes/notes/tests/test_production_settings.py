import importlib
import os
import socket
import sys
from unittest import mock
from urllib.parse import parse_qs, urlsplit

from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import CacheHandler
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage.handler import StorageHandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings

MODULE = "config.settings.production"

GOOD = {
    "SECRET_KEY": "a-key-for-these-tests-only-" + "0123456789" * 3,
    "ALLOWED_HOSTS": "notes.example.com, www.example.com",
    "DATABASE_URL": "postgresql://ada:p%40ss@db.internal:5433/notes",
    "AWS_STORAGE_BUCKET_NAME": "notes-media",
    "AWS_S3_REGION_NAME": "eu-west-1",
}

RDS = {
    "RDS_HOSTNAME": "db.internal",
    "RDS_PORT": "5433",
    "RDS_DB_NAME": "notes",
    "RDS_USERNAME": "ada",
    "RDS_PASSWORD": "p@ss",
}


def load(environment):
    """The production settings as a server with exactly this environment would have them."""
    with mock.patch.dict(os.environ, environment, clear=True), mock.patch.dict(sys.modules):
        sys.modules.pop(MODULE, None)
        return importlib.import_module(MODULE)


def without(*names):
    return {name: value for name, value in GOOD.items() if name not in names}


class RequiredVariableTests(SimpleTestCase):
    def refusal(self, environment):
        with self.assertRaises(ImproperlyConfigured) as caught:
            load(environment)
        return str(caught.exception)

    def test_each_is_named_when_it_is_missing_or_empty(self):
        for name in GOOD:
            with self.subTest(name):
                self.assertEqual(self.refusal(without(name)), f"Missing environment variables: {name}.")
                self.assertEqual(self.refusal(GOOD | {name: ""}), f"Missing environment variables: {name}.")

    def test_all_are_named_at_once(self):
        self.assertEqual(
            self.refusal({}),
            "Missing environment variables: SECRET_KEY, ALLOWED_HOSTS, AWS_STORAGE_BUCKET_NAME, "
            "AWS_S3_REGION_NAME, DATABASE_URL.",
        )

    def test_half_a_set_of_rds_variables_names_the_other_half(self):
        environment = without("DATABASE_URL") | {"RDS_HOSTNAME": "db.internal", "RDS_USERNAME": "ada"}
        self.assertEqual(self.refusal(environment), "Missing environment variables: RDS_DB_NAME, RDS_PASSWORD.")

    def test_a_value_of_the_wrong_kind_is_refused_by_name(self):
        cases = {
            "SECURE_SSL_REDIRECT": ("maybe", "SECURE_SSL_REDIRECT must be true or false."),
            "SECURE_COOKIES": ("2", "SECURE_COOKIES must be true or false."),
            "SECURE_HSTS_SECONDS": ("-1", "SECURE_HSTS_SECONDS must be a whole number, 0 or more."),
            "CONN_MAX_AGE": ("a minute", "CONN_MAX_AGE must be a whole number, 0 or more."),
        }
        for name, (value, message) in cases.items():
            with self.subTest(name):
                self.assertEqual(self.refusal(GOOD | {name: value}), message)


class DatabaseTests(SimpleTestCase):
    CONNECTION = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.internal",
        "PORT": 5433,
        "NAME": "notes",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require", "connect_timeout": 3},
    }

    def database(self, environment):
        return load(environment).DATABASES["default"]

    def test_comes_from_database_url(self):
        self.assertEqual(self.database(GOOD), self.CONNECTION | {"DISABLE_SERVER_SIDE_CURSORS": False})

    def test_or_comes_from_the_rds_variables(self):
        self.assertEqual(self.database(without("DATABASE_URL") | RDS), self.CONNECTION)

    def test_the_rds_port_has_a_default(self):
        environment = without("DATABASE_URL") | {name: value for name, value in RDS.items() if name != "RDS_PORT"}
        self.assertEqual(self.database(environment)["PORT"], 5432)

    def test_database_url_goes_before_the_rds_variables(self):
        database = self.database(GOOD | RDS | {"RDS_HOSTNAME": "other.internal"})
        self.assertEqual(database["HOST"], "db.internal")

    def test_the_way_of_encrypting_can_be_set(self):
        cases = [
            ({"PGSSLMODE": "disable"}, "disable"),
            ({"DATABASE_URL": GOOD["DATABASE_URL"] + "?sslmode=verify-full"}, "verify-full"),
            ({"DATABASE_URL": GOOD["DATABASE_URL"] + "?sslmode=verify-full", "PGSSLMODE": "disable"}, "verify-full"),
        ]
        for changes, sslmode in cases:
            with self.subTest(changes):
                self.assertEqual(self.database(GOOD | changes)["OPTIONS"]["sslmode"], sslmode)

    def test_connections_may_live_for_another_time(self):
        self.assertEqual(self.database(GOOD | {"CONN_MAX_AGE": "0"})["CONN_MAX_AGE"], 0)

    def test_what_may_be_late_is_read_from_the_replica_where_there_is_one(self):
        for environment in (GOOD, without("DATABASE_URL") | RDS):
            settings = load(environment | {"RDS_REPLICA_HOSTNAME": "replica.internal"})
            self.assertEqual(settings.READ_DATABASE, "replica")
            self.assertEqual(settings.DATABASES["replica"], settings.DATABASES["default"] | {"HOST": "replica.internal"})

    def test_without_a_replica_everything_is_read_from_the_one_database(self):
        for environment in (GOOD, GOOD | {"RDS_REPLICA_HOSTNAME": ""}):
            settings = load(environment)
            self.assertEqual((settings.READ_DATABASE, list(settings.DATABASES)), ("default", ["default"]))

    def test_another_database_is_refused(self):
        with self.assertRaisesMessage(ImproperlyConfigured, "DATABASE_URL must start with postgresql://."):
            load(GOOD | {"DATABASE_URL": "sqlite:///db.sqlite3"})

    def test_an_unreadable_address_is_refused_without_showing_it(self):
        for address in ["db.internal", "postgresql://ada:hunter2@db.internal:five/notes", "hunter2://db", "//[hunter2"]:
            with self.subTest(address), self.assertRaises(ImproperlyConfigured) as caught:
                load(GOOD | {"DATABASE_URL": address})
            self.assertIn("DATABASE_URL cannot be read", str(caught.exception))
            self.assertNotIn("hunter2", str(caught.exception))
            self.assertTrue(caught.exception.__suppress_context__)


class WebTests(SimpleTestCase):
    def test_debug_is_off(self):
        self.assertIs(load(GOOD | {"DEBUG": "true"}).DEBUG, False)

    def test_hosts_are_a_comma_list(self):
        self.assertEqual(load(GOOD).ALLOWED_HOSTS, ["notes.example.com", "www.example.com"])

    def test_trusted_origins_are_a_comma_list(self):
        self.assertEqual(load(GOOD).CSRF_TRUSTED_ORIGINS, [])
        origins = "https://notes.example.com,https://www.example.com"
        self.assertEqual(load(GOOD | {"CSRF_TRUSTED_ORIGINS": origins}).CSRF_TRUSTED_ORIGINS, origins.split(","))

    def test_is_secure_unless_told_otherwise(self):
        settings = load(GOOD)
        self.assertIs(settings.SECURE_SSL_REDIRECT, True)
        self.assertIs(settings.SESSION_COOKIE_SECURE, True)
        self.assertIs(settings.CSRF_COOKIE_SECURE, True)
        self.assertEqual(settings.SECURE_HSTS_SECONDS, 3600)
        self.assertEqual(settings.SECURE_PROXY_SSL_HEADER, ("HTTP_X_FORWARDED_PROTO", "https"))

    def test_security_can_be_set(self):
        settings = load(
            GOOD | {"SECURE_SSL_REDIRECT": "False", "SECURE_COOKIES": "no", "SECURE_HSTS_SECONDS": "31536000"}
        )
        self.assertIs(settings.SECURE_SSL_REDIRECT, False)
        self.assertIs(settings.SESSION_COOKIE_SECURE, False)
        self.assertIs(settings.CSRF_COOKIE_SECURE, False)
        self.assertEqual(settings.SECURE_HSTS_SECONDS, 31536000)

    def test_http_goes_to_https_except_for_the_health_check(self):
        production = load(GOOD)
        names = ["ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_REDIRECT_EXEMPT", "SECURE_PROXY_SSL_HEADER"]
        with override_settings(**{name: getattr(production, name) for name in names}):
            middleware = SecurityMiddleware(lambda request: None)
            requests = RequestFactory(headers={"host": "notes.example.com"})
            self.assertIsNone(middleware.process_request(requests.get("/health/")))
            for address in ["/", "/healthy/", "/notes/health/"]:
                with self.subTest(address):
                    answer = middleware.process_request(requests.get(address))
                    self.assertEqual(answer.status_code, 301)
                    self.assertEqual(answer.headers["Location"], f"https://notes.example.com{address}")
            over_https = requests.get("/", headers={"x-forwarded-proto": "https"})
            self.assertIsNone(middleware.process_request(over_https))

    def test_logs_go_to_stdout_alone(self):
        logging = load(GOOD).LOGGING
        self.assertEqual({handler["stream"] for handler in logging["handlers"].values()}, {"ext://sys.stdout"})
        self.assertEqual(logging["loggers"]["django"], {"handlers": []})


class CacheTests(TestCase):
    URL = "rediss://:token@cache.internal:6379/0"

    def test_sessions_are_read_from_the_cache_where_there_is_one(self):
        settings = load(GOOD | {"CACHE_URL": self.URL})
        cache = CacheHandler(settings.CACHES)["default"]
        self.assertIsInstance(cache, RedisCache)
        self.assertEqual(cache._servers, [self.URL])
        self.assertEqual(settings.SESSION_ENGINE, "django.contrib.sessions.backends.cached_db")

    def test_there_is_none_without_its_address(self):
        for settings in (load(GOOD), load(GOOD | {"CACHE_URL": ""})):
            self.assertFalse(hasattr(settings, "CACHES") or hasattr(settings, "SESSION_ENGINE"))

    def test_a_cache_that_does_not_answer_logs_nobody_out(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            nobody = f"redis://127.0.0.1:{unused.getsockname()[1]}/0"
            settings = load(GOOD | {"CACHE_URL": nobody})
            with override_settings(CACHES=settings.CACHES), self.assertLogs("config.cache", "ERROR") as logs:
                session = SessionStore()
                session["user"] = "ada"
                session.save()
                self.assertEqual(SessionStore(session.session_key)["user"], "ada")
            self.assertEqual(
                set(logs.output), {"ERROR:config.cache:The cache does not answer: ConnectionError"}
            )


class StorageTests(SimpleTestCase):
    def storages(self):
        return StorageHandler(load(GOOD).STORAGES)

    def test_uploads_go_to_the_private_bucket(self):
        storage = self.storages()["default"]
        self.assertEqual(type(storage).__name__, "S3Storage")
        self.assertEqual((storage.bucket_name, storage.region_name), ("notes-media", "eu-west-1"))
        self.assertIs(storage.querystring_auth, True)
        self.assertIs(storage.file_overwrite, False)
        self.assertIsNone(storage.default_acl)

    def test_there_are_no_keys_in_the_settings(self):
        options = load(GOOD | {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE"}).STORAGES["default"]["OPTIONS"]
        self.assertFalse({"access_key", "secret_key", "security_token"} & set(options))

    def test_links_are_signed_for_the_bucket_in_its_region_and_expire(self):
        # Signing needs credentials but no network; on a server they come from the instance's role.
        credentials = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example"}
        with mock.patch.dict(os.environ, credentials, clear=True):
            link = urlsplit(self.storages()["default"].url("attachments/plan.txt"))
        self.assertEqual(link.scheme, "https")
        self.assertEqual(link.netloc, "notes-media.s3.eu-west-1.amazonaws.com")
        self.assertEqual(link.path, "/attachments/plan.txt")
        query = parse_qs(link.query)
        self.assertEqual(query["X-Amz-Algorithm"], ["AWS4-HMAC-SHA256"])
        self.assertEqual(query["X-Amz-Expires"], ["3600"])

    def test_what_is_public_has_the_name_of_the_cdn_and_no_signature(self):
        storage = StorageHandler(load(GOOD | {"AWS_S3_CUSTOM_DOMAIN": "media.example.com"}).STORAGES)["public"]
        self.assertEqual(storage.bucket_name, "notes-media")
        self.assertEqual(storage.url("covers/mill.png"), "https://media.example.com/public/covers/mill.png")

    def test_what_is_public_has_the_type_of_its_name_whatever_the_browser_said(self):
        storage = self.storages()["public"]
        for name, kind in [
            ("covers/mill.png", "image/png"),
            ("covers/MILL.JPG", "image/jpeg"),
            ("covers/mill.jpeg", "image/jpeg"),
            ("covers/mill.webp", "image/webp"),
            ("covers/mill.svg", "application/octet-stream"),
            ("covers/mill", "application/octet-stream"),
        ]:
            with self.subTest(name):
                page = SimpleUploadedFile("mill.png", b"<script>", content_type="text/html")
                self.assertEqual(storage._get_write_parameters(name, page)["ContentType"], kind)

    def test_without_a_cdn_what_is_public_is_signed_too(self):
        credentials = {"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example"}
        for environment in (GOOD, GOOD | {"AWS_S3_CUSTOM_DOMAIN": ""}):
            storage = StorageHandler(load(environment).STORAGES)["public"]
            with mock.patch.dict(os.environ, credentials, clear=True):
                link = urlsplit(storage.url("covers/mill.png"))
            self.assertEqual((link.netloc, link.path), ("notes-media.s3.eu-west-1.amazonaws.com", "/public/covers/mill.png"))
            self.assertIn("X-Amz-Signature", parse_qs(link.query))

    def test_static_files_carry_a_hash_and_lie_where_nginx_reads_them(self):
        settings = load(GOOD)
        self.assertEqual(settings.STATIC_ROOT, settings.BASE_DIR / "staticfiles")
        self.assertEqual(settings.STATIC_URL, "/static/")
        self.assertEqual(type(self.storages()["staticfiles"]).__name__, "ManifestStaticFilesStorage")


class EntryPointTests(SimpleTestCase):
    def test_servers_start_with_the_production_settings(self):
        for name in ["wsgi", "asgi"]:
            with (
                self.subTest(name),
                mock.patch.dict(os.environ),
                mock.patch.dict(sys.modules),
                mock.patch("django.setup"),
            ):
                os.environ.pop("DJANGO_SETTINGS_MODULE", None)
                sys.modules.pop(f"config.{name}", None)
                module = importlib.import_module(f"config.{name}")
                self.assertEqual(os.environ["DJANGO_SETTINGS_MODULE"], MODULE)
                self.assertTrue(callable(module.application))
