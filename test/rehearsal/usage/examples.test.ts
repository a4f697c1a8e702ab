import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../../../cli/repository";
import type { Settings } from "../../../components/settings";
import type { Use } from "../../../rehearsal/model";
import { readDescription } from "../../../rehearsal/usage/read-description";
import { useApplication } from "../../../rehearsal/usage/use-application";
import { skipOrFail } from "../../support/judges/needs-judges";
import { testSettings } from "../../support/settings";
import { exampleEnvironment, runExample, RunningExample } from "./running-example";

const settingsOf = (name: string, platform: object): Settings =>
    testSettings({
        app: {
            name,
            directory: `examples/${name}`,
            wsgi: "config.wsgi:application",
            settingsModule: "config.settings.production",
            healthPath: "/health/",
            platform,
        },
        domain: { name: "site.example.com", zone: "example.com" },
    });

/** Runs the example once for its tests; visibly skips them without Python. */
function exampleUses(name: string, settings: Settings, workers: readonly string[] = []): () => readonly Use[] {
    let folder = "";
    let running: RunningExample | undefined;
    let uses: readonly Use[] = [];

    before(async function () {
        this.timeout(600_000);
        const environment = exampleEnvironment(name);
        if (environment === undefined) {
            skipOrFail(this, "no Python 3.11 or newer with venv (apt install python3-venv)");
            return;
        }
        folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-usage-")));
        running = await runExample(name, environment, folder, workers);
        const deployed = { ...running, settings, versionLabel: "v1", elsewhere: () => undefined };
        uses = await useApplication(deployed, readDescription(path.join(repository, "examples", name)));
    });

    after(async () => {
        await running?.stop();
        fs.rmSync(folder, { recursive: true, force: true });
    });

    return () => uses;
}

const commonUses = [
    ["ok", "health check by address", "GET http://10.0.1.23/health/", "200"],
    ["ok", "health check by name", "GET https://site.example.com/health/", "200"],
    ["ok", "first page", "GET https://site.example.com/", "302 to /accounts/login/?next=/, 200"],
    ["ok", "HTTP instead of HTTPS", "GET http://site.example.com/", "301 to https://site.example.com/"],
    ["ok", "address as host", "GET http://10.0.1.23/", "400, not among ALLOWED_HOSTS"],
    ["ok", "another site's name", "GET http://another.invalid/", "400, not among ALLOWED_HOSTS"],
];

const closedUses = [
    ["ok", "closed file", "GET https://site.example.com/.env", "404"],
    ["ok", "closed file", "GET https://site.example.com/.git/config", "404"],
    ["ok", "closed file", "GET https://site.example.com/manage.py", "404"],
    ["ok", "closed file", "GET https://site.example.com/requirements.txt", "404"],
    ["ok", "closed file", "GET https://site.example.com/static../manage.py", "404"],
    [
        "ok",
        "set up",
        "manage.py createsuperuser --noinput --username '{{user}}' --email '{{user}}@example.com'",
        "exit code 0",
    ],
    ["ok", "log in", "POST https://site.example.com/accounts/login/", "302 to /accounts/login/?next=/, 302 to /, 200"],
];

const staticFile = "https://site.example.com/static/admin/css/autocomplete.d24f10bdee41.css";

/** Without the days. */
const shown = (uses: readonly Use[]): string[][] =>
    uses.map(({ verdict, name, request, found, note }) => [
        verdict,
        name,
        request.replace(/\d{4}\/\d\d/, "2026/11"),
        found.replace(/\d{4}\/\d\d/, "2026/11").replace(/ETag: .*$/, "ETag …"),
        ...(note === undefined ? [] : [note]),
    ]);

describe("usage of examples/notes", () => {
    const uses = exampleUses("notes", settingsOf("notes", { kind: "python" }));

    it("logs in, writes a note, finds its attachment in the bucket; and tells that no nginx serves the static files", () => {
        assert.deepEqual(shown(uses()), [
            ...commonUses,
            [
                "ok",
                "response headers",
                "GET https://site.example.com/",
                "X-Content-Type-Options: nosniff, Referrer-Policy: same-origin, X-Frame-Options: DENY",
            ],
            [
                "failed",
                "static file",
                `GET ${staticFile}`,
                "404, text/html; charset=utf-8, 179 bytes",
                "200 was expected: pages have no styles without it.",
            ],
            [
                "failed",
                "static file, again",
                `GET ${staticFile}`,
                "no cache headers",
                "ETag or Last-Modified was expected.",
            ],
            [
                "failed",
                "missing static file",
                "GET https://site.example.com/static/no-such-file.css",
                "404 by the application",
                "The proxy's own 404 was expected: the application serves the static files.",
            ],
            ...closedUses,
            [
                "ok",
                "write a note with an attachment, which lands in the bucket",
                "POST https://site.example.com/notes/new/",
                "302 to /notes/new/, 200, 302 to /notes/1/, 200, in the bucket: attachments/2026/11/plan.txt",
            ],
            ["ok", "read the note from the database", "GET https://site.example.com/api/notes/", "200"],
            [
                "ok",
                "fetch the attachment back",
                "GET https://site.example.com/media/attachments/2026/11/plan.txt",
                "200",
            ],
            ["ok", "log out", "GET https://site.example.com/api/notes/", "302 to /accounts/login/, 401"],
        ]);
    });
});

describe("usage of examples/documents", () => {
    const uses = exampleUses("documents", settingsOf("documents", { kind: "docker" }), ["process_documents"]);

    it("uploads a document and waits for the worker's report; the image serves the static files itself", () => {
        assert.deepEqual(shown(uses()), [
            ...commonUses,
            [
                "skipped",
                "response headers",
                "GET https://site.example.com/",
                "not tried",
                "They are promised on the Python platform.",
            ],
            ["ok", "static file", `GET ${staticFile}`, '200, text/css; charset="utf-8", 9185 bytes'],
            [
                "ok",
                "static file, again",
                `GET ${staticFile}`,
                "304, Cache-Control: max-age=315360000, public, immutable, ETag …",
            ],
            ...closedUses,
            [
                "ok",
                "upload a document, which lands in the bucket",
                "POST https://site.example.com/documents/new/",
                "302 to /documents/1/, 200, in the bucket: documents/2026/11/plan.txt",
            ],
            ["ok", "read the list from the database", "GET https://site.example.com/", "200"],
            ["ok", "fetch the file back", "GET https://site.example.com/media/documents/2026/11/plan.txt", "200"],
            ["ok", "read the worker's report", "GET https://site.example.com/documents/1/", "200"],
        ]);
    });
});
