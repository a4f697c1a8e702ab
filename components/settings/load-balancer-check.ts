import { isScalable } from "../beanstalk-environment/option-context";
import { sharedRules } from "../beanstalk-environment/plan-load-balancer";
import { hasCertificate } from "../beanstalk-environment/variables";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { at, connectionListenersCheck, Dedicated, listenersCheck, Network, otherRegion } from "./listeners-check";
import { instanceTlsCheck } from "./instance-tls-check";
import { mutualTlsCheck } from "./mutual-tls-check";

type LoadBalancer = Settings["environment"]["loadBalancer"];
type Shared = Extract<LoadBalancer, { kind: "shared" }>;

/** What does not fit together in the settings of a load balancer, or with the network and the domain. */
export function loadBalancerCheck(settings: Settings): Problem[] {
    const { loadBalancer } = settings.environment;
    switch (loadBalancer.kind) {
        case "dedicated":
            return [
                ...ipv6(settings, loadBalancer),
                ...otherRegion("certificateArn", loadBalancer.certificateArn ?? "", settings),
                ...listening(settings, loadBalancer),
                ...listenersCheck(settings, loadBalancer),
                ...mutualTlsCheck(settings, loadBalancer),
                ...checks(loadBalancer.healthCheck, "healthCheck"),
                ...Object.entries(loadBalancer.processes).flatMap(([name, { healthCheck }]) =>
                    checks(healthCheck, `processes.${name}.healthCheck`),
                ),
            ];
        case "shared":
            return [
                ...place(settings),
                ...priorities(settings, loadBalancer),
                ...checks(loadBalancer.healthCheck, "healthCheck"),
                ...otherRegion("arn", loadBalancer.arn, settings),
                ...otherRegion("ownListener.certificateArn", loadBalancer.ownListener?.certificateArn ?? "", settings),
                ...ownListener(loadBalancer),
            ];
        case "network":
            return [
                ...connectionListenersCheck(settings, loadBalancer),
                ...instanceTlsCheck(settings),
                ...clientRanges(settings, loadBalancer),
                ...ipv6(settings, loadBalancer),
                ...otherRegion("certificateArn", loadBalancer.certificateArn ?? "", settings),
            ];
        case "none":
            return [...publicAddress(settings), ...instanceTlsCheck(settings)];
    }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const checks = ({ intervalSeconds, timeoutSeconds }: Dedicated["healthCheck"], path: string): Problem[] =>
    timeoutSeconds < intervalSeconds
        ? []
        : [
              {
                  where: at(`${path}.timeoutSeconds`),
                  got: String(timeoutSeconds),
                  allowed: `less than intervalSeconds (${intervalSeconds})`,
                  remedy: "Lower it, or raise the interval.",
              },
          ];

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html */
const ipv6 = ({ network }: Settings, { ipAddressType }: Pick<Dedicated, "ipAddressType">): Problem[] =>
    network.kind === "new" && !network.ipv6 && ipAddressType === "dualstack"
        ? [
              {
                  where: at("ipAddressType"),
                  got: "dualstack, in a new VPC without IPv6",
                  allowed: "dualstack with network.ipv6: true",
                  remedy: "Set network.ipv6: true, or ipv4 here.",
              },
          ]
        : [];

/** Health checks come from the load balancer's own addresses, which clients of the user's own may not hold. */
function clientRanges({ network }: Settings, { clients, listeners, vpcRange }: Network): Problem[] {
    const toEveryone = clients.some((range) => range.endsWith("/0")) && Object.keys(listeners).length === 0;
    return toEveryone || network.kind === "new" || vpcRange !== undefined
        ? []
        : [
              {
                  where: at("vpcRange"),
                  got: "nothing, with clients of your own",
                  allowed: "the range of the VPC, from which the load balancer checks the instances",
                  remedy: "Give it, or no instance is ever healthy.",
              },
          ];
}

/** A single instance is reached at its own address. */
function publicAddress({ environment, network }: Settings): Problem[] {
    const isPrivate =
        (network.kind === "new" && network.nat !== "none") || (network.kind === "existing" && !network.publicInstances);
    return !isScalable(environment) && isPrivate
        ? [
              {
                  where: network.kind === "new" ? "network.nat" : "network.publicInstances",
                  got: network.kind === "new" ? network.nat : "false",
                  allowed: `${network.kind === "new" ? "none" : "true"} for a single instance, which people reach at its own address`,
                  remedy: "Change it, or choose a load balancer.",
              },
          ]
        : [];
}

function listening(settings: Settings, { http, listeners }: Dedicated): Problem[] {
    return http || hasCertificate(settings) || Object.keys(listeners).length > 0
        ? []
        : [
              {
                  where: at("http"),
                  got: "false, without a domain",
                  allowed: "true, or a domain, whose certificate opens port 443",
                  remedy: "Remove it: nothing would listen.",
              },
          ];
}

const ownListener = ({ ownListener: own, listenerPort }: Shared): Problem[] =>
    own !== undefined && listenerPort === 80
        ? [
              {
                  where: at("listenerPort"),
                  got: "80, with ownListener",
                  allowed: "443 or another port: the stack's own listener speaks HTTPS",
                  remedy: "Remove it, or choose another port.",
              },
          ]
        : [];

const highestPriority = 1000;

function priorities(settings: Settings, loadBalancer: Shared): Problem[] {
    const rules = sharedRules(settings, loadBalancer);
    return rules.every(({ priority }) => priority <= highestPriority)
        ? []
        : [
              {
                  where: at("priority"),
                  got: String(loadBalancer.priority),
                  allowed: `at most ${highestPriority + 1 - rules.length}: the site's names need ${rules.length} rules`,
                  remedy: "Lower it.",
              },
          ];
}

/** A new VPC is the stack's own, so that no other load balancer can stand in it. */
const place = ({ network }: Settings): Problem[] =>
    network.kind === "new"
        ? [
              {
                  where: "network.kind",
                  got: "new, with a shared load balancer",
                  allowed: "existing or default: the VPC of the load balancer",
                  remedy: "Name the load balancer's VPC.",
              },
          ]
        : [];
