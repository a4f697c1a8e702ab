import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { main } from "../../cli/changes";
import { temporaryFolder } from "../support/temporary-folder";
import { databaseUpdate, metadataOf, optionsUpdate, Planned } from "./changes/events";

const event = (planned: Planned) => ({ resourcePreEvent: { metadata: metadataOf(planned) } });

const update = event(
    optionsUpdate(
        { "aws:elasticbeanstalk:application:environment": { TOKEN: "canary" } },
        { "aws:elasticbeanstalk:application:environment": { TOKEN: "canary-2" } },
    ),
);
const table = [
    "what happens             to what",
    "restart, short outage    aws:elasticbeanstalk:Environment notes-dev-environment",
    "  restart, short outage    aws:elasticbeanstalk:application:environment / TOKEN: changed",
];

describe("npm run changes", () => {
    const folder = temporaryFolder();
    const { env } = process;
    const before = { cli: env["DJANGO_BEANSTALK_PULUMI"], origin: env["DJANGO_BEANSTALK_PULUMI_ORIGIN"] };

    afterEach(() => {
        restore("DJANGO_BEANSTALK_PULUMI", before.cli);
        restore("DJANGO_BEANSTALK_PULUMI_ORIGIN", before.origin);
    });

    function restore(name: string, value: string | undefined): void {
        if (value === undefined) {
            delete env[name];
        } else {
            env[name] = value;
        }
    }

    /** A Pulumi that says what it is told to, and writes down how it was called. */
    function pulumi(says: { events?: readonly unknown[]; error?: string; code?: number }): string {
        const file = path.join(folder.path, "pulumi");
        const { events = [], error = "", code = 0 } = says;
        const called = path.join(folder.path, "called.json");
        const script = [
            `#!${process.execPath}`,
            `const { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: streaming } = process.env;`,
            `const call = { args: process.argv.slice(2), cwd: process.cwd(), streaming };`,
            `require("node:fs").writeFileSync(${JSON.stringify(called)}, JSON.stringify(call));`,
            `process.stdout.write(${JSON.stringify(events.map((one) => `${JSON.stringify(one)}\n`).join(""))});`,
            `process.stderr.write(${JSON.stringify(error)});`,
            `process.exitCode = ${code};`,
        ];
        fs.writeFileSync(file, script.join("\n"), { mode: 0o755 });
        env["DJANGO_BEANSTALK_PULUMI"] = file;
        env["DJANGO_BEANSTALK_PULUMI_ORIGIN"] = "path";
        return called;
    }

    async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
        const { log, error } = console;
        const [out, err]: [string[], string[]] = [[], []];
        console.log = (line: string) => void out.push(line);
        console.error = (line: string) => void err.push(line);
        try {
            return { code: await main(args), out: out.join("\n"), err: err.join("\n") };
        } finally {
            Object.assign(console, { log, error });
        }
    }

    it("asks the user's own Pulumi in the repository, and prints the table alone to standard output", async () => {
        const called = pulumi({ events: [{ preludeEvent: { config: {} } }, update] });
        const { code, out, err } = await run("--stack", "prod");
        assert.deepEqual({ code, out }, { code: 0, out: table.join("\n") });
        assert.equal(err, "Previewing prod in your AWS account: nothing is changed.\n");
        assert.deepEqual(JSON.parse(fs.readFileSync(called, "utf8")), {
            args: ["preview", "--json", "--non-interactive", "--stack", "prod"],
            cwd: path.resolve(__dirname, "..", ".."),
            streaming: "true",
        });
    });

    it("prints JSON for programs, without values of the application", async () => {
        pulumi({ events: [update] });
        const { code, out } = await run("--json");
        assert.equal(code, 0);
        assert.doesNotMatch(out, /canary/);
        const effect = { kind: "restart", how: "short outage", interrupts: true };
        assert.deepEqual(JSON.parse(out), {
            complete: true,
            kind: "changes",
            resources: 1,
            rows: [
                {
                    urn: "urn:pulumi:dev::django-beanstalk::a:b:C$aws:elasticbeanstalk/environment:Environment::notes-dev-environment",
                    type: "aws:elasticbeanstalk:Environment",
                    name: "notes-dev-environment",
                    operation: "update",
                    effect,
                    details: [
                        { what: "aws:elasticbeanstalk:application:environment / TOKEN", change: "changed", effect },
                    ],
                    properties: [],
                    warnings: [],
                    dangers: [],
                },
            ],
            errors: [],
        });
    });

    it("ends with 1 when the preview fails, with what it knows and the engine's message", async () => {
        const error = { severity: "error", message: "The zone is gone.\n" };
        const last = { severity: "error", message: "preview failed\n" };
        pulumi({ events: [update, { diagnosticEvent: error }, { diagnosticEvent: last }], code: 255 });
        const { code, out } = await run();
        assert.equal(code, 1);
        assert.equal(
            out,
            [...table, "", "The preview failed, so the table may not be complete.", "", "The zone is gone."].join("\n"),
        );
    });

    it("ends with 1 when something is impossible although the preview succeeds", async () => {
        const engine = { engine: "postgres" };
        const upgrade = databaseUpdate({ ...engine, engineVersion: "16" }, { ...engine, engineVersion: "17" });
        pulumi({ events: [event(upgrade)] });
        assert.equal((await run()).code, 1);
    });

    it("tells a preview that never began as a problem, without what came on standard output", async () => {
        pulumi({ events: ["canary"], error: "error: no stack selected\n", code: 255 });
        const { code, out, err } = await run();
        assert.deepEqual({ code, out }, { code: 1, out: "" });
        assert.equal(
            err,
            [
                "Previewing the selected stack in your AWS account: nothing is changed.",
                "",
                "The preview has a problem:",
                "",
                "  pulumi preview, which ended with 255",
                "    got      error: no stack selected",
                "    do       Mend what the engine names. --sandbox asks the sandbox instead of your account.",
            ].join("\n"),
        );
    });

    it("says when the Pulumi at hand serves the sandbox only", async () => {
        pulumi({});
        env["DJANGO_BEANSTALK_PULUMI_ORIGIN"] = "built";
        const { code, err } = await run();
        assert.equal(code, 1);
        assert.match(err, /got {6}no pulumi of 3\.219 or newer on PATH/);
        assert.match(err, /or add --sandbox/);
    });

    it("ends with 2 for a wrong option, and shows its help when asked", async () => {
        const wrong = await run("--stak");
        assert.equal(wrong.code, 2);
        assert.match(wrong.err, /^Unknown option '--stak'/);
        const help = await run("--help");
        assert.equal(help.code, 0);
        assert.match(help.out, /^npm run --silent changes -- \[--stack NAME\] \[--sandbox\] \[--json\]$/m);
    });
});
