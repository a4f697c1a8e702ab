import { advice } from "../levels";
import { environmentType } from "../read/environment";
import { judgeOption } from "../read/judge-option";
import type { Rule } from "../rule";

const namespace = "aws:autoscaling:launchconfiguration";

export const rootVolumeGp3: Rule = {
    name: "root-volume-gp3",
    displayName: "Root volume of today's kind",
    description: "Root volumes are gp3, whose speed does not depend on their size, or io1 where speed is bought.",
    levels: advice,
    severity: "low",
    remediationSteps: `Set ${namespace}/RootVolumeType to "gp3".`,
    url: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
    tags: ["instances", "cost"],
    sees: "resource",
    types: [environmentType],
    judge: (environment) =>
        judgeOption(environment, {
            option: { namespace, name: "RootVolumeType", value: "gp3" },
            words: '"gp3", or "io1"',
            accepts: (value) => ["gp3", "io1"].includes(value),
            because:
                "Left out, the platform decides, and platforms differ; gp2 of a small size runs out of burst credits.",
            stackFile: "leave it out of options, it is always gp3",
        }),
};
