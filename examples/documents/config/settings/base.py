"""What every environment shares."""

import os
from importlib.util import find_spec
from pathlib import Path

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "documents",
    "accounting",
]

MIDDLEWARE = [
    "config.middleware.HealthCheckMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]

# Written into the bundle by django-beanstalk (app.version.contextProcessor); not in the repository.
if find_spec("django_beanstalk_version"):
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("django_beanstalk_version.context")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "documents:list"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"

PROJECT_NAME = os.environ.get("PROJECT_NAME") or "Documents"

# Bytes. A proxy in front of the container has to allow a little more, for the rest of the form.
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024

# The optional integration: off while there is no prefix.
INTEGRATION_PARAMETER_PREFIX = env.parameter_prefix("INTEGRATION_PARAMETER_PREFIX")
# The tokens lie in the region of the bucket. Without the variable boto3 looks where the AWS CLI does.
INTEGRATION_REGION = os.environ.get("AWS_S3_REGION_NAME") or None
ACCOUNTING_URL = env.https_address("ACCOUNTING_URL", default="https://accounting.example.com")
ACCOUNTING_CLIENT_ID, ACCOUNTING_CLIENT_SECRET = env.together("ACCOUNTING_CLIENT_ID", "ACCOUNTING_CLIENT_SECRET")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        },
    },
    "root": {"handlers": ["stdout"], "level": os.environ.get("LOG_LEVEL") or "INFO"},
    "loggers": {
        # Without handlers of its own: Django's default would add mails to the administrators.
        "django": {"handlers": []},
        # It warns of every oddity of a PDF that it reads all the same.
        "pypdf": {"level": "ERROR"},
    },
}
