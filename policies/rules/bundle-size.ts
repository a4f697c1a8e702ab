import { everywhere } from "../levels";
import { archiveOfVersion, versionType } from "../read/bundle";
import { bundleBytes, ceilingIn, inWords, maximumBytes } from "../read/bundle-limit";
import type { Rule } from "../rule";

const remedy =
    "In this project: exclude files with app.package.exclude. In any other program: leave out of the " +
    "archive what the application does not need at run time.";

export const bundleSize: Rule = {
    name: "bundle-size",
    displayName: "Bundle size",
    description: "A source bundle is within the size that Elastic Beanstalk accepts.",
    levels: everywhere,
    severity: "high",
    remediationSteps:
        "Exclude what the application does not need at run time: media, virtual environments, dumps, tests.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html",
    tags: ["bundle"],
    configSchema: { properties: { maximumBytes } },
    sees: "graph",
    types: [versionType],
    async judge(version, graph, config) {
        const archive = await archiveOfVersion(version, graph);
        if (archive.kind === "unknown") {
            // Uploaded by something else: only AWS can know its size, and refuses one that is too large.
            return archive.elsewhere ? [] : [`The size of the bundle cannot be proven: ${archive.reason}.`];
        }
        const size = await bundleBytes(archive.path, graph);
        if (size === undefined) {
            return [`The size of the bundle cannot be proven: ${archive.path} is not a file that can be read.`];
        }
        const ceiling = ceilingIn(config);
        if (size.bytes <= ceiling.bytes) {
            return [];
        }
        // Rounded up, so that one byte too many does not read as 100.0%.
        const share = (Math.ceil((1000 * size.bytes) / ceiling.bytes) / 10).toFixed(1);
        return [
            size.exact
                ? `The bundle ${archive.path} has ${inWords(size.bytes)}, ${share}% of the ${ceiling.name}. ${remedy}`
                : `The size of the bundle cannot be proven: the folder ${archive.path} has ${inWords(size.bytes)} before it is ` +
                  `archived, ${share}% of the ${ceiling.name}. ${remedy}`,
        ];
    },
};
