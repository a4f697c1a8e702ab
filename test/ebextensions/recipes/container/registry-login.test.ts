import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { spawnSync } from "node:child_process";
import { ecrOf } from "../../../../ebextensions/recipes/container/registry-login";
import { containerFiles, textOf } from "../../../support/container-files";
import { temporaryFolder } from "../../../support/temporary-folder";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:login-AbCdEf";
const registry = { server: "registry.example.com:5000", secretArn };
const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const name = ".platform/confighooks/prebuild/15-registry-login.sh";

/** Each notes its arguments; docker also what it reads. */
const tools = {
    aws: `#!/bin/bash
echo "aws $* key=\${AWS_ACCESS_KEY_ID:-}" >>arguments
[ "$1" != ecr ] || { echo canary-of-ecr; exit; }
cat secret 2>/dev/null || { echo "An error occurred (ResourceNotFoundException)" >&2; exit 254; }
`,
    docker: `#!/bin/bash
echo "docker $*" >>arguments
[ ! -e refuse ] || { cat >/dev/null; echo "denied" >&2; exit 1; }
cat >>stdin
`,
};

describe("the hook that logs in at registries", function () {
    const folder = temporaryFolder();

    before(function () {
        if (process.platform !== "linux") {
            console.log("      skipped: the scripts are written for Linux");
            this.skip();
        }
    });

    const inFolder = (file: string) => path.join(folder.path, file);
    const read = (file: string) => (fs.existsSync(inFolder(file)) ? fs.readFileSync(inFolder(file), "utf8") : "");

    function run(platform: Readonly<Record<string, unknown>>) {
        for (const [tool, text] of Object.entries(tools)) {
            fs.writeFileSync(inFolder(tool), text, { mode: 0o755 });
        }
        const script = textOf(containerFiles(platform), name).replaceAll("/var/log/", `${folder.path}/`);
        fs.writeFileSync(inFolder("hook.sh"), script);
        const { status, stdout, stderr } = spawnSync("bash", ["hook.sh"], {
            cwd: folder.path,
            env: {
                PATH: `${folder.path}:${process.env["PATH"] ?? ""}`,
                DJANGO_BEANSTALK_RETRY_WAITS: "0",
                AWS_ACCESS_KEY_ID: "the-application's",
            },
            encoding: "utf8",
        });
        const log = read("django-beanstalk-15-registry-login.log");
        assert.ok(!(stdout + stderr + log + read("arguments")).includes("canary"), "a password was shown");
        return { status, output: stdout + stderr };
    }

    it("hands the password of a secret to Docker by a pipe", () => {
        fs.writeFileSync(inFolder("secret"), JSON.stringify({ username: "rob$1 it", password: "canary'\"$x" }));
        const { status, output } = run({ registry });
        assert.equal(status, 0, output);
        assert.match(output, /Logged in at registry\.example\.com:5000\./);
        assert.equal(read("stdin"), "canary'\"$x\n");
        assert.equal(
            read("arguments"),
            `aws secretsmanager get-secret-value --region eu-west-1 --secret-id ${secretArn} --query SecretString --output text key=\n` +
                "docker login --username rob$1 it --password-stdin registry.example.com:5000\n",
        );
    });

    it("uses the instance's role at ECR, for images that the settings name", () => {
        const { status, output } = run({ baseImage: `${ecr}/python:3.13`, proxyImage: `${ecr}/nginx:1.30` });
        assert.equal(status, 0, output);
        assert.equal(read("stdin"), "canary-of-ecr\n");
        // The two run side by side in a pipe.
        assert.ok(
            read("arguments").includes(`docker login --username AWS --password-stdin ${ecr}\n`),
            read("arguments"),
        );
    });

    it("says what is wrong with a secret or a login, after a second attempt, and ends the deployment", () => {
        const missing = run({ registry });
        assert.equal(missing.status, 1);
        assert.match(
            missing.output,
            /The login of registry\.example\.com:5000 could not be read from arn:.*\nLook whether the secret exists/,
        );
        for (const text of ["canary", "[]", '{"username": "a"}', '{"username": "a", "password": 7}']) {
            fs.writeFileSync(inFolder("secret"), text);
            const { status, output } = run({ registry });
            assert.equal(status, 1);
            assert.match(output, /is no login\.\nStore it as JSON: {"username": "\.\.\.", "password": "\.\.\."}\.\n/);
        }
        fs.writeFileSync(inFolder("secret"), '{"username": "a", "password": "canary"}');
        fs.writeFileSync(inFolder("refuse"), "");
        fs.rmSync(inFolder("arguments"));
        const { status, output } = run({ registry });
        assert.equal(status, 1);
        assert.match(
            output,
            /Docker could not log in at registry\.example\.com:5000\.\nLook whether the login in arn:/,
        );
        assert.equal(read("arguments").match(/docker login/g)?.length, 2);
    });

    it("is in both kinds of hooks, and nowhere without a registry", () => {
        assert.equal(
            textOf(containerFiles({ registry }), name.replace("confighooks", "hooks")),
            textOf(containerFiles({ registry }), name),
        );
        assert.ok(!containerFiles().has(name));
    });

    it("knows ECR in every partition, and nothing else", () => {
        const china = "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn";
        assert.deepEqual(ecrOf(`${china}/a/b:1`), [{ kind: "ecr", server: china }]);
        for (const image of ["python:3.13", "public.ecr.aws/a/b:1", `${ecr}.example.com/a:1`]) {
            assert.deepEqual(ecrOf(image), []);
        }
    });
});
