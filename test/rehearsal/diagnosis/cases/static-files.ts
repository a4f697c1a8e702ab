import type { FailureCase } from "../failure-case";

export const staticFilesCases: readonly FailureCase[] = [
    {
        rule: "static-root-missing",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `  File "/var/app/venv/staging-LQM1lest/lib/python3.11/site-packages/django/contrib/staticfiles/storage.py", line 39, in path
    raise ImproperlyConfigured(
django.core.exceptions.ImproperlyConfigured: You're using the staticfiles app without having set the STATIC_ROOT setting to a filesystem path.`,
        place: ".ebextensions/10-django.config:3",
        cause: "STATIC_ROOT of the settings is not set, so that collectstatic has nowhere to put the files.",
        advice: 'Set STATIC_ROOT = BASE_DIR / "staticfiles", as app.static.root of the stack file says; an application without static files has app.deploy.collectstatic: off.',
    },
    {
        rule: "static-file-referenced",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `ValueError: The file 'notes/missing.png' could not be found with <django.contrib.staticfiles.storage.ManifestStaticFilesStorage object at 0x7fe9f1a20fd0>.`,
        place: ".ebextensions/10-django.config:3",
        cause: "A style sheet or script refers to notes/missing.png, which is not among the static files.",
        advice: "Add the file or correct the reference.",
    },
    {
        rule: "static-manifest-entry",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `ValueError: Missing staticfiles manifest entry for 'notes/x.css'`,
        place: ".ebextensions/10-django.config:3",
        cause: "A template asks for the static file notes/x.css, which was not collected on this instance.",
        advice: "Correct its name in the template. Keep app.deploy.collectstatic at everyInstance: collected on the leader alone, the others have no manifest.",
    },
];
