import { sizeOf } from "../read/archive";
import { archiveOfVersion, versionType } from "../read/bundle";
import type { Config, Rule } from "../rule";

/** What Elastic Beanstalk accepts, in bytes: 500 MB as AWS counts them. */
const limit = 524_288_000;

export const bundleSize: Rule = {
    name: "bundle-size",
    displayName: "Bundle size",
    description: "A source bundle is within the size that Elastic Beanstalk accepts.",
    level: "mandatory",
    severity: "high",
    remediationSteps:
        "Exclude what the application does not need at run time: media, virtual environments, dumps, tests.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html",
    tags: ["bundle"],
    configSchema: {
        properties: {
            maximumBytes: {
                type: "integer",
                minimum: 1,
                maximum: limit,
                default: limit,
                description: "Ceiling of your own, below the limit of Elastic Beanstalk",
            },
        },
    },
    sees: "graph",
    type: versionType,
    async judge(version, graph, config) {
        const archive = await archiveOfVersion(version, graph);
        if (archive.kind === "unknown") {
            // Uploaded by something else: only AWS can know its size, and refuses one that is too large.
            return [];
        }
        const size = await sizeOf(archive.path);
        const ceiling = ceilingIn(config);
        if (size === undefined) {
            return [`The size of the bundle cannot be proven: ${archive.path} is not a file that can be read.`];
        }
        return size <= ceiling ? [] : [tooLarge(archive.path, size, ceiling)];
    },
};

function ceilingIn({ maximumBytes }: Config): number {
    return typeof maximumBytes === "number" ? Math.min(maximumBytes, limit) : limit;
}

function tooLarge(path: string, size: number, ceiling: number): string {
    const bytes = (count: number) => `${count.toLocaleString("en-US")} bytes`;
    // Rounded up, so that one byte too many does not read as 100.0%.
    const share = (Math.ceil((1000 * size) / ceiling) / 10).toFixed(1);
    const source = ceiling === limit ? "limit of Elastic Beanstalk" : "ceiling set by maximumBytes";
    return (
        `The bundle ${path} has ${bytes(size)}, ${share}% of the ${source}, ${bytes(ceiling)}. In this project: exclude ` +
        "files with app.package.exclude. In any other program: leave out of the " +
        "archive what the application does not need at run time."
    );
}
