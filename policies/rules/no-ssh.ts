import { securityHub } from "../frameworks";
import { advisoryInDev } from "../levels";
import { environmentType } from "../read/environment";
import { itemsOf } from "../read/judge-option";
import { isWorld } from "../read/ingress";
import { isAlways, Option, readOption, stateOf } from "../read/options";
import type { Resource, Rule } from "../rule";

const namespace = "aws:autoscaling:launchconfiguration";
const keyName = `${namespace}/EC2KeyName`;
const source = `${namespace}/SSHSourceRestriction`;

export const noSsh: Rule = {
    name: "no-ssh",
    displayName: "No SSH",
    description: "Instances have no key pair, and SSH is not open to the world.",
    levels: advisoryInDev,
    severity: "high",
    framework: securityHub("EC2.13", "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22"),
    remediationSteps: `Leave out ${keyName}, and open shells with Session Manager.`,
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    tags: ["instances", "access"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const key = readOption(environment, namespace, "EC2KeyName");
        const hasKey = key.state !== "absent" && !isAlways(key, "");
        return [...(hasKey ? [keyPair(key)] : []), ...judgeSource(environment, hasKey)];
    },
};

const keyPair = (key: Option): string =>
    `${keyName} ${key.state === "unknown" ? stateOf(key, "left out") : "is set"}; wanted: not set. Who has the key has a root shell, ` +
    "and no log says what it was used for. In this project: no environment.instances.keyPair; sessionManager opens shells. " +
    "In any other program: leave it out, and open shells with Session Manager.";

/**
 * Left out, Elastic Beanstalk allows every address where there is a key pair; without one nothing is opened (both assumed: AWS documents neither, and live
 * environments report the whole world).
 */
function judgeSource(environment: Resource, hasKey: boolean): string[] {
    const option = readOption(environment, namespace, "SSHSourceRestriction");
    const right = option.state === "known" ? option.values.every(isNarrow) : option.state === "absent" && !hasKey;
    return right
        ? []
        : [
              `${source} ${stateOf(option, "a source narrower than the world")}; wanted: a range of your own addresses or a security ` +
                  "group. Left out beside a key pair, port 22 is open to the world. In this project: " +
                  "environment.instances.keyPair.source. In any other program, in the environment's settings: " +
                  `{namespace: "${namespace}", name: "SSHSourceRestriction", value: "tcp,22,22,203.0.113.0/24"}.`,
          ];
}

/**
 * `protocol, first port, last port, range or security group`. A range whose length is no number, such as a mask written as an address, is taken as the world.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-autoscalinglaunchconfiguration
 */
function isNarrow(value: string): boolean {
    const [range = "", ...more] = itemsOf(value).slice(3);
    return range !== "" && more.length === 0 && /^[^/]+(\/\d{1,3})?$/.test(range) && !isWorld(range);
}
