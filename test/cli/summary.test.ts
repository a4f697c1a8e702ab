import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { appName, appOverride } from "../../cli/app-override";
import { stepsOf } from "../../cli/changes/step";
import { readEvents } from "../../cli/engine-events";
import { settingsOfFile } from "../../cli/raw-settings";
import { withAbsolutePaths } from "../../cli/sandbox";
import { selectedStack } from "../../cli/selected-stack";
import { formatSummary } from "../../cli/summary";
import { counts } from "../../cli/test/example";
import { addCounts, closingLine } from "../../cli/test/counts";
import { sandboxLayout } from "../../sandbox/layout";
import { repository } from "../support/program";
import { temporaryFolder } from "../support/temporary-folder";

const urn = (types: string, name: string) => `urn:pulumi:dev::django-beanstalk::${types}::${name}`;

describe("the summary of a preview", () => {
    const folder = temporaryFolder();

    it("says what is in the bundle, what will be made, which policies spoke and what to do next", () => {
        const events = {
            operations: new Map([
                [urn("pulumi:pulumi:Stack", "django-beanstalk-dev"), "create"],
                [urn("django-beanstalk:network:Network", "network"), "create"],
                [urn("django-beanstalk:network:Network$aws:ec2/securityGroup:SecurityGroup", "a"), "create"],
                [urn("django-beanstalk:network:Network$aws:ec2/securityGroup:SecurityGroup", "b"), "same"],
                [urn("django-beanstalk:database:Database$aws:rds/instance:Instance", "c"), "create"],
            ]),
            violations: [
                { policy: "tls-policy-dev", level: "advisory", urn: "" },
                { policy: "bundle-size", level: "mandatory", urn: "" },
            ],
            passed: new Set(["imdsv2", "bundle-size", "tls-policy-dev"]),
            packs: new Set(["django-beanstalk"]),
            steps: stepsOf([
                { op: "create", logical: true, urn: "a::db", type: "aws:rds/instance:Instance" },
                { op: "update", logical: true, urn: "a::uploads", type: "aws:s3/bucket:Bucket", diffs: ["tags"] },
            ]),
            errors: [],
        };
        const generated = [
            { path: "Procfile", content: "", executable: false, reason: "starts Gunicorn" },
            { path: ".ebextensions/10-django.config", content: "", executable: false, reason: "migrates" },
            ...["confighooks", "hooks"].map((folder) => ({
                path: `.platform/${folder}/prebuild/10-x.sh`,
                content: "",
                executable: true,
                reason: "checks",
            })),
            { path: ".platform/hooks/prebuild/20-y.sh", content: "", executable: true, reason: "fetches" },
        ];
        const bundle = {
            file: "",
            bytes: 262_144_000,
            fingerprint: "",
            entries: 1234,
            cached: true,
            generated,
            notices: ["No requirements.txt"],
        };
        const lines = [
            "Bundle       262.1 MB, 1234 entries, unchanged, taken from the cache",
            "             [###############...............] 50.0 % of 524,288,000 bytes",
            "             ! No requirements.txt",
            "",
            "Generated    Procfile                                        starts Gunicorn",
            "             .ebextensions/10-django.config                  migrates",
            "             .platform/{hooks,confighooks}/prebuild/10-x.sh  checks",
            "             .platform/hooks/prebuild/20-y.sh                fetches",
            "",
            "Resources    Network     2  (1 create, 1 same)",
            "             Database    1  (1 create)",
            "",
            "Changes      what happens  to what",
            "             created       aws:rds:Instance db",
            "             in place      aws:s3:Bucket uploads: tags",
            "",
            "Policies     1 passed, 1 advisory (tls-policy-dev), 1 failed (bundle-size)",
            "",
        ];
        const failed = "Next         Mend what is named above and run the same command again.";
        assert.equal(
            formatSummary({ stack: "dev", bundle, events, code: 1, otherApp: false }),
            [...lines, failed].join("\n"),
        );
    });

    it("says what to do next: deploy, or first describe the application", () => {
        const events = {
            operations: new Map<string, string>(),
            violations: [],
            passed: new Set<string>(),
            packs: new Set<string>(),
            steps: [],
            errors: [],
        };
        const bundle = { file: "", bytes: 1, fingerprint: "", entries: 1, cached: false, generated: [], notices: [] };
        const next = (otherApp: boolean) =>
            formatSummary({ stack: "dev", bundle, events, code: 0, otherApp }).split("\n\n").pop();
        assert.equal(
            next(false),
            "Next         Try the deployment here:  npm run sandbox -- up --yes --stack dev\n             Deploy for real:          pulumi stack init dev && pulumi up --policy-pack policies",
        );
        assert.equal(
            next(true),
            'Next         Write what was found above under django-beanstalk:app in Pulumi.dev.yaml (README, "Use it with your application").',
        );
    });

    it("reads the engine's events, also when they break off", () => {
        const file = path.join(folder.path, "events.json");
        const events = [
            { resourcePreEvent: { metadata: { op: "create", urn: "u" } } },
            { policyEvent: { policyName: "p", enforcementLevel: "advisory", resourceUrn: "u" } },
            { policyAnalyzeSummaryEvent: { policyPackName: "pack", passed: ["q"] } },
            { policyAnalyzeStackSummaryEvent: { policyPackName: "pack", passed: ["r"] } },
        ];
        fs.writeFileSync(
            file,
            `${events.map((event) => JSON.stringify(event)).join("\n")}\n{"resourcePreEvent":{"meta`,
        );
        const read = readEvents(file);
        assert.deepEqual([...read.operations], [["u", "create"]]);
        assert.deepEqual(read.violations, [{ policy: "p", level: "advisory", urn: "u" }]);
        assert.deepEqual([...read.passed], ["q", "r"]);
        assert.equal(readEvents(path.join(folder.path, "none")).operations.size, 0);
    });
});

