import { advice } from "../levels";
import { archiveOfVersion, versionType } from "../read/bundle";
import { bundleBytes, ceilingIn, inWords, maximumBytes } from "../read/bundle-limit";
import { numberIn } from "../rule-configuration";
import type { Rule } from "../rule";

const usualShare = 0.8;

export const bundleNearLimit: Rule = {
    name: "bundle-near-limit",
    displayName: "Bundle near its limit",
    description: "A source bundle leaves room below the size that Elastic Beanstalk accepts.",
    levels: advice,
    severity: "low",
    remediationSteps:
        "Exclude what the application does not need at run time, before a deployment in a hurry is the one that is refused.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html",
    tags: ["bundle"],
    configSchema: {
        properties: {
            maximumBytes,
            share: {
                type: "number",
                minimum: 0,
                maximum: 1,
                default: usualShare,
                description: "Part of the ceiling from which it is told",
            },
        },
    },
    sees: "graph",
    types: [versionType],
    async judge(version, graph, config) {
        const archive = await archiveOfVersion(version, graph);
        const size = archive.kind === "path" ? await bundleBytes(archive.path, graph) : undefined;
        const ceiling = ceilingIn(config);
        // One that is missing, or too large, is a finding of bundle-size; of a folder only the engine's archive would tell.
        if (archive.kind === "unknown" || size?.exact !== true || size.bytes > ceiling.bytes) {
            return [];
        }
        const share = size.bytes / ceiling.bytes;
        const most = numberIn(config, "share", usualShare);
        return share < most
            ? []
            : [
                  `The bundle ${archive.path} has ${inWords(size.bytes)}, ${(100 * share).toFixed(1)}% of the ${ceiling.name}; ` +
                      `wanted: less than ${Number((100 * most).toFixed(1))}%. In this project: exclude files with app.package.exclude. ` +
                      "In any other program: leave out of the archive what the application does not need at run time.",
              ];
    },
};
