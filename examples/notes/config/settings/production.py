"""Servers: everything that differs between them comes from environment variables (see README.md)."""

import os

from config import env

from .base import *  # noqa: F403

env.require(
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "AWS_STORAGE_BUCKET_NAME",
    "AWS_S3_REGION_NAME",
    *env.database_variables(),
)

DEBUG = False
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

DATABASES = {"default": env.postgres()}

# What programs fetch again and again is read from the replica where the stack has one, some moments late.
READ_DATABASE = "default"
if RDS_REPLICA_HOSTNAME := os.environ.get("RDS_REPLICA_HOSTNAME"):
    DATABASES["replica"] = DATABASES["default"] | {"HOST": RDS_REPLICA_HOSTNAME}
    READ_DATABASE = "replica"

# Sessions are read from the cache where the stack has one, and kept in the database too: without the cache the site is
# slower, and nobody is logged out.
if CACHE_URL := os.environ.get("CACHE_URL"):
    CACHES = {
        "default": {
            "BACKEND": "config.cache.ForgivingRedisCache",
            "LOCATION": CACHE_URL,
            # Seconds that a page waits for it, once.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": None},
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# A bucket and never the disk: an instance and its disk are replaced at any time. Access comes from the instance's role,
# so there are no keys here, and readers get links that expire.
BUCKET = {
    "bucket_name": os.environ["AWS_STORAGE_BUCKET_NAME"],
    "region_name": os.environ["AWS_S3_REGION_NAME"],
    "querystring_auth": True,
    "default_acl": None,
    "file_overwrite": False,
    # Without these two, links to some regions carry the old signature, which encrypted buckets refuse, and name the
    # global host, whose redirect breaks any signature.
    "signature_version": "s3v4",
    "addressing_style": "virtual",
}

STORAGES = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": BUCKET},
    # The part of the bucket that a CDN gives to everybody; without one its links are signed like all others.
    "public": {
        "BACKEND": "config.storage.PublicStorage",
        "OPTIONS": BUCKET | {"location": "public", "custom_domain": os.environ.get("AWS_S3_CUSTOM_DOMAIN") or None},
    },
    # Names carry a hash of the content, so that browsers may keep the files; nginx serves STATIC_ROOT.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# TLS ends at the load balancer, which always sets this header and overwrites a client's.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
# The health check is answered before the redirect; this keeps it so if the middleware's order ever changes.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.whole_number("SECURE_HSTS_SECONDS", default=3600)

SESSION_COOKIE_SECURE = env.flag("SECURE_COOKIES", default=True)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE

# HSTS for all subdomains and the preload list: a promise for the owner of the domain to make, not for one application.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
