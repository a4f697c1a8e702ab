import { securityHub } from "../frameworks";
import { notInDev } from "../levels";
import { environmentType, isSingleInstance, loadBalancerOf } from "../read/environment";
import { judgeOption, listsIn } from "../read/judge-option";
import { isAlways, readOption, Wanted } from "../read/options";
import type { Resource, Rule } from "../rule";

const namespace = "aws:ec2:vpc";
const publicAddress: Wanted = { namespace, name: "AssociatePublicIpAddress", value: "false" };
const newNetwork = "network: {kind: new}, or kind: existing without publicInstances";

export const privateInstances: Rule = {
    name: "private-instances",
    displayName: "Private instances",
    description: "Instances behind a load balancer have no public addresses and subnets of their own.",
    levels: notInDev,
    severity: "high",
    framework: securityHub(
        "Autoscaling.5",
        "Amazon EC2 instances launched using Auto Scaling group launch configurations should not have Public IP addresses",
    ),
    remediationSteps:
        `Set ${namespace}/${publicAddress.name} to "false", and ${namespace}/Subnets to private subnets with a NAT gateway ` +
        "or endpoints, other than those of ELBSubnets.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc.html",
    tags: ["network", "instances"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        // A single instance is reached at its own address, and the option has no effect on it.
        if (isSingleInstance(environment)) {
            return [];
        }
        const found = judgeAddress(environment);
        return found.length === 0 && hasPublicBalancer(environment) ? judgeSubnets(environment) : found;
    },
};

/** Whether it has a load balancer whose subnets are public. */
const hasPublicBalancer = (environment: Resource): boolean =>
    ["dedicated", "network", "classic"].includes(loadBalancerOf(environment)) &&
    !isAlways(readOption(environment, namespace, "ELBScheme"), "internal");

/** Left out, the subnet decides; nobody reads that from the environment. */
const judgeAddress = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: publicAddress,
        words: '"false"',
        accepts: (value) => value.toLowerCase() === "false",
        because:
            "An instance with a public address can be reached past the load balancer as soon as a security group allows it.",
        stackFile: newNetwork,
    });

/** Subnets that are not known yet, or left out, prove nothing against it. */
function judgeSubnets(environment: Resource): string[] {
    const [own, loadBalancer] = ["Subnets", "ELBSubnets"].map((name) =>
        listsIn(readOption(environment, namespace, name)).flat(),
    );
    return own?.some((id) => loadBalancer?.includes(id)) === true
        ? [
              `${namespace}/Subnets and ${namespace}/ELBSubnets have a subnet in common; wanted: other subnets for instances than for the ` +
                  `load balancer, since those of a public one are public. In this project: ${newNetwork}. In any other program: private ` +
                  "subnets as Subnets.",
          ]
        : [];
}
