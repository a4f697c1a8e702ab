import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { S3Origin } from "../../../ebextensions/minimal-package/code-origin";
import { minimalPackageFiles } from "../../../ebextensions/minimal-package/minimal-package";
import { temporaryFolder } from "../../support/temporary-folder";
import { Instance, skipUnlessRunnable } from "./instance";
import { renamed, zip } from "./zip";

const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");
const own = { Dockerfile: "FROM scratch\n" };

describe("the hook that fetches an archive", () => {
    before(function () {
        skipUnlessRunnable(this);
    });
    const folder = temporaryFolder();
    let instance: Instance;

    beforeEach(() => {
        instance = new Instance(folder.path);
    });

    function stage(archive: Buffer, changes: Partial<S3Origin> = {}): void {
        instance.answer("archive", archive);
        instance.stage(
            minimalPackageFiles({
                code: { from: "s3", bucket: "code-bucket", key: "notes/1.zip", sha256: sha256(archive), ...changes },
                region: "eu-central-1",
            }),
            own,
        );
    }

    it("brings the archive's files with their modes", async () => {
        stage(
            await zip({
                "manage.py": "x\n",
                "bin/run.sh": "#!/bin/sh\n",
                Dockerfile: "FROM evil\n",
                link: "-> manage.py",
            }),
        );
        const { status, output } = await instance.hook();
        assert.equal(status, 0, output);
        assert.equal(instance.staged("manage.py"), "x\n");
        assert.equal(instance.staged("link"), "x\n");
        assert.equal(instance.staged("Dockerfile"), own.Dockerfile);
        assert.equal(fs.statSync(path.join(instance.staging, "bin/run.sh")).mode & 0o777, 0o755);
        assert.match(output, /the code's own were left out:\n {2}Dockerfile\n/);
        const [request = "", ...more] = instance.arguments().filter((line) => line.startsWith("aws "));
        assert.match(
            request,
            /^aws s3api get-object --region eu-central-1 --bucket code-bucket --key notes\/1\.zip \S+\/code\.zip$/,
        );
        assert.deepEqual(more, []);
    });

    it("asks for the pinned version of the object", async () => {
        stage(await zip({ "manage.py": "x\n" }), { versionId: "Ab.1_-" });
        assert.equal((await instance.hook()).status, 0);
        assert.ok(
            instance.arguments().some((line) => line.startsWith("aws ") && line.includes(" --version-id Ab.1_- ")),
        );
    });

    it("does nothing the second time, and needs no network for an extracted bundle", async () => {
        const archive = await zip({ "manage.py": "x\n" });
        stage(archive);
        await instance.hook();
        instance.forgetArguments();
        assert.match((await instance.hook("confighooks")).output, /is in place already\.\n$/);
        stage(archive);
        const { status, output } = await instance.hook("confighooks");
        assert.equal(status, 0, output);
        assert.equal(instance.staged("manage.py"), "x\n");
        assert.ok(!instance.arguments().some((line) => line.startsWith("aws ")));
    });

    it("unpacks nothing of an archive with another digest", async () => {
        const archive = await zip({ "manage.py": "x\n" });
        stage(archive, { sha256: "a".repeat(64) });
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.ok(
            output.endsWith(
                `s3://code-bucket/notes/1.zip is not the pinned archive.\nIts SHA-256 is  ${sha256(archive)},\nthe pinned one is ${"a".repeat(64)}.\nFind out who replaced it. If it was you, set app.package.code.sha256 to the new digest.\n`,
            ),
            output,
        );
        assert.ok(!instance.arguments().some((line) => line.startsWith("unzip ")));
        assert.deepEqual(fs.readdirSync(instance.cache), []);
    });

    for (const [what, name] of [
        ["climbs out", "../evil.py"],
        ["climbs out in the middle", "a/../../e"],
        ["is absolute", "/tmp/ev.py"],
        ["has backslashes", "..\\evil.py"],
    ] as const) {
        it(`unpacks nothing of an archive in which a name ${what}`, async () => {
            stage(
                renamed(
                    await zip({ "manage.py": "x\n", ["z".repeat(name.length)]: "evil\n" }),
                    "z".repeat(name.length),
                    name,
                ),
            );
            const { status, output } = await instance.hook();
            assert.equal(status, 1, output);
            assert.ok(
                output.includes(`The archive holds names that lead out of its folder, or have backslashes:\n${name}\n`),
                output,
            );
            assert.ok(!fs.existsSync(path.join(instance.staging, "manage.py")));
            assert.deepEqual(fs.readdirSync(instance.cache), []);
        });
    }

    for (const target of ["/etc/passwd", "../../../../passwd", ".."]) {
        it(`refuses a link to ${target}`, async () => {
            stage(await zip({ "manage.py": "x\n", link: `-> ${target}` }));
            const { status, output } = await instance.hook();
            assert.equal(status, 1);
            assert.match(output, /The code holds a link that leaves it: link\n/);
            assert.ok(!fs.existsSync(path.join(instance.staging, "manage.py")));
        });
    }

    it("tries again when the network fails", async () => {
        stage(await zip({ "manage.py": "x\n" }));
        instance.answer("failures", "2");
        assert.equal((await instance.hook()).status, 0);
        assert.equal(instance.arguments().filter((line) => line.startsWith("aws ")).length, 3);
    });

    it("says what to look at when the archive cannot be had", async () => {
        stage(await zip({ "manage.py": "x\n" }));
        fs.rmSync(path.join(instance.answers, "archive"));
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.match(
            output,
            /could not be downloaded; the AWS CLI's own words are above\.\n403: the object is not there/,
        );
    });

    it("says when the archive is no zip", async () => {
        stage(Buffer.from("<html>"));
        const { status, output } = await instance.hook();
        assert.equal(status, 1);
        assert.match(output, /notes\/1\.zip is no zip that holds files\.\nMake it with git archive --format=zip\.\n$/);
    });

    it("notes a parent folder, which archives of GitHub have", async () => {
        stage(await zip({ "notes-abc/manage.py": "x\n", "notes-abc/b": "x\n" }));
        const { status, output } = await instance.hook();
        assert.equal(status, 0);
        assert.match(output, /Note: everything in the archive is below one folder, notes-abc;/);
    });
});
