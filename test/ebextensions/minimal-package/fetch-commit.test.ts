import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { GitOrigin } from "../../../ebextensions/minimal-package/code-origin";
import { minimalPackageFiles } from "../../../ebextensions/minimal-package/minimal-package";
import { temporaryFolder } from "../../support/temporary-folder";
import { GitServer, makeRepository } from "./git-server";
import { Instance, skipUnlessRunnable } from "./instance";

const token = "canary-token-0123456789";
const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:deploy-token-AbCdEf";
const own = { "docker-compose.yml": "services: {}\n", Dockerfile: "FROM scratch\n" };
const code = {
    "manage.py": "print('first')\n",
    "config/settings.py": "DEBUG = False\n",
    "name with spaces/ä.txt": "x\n",
    "docker-compose.yml": "services: {dev: {}}\n",
    Dockerfile: "FROM scratch\n",
    ".env": "SECRET=1\n",
    ".platform/hooks/predeploy/evil.sh": "#!/bin/bash\n",
    "docs/link": "-> ../manage.py",
};

describe("the hook that fetches a commit", () => {
    before(function () {
        skipUnlessRunnable(this);
    });
    const folder = temporaryFolder();
    let server: GitServer;
    let instance: Instance;
    let commits: string[];

    beforeEach(async () => {
        const repositories = path.join(folder.path, "repositories");
        fs.mkdirSync(repositories);
        commits = makeRepository(repositories, "notes.git", [code, { "manage.py": "print('second')\n" }]);
        server = await GitServer.start(repositories);
        fs.mkdirSync(path.join(folder.path, "eb"));
        instance = new Instance(path.join(folder.path, "eb"));
        instance.answer("secret", `${token}\n`);
    });
    afterEach(() => {
        server.stop();
    });

    function stage(changes: Partial<GitOrigin> = {}): void {
        const [commit = ""] = commits;
        instance.stage(
            minimalPackageFiles({
                code: { from: "git", repository: server.url("notes.git"), commit, tokenSecretArn: secret, ...changes },
                region: "eu-central-1",
            }),
            own,
        );
    }

    function assertNoTrace(): void {
        for (const canary of [token, basic]) {
            assert.deepEqual(instance.filesWith(canary), []);
        }
    }

    it("brings exactly the pinned commit, not the newest, and says what it left out", async () => {
        stage();
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.equal(instance.staged("manage.py"), "print('first')\n");
        assert.equal(instance.staged("name with spaces/ä.txt"), "x\n");
        assert.equal(fs.readlinkSync(path.join(instance.staging, "docs/link")), "../manage.py");
        assert.equal(instance.staged("docker-compose.yml"), own["docker-compose.yml"]);
        for (const left of [".env", ".git", ".platform/hooks/predeploy/evil.sh"]) {
            assert.ok(!fs.existsSync(path.join(instance.staging, left)), left);
        }
        const told = output.split("the code's own were left out:\n")[1]?.split("\n").slice(0, 3).sort();
        assert.deepEqual(told, ["  .env", "  .platform/hooks/predeploy/evil.sh", "  docker-compose.yml"]);
        assert.equal(fs.statSync(path.join(instance.staging, "manage.py")).mode & 0o777, 0o644);
        assert.equal(fs.statSync(instance.cache).mode & 0o777, 0o700);
    });

    it("sends the token in a header and leaves it nowhere: no file, no log, no argument", async () => {
        stage();
        const { output } = await instance.hook("hooks", { GIT_TRACE_CURL: "1", GIT_TRACE_REDACT: "0", GIT_TRACE: "1" });
        assert.deepEqual([...new Set(server.authorizations)], [`Basic ${basic}`]);
        assert.ok(!output.includes(token) && !output.includes(basic), output);
        assertNoTrace();
        assert.ok(instance.arguments().some((line) => line.startsWith("base64 ")));
        assert.equal(
            instance.arguments().find((line) => line.startsWith("aws ")),
            `aws secretsmanager get-secret-value --region eu-west-1 --secret-id ${secret} --query SecretString --output text`,
        );
    });

    it("asks nothing of AWS for a repository without a token", async () => {
        stage({ tokenSecretArn: undefined });
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.deepEqual([...new Set(server.authorizations)], [undefined]);
        assert.ok(!instance.arguments().some((line) => line.startsWith("aws ")));
    });

    it("uses the instance's role, not keys that the application has in its variables", async () => {
        stage();
        await instance.hook("hooks", { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" });
        assert.equal(fs.readFileSync(path.join(instance.answers, "keys"), "utf8"), "0\n");
    });

    it("does nothing the second time", async () => {
        stage();
        await instance.hook();
        instance.forgetArguments();
        const requests = server.authorizations.length;
        const { status, output } = await instance.hook("confighooks");
        assert.equal(status, 0);
        assert.match(output, new RegExp(`git-${commits[0] ?? ""} is in place already\\.\\n$`));
        assert.equal(server.authorizations.length, requests);
        assert.deepEqual(instance.arguments(), []);
    });

    it("needs no network when a change of configuration extracts the bundle again", async () => {
        stage();
        await instance.hook();
        const requests = server.authorizations.length;
        stage();
        const { status, output } = await instance.hook("confighooks");
        assert.equal(status, 0, output);
        assert.equal(server.authorizations.length, requests);
        assert.equal(instance.arguments().filter((line) => line.startsWith("aws ")).length, 1);
        assert.equal(instance.staged("manage.py"), "print('first')\n");
    });

    it("keeps one version in its cache", async () => {
        stage();
        await instance.hook();
        stage({ commit: commits[1] ?? "" });
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.equal(instance.staged("manage.py"), "print('second')\n");
        assert.deepEqual(fs.readdirSync(instance.cache), [`git-${commits[1] ?? ""}`]);
    });

    it("takes a folder of the repository, and says when there is none", async () => {
        stage({ directory: "config" });
        assert.equal((await instance.hook()).status, 0);
        assert.equal(instance.staged("settings.py"), "DEBUG = False\n");
        stage({ directory: "backend" });
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.match(output, /The code has no folder backend\.\nCorrect app\.package\.code\.directory\.\n$/);
    });

    it("ends the deployment for a commit that the repository does not have", async () => {
        const commit = "0123456789".repeat(4);
        stage({ commit });
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.match(output, /not our ref 0123456789/);
        assert.ok(output.includes(`Commit ${commit} could not be fetched from ${server.url("notes.git")};`), output);
        assert.ok(output.includes("'not our ref': push the commit, or correct app.package.code.commit."));
        assert.ok(!fs.existsSync(path.join(instance.staging, "manage.py")));
        assert.deepEqual(fs.readdirSync(instance.cache), []);
        assertNoTrace();
    });

    it("refuses another commit than the pinned one", async () => {
        stage();
        const real = instance.root + "/tools/real-git";
        fs.renameSync(path.join(instance.root, "tools", "git"), real);
        instance.tool("git", `#!/bin/bash\n[ "$3" = rev-parse ] && exec echo ${"f".repeat(40)}\nexec '${real}' "$@"\n`);
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.match(output, new RegExp(`Commit f{40} arrived instead of ${commits[0] ?? ""}\\.`));
        assert.deepEqual(fs.readdirSync(instance.cache), []);
    });

    for (const [what, value, expected] of [
        ["is missing", undefined, /The token could not be read from arn:.*AbCdEf\.\nLook whether the secret exists/],
        [
            "holds JSON",
            `{"token": "${token}"}`,
            /The secret arn:.* holds JSON\.\nStore the bare token as its whole text\./,
        ],
        ["holds no text", "None\n", /The secret arn:.* holds no text\./],
        ["holds several words", `user ${token}\n`, /holds more than one word\./],
    ] as const) {
        it(`ends the deployment when the secret ${what}, without printing it`, async () => {
            stage();
            if (value === undefined) {
                fs.rmSync(path.join(instance.answers, "secret"));
            } else {
                instance.answer("secret", value);
            }
            const { status, output } = await instance.hook();
            assert.equal(status, 1);
            assert.match(output, expected);
            assert.equal(server.authorizations.length, 0);
            assertNoTrace();
        });
    }

    it("tries again when the network fails", async () => {
        stage();
        instance.answer("failures", "2");
        server.next.push({ status: 503 }, { status: 503 });
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.match(output, /Attempt 2 failed; the next one starts in 0 s\./);
        assert.equal(instance.staged("manage.py"), "print('first')\n");
    });

    it("gives up after three attempts", async () => {
        stage();
        server.next.push(...Array.from({ length: 9 }, () => ({ status: 503 })));
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.equal(server.authorizations.length, 3, output);
    });

    it("does not carry the token to where a redirect leads", async () => {
        stage();
        const other = await GitServer.start(path.join(folder.path, "repositories"));
        server.next.push(
            ...Array.from({ length: 3 }, () => ({ status: 301, location: other.url("notes.git/info/refs") })),
        );
        const { status, output } = await instance.hook();
        other.stop();
        assert.equal(status, 1);
        assert.deepEqual(other.authorizations, []);
        assert.match(output, /A redirect: give the present address in app\.package\.code\.repository\./);
    });

    it("takes no half fetch for a whole one after the plug was pulled", async () => {
        stage();
        server.next.push("serve", "hang");
        server.onHang = () => {
            instance.pullThePlug();
        };
        assert.equal((await instance.hook()).status, null);
        assert.match(fs.readdirSync(instance.cache).join(), /^partial\.\w+$/);
        assertNoTrace();
        // A run that fails clears away what was left, so that tries do not fill the disk.
        server.next.push(...Array.from({ length: 3 }, () => ({ status: 503 })));
        assert.equal((await instance.hook()).status, 1);
        assert.deepEqual(fs.readdirSync(instance.cache), []);
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.equal(instance.staged("manage.py"), "print('first')\n");
        assert.deepEqual(fs.readdirSync(instance.cache), [`git-${commits[0] ?? ""}`]);
    });

    it("takes no half-placed file for one of the bundle", async () => {
        stage();
        const real = path.join(instance.root, "tools", "real-cp");
        const cp = path.join(instance.root, "tools", "cp");
        fs.renameSync(cp, real);
        instance.tool("cp", `#!/bin/bash\necho half >'${instance.staging}/manage.py'\nexit 1\n`);
        const first = await instance.hook();
        assert.notEqual(first.status, 0);
        assert.match(first.output, /20-fetch-code: line \d+ failed/);
        fs.renameSync(real, cp);
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.equal(instance.staged("manage.py"), "print('first')\n");
    });

    it("refuses links that leave the code, and submodules", async () => {
        const repositories = path.join(folder.path, "repositories");
        const [linked = ""] = makeRepository(repositories, "linked.git", [
            { "a/passwd": "-> ../../../../../../etc/passwd" },
        ]);
        stage({ repository: server.url("linked.git"), commit: linked });
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.match(output, /The code holds a link that leaves it: a\/passwd\n/);
        const [nested = ""] = makeRepository(repositories, "nested.git", [{ "manage.py": "", vendored: "submodule" }]);
        stage({ repository: server.url("nested.git"), commit: nested });
        assert.match((await instance.hook()).output, /The code has submodules, which are not fetched\.\n/);
        assert.deepEqual(fs.readdirSync(instance.cache), []);
    });

    it("says what to do when git is not installed", async () => {
        stage();
        const programs = path.join(folder.path, "few-programs");
        fs.mkdirSync(programs);
        for (const name of ["bash", "cat", "date", "tee", "mkdir", "chmod", "rm", "mktemp"]) {
            const found = process.env["PATH"]?.split(":").find((each) => fs.existsSync(path.join(each, name)));
            fs.symlinkSync(path.join(found ?? "", name), path.join(programs, name));
        }
        const without = await instance.hook("hooks", { PATH: programs });
        assert.equal(without.status, 1);
        assert.match(
            without.output,
            /git is not installed on this instance\.\nThe package brings \.ebextensions\/05-git\.config/,
        );
    });

    it("touches nothing in a folder that is no package", () => {
        stage();
        const script = path.join(instance.staging, ".platform/hooks/prebuild/20-fetch-code.sh");
        const elsewhere = path.join(folder.path, "elsewhere");
        fs.mkdirSync(elsewhere);
        const { status } = spawnSync(script, { cwd: elsewhere });
        assert.equal(status, 1);
        assert.deepEqual(fs.readdirSync(elsewhere), []);
    });

    it("gives each attempt at a step that needs the network a time-out", async () => {
        stage();
        await instance.hook();
        const limits = instance
            .arguments()
            .flatMap((line) => /^timeout (.*?) (aws|git) /.exec(line)?.slice(1).join(" ") ?? []);
        assert.deepEqual(limits, ["--kill-after=5 20 aws", "--kill-after=10 120 git"]);
    });

    it("keeps a log of its own", async () => {
        stage();
        await instance.hook();
        const log = fs.readFileSync(
            path.join(instance.root, "instance/log/django-beanstalk-20-fetch-code.log"),
            "utf8",
        );
        assert.match(log, new RegExp(`Fetching commit ${commits[0] ?? ""} of http.*\\n(.*\\n)*.* is in place\\.\\n$`));
    });
});
