import * as fs from "node:fs";
import { bundleSize } from "../../../policies/rules/bundle-size";
import { secret, unknown } from "../../support/policy-runner";
import { bundle, TemporaryFolder } from "../sample-stack";
import { itJudges } from "../scenarios";

const remedy =
    "In this project: exclude files with app.package.exclude. In any other program: leave out of the archive what the " +
    "application does not need at run time.";

describe("bundle-size", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    /** A file of that many bytes that takes no room on the disk. */
    const sparse = (bytes: number): string => {
        const file = folder.join("bundle.zip");
        fs.writeFileSync(file, "");
        fs.truncateSync(file, bytes);
        return file;
    };
    const folderOf = (name: string, bytes: number): string => {
        fs.mkdirSync(folder.join("app"), { recursive: true });
        fs.writeFileSync(folder.join("app", name), "x".repeat(bytes));
        return folder.join("app");
    };
    const [version, object] = bundle("/nowhere");
    const keyOnly = { ...version!, from: {} };

    itJudges(bundleSize, [
        { title: "the limit itself is right", stack: () => bundle(sparse(524_288_000)), reads: ["object.source.path"] },
        {
            title: "one byte more is too large",
            stack: () => bundle(sparse(524_288_001)),
            finds: () => [
                `The bundle ${folder.join("bundle.zip")} has 524,288,001 bytes, 100.1% of the limit of Elastic Beanstalk, ` +
                    `524,288,000 bytes. ${remedy}`,
            ],
        },
        {
            title: "a lower ceiling is kept, and the share is of it",
            stack: () => bundle(sparse(3_000_000)),
            config: { maximumBytes: 2_000_000 },
            finds: () => [
                `The bundle ${folder.join("bundle.zip")} has 3,000,000 bytes, 150.0% of the ceiling set by maximumBytes, ` +
                    `2,000,000 bytes. ${remedy}`,
            ],
        },
        {
            title: "a higher ceiling does not lift the limit",
            stack: () => bundle(sparse(600_000_000)),
            config: { maximumBytes: 900_000_000 },
            finds: () => [
                `The bundle ${folder.join("bundle.zip")} has 600,000,000 bytes, 114.5% of the limit of Elastic Beanstalk, ` +
                    `524,288,000 bytes. ${remedy}`,
            ],
        },
        {
            title: "a missing file is not proven",
            stack: () => bundle("/nowhere/bundle.zip"),
            finds: ["The size of the bundle cannot be proven: /nowhere/bundle.zip is not a file that can be read."],
        },
        {
            title: "a relative path starts in the program's folder",
            stack: () => bundle("bundle.zip"),
            finds: ["The size of the bundle cannot be proven: /program/bundle.zip is not a file that can be read."],
        },
        {
            title: "an object that is joined by key alone is found",
            stack: () => [keyOnly, object!],
            finds: ["The size of the bundle cannot be proven: /nowhere is not a file that can be read."],
        },
        {
            title: "an object with an unknown key is found by where the key came from",
            stack: () => bundle("/nowhere", unknown),
            finds: ["The size of the bundle cannot be proven: /nowhere is not a file that can be read."],
        },
        {
            title: "a secret key changes nothing",
            stack: () => bundle("/nowhere", secret("hunter2") as string),
            finds: ["The size of the bundle cannot be proven: /nowhere is not a file that can be read."],
        },
        {
            title: "an object that is made from nothing is not proven",
            stack: () => [version!, { ...object!, props: { ...object!.props, source: undefined } }],
            finds: [
                "The size of the bundle cannot be proven: what the S3 object of the application version is made from is not set.",
            ],
        },
        {
            title: "an object that is made from what is not known yet is not proven",
            stack: () => [version!, { ...object!, props: { ...object!.props, source: unknown } }],
            finds: [
                "The size of the bundle cannot be proven: what the S3 object of the application version is made from is not known in this preview.",
            ],
        },
        {
            title: "a folder whose files are small enough is right",
            stack: () => bundle(folderOf("manage.py", 100)),
            config: { maximumBytes: 100 },
            reads: ["object.source.path"],
        },
        {
            title: "how large the archive of a larger folder will be is not proven",
            stack: () => bundle(folderOf("manage.py", 101)),
            config: { maximumBytes: 100 },
            finds: () => [
                `The size of the bundle cannot be proven: the folder ${folder.join("app")} has 101 bytes before it is archived, ` +
                    `101.0% of the ceiling set by maximumBytes, 100 bytes. ${remedy}`,
            ],
        },
        {
            title: "a bundle uploaded by something else: only AWS can know",
            stack: () => [keyOnly],
            reads: ["version.key"],
        },
    ]);
});
