import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { EnvironmentKind, kindOf, whyNotValid, withSingleInstance } from "../read/environment-kind";
import { findOption, isOfOtherPlatform, OptionData } from "../read/option-catalogue";
import { takenBy, takes } from "../read/option-values";
import { readSettings, Setting } from "../read/options";
import { listIn } from "../rule-configuration";
import type { Rule } from "../rule";

const scheduledAction = "aws:autoscaling:scheduledaction";
/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-cfg-staticfiles.html */
const staticFiles = "aws:elasticbeanstalk:environment:proxy:staticfiles";
const oldStaticFiles = "aws:elasticbeanstalk:container:python:staticfiles";
/** What stands with it, and without what it is nothing, shared-load-balancer tells. */
const shared = { namespace: "aws:elbv2:loadbalancer", name: "SharedLoadBalancer" };
const remedy =
    "In this project: correct it under options, or take it out. In any other program: in the environment's settings.";

export const validOptions: Rule = {
    name: "valid-options",
    displayName: "Options that exist",
    description:
        "Each option exists, is valid for tier, platform and load balancer, and has a value that it takes: AWS refuses others when the environment " +
        "is made, or drops them.",
    levels: everywhere,
    severity: "high",
    remediationSteps: "Correct the name or the value, or take the option out of the environment's settings.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html",
    tags: ["options"],
    configSchema: {
        properties: {
            known: {
                type: "array",
                items: { type: "string" },
                default: [],
                description: "Options, each namespace/name, that are newer than this pack and not judged",
            },
        },
    },
    sees: "resource",
    types: [environmentType],
    judge(environment, config) {
        const known = listIn(config, "known");
        const kind = kindOf(environment);
        return readSettings(environment).entries.flatMap((setting) => {
            const { namespace, name } = setting;
            if (namespace === undefined || known.includes(`${namespace}/${name ?? ""}`)) {
                return [];
            }
            const problem = problemOf({ ...setting, namespace }, kind);
            return problem === undefined ? [] : [`${namespace}/${name ?? "…"} ${problem}. ${remedy}`];
        });
    },
};

type Placed = Setting & { readonly namespace: string };

function problemOf(setting: Placed, kind: EnvironmentKind): string | undefined {
    const { namespace, name } = setting;
    if (namespace === oldStaticFiles && kind.platform === "python") {
        return `was of Amazon Linux 1; wanted: ${staticFiles}`;
    }
    if (isOfOtherPlatform(namespace)) {
        return kind.platform === "python" || kind.platform === "docker"
            ? `is of another platform than ${kind.platform}; wanted: not set`
            : undefined;
    }
    const option = findOption(namespace, name);
    if (option === undefined || typeof option === "string") {
        return option === undefined ? undefined : `${option}; wanted: the name of one that AWS documents`;
    }
    const isShared = namespace === shared.namespace && name === shared.name;
    const why = isShared ? undefined : whyNotValid(option, kind);
    if (why !== undefined && !(why === withSingleInstance && saysOne(setting))) {
        return `is not valid ${why}, so AWS refuses or drops it; wanted: not set`;
    }
    return resourceProblem(setting) ?? valueProblem(option, setting, kind);
}

/** A size of one, and updates in batches that are off: AWS takes them of a single instance, which is so anyway. */
const saysOne = ({ value }: Setting): boolean => ["1", "false"].includes(value()?.trim().toLowerCase() ?? "");

/** Options of one scheduled action belong together by its name. */
const resourceProblem = ({ namespace, resource }: Placed): string | undefined =>
    namespace === scheduledAction && resource() === ""
        ? "has no resource; wanted: the name of the scheduled action that it belongs to"
        : undefined;

/** An empty value leaves AWS's own, and one that is not known yet is AWS's to judge: it is most often the id of something that is made in this run. */
function valueProblem(option: OptionData, { value }: Setting, kind: EnvironmentKind): string | undefined {
    const text = value()?.trim() ?? "";
    if (text === "") {
        return undefined;
    }
    if (!takes(option, text)) {
        return `has a value that it does not take; wanted: ${takenBy(option)}`;
    }
    const limit = option.limited?.find(({ values }) => values.includes(text));
    const why = limit === undefined ? undefined : whyNotValid(limit, kind);
    return why === undefined ? undefined : `has a value that is not valid ${why}; wanted: another value, or not set`;
}
