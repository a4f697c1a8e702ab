import { canonicalValue } from "../option-catalogue/canonical";
import { findOption } from "../option-catalogue/catalogue";
import type { Settings } from "../settings";
import type { OptionLinks } from "./option-links";
import { flattenOptions, Option, OptionTree } from "./options";
import { deploymentOptions } from "./plan-deployment";
import { healthOptions } from "./plan-health";
import { instanceOptions, scheduledActions } from "./plan-instances";
import { loadBalancerOptions } from "./plan-load-balancer";
import { workerOptions } from "./plan-worker";

/**
 * Every option of the environment: each once, in one order, its value in one spelling, and none that AWS would set the same by itself. An option is set here
 * and nowhere else.
 */
export function planOptions<V>(settings: Settings, links: OptionLinks<V>): Option<V | string>[] {
    return flattenOptions<V | string>([...typedOptions(settings, links), settings.options], scheduledActions(settings))
        .map((option) => ({ ...option, value: inOneSpelling(option) }))
        .filter((option) => !isStandard(option));
}

function typedOptions<V>(settings: Settings, links: OptionLinks<V>): readonly OptionTree<V | string>[] {
    return [
        ...instanceOptions(settings, links),
        network(settings, links),
        ...loadBalancerOptions(settings, links),
        ...deploymentOptions(settings),
        ...healthOptions(settings, links),
        workerOptions(settings),
        ...application(settings, links),
    ];
}

const inOneSpelling = <V>({ namespace, name, value }: Option<V>): V | string =>
    typeof value === "string" ? canonicalValue(findOption(namespace, name), value) : value;

/**
 * Set although AWS takes the same value by itself: were it left out, a later change back would remove the option, and what AWS then does with an environment
 * that runs would rest on its default alone.
 */
const setInAnyCase: ReadonlySet<string> = new Set([
    "aws:autoscaling:asg / MinSize",
    "aws:autoscaling:asg / MaxSize",
    "aws:autoscaling:launchconfiguration / DisableIMDSv1",
    // AWS's own value opens SSH to the world; the check that refuses it has to see it.
    "aws:autoscaling:launchconfiguration / SSHSourceRestriction",
    "aws:elasticbeanstalk:command / DeploymentPolicy",
    "aws:elasticbeanstalk:environment / EnvironmentType",
    "aws:elbv2:listener:{listener_port} / ListenerEnabled",
    // A scheduled action is more than its default values.
    "aws:autoscaling:scheduledaction / Suspend",
]);

function isStandard<V>({ namespace, name, value }: Option<V>): boolean {
    const entry = findOption(namespace, name);
    return entry !== undefined && value === entry.default && !setInAnyCase.has(`${entry.namespace} / ${entry.name}`);
}

function network<V>({ environment }: Settings, links: OptionLinks<V>): OptionTree<V | string> {
    const { loadBalancer } = environment;
    const own = loadBalancer.kind === "dedicated" || loadBalancer.kind === "network";
    return {
        "aws:ec2:vpc": {
            VPCId: links.vpcId,
            Subnets: links.instanceSubnetIds,
            AssociatePublicIpAddress: String(links.publicInstances),
            ...(own ? { ELBSubnets: links.loadBalancerSubnetIds, ELBScheme: loadBalancer.scheme } : {}),
        },
    };
}

function application<V>({ app }: Settings, links: OptionLinks<V>): readonly OptionTree<V | string>[] {
    return [
        {
            "aws:elasticbeanstalk:application:environment": links.variables,
            "aws:elasticbeanstalk:application:environmentsecrets": links.secrets,
        },
        // On the Docker platform the files are inside the container, where nginx cannot see them.
        app.platform.kind === "python"
            ? {
                  "aws:elasticbeanstalk:environment:proxy": { ProxyServer: app.platform.proxyServer },
                  "aws:elasticbeanstalk:environment:proxy:staticfiles": {
                      ...app.static.folders,
                      [app.static.url]: app.static.root,
                  },
              }
            : {},
    ];
}
