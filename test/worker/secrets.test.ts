import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import type { WorkerFilesInput } from "../../components/worker/model";
import { planWorkerFiles } from "../../components/worker/worker-files";
import { Aws } from "../../rehearsal/services/aws";
import { needsAws, putParameter, startedAws, wrapper } from "../support/worker-aws";
import { oneFolder } from "../support/temporary-folder";

const region = "eu-central-1";
const secret = (name: string) => `arn:aws:secretsmanager:${region}:210987654321:secret:${name}-AbCdEf`;
const listName = "/notes/dev/worker/consumer/secrets";

const input: WorkerFilesInput = {
    name: "consumer",
    region,
    services: {
        consumer: { command: "python3 -c 'import json, os; print(json.dumps(dict(os.environ)))'", stopSeconds: 5 },
    },
    setup: [],
    environmentVariables: { GREETING: "it's $HOME", AWS_ENDPOINT_URL: "http://127.0.0.1:9/elsewhere" },
    secrets: [
        { name: "DATABASE_URL", required: true },
        { name: "API_TOKEN", required: true },
        { name: "SENTRY_DSN", required: false },
    ],
    secretsParameter: listName,
    spot: false,
    logGroup: undefined,
};

describe("a worker's secrets", function () {
    this.timeout(120_000);
    const workspace = oneFolder();
    let aws: Aws | undefined;
    let programs = "";

    before(async function () {
        this.timeout(300_000);
        needsAws(this);
        aws = await startedAws({
            folder: path.join(workspace.path, "aws"),
            secrets: {
                [secret("plain")]: "postgres://notes:s3cr't \"$x@db/notes\n",
                [secret("object")]: '{"token": "from the object", "n": 7}',
            },
            parameters: { "/notes/sentry": "https://sentry.example.com/1" },
        });
        programs = wrapper(workspace.path, aws.address.port);
    });
    after(() => aws?.stop());

    const list = (lines: readonly string[]) => putParameter(aws?.address.port ?? 0, listName, lines.join("\n"));

    const run = async (files: WorkerFilesInput, ...args: readonly string[]) => {
        const release = fs.mkdtempSync(path.join(workspace.path, "release-"));
        for (const { path: name, content, executable } of planWorkerFiles(files)) {
            fs.mkdirSync(path.dirname(path.join(release, name)), { recursive: true });
            fs.writeFileSync(path.join(release, name), content, { mode: executable ? 0o755 : 0o644 });
        }
        const env = { PATH: `${programs}:/usr/bin:/bin`, HOME: workspace.path };
        const outcome = promisify(execFile)(path.join(release, ".worker/run"), args, { env }).then(
            ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
            (error: { code: number; stdout: string; stderr: string }) => error,
        );
        return { ...(await outcome), release };
    };

    it("arrive in the service's environment with every character, beside the plain variables, and lie in no file", async () => {
        await list([
            `DATABASE_URL ${secret("plain")}`,
            `API_TOKEN ${secret("object")}:token`,
            `SENTRY_DSN arn:aws:ssm:${region}:210987654321:parameter/notes/sentry`,
        ]);
        const { code, stdout, stderr, release } = await run(input, "consumer");
        assert.equal(code, 0, stderr);
        const seen = JSON.parse(stdout) as Record<string, string>;
        assert.deepEqual(
            ["DATABASE_URL", "API_TOKEN", "SENTRY_DSN", "GREETING", "AWS_REGION", "PYTHONUNBUFFERED"].map(
                (name) => seen[name],
            ),
            [
                "postgres://notes:s3cr't \"$x@db/notes",
                "from the object",
                "https://sentry.example.com/1",
                "it's $HOME",
                region,
                "1",
            ],
        );
        const files = fs.readdirSync(release, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
        for (const { parentPath, name } of files) {
            assert.doesNotMatch(fs.readFileSync(path.join(parentPath, name), "utf8"), /s3cr|from the object/);
        }
    });

    it("stop the start when a required one is missing, has no value or no such key; all are named, no value is", async () => {
        await list([`DATABASE_URL ${secret("nowhere")}`, `API_TOKEN ${secret("object")}:missing`]);
        const { code, stdout, stderr } = await run(input, "consumer");
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.match(
            stderr,
            /^The secret DATABASE_URL has no value that can be read \(arn:aws:secretsmanager:.*:secret:nowhere-AbCdEf\)\.$/m,
        );
        assert.match(stderr, /^It has no JSON object with the key missing\.$/m);
        assert.match(stderr, /^These secrets are missing: DATABASE_URL API_TOKEN\. Look whether each has a value/m);
        assert.doesNotMatch(stderr, /from the object|s3cr|Traceback/);
        await list([`DATABASE_URL ${secret("plain")}`]);
        assert.match((await run(input, "--check")).stderr, /^These secrets are missing: API_TOKEN\. /m);
    });

    it("may be absent when they are optional", async () => {
        await list([`API_TOKEN ${secret("object")}:n`]);
        const secrets = input.secrets.map(({ name }) => ({ name, required: name === "API_TOKEN" }));
        const { code, stdout, stderr } = await run({ ...input, secrets }, "consumer");
        assert.equal(code, 0, stderr);
        const seen = JSON.parse(stdout) as Record<string, string>;
        assert.deepEqual([seen["API_TOKEN"], "SENTRY_DSN" in seen, "DATABASE_URL" in seen], ["7", false, false]);
    });

    it("name the parameter that cannot be read", async () => {
        const { code, stderr } = await run({ ...input, secretsParameter: "/nowhere" }, "--setup", "true");
        assert.equal(code, 1);
        assert.match(
            stderr,
            /The list of secrets could not be read from the parameter \/nowhere: look whether the instance profile may read it\./,
        );
    });

    it("are asked for nowhere when there are none; a virtual environment of the release comes first", async () => {
        const none: WorkerFilesInput = { ...input, secrets: [], secretsParameter: undefined };
        const { stdout } = await run(none, "--setup", 'mkdir -p .venv/bin; echo "$GREETING"; pwd');
        assert.match(stdout, /^it's \$HOME\n.*\/release-\w+\n$/);
        const { stdout: PATH } = await run(
            none,
            "--setup",
            `mkdir -p .venv/bin && exec .worker/run --setup 'echo "$PATH"'`,
        );
        assert.match(PATH, /^\S+\/release-\w+\/\.venv\/bin:/);
        assert.match((await run(none, "nobody")).stderr, /no service is called nobody/);
    });
});
