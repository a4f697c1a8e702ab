import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * As much of Django as an entry point asks for, by path. It writes what it is asked to `calls`, and answers by the variables STUB_VENDOR, STUB_SETTINGS,
 * STUB_CHECK, STUB_STOP (Docker stops the container while unapplied migrations are looked for), and by numbers in the files `database-failures`, `locked` and
 * `unapplied`, which it counts down.
 */
export const stubDjango: Readonly<Record<string, string>> = {
    "django/__init__.py": `
import os
from pathlib import Path

def log(line):
    with open("calls", "a") as calls:
        calls.write(line + "\\n")

def left(name):
    """Whether the number in a file is not down to 0 yet."""
    file = Path(name)
    number = int(file.read_text()) if file.exists() else 0
    file.write_text(str(max(0, number - 1)))
    return number > 0

def setup():
    from django.core.exceptions import ImproperlyConfigured
    if os.environ.get("STUB_SETTINGS"):
        raise ImproperlyConfigured(os.environ["STUB_SETTINGS"])
    log("setup")
`,
    "django/apps.py": `
class Apps:
    def is_installed(self, name):
        return True

apps = Apps()
`,
    "django/core/__init__.py": "",
    "django/core/exceptions.py": "class ImproperlyConfigured(Exception):\n    pass\n",
    "django/core/management.py": `
import os
import signal
import sys
from django import left, log

class CommandError(Exception):
    pass

def call_command(name, **options):
    log(" ".join([name, *(f"{key}={value}" for key, value in sorted(options.items()))]))
    if name == "check" and os.environ.get("STUB_CHECK"):
        raise CommandError(os.environ["STUB_CHECK"])
    if options.get("check_unapplied") and os.environ.get("STUB_STOP"):
        os.kill(os.getpid(), signal.SIGTERM)
    if options.get("check_unapplied") and left("unapplied"):
        sys.exit(1)
    if name == "collectstatic" and os.environ.get("STUB_STATIC"):
        raise PermissionError(13, "Permission denied", os.environ["STUB_STATIC"])
`,
    "django/db.py": `
import os
from django import left, log

class Error(Exception):
    pass

class Connection:
    def __init__(self, name):
        self.name = name
        self.vendor = os.environ.get("STUB_VENDOR", "postgresql")
        self.settings_dict = {"OPTIONS": {}}

    def ensure_connection(self):
        log(f"connect {self.settings_dict['OPTIONS']}")
        if left("database-failures"):
            raise Error("connection to server at 10.0.0.5 failed\\nIs the server running?")

    def connect(self):
        log(f"{self.name}: connect")

    def set_autocommit(self, on):
        log(f"{self.name}: autocommit {on}")

    def close(self):
        log(f"{self.name}: close")

    def cursor(self):
        return Cursor(self.name)

class Cursor:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, query, parameters):
        self.query = query
        log(f"{self.name}: {query} {parameters}")

    def fetchone(self):
        return [not ("try" in self.query and left("locked"))]

class Connections:
    def create_connection(self, alias):
        return Connection("session")

    def close_all(self):
        log("close all")

connection = Connection("default")
connections = Connections()
`,
};

/** A container's folder with the generated entry point and the stub, in which `python3 django-beanstalk/entrypoint.py` can run. */
export function layEntrypoint(folder: string, files: ReadonlyMap<string, { readonly content: string }>): void {
    const own = ["entrypoint.py", "entrypoint.json"].map((name) => {
        const file = `django-beanstalk/${name}`;
        return [file, files.get(file)?.content ?? assert.fail(`no ${file}`)] as const;
    });
    for (const [file, text] of [...Object.entries(stubDjango), ...own]) {
        fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        fs.writeFileSync(path.join(folder, file), text);
    }
}

/** What the generated entry point wants to be set, with values that no log may show. */
export const containerVariables = {
    ALLOWED_HOSTS: "example.com",
    AWS_S3_REGION_NAME: "us-east-1",
    AWS_STORAGE_BUCKET_NAME: "uploads",
    DATABASE_URL: "postgresql://app:canary-1@10.0.0.5/app",
    DJANGO_SETTINGS_MODULE: "config.settings.production",
    PROJECT_NAME: "notes",
    RDS_DB_NAME: "app",
    RDS_HOSTNAME: "10.0.0.5",
    RDS_PASSWORD: "canary-1",
    RDS_PORT: "5432",
    RDS_USERNAME: "app",
    SECRET_KEY: "canary-2",
};
