import { hasBothArchitectures } from "../architecture";
import { listItems } from "../option-catalogue/canonical";
import { normalise } from "../option-catalogue/round-trip";
import type { Problem } from "../problem";
import { listed } from "../words";
import { byBlueGreen } from "./blue-green";

/** Tag that tells kind and branch of the platform, which the provider's own argument cannot: managed updates move that, so it is ignored. */
export const platformTag = "platform";

/** What an environment was made with, or would be given: the part of it that cannot change. */
export interface FrozenParts {
    /** Value by `namespace name`; values that are not known yet are left out. */
    readonly options: ReadonlyMap<string, string>;
    /** Names of the scheduled actions. */
    readonly scheduledActions: ReadonlySet<string>;
    /** `namespace name` of the options whose values are not known yet: in a preview, those that something new will give. */
    readonly unknown: ReadonlySet<string>;
    /** Kind and branch of the platform: `Python 3.13`. */
    readonly platform: string | undefined;
}

interface FrozenOption {
    readonly key: string;
    /** Where the stack file sets it. */
    readonly where: string;
    readonly what: string;
    /** What a value must be that is not known yet. Without it, such a value says nothing. */
    readonly unknownIs?: string;
}

/**
 * Options that Elastic Beanstalk takes when an environment is created and never again; the provider does not know it and would try. An option that
 * is new or goes away is another matter: a single instance gets its first load balancer that way.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb-shared.html
 */
const frozenOptions: readonly FrozenOption[] = [
    // The id of a VPC that exists is known in a preview, whether the stack has made it or the settings or a look-up name it.
    { key: "aws:ec2:vpc VPCId", where: "network", what: "the VPC", unknownIs: "a VPC that is yet to be made" },
    {
        key: "aws:elasticbeanstalk:environment LoadBalancerType",
        where: "environment.loadBalancer",
        what: "the type of the load balancer",
    },
    {
        key: "aws:elasticbeanstalk:environment LoadBalancerIsShared",
        where: "environment.loadBalancer",
        what: "a load balancer of its own for a shared one, or the other way round",
    },
    {
        key: "aws:elbv2:loadbalancer SharedLoadBalancer",
        where: "environment.loadBalancer",
        what: "the shared load balancer",
    },
];

/** @returns a problem for each change that AWS would refuse, or that would leave the running environment as it is */
export function frozenChanges(before: FrozenParts, after: FrozenParts): Problem[] {
    const options = frozenOptions.flatMap(({ key, where, what, unknownIs }) => {
        const was = valueOf(before, key);
        const wanted = valueOf(after, key) ?? (after.unknown.has(key) ? unknownIs : undefined);
        return was === undefined || wanted === undefined || was === wanted
            ? []
            : [
                  {
                      where,
                      got: `${wanted}, while the environment has ${was}`,
                      allowed: `an environment keeps ${what} that it was created with`,
                      remedy: byBlueGreen,
                  },
              ];
    });
    return [
        ...options,
        ...sharedRuleChange(before, after),
        ...processorChange(before, after),
        ...platformChange(before.platform, after.platform),
        ...removedActions(before, after),
    ];
}

const typeKey = "aws:elasticbeanstalk:environment LoadBalancerType";
const sharedKey = "aws:elasticbeanstalk:environment LoadBalancerIsShared";

/** A load balancer that is not said to be shared is the environment's own. */
const valueOf = ({ options }: FrozenParts, key: string): string | undefined =>
    options.get(key) ?? (key === sharedKey && options.has(typeKey) ? "false" : undefined);

/** Which requests of a shared load balancer are the environment's is said once; only its health check and processes can change. */
function sharedRuleChange(before: FrozenParts, after: FrozenParts): Problem[] {
    if (valueOf(before, sharedKey) !== "true" || valueOf(after, sharedKey) !== "true") {
        return [];
    }
    const isRule = (key: string) => /^aws:elbv2:listener(rule)?:/.test(key);
    const keys = [...new Set([...before.options.keys(), ...after.options.keys()])].filter(isRule);
    const changed = keys.filter((key) => before.options.get(key) !== after.options.get(key)).sort();
    return changed.length === 0
        ? []
        : [
              {
                  where: "environment.loadBalancer",
                  got: `other rules of a shared load balancer: ${listed(changed.map((key) => key.replace(" ", " / ")))}`,
                  allowed: "the rules that the environment was created with: its names, their order and the listener",
                  remedy: byBlueGreen,
              },
          ];
}

/**
 * An image is of one processor, and an environment keeps its image.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html
 */
function processorChange(before: FrozenParts, after: FrozenParts): Problem[] {
    const key = "aws:ec2:instances InstanceTypes";
    const [was, wanted] = [before, after].map(({ options }) => listItems(options.get(key) ?? "")) as [
        string[],
        string[],
    ];
    return was.length > 0 && wanted.length > 0 && hasBothArchitectures([...was, ...wanted])
        ? [
              {
                  where: "environment.instanceTypes",
                  got: `${listed(wanted)}, while the environment has ${listed(was)}, of another processor`,
                  allowed: "types of the processor that the environment was created with: with Graviton, or without",
                  remedy: byBlueGreen,
              },
          ]
        : [];
}

/** The API removes options by namespace and name; the name of an action has no place in it, so that the action would go on for ever. */
function removedActions(before: FrozenParts, after: FrozenParts): Problem[] {
    return [...before.scheduledActions]
        .filter((name) => !after.scheduledActions.has(name))
        .map((name) => ({
            where: `environment.scaling.schedule.${name}`,
            got: "nothing, while the environment has this action",
            allowed: "an action that is kept: no request to Elastic Beanstalk removes a single one",
            remedy: "Put it back, with suspend: true if it shall do nothing.",
        }));
}

function platformChange(was: string | undefined, wanted: string | undefined): Problem[] {
    return was === undefined || wanted === undefined || was === wanted
        ? []
        : [
              {
                  where: "app.platform",
                  got: `${wanted}, while the environment runs ${was}`,
                  allowed:
                      "the platform branch that the environment was created with; managed updates move it to newer releases",
                  remedy: byBlueGreen,
              },
          ];
}

/** The provider compares the types behind the first as a set, so that another order of them alone would never be sent. */
export function unsentOrder(was: string | undefined, wanted: string): Problem[] {
    return was === undefined || was === wanted || normalise(was) !== normalise(wanted)
        ? []
        : [
              {
                  where: "environment.instanceTypes",
                  got: `another order of the types behind the first: ${wanted}, while the environment has ${was}`,
                  allowed: "another first type, or other types",
                  remedy: "Put the order back; or leave one type out, update, and add it again where it belongs.",
              },
          ];
}

interface Named {
    readonly tier: string | undefined;
    readonly name: string | undefined;
}

/** Another tier is another environment, which needs a name of its own while the old one is there. */
export const otherTier = (was: Named, wanted: Named): Problem[] =>
    was.tier === undefined || was.tier === wanted.tier || was.name !== wanted.name
        ? []
        : [
              {
                  where: "environment.tier.kind",
                  got: `${String(wanted.tier)}, while the environment ${String(was.name)} is of the ${was.tier} tier`,
                  allowed: "the tier that the environment was created with, or another name for another environment",
                  remedy: "Put it back; or give environment.name another name: the new environment is created, and then the old one is deleted.",
              },
          ];
