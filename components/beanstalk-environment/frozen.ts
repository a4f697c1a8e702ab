import type { Problem } from "../problem";
import { byBlueGreen } from "./blue-green";

/** Tag that tells kind and branch of the platform, which the provider's own argument cannot: managed updates move that, so it is ignored. */
export const platformTag = "platform";

/** What an environment was made with, or would be given: the part of it that cannot change. */
export interface FrozenParts {
    /** Value by `namespace name`; values that are not known yet are left out. */
    readonly options: ReadonlyMap<string, string>;
    /** Kind and branch of the platform: `Python 3.13`. */
    readonly platform: string | undefined;
}

interface FrozenOption {
    readonly key: string;
    /** Where the stack file sets it. */
    readonly where: string;
    readonly what: string;
}

/**
 * Options that Elastic Beanstalk takes when an environment is created and never again; the provider does not know it and would try. An option that
 * is new or goes away is another matter: a single instance gets its first load balancer that way.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb-shared.html
 */
const frozenOptions: readonly FrozenOption[] = [
    { key: "aws:ec2:vpc VPCId", where: "network", what: "the VPC" },
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
    const options = frozenOptions.flatMap(({ key, where, what }) => {
        const [was, wanted] = [before.options.get(key), after.options.get(key)];
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
    return [...options, ...platformChange(before.platform, after.platform)];
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
