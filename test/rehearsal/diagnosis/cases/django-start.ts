import type { FailureCase } from "../failure-case";

export const djangoStartCases: readonly FailureCase[] = [
    {
        rule: "secret-key-empty",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/django/conf/__init__.py", line 90, in __getattr__
    raise ImproperlyConfigured("The SECRET_KEY setting must not be empty.")
django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.`,
        place: ".ebextensions/10-django.config:3",
        cause: "SECRET_KEY of the settings is empty.",
        advice: "Name it under secrets in the stack file (SECRET_KEY: {kind: generated}), and read it from the environment in the settings.",
    },
    {
        rule: "variable-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
Traceback (most recent call last):
  File "/var/app/staging/config/settings.py", line 13, in <module>
    exec(os.environ.get("EXTRA", ""))
    raise ImproperlyConfigured(error_msg) from exc
django.core.exceptions.ImproperlyConfigured: Set the SENTRY_DSN environment variable`,
        place: "config/settings.py:13",
        cause: "The application reads the environment variable SENTRY_DSN, which is not set.",
        advice: "Set it under app.variables in the stack file, or under secrets if it is one.",
    },
    {
        rule: "variable-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/staging/config/settings.py", line 13, in <module>
    exec(os.environ.get("EXTRA", ""))
  File "<string>", line 1, in <module>
  File "<frozen os>", line 679, in __getitem__
KeyError: 'API_KEY'`,
        place: "config/settings.py:13",
        cause: "The application reads the environment variable API_KEY, which is not set.",
        advice: "Set it under app.variables in the stack file, or under secrets if it is one.",
    },
    {
        rule: "settings-module-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/django/conf/__init__.py", line 166, in __init__
    mod = importlib.import_module(self.SETTINGS_MODULE)
  File "/usr/lib/python3.11/importlib/__init__.py", line 126, in import_module
  File "<frozen importlib._bootstrap>", line 1135, in _find_and_load_unlocked
ModuleNotFoundError: No module named 'config.settings.production'; 'config.settings' is not a package`,
        place: ".ebextensions/10-django.config:3",
        cause: "There is no module config.settings.production, which DJANGO_SETTINGS_MODULE names.",
        advice: "Correct app.settingsModule in the stack file, or look whether an ignore file leaves the module out of the bundle.",
    },
    {
        rule: "wsgi-module-missing",
        also: ["worker-failed-to-boot"],
        step: { phase: "processes", file: "Procfile", line: 1 },
        log: `[2026-11-21 21:15:31 +0000] [11920] [ERROR] Exception in worker process
Traceback (most recent call last):
  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/gunicorn/util.py", line 420, in import_app
    mod = importlib.import_module(module)
  File "/usr/lib/python3.11/importlib/__init__.py", line 126, in import_module
ModuleNotFoundError: No module named 'mysite'
No module named 'mysite'
[2026-11-21 21:15:31 +0000] [11919] [ERROR] Worker (pid:11920) exited with code 3.
[2026-11-21 21:15:31 +0000] [11919] [ERROR] Shutting down: Master
[2026-11-21 21:15:31 +0000] [11919] [ERROR] Reason: Worker failed to boot.`,
        place: "Procfile:1",
        cause: "Gunicorn finds no module for mysite.",
        advice: "Correct app.wsgi in the stack file, or the web line of an own Procfile: it is package.module:application, such as config.wsgi:application.",
    },
    {
        rule: "wsgi-module-missing",
        also: ["worker-failed-to-boot"],
        step: { phase: "processes", file: "Procfile", line: 1 },
        log: `[2026-11-21 21:15:32 +0000] [11948] [ERROR] Exception in worker process
    raise ImportError(msg % (module.rsplit(".", 1)[0], obj))
ImportError: Failed to find application, did you mean 'config/wsgi:application'?
Failed to find application, did you mean 'config/wsgi:application'?
[2026-11-21 21:15:32 +0000] [11947] [ERROR] Worker (pid:11948) exited with code 3.
[2026-11-21 21:15:32 +0000] [11947] [ERROR] Shutting down: Master
[2026-11-21 21:15:32 +0000] [11947] [ERROR] Reason: Worker failed to boot.`,
        place: "Procfile:1",
        cause: "Gunicorn finds no module for config/wsgi:application.",
        advice: "Correct app.wsgi in the stack file, or the web line of an own Procfile: it is package.module:application, such as config.wsgi:application.",
    },
    {
        rule: "wsgi-object-missing",
        also: ["worker-failed-to-boot"],
        step: { phase: "processes", file: "Procfile", line: 1 },
        log: `Failed to find attribute 'app' in 'config.wsgi'.
[2026-11-21 21:15:32 +0000] [11923] [ERROR] Worker (pid:11924) exited with code 4.
[2026-11-21 21:15:32 +0000] [11923] [ERROR] Shutting down: Master
[2026-11-21 21:15:32 +0000] [11923] [ERROR] Reason: App failed to load.`,
        place: "Procfile:1",
        cause: "config.wsgi has nothing that is called app.",
        advice: "Name the object that the module makes in app.wsgi of the stack file, or in an own Procfile: config.wsgi:application, usually.",
    },
    {
        rule: "module-not-in-bundle",
        step: {
            phase: "container commands",
            file: ".ebextensions/10-django.config",
            line: 3,
            bundle: { "notes/__init__.py": "", "notes/views.py": "" },
        },
        log: `Traceback (most recent call last):
  File "/var/app/staging/config/urls.py", line 3, in <module>
    from notes.Views import index
ModuleNotFoundError: No module named 'notes.Views'`,
        place: "config/urls.py:3",
        cause: "notes is in the bundle, and notes.Views is not.",
        advice: "Look whether .ebignore, .gitignore or app.package.exclude leaves it out, and whether its name has the same capitals: Linux tells them apart.",
    },
    {
        rule: "installed-app-missing",
        also: ["requirement-missing"],
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/django/apps/config.py", line 193, in create
    import_module(entry)
  File "/usr/lib/python3.11/importlib/__init__.py", line 126, in import_module
ModuleNotFoundError: No module named 'storages'`,
        place: ".ebextensions/10-django.config:3",
        cause: "INSTALLED_APPS names storages, which is not installed.",
        advice: "Add its package to requirements.txt; what only development needs does not belong to the settings of production.",
    },
    {
        rule: "requirement-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/staging/config/settings.py", line 13, in <module>
    exec(os.environ.get("EXTRA", ""))
ModuleNotFoundError: No module named 'markdownx'`,
        place: "config/settings.py:13",
        cause: "The application imports markdownx, which is not installed.",
        advice: "Add its package to requirements.txt; a development file of requirements is not read on an instance.",
    },
    {
        rule: "psycopg-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/django/db/backends/postgresql/base.py", line 29, in <module>
    raise ImproperlyConfigured("Error loading psycopg2 or psycopg module")
django.core.exceptions.ImproperlyConfigured: Error loading psycopg2 or psycopg module`,
        place: ".ebextensions/10-django.config:3",
        cause: "The driver of the database is not installed (psycopg2 or psycopg).",
        advice: "Add psycopg[binary] to requirements.txt, or the driver of your database.",
    },
    {
        rule: "database-url-scheme",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/staging/config/settings.py", line 9, in <module>
    DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL", "sqlite:///db.sqlite3"))}
dj_database_url.UnknownSchemeError: Scheme 'postgresql+psycopg://' is unknown. Did you forget to register custom backend? Following schemes have registered backends: cockroach, mssql, mssqlms, mysql, mysql-connector, mysql2, mysqlgis, oracle, oraclegis, pgsql, postgis, postgres, postgresql, redshift, spatialite, sqlite, timescale, timescalegis.`,
        place: "config/settings.py:9",
        cause: "DATABASE_URL begins with postgresql+psycopg, which is a form of SQLAlchemy; Django takes postgres or postgresql, with psycopg 3 too.",
        advice: "Set database.urlScheme in the stack file to postgresql, or begin an external DATABASE_URL with postgresql://.",
    },
    {
        rule: "deployment-checks",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `SystemCheckError: System check identified some issues:

ERRORS:
?: (admin.E409) 'django.contrib.messages.middleware.MessageMiddleware' must be in MIDDLEWARE in order to use the admin application.
?: (admin.E410) 'django.contrib.sessions.middleware.SessionMiddleware' must be in MIDDLEWARE in order to use the admin application.
	HINT: Insert 'django.contrib.sessions.middleware.SessionMiddleware' before 'django.contrib.auth.middleware.AuthenticationMiddleware'.

System check identified 5 issues (0 silenced).`,
        place: ".ebextensions/10-django.config:3",
        cause: "Django's checks found admin.E409 and perhaps more; see the output.",
        advice: "Correct it, name it in SILENCED_SYSTEM_CHECKS, or set app.deploy.check in the stack file to another level.",
    },
    {
        rule: "log-folder-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `FileNotFoundError: [Errno 2] No such file or directory: '/var/log/django/app.log'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/usr/lib/python3.11/logging/config.py", line 580, in configure
    raise ValueError('Unable to configure handler '
ValueError: Unable to configure handler 'f'`,
        place: ".ebextensions/10-django.config:3",
        cause: "LOGGING of the settings writes to /var/log/django/app.log, which the application cannot.",
        advice: "Log to standard output (logging.StreamHandler): the platform keeps it in /var/log/web.stdout.log and sends it to CloudWatch.",
    },
    {
        rule: "unknown-command",
        step: { phase: "predeploy", file: ".platform/hooks/predeploy/10.sh" },
        log: `Unknown command: 'migrat'. Did you mean migrate?
Type 'manage.py help' for usage.`,
        place: ".platform/hooks/predeploy/10.sh",
        cause: "manage.py knows no command migrat.",
        advice: "Correct its name where it is called (job, process, hook), or add the application that has it to INSTALLED_APPS.",
    },
    {
        rule: "import-error",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/staging/notes/views.py", line 1, in <module>
    from django.utils.translation import ugettext
ImportError: cannot import name 'ugettext' from 'django.utils.translation' (/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/django/utils/translation/__init__.py)`,
        place: "notes/views.py:1",
        cause: "django.utils.translation has no ugettext: another version of it is installed than the application was written for, or two modules import each other.",
        advice: "Pin the version that the application was tested with in requirements.txt.",
    },
    {
        rule: "syntax-error",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `Traceback (most recent call last):
  File "/var/app/staging/manage.py", line 5, in <module>
    execute_from_command_line(sys.argv)
  File "/var/app/staging/config/settings.py", line 7
    def x(:
          ^
SyntaxError: invalid syntax`,
        place: "config/settings.py:7",
        cause: "Python 3.13.1 cannot read the file: SyntaxError: invalid syntax.",
        advice: "Correct it, or choose a platform branch with the Python that it was written for (app.platform.version in the stack file).",
    },
];
