import * as assert from "node:assert/strict";
import { planGeneratedFiles } from "../../components/generated-files";
import { minimalRaw, testSettings } from "../support/settings";

/** Paths and contents of what a stack's deployment adds, without the head of each file. */
function filesOf(app: object, ownPaths: readonly string[] = []): ReadonlyMap<string, string> {
    const settings = testSettings({
        app: { ...minimalRaw.app, ...app },
        database: { kind: "none" },
        media: { kind: "none" },
        secrets: { SECRET_KEY: { kind: "generated" }, TOKEN: { kind: "generated" } },
    });
    return new Map(planGeneratedFiles(settings, new Set(ownPaths)).map(({ path, content }) => [path, content]));
}

describe("the generated files of a stack on Python", () => {
    it("start what the settings say", () => {
        const procfile = filesOf({
            asgi: "config.asgi:application",
            web: { workers: 5, maxRequests: 1000, timeoutSeconds: 20 },
            processes: { mail: { kind: "celeryWorker", app: "shop", concurrency: 2 } },
        }).get("Procfile");
        assert.equal(
            procfile,
            `web: gunicorn --bind 127.0.0.1:8000 --workers 5 --worker-class uvicorn_worker.UvicornWorker --timeout 20 --worker-tmp-dir /dev/shm --max-requests 1000 --max-requests-jitter 100 --access-logfile - --error-logfile - --capture-output config.asgi:application
mail: celery --app shop worker --loglevel INFO --hostname mail@ --concurrency 2
`,
        );
    });

    it("tell secrets from other variables", () => {
        const hook = filesOf({ variables: { EMAIL_HOST: "mail.example.com" } }).get(
            ".platform/hooks/prebuild/10-required-variables.sh",
        );
        assert.deepEqual(hook?.split("\n").slice(7, 10), [
            "variables=(ALLOWED_HOSTS DJANGO_SETTINGS_MODULE EMAIL_HOST PROJECT_NAME)",
            "secrets=(SECRET_KEY TOKEN)",
            "optional=()",
        ]);
    });

    it("leave out what the settings switch off, and what the application's own Procfile starts", () => {
        const deploy = { check: "off", migrate: false, collectstatic: "off", probeSeconds: 0 };
        const paths = [...filesOf({ deploy, web: { workers: "cores" } }, ["Procfile"]).keys()];
        assert.deepEqual(paths, [
            ".ebextensions/30-logs.config",
            ".platform/confighooks/prebuild/10-required-variables.sh",
            ".platform/hooks/prebuild/10-required-variables.sh",
            ".platform/nginx/conf.d/10-django-beanstalk.conf",
            ".platform/nginx/conf.d/elasticbeanstalk/00_application.conf",
        ]);
    });
});
