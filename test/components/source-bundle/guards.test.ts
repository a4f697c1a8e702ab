import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { bundleFixture } from "./bundle-fixture";

describe("guards of a bundle", () => {
    const { folder, tree, build, packed, problems } = bundleFixture();

    const key = `-----BEGIN RSA PRIVATE KEY-----\n${"MIIEowIBAAKCAQEA".repeat(4)}\n-----END RSA PRIVATE KEY-----\n`;
    const allowed = "no secrets in a bundle";
    const remedy = (file: string) =>
        `Move it into \`secrets\` of the stack file and add ${file} to the ignore file; or, if it is harmless, to app.package.allow.`;

    it("refuses files that hold secrets, naming file and line and never the value", async () => {
        const root = tree({
            "deploy/id_rsa": key,
            "settings.py": `DEBUG = False\nAWS_SECRET_ACCESS_KEY = "${"a1B2".repeat(10)}"\n`,
            ".env.production": "A=1\n",
            "data.bin": "SQLite format 3\0",
        });
        assert.deepEqual(await problems(root), [
            {
                where: ".env.production",
                got: "a file of environment variables",
                allowed,
                remedy: remedy(".env.production"),
            },
            { where: "data.bin", got: "a SQLite database", allowed, remedy: remedy("data.bin") },
            { where: "deploy/id_rsa:1", got: "a private key", allowed, remedy: remedy("deploy/id_rsa") },
            { where: "settings.py:2", got: "an AWS secret access key", allowed, remedy: remedy("settings.py") },
        ]);
        assert.equal((await problems(root, { allow: ["*.bin", "/settings.py", ".env.*"] })).length, 1);
        assert.ok(
            (await packed(root, { allow: ["id_rsa", "*.bin", "settings.py", ".env.*"] })).includes("deploy/id_rsa"),
        );
    });

    it("finds a secret at the second look, too, when nothing is read again", async () => {
        const root = tree({ "key.txt": key });
        const past = Date.now() / 1000 - 3600;
        fs.utimesSync(path.join(root, "key.txt"), past, past);
        for (let i = 0; i < 2; i += 1) {
            assert.deepEqual(
                (await problems(root)).map(({ where }) => where),
                ["key.txt:1"],
            );
        }
    });

    it("names files that change, vanish or cannot be read while the bundle is made", async () => {
        const root = tree({ "changed.txt": "a", "gone.txt": "a" });
        const generate = () => {
            fs.writeFileSync(path.join(root, "changed.txt"), "ab");
            fs.rmSync(path.join(root, "gone.txt"));
            return Promise.resolve({ files: [] });
        };
        assert.deepEqual(await problems(root, { generate }), [
            {
                where: "changed.txt",
                got: "a file that changed while the bundle was made",
                allowed: "files at rest",
                remedy: "End what writes to it, or add it to the ignore file; then run the command again.",
            },
            {
                where: "gone.txt",
                got: "an error when reading it (ENOENT)",
                allowed: "readable files",
                remedy: "Give yourself the right to read it, or add it to the ignore file.",
            },
        ]);
        assert.equal((await build(root)).entries, 3);
    });

    it("says loudly which line drops what Elastic Beanstalk needs", async () => {
        const root = tree({
            ".gitignore": "# local\n*.config\n/.platform\nProcfile\n",
            ".ebextensions/a.config": "",
            ".platform/hooks/prebuild/x.sh": "",
            Procfile: "",
        });
        const loudly = (file: string, rule: string) =>
            `${file} IS LEFT OUT by ${rule}: Elastic Beanstalk will not see it. Remove that line, or add the path to app.package.include.`;
        assert.deepEqual([...(await build(root)).notices].sort(), [
            loudly(".ebextensions/a.config", ".gitignore:2 (*.config)"),
            loudly(".platform/", ".gitignore:3 (/.platform)"),
            loudly("Procfile", ".gitignore:4 (Procfile)"),
        ]);
        const include = ["/.ebextensions/*.config", "/.platform/", "Procfile"];
        assert.deepEqual((await build(root, { include })).notices, []);
    });

    it("names files that Git tracks although a rule leaves them out", async () => {
        const root = tree({ "docs/a.txt": "", "docs/b.txt": "", "fixture.sqlite3": "", "x.txt": "" });
        const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
        git("init", "-q");
        git("add", "-f", ".");
        fs.writeFileSync(path.join(root, ".gitignore"), "docs/\n");
        assert.deepEqual((await build(root)).notices, [
            "3 files that Git tracks are left out, since an ignore rule matches: docs/a.txt (.gitignore:1 (docs/)), " +
                "docs/b.txt (.gitignore:1 (docs/)), fixture.sqlite3 (a default exclude (*.sqlite3)). " +
                "Take the rule back, or remove them from Git (git rm --cached).",
        ]);
        fs.writeFileSync(path.join(root, ".ebignore"), "docs/\n");
        assert.deepEqual((await build(root)).notices, []);
    });

    it("leaves out how a rehearsal uses the application, without a word, and nothing else of the name", async () => {
        const root = tree({ "rehearsal.yaml": "", "docs/rehearsal.yaml": "" });
        const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
        git("init", "-q");
        git("add", ".");
        assert.deepEqual((await build(root)).notices, []);
        assert.deepEqual(await packed(root), ["docs/rehearsal.yaml", "manage.py", "requirements.txt"]);
    });

    it("leaves compose files out on the Python platform", async () => {
        const root = tree({ "docker-compose.yml": "", "compose.dev.yaml": "", Dockerfile: "" });
        const bundle = await build(root);
        assert.deepEqual(bundle.notices, [
            "Left out, since the Python platform runs no containers: compose.dev.yaml, docker-compose.yml.",
        ]);
        assert.deepEqual(
            bundle.contents().map(({ path }) => path),
            ["Dockerfile", "manage.py", "requirements.txt"],
        );
    });

    it("wants a container file on Docker, or manage.py, and no .env beside a compose file, even when it is allowed", async () => {
        const docker = { platform: "docker" } as const;
        const bare = path.join(folder.path, "bare");
        fs.mkdirSync(bare);
        fs.writeFileSync(path.join(bare, "notes.txt"), "");
        assert.deepEqual(await problems(bare, docker), [
            {
                where: "app.platform.kind",
                got: "docker, for an application without a container file and without manage.py",
                allowed:
                    "docker-compose.yml, Dockerfile or Dockerrun.aws.json at the application's root; or manage.py, for which they are generated",
                remedy: "Point app.directory at the folder that holds one of them, or add one.",
            },
        ]);
        assert.deepEqual((await build(tree({}, "django"), docker)).notices, []);
        const root = tree({ "docker-compose.yml": "services: {}\n", ".env": "DEBUG=1\n" });
        assert.deepEqual(await problems(root, { ...docker, include: [".env"], allow: [".env"] }), [
            {
                where: ".env",
                got: "a file beside docker-compose.yml",
                allowed:
                    "no .env beside a compose file: Elastic Beanstalk would not write its own, and every environment property would be lost",
                remedy: "Leave it out, also of app.package.include, and put its values into app.variables and secrets.",
            },
        ]);
        assert.deepEqual((await build(root, docker)).notices, []);
    });

    it("names compose files for development", async () => {
        const docker = { platform: "docker" } as const;
        const root = tree({ "docker-compose.yml": "services: {}\n", "docker-compose.override.yml": "" });
        assert.deepEqual((await build(root, docker)).notices, [
            "Besides the main compose file the bundle holds docker-compose.override.yml. Docker Compose merges " +
                "docker-compose.override.yml into the main file by itself, on the instance too: leave it out.",
        ]);
    });
});