describe("npm run sandbox", () => {
    it("takes paths as relative to where the user is", () => {
        assert.deepEqual(
            withAbsolutePaths(
                ["preview", "--policy-pack", "policies", "--save-plan=plan.json", "--stack", "dev"],
                "/home/me",
            ),
            ["preview", "--policy-pack", "/home/me/policies", "--save-plan=/home/me/plan.json", "--stack", "dev"],
        );
    });
});

describe("the selected stack", () => {
    const folder = temporaryFolder();

    it("is dev until another is selected", () => {
        const layout = sandboxLayout(repository, "default", { DJANGO_BEANSTALK_SANDBOX: folder.path });
        assert.equal(selectedStack(layout), "dev");
        fs.mkdirSync(path.join(layout.home, "workspaces"), { recursive: true });
        fs.writeFileSync(
            path.join(layout.home, "workspaces", "django-beanstalk-abc-workspace.json"),
            '{"stacks":{"file:///x":"organization/django-beanstalk/prod"}}',
        );
        assert.equal(selectedStack(layout), "prod");
    });
});

describe("a stack file read without the engine", () => {
    const folder = temporaryFolder();

    it("gives the settings, with encrypted values counted as given", () => {
        const file = path.join(folder.path, "Pulumi.dev.yaml");
        fs.writeFileSync(
            file,
            `config:
  aws:region: us-east-1
  django-beanstalk:app: {name: notes, directory: x, wsgi: "a:b", settingsModule: c}
  django-beanstalk:secrets:
    TOKEN: {kind: stack, value: {secure: "v1:x"}}
`,
        );
        assert.deepEqual(settingsOfFile(file, "dev", folder.path).secrets, {
            TOKEN: { kind: "stack", value: "given", optional: false },
        });
    });

    it("says in which line it is not YAML", () => {
        const file = path.join(folder.path, "Pulumi.dev.yaml");
        fs.writeFileSync(file, "config:\n  a: [1\nb: 2\n");
        assert.throws(
            () => settingsOfFile(file, "dev", folder.path),
            (error: unknown) =>
                error instanceof Error && /got .* at line 3/.test(error.message) && !error.message.includes("    at "),
        );
    });
});

describe("--app", () => {
    it("takes what the stack file says of this very application, and keeps its sandbox", () => {
        const app = {
            name: "notes",
            directory: "examples/notes",
            wsgi: "config.other:application",
            settingsModule: "config.settings.production",
            variables: { A: "1" },
        };
        const { config, sandbox, findings } = appOverride(
            path.join(repository, "examples"),
            { "django-beanstalk:app": app },
            repository,
        );
        assert.equal(sandbox, undefined);
        assert.deepEqual(config, {
            "django-beanstalk:app": {
                ...app,
                directory: path.join(repository, "examples", "notes"),
                platform: { kind: "python", version: "3.13" },
            },
        });
        assert.ok(!findings.join("\n").includes("domain"));
    });

    it("gives another application a sandbox and a name of its own", () => {
        const { config, sandbox } = appOverride(
            path.join(repository, "examples", "notes"),
            { "django-beanstalk:app": { directory: "elsewhere" } },
            repository,
        );
        assert.match(sandbox ?? "", /^notes-[0-9a-f]{8}$/);
        assert.deepEqual(config["django-beanstalk:domain"], { name: "notes.example.com", zone: "example.com" });
    });
});

describe("appName", () => {
    it("makes a valid name of any folder's", () => {
        assert.deepEqual(
            ["/x/My Django_App", "/x/2024-shop", "/x/a", "/x/a-very-long-name-for-a-project", "/x/ünïcode"].map(
                appName,
            ),
            ["my-django-app", "shop", "app", "a-very-long-name-for", "n-code"],
        );
    });
});

describe("the counts of the example's tests", () => {
    it("come from Django's last lines", () => {
        assert.deepEqual(counts(0, "Ran 68 tests in 2.9s\n\nOK (skipped=3)"), { passed: 65, failed: 0, skipped: 3 });
        assert.deepEqual(counts(1, "Ran 10 tests in 1s\n\nFAILED (failures=1, errors=2)"), {
            passed: 7,
            failed: 3,
            skipped: 0,
        });
        assert.deepEqual(counts(1, "ImportError"), { passed: 0, failed: 1, skipped: 0 });
    });

    it("are summed up in one line", () => {
        assert.equal(
            closingLine(addCounts({ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 })),
            "4 passed, 1 failed, 2 skipped",
        );
        assert.equal(closingLine({ passed: 4, failed: 0, skipped: 0 }), "4 passed, 0 failed");
    });
});
