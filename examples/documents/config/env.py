"""Reads settings from environment variables. An empty variable counts as missing; no error shows a value."""

import os
import re

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}

# Set by Elastic Beanstalk for a database of the environment, and used the same way for one outside it.
# RDS_PORT is the fifth; it has a default.
RDS_VARIABLES = ("RDS_HOSTNAME", "RDS_DB_NAME", "RDS_USERNAME", "RDS_PASSWORD")

# Names under /aws and /ssm are AWS's own.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
PARAMETER_PREFIX = re.compile(r"(?!/(aws|ssm)\b)(/[A-Za-z0-9_.-]+){1,10}", re.IGNORECASE)


def require(*names):
    """Name all missing variables in one ImproperlyConfigured; one by one would cost a deployment each."""
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise ImproperlyConfigured(f"Missing environment variables: {', '.join(missing)}.")


def database_variables():
    """The variables that the database needs: DATABASE_URL, or the RDS_* ones when any of those is set."""
    if not os.environ.get("DATABASE_URL") and any(os.environ.get(name) for name in RDS_VARIABLES):
        return RDS_VARIABLES
    return ("DATABASE_URL",)


def words(name):
    """A comma-separated variable as a list; empty when it is unset."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def flag(name, default):
    word = os.environ.get(name, "").strip().lower()
    if not word:
        return default
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise ImproperlyConfigured(f"{name} must be true or false.")
    return word in TRUE_WORDS


def whole_number(name, default):
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    if not (word.isascii() and word.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, 0 or more.")
    return int(word)


def together(*names):
    """Optional variables that make sense only together; an empty text each when none is set."""
    missing = [name for name in names if not os.environ.get(name)]
    if 0 < len(missing) < len(names):
        raise ImproperlyConfigured(
            f"{', '.join(names)} must be set together or not at all; missing: {', '.join(missing)}."
        )
    return [os.environ.get(name, "") for name in names]


def https_address(name, default):
    address = (os.environ.get(name) or default).rstrip("/")
    if not re.fullmatch(r"https://[^\s/?#@]+(/[^\s?#]*)?", address):
        raise ImproperlyConfigured(f"{name} must be an address that starts with https://.")
    return address


def parameter_prefix(name):
    """A path in SSM Parameter Store, without a slash at its end; an empty text when it is unset."""
    prefix = os.environ.get(name, "").rstrip("/")
    if prefix and not PARAMETER_PREFIX.fullmatch(prefix):
        raise ImproperlyConfigured(
            f"{name} must be a path such as /documents-prod: letters, digits, dots, hyphens, underscores, "
            "and not below /aws or /ssm."
        )
    return prefix


def postgres():
    """The settings of the PostgreSQL connection, from DATABASE_URL or the RDS_* variables."""
    database = _from_url() if os.environ.get("DATABASE_URL") else _from_rds_variables()
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://.")
    database["CONN_MAX_AGE"] = whole_number("CONN_MAX_AGE", default=60)
    database["CONN_HEALTH_CHECKS"] = True
    options = database.setdefault("OPTIONS", {})
    # Amazon RDS speaks TLS, so an unencrypted connection is never taken silently.
    options.setdefault("sslmode", os.environ.get("PGSSLMODE") or "require")
    # Seconds. A database that does not answer must fail the health check before the load balancer gives up.
    options.setdefault("connect_timeout", 3)
    return database


def _from_url():
    try:
        return dj_database_url.parse(os.environ["DATABASE_URL"])
    except ValueError:
        # `from None`: the original error could show the address, and with it the password, in a traceback.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read; it must look like postgresql://USER:PASSWORD@HOST:5432/NAME, "
            "with special characters of the password percent-encoded."
        ) from None


def _from_rds_variables():
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["RDS_HOSTNAME"],
        "PORT": whole_number("RDS_PORT", default=5432),
        "NAME": os.environ["RDS_DB_NAME"],
        "USER": os.environ["RDS_USERNAME"],
        "PASSWORD": os.environ["RDS_PASSWORD"],
    }
