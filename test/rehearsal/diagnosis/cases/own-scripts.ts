import type { FailureCase } from "../failure-case";

export const ownScriptCases: readonly FailureCase[] = [
    {
        rule: "variables-missing",
        step: { phase: "prebuild", file: ".platform/hooks/prebuild/10-required-variables.sh" },
        log: `10-required-variables: 2026-11-21T21:20:00Z
These environment variables are not set or empty: ALLOWED_HOSTS EMAIL_URL
The stack sets them (app.variables, database, media): run pulumi up, and look who changed the environment by hand.`,
        place: ".platform/hooks/prebuild/10-required-variables.sh",
        cause: "These variables are not set or empty: ALLOWED_HOSTS EMAIL_URL.",
        advice: "Set them in the stack file (app.variables, or secrets for secret ones) and run pulumi up; one that the application can do without goes into app.optionalVariables.",
    },
    {
        rule: "variables-missing",
        step: { phase: "processes", file: "docker-compose.yml" },
        log: `django-beanstalk: These environment variables are not set or empty in the container: SECRET_KEY`,
        place: "docker-compose.yml",
        cause: "These variables are not set or empty: SECRET_KEY.",
        advice: "Set them in the stack file (app.variables, or secrets for secret ones) and run pulumi up; one that the application can do without goes into app.optionalVariables.",
    },
    {
        rule: "secrets-missing",
        step: { phase: "prebuild", file: ".platform/hooks/prebuild/10-required-variables.sh" },
        log: `10-required-variables: 2026-11-21T21:20:00Z
These secrets did not arrive, or are empty: DATABASE_URL SECRET_KEY
Look whether each has a value (secrets in the stack file, or the secret or parameter that it names),`,
        place: ".platform/hooks/prebuild/10-required-variables.sh",
        cause: "These secrets did not arrive, or are empty: DATABASE_URL SECRET_KEY.",
        advice: "Give each a value (secrets in the stack file, or the secret or parameter that it names), and let the instance profile read it and use its key.",
    },
    {
        rule: "settings-module-not-named",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 4 },
        log: `migrate: 2026-11-21T21:20:00Z
DJANGO_SETTINGS_MODULE is not set, and manage.py would take the settings of development.`,
        place: ".ebextensions/10-django.config:4",
        cause: "DJANGO_SETTINGS_MODULE is not set on the instance.",
        advice: "Name the settings of production as app.settingsModule in the stack file.",
    },
    {
        rule: "no-virtual-environment",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 4 },
        log: `migrate: 2026-11-21T21:20:00Z
There is no virtual environment below /var/app/venv: the platform did not install requirements.txt.`,
        place: ".ebextensions/10-django.config:4",
        cause: "/var/app/venv is empty: the platform did not install requirements.txt.",
        advice: "Have a requirements.txt in the folder of the application (app.directory), and look whether an ignore file leaves it out.",
    },
    {
        rule: "database-certificate-fetch",
        step: { phase: "prebuild", file: ".platform/hooks/prebuild/12-root-certificates.sh" },
        log: `curl: (6) Could not resolve host: truststore.pki.rds.amazonaws.com
https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem cannot be had, or holds no certificates, and DATABASE_URL asks for them.
Give the instances a way to the internet, or set database.verifyCertificate to false.`,
        place: ".platform/hooks/prebuild/12-root-certificates.sh",
        cause: "The certificates of RDS could not be fetched from https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem.",
        advice: "Give the instances a way to the internet (network.nat in the stack file), or set database.verifyCertificate to false.",
    },
    {
        rule: "health-no-answer",
        step: { phase: "postdeploy", file: ".platform/hooks/postdeploy/90-health.sh" },
        log: `The application did not become healthy on http://127.0.0.1/health/ within 60 seconds. Its last answer: nothing answered: the proxy does not run, or the application took more than 10 seconds.`,
        place: ".platform/hooks/postdeploy/90-health.sh",
        cause: "Nothing answers on the health path: the proxy does not run, or the application takes longer than ten seconds.",
        advice: "Look into /var/log/nginx/error.log and /var/log/web.stdout.log; raise app.deploy.probeSeconds in the stack file if the application only needs longer to start.",
    },
    {
        rule: "health-400",
        step: { phase: "postdeploy", file: ".platform/hooks/postdeploy/90-health.sh" },
        log: `The application did not become healthy on http://127.0.0.1/health/ within 60 seconds. Its last answer: 400: Django refuses the Host of the request; look at ALLOWED_HOSTS.`,
        place: ".platform/hooks/postdeploy/90-health.sh",
        cause: "The health path answers 400: Django refuses the request's host.",
        advice: "Read ALLOWED_HOSTS from the environment in the settings; the stack sets it to the site's names.",
    },
    {
        rule: "requirement-missing",
        also: ["health-not-reached", "health-error"],
        step: { phase: "postdeploy", file: ".platform/hooks/postdeploy/90-health.sh" },
        log: `The application did not become healthy on http://127.0.0.1/health/ within 60 seconds. Its last answer: 502: the proxy does not reach the application, which did not start or hangs.
The last lines of /var/log/web.stdout.log:
  File "/var/app/current/notes/urls.py", line 2, in <module>
    import markdown
ModuleNotFoundError: No module named 'markdown'`,
        place: "notes/urls.py:2",
        cause: "The application imports markdown, which is not installed.",
        advice: "Add its package to requirements.txt; a development file of requirements is not read on an instance.",
    },
    {
        rule: "migrations-locked-out",
        step: { phase: "processes", file: "docker-compose.yml" },
        log: `django-beanstalk: Waiting for another instance, which migrates the database.
django-beanstalk: Another instance has been migrating the database for 600 seconds.`,
        place: "docker-compose.yml",
        cause: "Another instance held the lock of the migrations for 600 seconds.",
        advice: "Look into its log; pg_stat_activity tells who holds the lock. Raise app.platform.migrationWaitSeconds in the stack file if the migration only takes long.",
    },
    {
        rule: "database-waited-for",
        step: { phase: "processes", file: "docker-compose.yml" },
        log: `django-beanstalk: The database did not answer within 60 seconds: no route to it`,
        place: "docker-compose.yml",
        cause: "The container waited 60 seconds for the database: no route to it.",
        advice: "Look whether it runs, whether its security group lets the instances in, and whether DATABASE_URL is right; app.platform.databaseWaitSeconds is how long it waits.",
    },
    {
        rule: "requirement-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config" },
        log: `migrate: 2026-11-21T21:20:00Z
Traceback (most recent call last):
  File "/var/app/staging/manage.py", line 4, in <module>
    from django.core.management import execute_from_command_line
ModuleNotFoundError: No module named 'django'`,
        place: ".ebextensions/10-django.config",
        cause: "The application imports django, which is not installed.",
        advice: "Add its package to requirements.txt; a development file of requirements is not read on an instance.",
    },
    {
        rule: "django-missing",
        step: { phase: "processes", file: "docker-compose.yml" },
        log: `django-beanstalk: Django cannot be imported: No module named 'django'
django-beanstalk: Look whether requirements.txt names it.`,
        place: "docker-compose.yml",
        cause: "Django is not installed in the image (No module named 'django').",
        advice: "Name Django in requirements.txt, from which the image is built.",
    },
    {
        rule: "process-not-found",
        step: { phase: "processes", file: "docker-compose.yml" },
        log: `django-beanstalk: Starting celery
django-beanstalk: celery cannot be started: No such file or directory`,
        place: "docker-compose.yml",
        cause: "The container cannot start celery: No such file or directory.",
        advice: "Name its package in requirements.txt, or correct the command (app.processes, or the command of the service in an own compose file).",
    },
];
