import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { temporaryFolder } from "../support/temporary-folder";

const repository = path.resolve(__dirname, "..", "..");

/** As `npm run --silent bundle` does, without npm. */
function bundle(cwd: string, ...args: string[]): { code: number | null; out: string; err: string } {
    const run = spawnSync(
        process.execPath,
        [path.join(repository, "sandbox", "setup", "run.js"), "cli/bundle", ...args],
        {
            cwd: repository,
            encoding: "utf8",
            env: { ...process.env, INIT_CWD: cwd, PULUMI_HOME: undefined },
        },
    );
    return { code: run.status, out: run.stdout, err: run.stderr };
}

describe("npm run bundle", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();

    function application(files: Readonly<Record<string, string>> = {}): string {
        const root = path.join(folder.path, "shop");
        for (const [file, text] of Object.entries({
            "manage.py": "",
            "requirements.txt": "",
            "a.txt": "a",
            ...files,
        })) {
            fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
            fs.writeFileSync(path.join(root, file), text);
        }
        return root;
    }

    it("writes the zip where it is told to, relative to the user, and one JSON object to standard output", () => {
        application();
        const { code, out, err } = bundle(folder.path, "shop", "--no-generated", "--output", "out.zip", "--json");
        assert.equal(code, 0, err);
        const result = JSON.parse(out) as Record<string, unknown>;
        const file = path.join(folder.path, "out.zip");
        assert.deepEqual(Object.keys(result), [
            "path",
            "bytes",
            "sha256",
            "fingerprint",
            "label",
            "entries",
            "cached",
            "milliseconds",
            "notices",
        ]);
        assert.deepEqual(
            [result["path"], result["bytes"], result["sha256"], result["entries"]],
            [file, fs.statSync(file).size, createHash("sha256").update(fs.readFileSync(file)).digest("hex"), 3],
        );
        assert.match(err, /^0\.\d KB|^\d+ B \(0\.0 % of the limit\), 3 entries/);
    });

    it("lists mode, size and path of every entry", () => {
        const root = application({ ".platform/hooks/prebuild/x.sh": "#!/bin/sh\n" });
        fs.symlinkSync("a.txt", path.join(root, "link"));
        const { out } = bundle(folder.path, root, "--no-generated", "--list");
        assert.equal(
            out,
            "755 10 .platform/hooks/prebuild/x.sh\n644 1 a.txt\n777 5 link -> a.txt\n644 0 manage.py\n644 0 requirements.txt\n",
        );
    });

    it("does not pack its own output, under whatever name and by whatever way, nor what a killed copy left", () => {
        const root = application();
        const linked = path.join(folder.path, "linked");
        fs.symlinkSync(root, linked);
        for (const name of ["app[1].zip", "!a b#.zip"]) {
            const runs = [1, 2].map(() =>
                bundle(folder.path, linked, "--no-generated", "--output", `shop/${name}`, "--list"),
            );
            assert.equal(runs[0]?.out, runs[1]?.out);
            fs.writeFileSync(path.join(root, `${name}.1234.tmp`), "");
            assert.equal(
                bundle(folder.path, root, "--no-generated", "--output", `shop/${name}`, "--list").out,
                runs[0]?.out,
            );
            fs.rmSync(path.join(root, `${name}.1234.tmp`));
            fs.rmSync(path.join(root, name));
        }
        const first = bundle(root, ".", "--no-generated", "--output", "out.zip", "--list");
        const second = bundle(root, ".", "--no-generated", "--output", "out.zip", "--list");
        assert.equal(first.out, second.out);
        assert.ok(!second.out.includes("out.zip"));
    });

    it("ends with 1 for a problem in the input, and leaves the output as it was", () => {
        const root = application({ "prod.env": "A=1\n" });
        fs.writeFileSync(path.join(folder.path, "out.zip"), "PK before");
        const { code, out, err } = bundle(folder.path, root, "--no-generated", "--output", "out.zip");
        assert.deepEqual([code, out], [1, ""]);
        assert.equal(
            err,
            "The bundle of shop has a problem:\n\n  prod.env\n    got      a file of environment variables\n    allowed  no secrets in a bundle\n" +
                "    do       Move it into `secrets` of the stack file and add prod.env to the ignore file; or, if it is harmless, to app.package.allow.\n",
        );
        assert.equal(fs.readFileSync(path.join(folder.path, "out.zip"), "utf8"), "PK before");
        assert.deepEqual(fs.readdirSync(folder.path).sort(), ["out.zip", "shop"]);
        const nowhere = bundle(folder.path, root, "--output", "missing/out.zip");
        assert.equal(nowhere.code, 1);
        assert.match(nowhere.err, /--output\n {4}got {6}missing\/out\.zip: a folder that does not exist/);
        assert.equal(bundle(folder.path, "--stack", "nope").code, 1);
    });

    it("replaces nothing but a zip", () => {
        const root = application();
        fs.symlinkSync("a.txt", path.join(root, "link.zip"));
        for (const output of ["shop/manage.txt", "shop/link.zip", "shop"]) {
            fs.writeFileSync(path.join(root, "manage.txt"), "text");
            const { code, err } = bundle(folder.path, root, "--no-generated", "--output", output);
            assert.equal(code, 1, output);
            assert.match(err, /allowed {2}a new file, or a zip to replace, in an existing folder/);
        }
        assert.equal(fs.readFileSync(path.join(root, "manage.txt"), "utf8"), "text");
    });

    it("ends with 2 for wrong usage, and tells the usage", () => {
        for (const args of [["--json", "--list"], ["--nope"], ["a", "b"], ["--standalone", "--no-generated"]]) {
            const { code, out, err } = bundle(folder.path, ...args);
            assert.deepEqual([code, out], [2, ""], args.join(" "));
            assert.match(err, /npm run --silent bundle -- \[APPLICATION DIRECTORY\]/);
        }
        const help = bundle(folder.path, "--help");
        assert.equal(help.code, 0);
        assert.match(help.out, /--standalone/);
    });
});
