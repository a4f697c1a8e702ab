import * as fs from "node:fs";
import { bundleNearLimit } from "../../../policies/rules/bundle-near-limit";
import { secret, unknown } from "../../support/policy-runner";
import { bundle, TemporaryFolder } from "../sample-stack";
import { itJudges } from "../scenarios";

const advice =
    "In this project: exclude files with app.package.exclude. In any other program: leave out of the archive what the " +
    "application does not need at run time.";

describe("bundle-near-limit", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    /** A file of that many bytes that takes no room on the disk. */
    const sparse = (bytes: number): string => {
        const file = folder.join("bundle.zip");
        fs.writeFileSync(file, "");
        fs.truncateSync(file, bytes);
        return file;
    };
    const [version] = bundle("/nowhere");
    const reads = ["object.source.path"];

    itJudges(bundleNearLimit, [
        { title: "less than four fifths is right", stack: () => bundle(sparse(419_430_399)), reads },
        {
            title: "four fifths is told",
            stack: () => bundle(sparse(419_430_400)),
            finds: () => [
                `The bundle ${folder.join("bundle.zip")} has 419,430,400 bytes, 80.0% of the limit of Elastic Beanstalk, ` +
                    `524,288,000 bytes; wanted: less than 80%. ${advice}`,
            ],
        },
        {
            title: "a share and a ceiling of one's own count",
            stack: () => bundle(sparse(600)),
            config: { share: 0.6, maximumBytes: 1000 },
            stage: "strict",
            finds: () => [
                `The bundle ${folder.join("bundle.zip")} has 600 bytes, 60.0% of the ceiling set by maximumBytes, ` +
                    `1,000 bytes; wanted: less than 60%. ${advice}`,
            ],
        },
        {
            title: "a dev stack is told too",
            stack: () => bundle(sparse(524_288_000)),
            stage: "dev",
            finds: () => [
                `The bundle ${folder.join("bundle.zip")} has 524,288,000 bytes, 100.0% of the limit of Elastic Beanstalk, ` +
                    `524,288,000 bytes; wanted: less than 80%. ${advice}`,
            ],
        },
        { title: "one that is too large is a finding of bundle-size", stack: () => bundle(sparse(524_288_001)), reads },
        { title: "so is one that is missing", stack: () => bundle("/nowhere/bundle.zip"), reads },
        { title: "a folder is not archived yet", stack: () => bundle(folder.path), config: { share: 0 }, reads },
        { title: "an unknown key changes nothing", stack: () => bundle(sparse(1), unknown), reads },
        { title: "a secret key changes nothing", stack: () => bundle(sparse(1), secret("hunter2") as string), reads },
        { title: "uploaded by something else: only AWS can know", stack: () => [version!], reads: ["version.key"] },
    ]);
});
