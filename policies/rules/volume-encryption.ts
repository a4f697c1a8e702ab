import { securityHub } from "../frameworks";
import { adviceNotInDev } from "../levels";
import { environmentType } from "../read/environment";
import { readOption } from "../read/options";
import { peek } from "../read/peek";
import { wordOf } from "../read/word";
import type { Graph, Resource, Rule } from "../rule";

const defaultType = "aws:ebs/encryptionByDefault:EncryptionByDefault";

export const volumeEncryption: Rule = {
    name: "volume-encryption",
    displayName: "Encrypted root volumes",
    description:
        "Something encrypts the root volumes of instances: the account's default, or an image of one's own. Elastic Beanstalk has no option for it.",
    levels: adviceNotInDev,
    severity: "medium",
    framework: securityHub("EC2.7", "EBS default encryption should be enabled"),
    remediationSteps:
        "Turn on EBS encryption by default for the account in this region, or use an image with an encrypted root volume.",
    url: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    tags: ["instances", "encryption"],
    configSchema: {
        properties: {
            accountEncrypts: {
                type: "boolean",
                default: false,
                description: "The account encrypts volumes by default, and it is turned on outside of the stack",
            },
        },
    },
    sees: "graph",
    types: [environmentType],
    judge(environment, graph, config) {
        if (hasImage(environment) || config["accountEncrypts"] === true) {
            return [];
        }
        const problem = problemOfDefault(graph);
        return problem === undefined
            ? []
            : [
                  `That root volumes are encrypted cannot be proven: ${problem}, and no image of one's own is set ` +
                      "(aws:autoscaling:launchconfiguration/ImageId); Elastic Beanstalk has no option for it. In this project: " +
                      "environment.instances: {encryptVolumesInRegion: true}, which counts for the whole account in the region, " +
                      `or an encrypted image as imageId. In any other program: ${defaultType} with enabled: true, or an ` +
                      "encrypted image. Where the account does it already: accountEncrypts: true in the configuration of this rule.",
              ];
    },
};

/** Whether its root volume is encrypted only AWS can know, so an image that the team chose satisfies. */
function hasImage(environment: Resource): boolean {
    const image = readOption(environment, "aws:autoscaling:launchconfiguration", "ImageId");
    return image.state === "unknown" || (image.state === "known" && image.values.every((value) => value !== ""));
}

/** Why the account's default is not proven to be on; undefined when the stack turns it on. The provider's own value is on. */
function problemOfDefault({ resources }: Graph): string | undefined {
    const defaults = resources.filter(({ type }) => type === defaultType).map(({ props }) => peek(props, "enabled"));
    if (defaults.length === 0) {
        return "the stack does not turn on EBS encryption by default";
    }
    if (defaults.every((it) => it.kind === "absent" || (it.kind === "known" && wordOf(it.value) === "true"))) {
        return undefined;
    }
    return defaults.some(({ kind }) => kind === "unknown")
        ? "whether the stack turns on EBS encryption by default is not known in this preview"
        : "the stack turns EBS encryption by default off";
}
