import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { SandboxRunner } from "./sandbox-runner";

interface Report {
    readonly mandatory: number;
    readonly advisory: number;
    readonly resources: number;
    readonly encrypted: number;
    readonly findings: readonly { readonly rule: string; readonly urn: string; readonly message: string }[];
}

const urn = "urn:pulumi:live::shop::aws:elasticbeanstalk/environment:Environment::web" as const;

/** An exported stack of another program, with the options that are given. */
const exported = (settings: unknown, type = "aws:elasticbeanstalk/environment:Environment") => ({
    version: 3,
    deployment: {
        // Made with the passphrase of the sandbox.
        secrets_providers: {
            type: "passphrase",
            state: { salt: "v1:hp0zZDfjcfc=:v1:G7ssKih/wC9imbzb:wfplrIct++BT8Np814lYu9hDN/6xXQ==" },
        },
        manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.259.0" },
        resources: [
            {
                urn: "urn:pulumi:live::shop::pulumi:pulumi:Stack::shop-live",
                custom: false,
                type: "pulumi:pulumi:Stack",
            },
            { urn, custom: true, id: "e-1", type, inputs: { settings }, outputs: { settings } },
        ],
    },
});
const v1 = { namespace: "aws:autoscaling:launchconfiguration", name: "DisableIMDSv1", value: "false" };

describe("npm run policies", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const write = (name: string, content: unknown): string => {
        const file = path.join(sandbox.folder, name);
        fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
        return file;
    };
    const policies = (...args: string[]) => sandbox.run("cli/policies", args);

    it("judges an exported stack of another program", async () => {
        const { code, output } = await policies(write("state.json", exported([v1])));
        assert.equal(code, 1, output);
        assert.match(
            output,
            /^imdsv2: mandatory\n {2}resource {2}web \(aws:elasticbeanstalk\/environment:Environment\)\n {2}message {3}aws:autoscaling:launchconfiguration\/DisableIMDSv1 is not "true"/m,
        );
        assert.match(output, /^2 resources judged: \d+ mandatory, \d+ advisory\.$/m);
    });

    it("takes a configuration, and prints JSON", async () => {
        const config = write("config.json", { all: "disabled", imdsv2: "advisory" });
        const { code, output } = await policies(write("state.json", exported([v1])), "--json", "--config", config);
        assert.equal(code, 0, output);
        const { findings, ...counts } = JSON.parse(output) as Report;
        assert.deepEqual(counts, { mandatory: 0, advisory: 1, resources: 2, encrypted: 0 });
        assert.deepEqual(
            findings.map((finding) => [finding.rule, finding.urn]),
            [["imdsv2", urn]],
        );
    });

    it("says that encrypted values were not seen", async () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x:y" };
        const file = write("state.json", exported([{ ...v1, value: secret }]));
        const { code, output } = await sandbox.run("cli/policies", [file], { PULUMI_CONFIG_PASSPHRASE: "another" });
        assert.equal(code, 1, output);
        assert.match(output, /^! 2 values are encrypted in the export\./m);
    });

    const mistakes: [string, () => string[], number, RegExp][] = [
        ["a missing file", () => [path.join(sandbox.folder, "none.json")], 1, /got {6}no such file/],
        ["what is no JSON", () => [write("text.json", "hunter2")], 1, /got {6}no JSON\n {4}allowed {2}JSON/],
        ["JSON that is no stack", () => [write("other.json", {})], 1, /got {6}no deployment/],
        [
            "a stack that the engine refuses",
            () => [write("old.json", { version: 99, deployment: {} })],
            1,
            /The exported stack has a problem:\n\n.*\n {4}got {6}error: /,
        ],
        [
            "a misspelt rule in the configuration",
            () => [write("state.json", exported([])), "--config", write("config.json", { imdsv3: "disabled" })],
            1,
            /config\.json has a problem:\n\n {2}imdsv3\n/,
        ],
        ["no file", () => [], 2, /One exported stack, not 0\./],
        ["an unknown option", () => ["--jsn"], 2, /Unknown option '--jsn'/],
        ["a check of two files", () => ["a", "--check", "b"], 2, /nothing stands beside it/],
    ];
    for (const [title, args, code, output] of mistakes) {
        it(`says what is wrong with ${title}`, async () => {
            const run = await policies(...args());
            assert.equal(run.code, code, run.output);
            assert.match(run.output, output);
            assert.doesNotMatch(run.output, /^ +at |hunter2/m);
        });
    }

    it("--check only reads the configuration", async () => {
        const right = await policies("--check", write("config.json", { imdsv2: "disabled" }));
        assert.deepEqual(right, {
            code: 0,
            output: "config.json names rules and keys that exist, with values that they take.\n",
        });
        assert.equal((await policies("--check", write("config.json", { imdsv3: "disabled" }))).code, 1);
    });
});
