import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { main } from "../../../cli/worker";
import { noticesOf, Sizes, sizesText } from "../../../cli/worker/sizes";
import { temporaryFolder } from "../../support/temporary-folder";
import { printed } from "./printed";

const sha = "0a1b2c3d4e5f".padEnd(64, "0");

/** The worker of the document "Two-stage deployment". */
const sizes: Sizes = {
    name: "scraper",
    delivery: { kind: "s3" },
    compression: "gzip",
    stageOne: {
        text: "",
        base64: "",
        bytes: 3600,
        limit: 16_384,
        percent: 22,
        parts: [
            { name: "/opt/wait-deployment", bytes: 1051 },
            { name: "packages", bytes: 69 },
        ],
        gzip: false,
    },
    bundle: { path: "/b", sha256: sha, bytes: 22_700, originalBytes: 120_000, entries: 31, notices: [] },
};

interface Report {
    readonly stack: string;
    readonly workers: readonly {
        readonly name: string;
        readonly stageOne: { readonly bytes: number; readonly limit: number; readonly percent: number };
        readonly bundle: { readonly path: string; readonly bytes: number; readonly sha256: string };
        readonly transferBytes: number;
    }[];
}

const digest = (file: string): string => createHash("sha256").update(fs.readFileSync(file)).digest("hex");

describe("npm run worker -- report", () => {
    it("prints the sizes of the document in its order", () => {
        assert.equal(
            sizesText(sizes),
            `scraper, delivery by s3

  Original   120.0 KB  31 files: 732.4 % of the limit, were they user data
  Stage one    3.6 KB  3,600 of 16,384 bytes of user data: 22.0 %
  Bundle      22.7 KB  gzip, 0a1b2c3d4e5f
  Transfer    26.3 KB  both stages

  Stage one by its parts, in bytes
     1,051  /opt/wait-deployment
        69  packages`,
        );
    });

    it("says when user data is compressed, and when a URL has another bundle", () => {
        const other: Sizes = {
            ...sizes,
            delivery: { kind: "url", url: "https://example.com/b", sha256: "f".repeat(64) },
            stageOne: { ...sizes.stageOne, gzip: true },
            bundle: { ...sizes.bundle, notices: ["a link is left out"] },
        };
        const text = sizesText(other);
        assert.match(text, /22\.0 %, compressed\n/);
        assert.match(text, /by its parts, before compression, in bytes\n/);
        assert.match(
            text,
            new RegExp(
                `\\n! a link is left out\\n\\n! worker\\.scraper\\.delivery\\.sha256 is of another bundle than these files make \\(${sha}\\)\\.`,
            ),
        );
        assert.deepEqual(
            noticesOf({ ...other, delivery: { kind: "url", url: "https://example.com/b", sha256: sha } }),
            ["a link is left out"],
        );
    });

    it("weighs the example's worker", async () => {
        const { code, out, err } = await printed(() => main(["report", "--stack", "shared", "--json"]));
        assert.deepEqual([code, err], [0, ""]);
        const report = JSON.parse(out) as Report;
        assert.deepEqual([report.stack, report.workers.map(({ name }) => name)], ["shared", ["sweeper"]]);
        for (const { stageOne, bundle, transferBytes } of report.workers) {
            assert.equal(bundle.bytes, fs.statSync(bundle.path).size);
            assert.equal(bundle.sha256, digest(bundle.path));
            assert.equal(transferBytes, stageOne.bytes + bundle.bytes);
            assert.ok(stageOne.bytes <= stageOne.limit && stageOne.limit === 16_384);
            assert.equal(stageOne.percent, Math.round((stageOne.bytes / stageOne.limit) * 1000) / 10);
        }
        const text = await printed(() => main(["report", "--stack", "shared", "--worker", "sweeper"]));
        assert.match(
            text.out,
            /^sweeper, delivery by s3\n\n {2}Original .*\n {2}Stage one .*\n {2}Bundle .*\n {2}Transfer /,
        );
    });

    for (const [args, message] of [
        [
            ["report", "--stack", "dev"],
            /^Pulumi\.dev\.yaml has a problem:\n\n {2}worker\n {4}got {6}nothing: the stack has no worker\n/,
        ],
        [["report", "--stack", "nope"], /--stack\n {4}got {6}nope\n/],
        [
            ["bundle", "--stack", "shared", "--worker", "sweper"],
            /--worker\n {4}got {6}sweper\n {4}allowed {2}sweeper\n {4}do {7}Did you mean sweeper\?/,
        ],
    ] as const) {
        it(`${args.join(" ")} is a problem`, async () => {
            const { code, out, err } = await printed(() => main(args));
            assert.deepEqual([code, out], [1, ""]);
            assert.match(err, message);
        });
    }

    it("takes no other options", async () => {
        for (const args of [
            ["report", "--wrong"],
            ["report", "extra"],
            ["bundle", "--accept-new"],
        ]) {
            assert.equal((await printed(() => main(args))).code, 2, args.join(" "));
        }
    });
});

describe("npm run worker -- bundle", () => {
    const folder = temporaryFolder();
    const bundle = (...args: string[]) => printed(() => main(["bundle", "--stack", "shared", ...args]));

    it("writes the bundle where it is told to, the same each time, with a script to install it", async () => {
        const file = path.join(folder.path, "deployment-bundle.tar.gz");
        const { code, out, err } = await bundle("--output", file, "--json");
        assert.equal(code, 0, err);
        const made = JSON.parse(out) as Record<string, unknown>;
        assert.deepEqual(made, {
            version: 1,
            worker: "sweeper",
            path: file,
            bytes: fs.statSync(file).size,
            sha256: digest(file),
        });
        assert.match(err, /^\d+\.\d KB, \d+ entries, SHA-256 [0-9a-f]{64}$/);
        assert.deepEqual(fs.readdirSync(folder.path), ["deployment-bundle.tar.gz"]);
        const again = await bundle("--output", file);
        assert.deepEqual([again.code, again.out, digest(file)], [0, file, made["sha256"]]);
        const listed = spawnSync("tar", ["-tf", file], { encoding: "utf8" }).stdout.split("\n");
        assert.ok(
            listed.some((each) => each.endsWith(".worker/install")),
            listed.join("\n"),
        );
    });

    it("replaces nothing but a bundle, and makes no folder", async () => {
        const file = path.join(folder.path, "sweep.py");
        fs.writeFileSync(file, "print(1)\n");
        for (const [output, words] of [
            [file, "something else than a bundle"],
            [folder.path, "something else than a bundle"],
            [path.join(folder.path, "missing", "b"), "a folder that does not exist"],
        ] as const) {
            const { code, out, err } = await bundle("--output", output);
            assert.deepEqual([code, out], [1, ""]);
            assert.ok(err.includes(`${output}: ${words}`), err);
        }
        assert.equal(fs.readFileSync(file, "utf8"), "print(1)\n");
    });
});
