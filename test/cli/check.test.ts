import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { TreeFiles, withTree } from "../support/tree";

const repository = path.resolve(__dirname, "..", "..");

/** As `npm run --silent check` does, without npm. */
function check(cwd: string, ...args: string[]): { code: number | null; out: string; err: string } {
    const run = spawnSync(
        process.execPath,
        [path.join(repository, "sandbox", "setup", "run.js"), "cli/check", ...args],
        {
            cwd: repository,
            encoding: "utf8",
            env: { ...process.env, INIT_CWD: cwd },
        },
    );
    return { code: run.status, out: run.stdout, err: run.stderr };
}

const project: TreeFiles = { "shop/manage.py": "", "shop/requirements.txt": "Django\n" };
const wrong = "commands:\n  01_unlock:\n    command: pkg-repo unlock\n";

describe("npm run check", function () {
    this.timeout(60_000);

    it("says file, line, rule, what happens and what to write instead, and counts", () => {
        const files = {
            ...project,
            "shop/.ebextensions/01.config": wrong,
            "shop/Procfile": "web: gunicorn --access-logfile a.log a.wsgi\n",
        };
        withTree(files, (folder) => {
            const { code, out, err } = check(folder, "shop");
            assert.equal(err, "");
            assert.equal(code, 1);
            assert.equal(
                out,
                `.ebextensions/01.config:3: error: pkg-repo
  found    pkg-repo in commands.01_unlock
  happens  The tool is not on Amazon Linux 2023: the command is not found.
  instead  Use packages: yum:, or dnf in a hook; there is nothing to unlock.
  see      https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.migration-al.html

Procfile:1: warning: procfile-log-file
  found    --access-logfile
  happens  What Gunicorn writes to a file is neither in web.stdout.log nor in CloudWatch, and below /var/app/current it is lost with the next deployment.
  instead  --access-logfile - --error-logfile - --capture-output
  see      https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html

2 files checked for the python platform: 1 error, 1 warning.
`,
            );
            assert.equal(check(folder, "shop", "--allow", "pkg-repo").code, 0);
        });
    });

    it("prints one object for a program", () => {
        withTree({ ...project, "shop/.ebextensions/01.config": wrong }, (folder) => {
            const { code, out } = check(folder, "shop", "--json", "--platform", "docker");
            const { findings, ...rest } = JSON.parse(out) as { findings: Record<string, unknown>[] };
            assert.equal(code, 1);
            assert.deepEqual(rest, {
                directory: path.join(folder, "shop"),
                platform: "docker",
                files: 1,
                errors: 1,
                warnings: 0,
            });
            assert.deepEqual(
                findings.map(({ rule, level, file, line }) => [rule, level, file, line]),
                [["pkg-repo", "error", ".ebextensions/01.config", 3]],
            );
        });
    });

    it("passes with nothing to find, and says what an ignore file drops and what need not be allowed", () => {
        const files = { ...project, "shop/.ebextensions/01.config": wrong, "shop/.ebignore": ".ebextensions\n" };
        withTree(files, (folder) => {
            const { code, out, err } = check(path.join(folder, "shop"), ".", "--allow", "pkg-repo");
            assert.equal(code, 0);
            assert.equal(out, "0 files checked for the python platform: 0 errors, 0 warnings.\n");
            assert.match(err, /^! \.ebextensions\/ IS LEFT OUT by /);
            assert.match(err, /! --allow pkg-repo is not used: there is no such finding\. Remove it\.\n/);
        });
    });

    it("takes a folder with a container file and no manage.py for Docker's", () => {
        withTree({ "shop/Dockerfile": "FROM scratch\n", "shop/src/manage.py": "" }, (folder) => {
            assert.match(check(folder, "shop").out, /for the docker platform/);
        });
        withTree({ "shop/Dockerfile": "FROM scratch\n", "shop/manage.py": "" }, (folder) => {
            const { out, err } = check(folder, "shop");
            assert.match(out, /for the python platform/);
            assert.match(err, /--platform docker checks for the Docker platform/);
            assert.equal(check(folder, "shop", "--platform", "python").err, "");
        });
    });

    it("refuses a folder without an application, and names those below that have one", () => {
        const docs = { "docs/a.md": "", "docs/node_modules/b/manage.py": "" };
        withTree({ ...project, ...docs, "apps/site/Dockerfile": "FROM scratch\n" }, (folder) => {
            const refused = (name: string, ...args: string[]): string => {
                const { code, out, err } = check(folder, name, ...args);
                assert.deepEqual([code, out], [1, ""], name);
                return err;
            };
            const below = `${path.join(folder, "apps/site")} or ${path.join(folder, "shop")}`;
            assert.ok(
                refused(".").endsWith(`APPLICATION
    got      no manage.py or container file in ${folder}
    allowed  the folder of an application, with manage.py, docker-compose.yml, Dockerfile or Dockerrun.aws.json in it
    do       Name the folder that has one: ${below}.\n`),
            );
            assert.match(refused("docs", "--platform", "docker"), /do {7}Correct the path\.\n$/);
        });
    });

    it("says which file it was, when it was one", () => {
        withTree({ ...project, "shop/Procfile": "web: gunicorn a.wsgi\n" }, (folder) => {
            assert.equal(
                check(folder, "shop").out,
                "1 file (Procfile) checked for the python platform: 0 errors, 0 warnings.\n",
            );
        });
    });

    it("refuses to allow what is no rule, with the nearest name", () => {
        withTree(project, (folder) => {
            const { code, err } = check(folder, "shop", "--allow", "pkg-repp");
            assert.equal(code, 2);
            assert.match(err, /^--allow pkg-repp: there is no such rule\. Did you mean pkg-repo\?\n/);
        });
    });

    it("exits with 2 for a wrong option, and with 1 for a folder that is not there", () => {
        for (const args of [[], ["a", "b"], ["a", "--platform", "php"], ["a", "--wrong"]]) {
            const { code, out, err } = check(repository, ...args);
            assert.deepEqual([code, out], [2, ""], args.join(" "));
            assert.match(err, /npm run --silent check -- APPLICATION/);
        }
        const missing = check(repository, "no-such-folder");
        assert.equal(missing.code, 1);
        assert.match(missing.err, /APPLICATION\n {4}got {6}.*no-such-folder/);
        const asked = check(repository, "--help");
        assert.equal(asked.code, 0);
        assert.match(asked.out, /docker-compose\.yml,\nDockerfile and Dockerrun\.aws\.json/);
        assert.deepEqual(check(repository, "-h"), asked);
    });
});
