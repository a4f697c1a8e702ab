import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { listsIn } from "../read/judge-option";
import { howToSet, Option, readOption, stateOf } from "../read/options";
import type { Resource, Rule } from "../rule";

const namespace = "aws:ec2:instances";
const types = { namespace, name: "InstanceTypes", value: "t3.small,t3.medium" };

export const singleArchitecture: Rule = {
    name: "single-architecture",
    displayName: "One processor architecture",
    description: "All instance types of an environment have processors of one architecture.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: `Set ${namespace}/${types.name} to types that are all Arm (Graviton) or all x86, as SupportedArchitectures says where it is set.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html",
    tags: ["instances"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const given = instanceTypes(environment);
        if (given.state === "absent") {
            return judgeChoice(environment);
        }
        const found = architecturesOf(given);
        if (given.state === "unknown" || found.size !== 1) {
            return given.state === "known" && found.size === 0 ? [] : [mixed(given)];
        }
        return judgeSupported(environment, [...found][0] ?? "x86_64");
    },
};

type Architecture = "arm64" | "x86_64";

/** InstanceType counts only where the newer option is left out. */
function instanceTypes(environment: Resource): Option {
    const option = readOption(environment, namespace, types.name);
    return option.state === "absent"
        ? readOption(environment, "aws:autoscaling:launchconfiguration", "InstanceType")
        : option;
}

/**
 * Families of Graviton have a `g` right after their generation (`t4g`, `c7gn`, `im4gn`), or are `a1`; `g4dn` is x86.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const architectureOf = (type: string): Architecture => (/^(a1|[a-z]+\d+g[a-z]*)\./.test(type) ? "arm64" : "x86_64");

/** Of what has the form of a type; what does not, AWS refuses. */
const architecturesOf = (option: Option): ReadonlySet<Architecture> =>
    new Set(
        listsIn(option)
            .flat()
            .filter((type) => /^[a-z0-9-]+\.[a-z0-9-]+$/.test(type))
            .map(architectureOf),
    );

const mixed = (option: Option): string =>
    `${namespace}/${types.name} ${stateOf(option, "of one architecture")}; wanted: types that are all Arm (Graviton, such as t4g) or all x86. ` +
    "An image is of one of them, so AWS refuses the others. " +
    howToSet("environment.instanceTypes", types);

/** AWS chooses types of one architecture where one is left to it; i386 runs on instances of x86. */
function judgeChoice(environment: Resource): string[] {
    const lists = listsIn(readOption(environment, namespace, "SupportedArchitectures"));
    return lists.every((list) => !(list.includes("arm64") && list.some((it) => it !== "arm64")))
        ? []
        : [
              `${namespace}/SupportedArchitectures names several architectures, and no instance types are set that are of one; wanted: ` +
                  `one architecture, or ${types.name}. An image is of one of them. ` +
                  howToSet("environment.instanceTypes", types),
          ];
}

/** A list of several leaves the choice to the types. Instances of x86 also run what is of i386. */
function judgeSupported(environment: Resource, architecture: Architecture): string[] {
    const lists = listsIn(readOption(environment, namespace, "SupportedArchitectures"));
    const fits = (list: readonly string[]) =>
        list.includes(architecture) || (architecture === "x86_64" && list.includes("i386"));
    return lists.every((list) => list.length === 0 || fits(list))
        ? []
        : [
              `${namespace}/SupportedArchitectures does not name the architecture of the instance types; wanted: that of all of them. ` +
                  "In this project: leave it out of options. In any other program, in the environment's settings: " +
                  `{namespace: "${namespace}", name: "SupportedArchitectures", value: "${architecture}"}.`,
          ];
}
