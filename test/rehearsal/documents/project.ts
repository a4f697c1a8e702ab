import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../../../cli/repository";

/** The application that the replays deploy: a page with rows of the database, a health path, a static file, and a look at its own environment. */

const settings = `
import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ.get("SECRET_KEY", "written-in-the-settings")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "").split(",")
INSTALLED_APPS = ["django.contrib.staticfiles", "board"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "config.urls"
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{BASE_DIR}/db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stream": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stream"], "level": "INFO"},
}
`;

const urls = `
import os

from board.models import Entry
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("", lambda request: HttpResponse(",".join(entry.text for entry in Entry.objects.order_by("id")) or "no rows")),
    path("health/", lambda request: HttpResponse("healthy")),
    path("variable/<name>/", lambda request, name: HttpResponse(os.environ.get(name, "not set"))),
    path("setting/<name>/", lambda request, name: HttpResponse(str(getattr(settings, name)))),
]
`;

const wsgi = `
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
`;

const manage = `
import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
execute_from_command_line(sys.argv)
`;

const models = `
from django.db import models


class Entry(models.Model):
    text = models.CharField(max_length=200)
`;

const migration = `
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            "Entry",
            [("id", models.BigAutoField(primary_key=True)), ("text", models.CharField(max_length=200))],
        ),
    ]
`;

/** As the example pins them, so that one virtual environment serves all. */
const needed =
    /^(Django|asgiref|dj-database-url|gunicorn|psycopg\[binary\]|psycopg-binary|sqlparse|typing_extensions)==/;
const requirements = (): string =>
    fs
        .readFileSync(path.join(repository, "examples", "notes", "requirements.txt"), "utf8")
        .split("\n")
        .filter((line) => needed.test(line))
        .map((line) => `${line}\n`)
        .join("");

export const project = (): Readonly<Record<string, string>> => ({
    "manage.py": manage,
    "requirements.txt": requirements(),
    "config/__init__.py": "",
    "config/settings.py": settings,
    "config/urls.py": urls,
    "config/wsgi.py": wsgi,
    "board/__init__.py": "",
    "board/models.py": models,
    "board/migrations/__init__.py": "",
    "board/migrations/0001_initial.py": migration,
    "board/static/board/site.css": "body { margin: 0 }\n",
});

/** What the documents have beside it, and what is right in them: the process, and the two commands in their order. */
export const handWritten = {
    Procfile: "web: gunicorn config.wsgi:application --bind 127.0.0.1:8000\n",
    ".ebextensions/02-python.config": `
container_commands:
  01_migrate:
    command: /var/app/venv/*/bin/python manage.py migrate --noinput
    leader_only: true
  02_collectstatic:
    command: /var/app/venv/*/bin/python manage.py collectstatic --noinput
option_settings:
  aws:elasticbeanstalk:environment:proxy:staticfiles:
    /static: staticfiles
`,
};
