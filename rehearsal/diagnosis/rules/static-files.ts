import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.application;

/** What ends `manage.py collectstatic`, or shows afterwards. https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/ */
export const staticFilesRules: readonly KnownFailure[] = [
    {
        name: "static-root-missing",
        phases,
        matches: inOutput(/without having set the STATIC_ROOT setting to a filesystem path/),
        cause: "STATIC_ROOT of the settings is not set, so that collectstatic has nowhere to put the files.",
        advice: 'Set STATIC_ROOT = BASE_DIR / "staticfiles", as app.static.root of the stack file says; an application without static files has app.deploy.collectstatic: off.',
    },
    {
        name: "static-file-referenced",
        phases,
        matches: inOutput(/ValueError: The file '(?<text>[^']+)' could not be found with </),
        cause: "A style sheet or script refers to {text}, which is not among the static files.",
        advice: "Add the file or correct the reference.",
    },
    {
        name: "static-manifest-entry",
        phases,
        matches: inOutput(/ValueError: Missing staticfiles manifest entry for '(?<text>[^']+)'/),
        cause: "A template asks for the static file {text}, which was not collected on this instance.",
        advice: "Correct its name in the template. Keep app.deploy.collectstatic at everyInstance: collected on the leader alone, the others have no manifest.",
    },
];
