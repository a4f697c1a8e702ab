import { optionText } from "../../changes/stated-options";
import { isEnvironment, NewOptions, withOptions } from "../altered";
import type { Planned, Surroundings } from "../charge";
import type { CheaperChange } from "../cheaper";
import { instancesNamespace, launch, Shape, shapeOf } from "../shape";

const asg = "aws:autoscaling:asg";
const environment = "aws:elasticbeanstalk:environment";

/** Types that a Graviton type of the same size takes the place of. https://aws.amazon.com/ec2/graviton/ */
const gravitons: Readonly<Record<string, string>> = {
    t3: "t4g",
    t3a: "t4g",
    m5: "m6g",
    m6a: "m6g",
    m6i: "m6g",
    m7i: "m7g",
    c5: "c6g",
    c6i: "c6g",
    c7i: "c7g",
};

export const gravitonOf = (type: string): string | undefined => {
    const [family = "", size = ""] = type.trim().split(".");
    const other = gravitons[family];
    return other === undefined ? undefined : `${other}.${size}`;
};

/** Changes the environments for which there is something to change; undefined where there is none. */
const changing =
    (optionsFor: (shape: Shape) => NewOptions | undefined): CheaperChange["alter"] =>
    (before) => {
        const changes = before.graph.filter(isEnvironment).flatMap((each) => {
            const options = optionsFor(shapeOf(each, before));
            return options === undefined ? [] : [{ each, options }];
        });
        const graph = changes.reduce<readonly Planned[]>(
            (sum, { each, options }) => withOptions(sum, each, options),
            before.graph,
        );
        return changes.length === 0 ? undefined : { ...before, graph };
    };

/** A size of its own for the nights: fewest instances then, as many as before by day. */
function nightly(before: Surroundings): Surroundings | undefined {
    const scalable = before.graph.filter(isEnvironment).filter((each) => {
        const { isSingle, options } = shapeOf(each, before);
        const hasSchedule = [...options.values()].some(
            ({ namespace }) => namespace === "aws:autoscaling:scheduledaction",
        );
        return !isSingle && !hasSchedule && Number(optionText(options, asg, "MinSize") ?? "1") > 1;
    });
    if (scalable.length === 0 || before.usage.instances > 0) {
        return undefined;
    }
    const action = (recurrence: string, min: string): NewOptions => ({
        "aws:autoscaling:scheduledaction": { Recurrence: recurrence, MinSize: min, DesiredCapacity: min },
    });
    const graph = scalable.reduce<readonly Planned[]>((sum, each) => {
        const min = optionText(shapeOf(each, before).options, asg, "MinSize") ?? "1";
        const withEvening = withOptions(sum, each, action("0 20 * * *", "1"), "evening");
        const again = withEvening.find(({ urn }) => urn === each.urn) ?? each;
        return withOptions(withEvening, again, action("0 6 * * *", min), "morning");
    }, before.graph);
    return { ...before, graph };
}

const hasSpot = ({ options }: Shape): boolean => optionText(options, instancesNamespace, "EnableSpot") === "true";

export const environmentChanges: readonly CheaperChange[] = [
    {
        what: "Graviton instances",
        how: "environment.instanceTypes, for example t4g.small for t3.small",
        lost: "packages and images for arm64 are needed; new instances",
        alter: changing(({ instanceType }) => {
            const type = gravitonOf(instanceType);
            return type === undefined ? undefined : { [instancesNamespace]: { InstanceTypes: type } };
        }),
    },
    {
        what: "Spot instances above the first",
        how: "environment.spot: {onDemandBase: 1, onDemandPercent: 0}",
        lost: "AWS may take an instance away with two minutes' notice",
        alter: changing((shape) =>
            hasSpot(shape) || shape.instances.count <= 1
                ? undefined
                : {
                      [instancesNamespace]: {
                          EnableSpot: "true",
                          SpotFleetOnDemandBase: "1",
                          SpotFleetOnDemandAboveBasePercentage: "0",
                      },
                  },
        ),
    },
    {
        what: "Spot instances only",
        how: "environment.spot: {onDemandPercent: 0}",
        lost: "AWS may take the instances away with two minutes' notice, all at once; for stages that may be down",
        alter: changing((shape) =>
            hasSpot(shape) || shape.instances.count > 1
                ? undefined
                : { [instancesNamespace]: { EnableSpot: "true", SpotFleetOnDemandAboveBasePercentage: "0" } },
        ),
    },
    {
        what: "one instance from 20:00 to 06:00 UTC",
        how: "environment.scaling.schedule with an evening and a morning action",
        lost: "nothing runs meanwhile when that instance or its zone fails",
        alter: nightly,
    },
    {
        what: "a load balancer shared with other environments",
        how: "environment.loadBalancer: {kind: shared, ...}",
        lost: "it is billed once, elsewhere; its listeners, limits and failures are shared",
        alter: changing(({ balancer }) =>
            balancer === "application" ? { [environment]: { LoadBalancerIsShared: "true" } } : undefined,
        ),
    },
    {
        what: "a single instance without a load balancer",
        how: "environment.loadBalancer.kind: none",
        lost: "no deployment without an outage, no second instance under load, certificates on the instance",
        alter: changing(({ balancer, instances }) =>
            balancer === "none" || balancer === "shared" || instances.count > 1
                ? undefined
                : { [environment]: { EnvironmentType: "SingleInstance" } },
        ),
    },
    {
        what: "metrics of instances every 5 minutes",
        how: "environment.instances.detailedMonitoring: false",
        lost: "scaling and alarms see a rise in load up to 5 minutes later",
        alter: changing(({ options }) =>
            optionText(options, launch, "MonitoringInterval") === "1 minute"
                ? { [launch]: { MonitoringInterval: undefined } }
                : undefined,
        ),
    },
    {
        what: "no metrics of enhanced health in CloudWatch",
        how: "environment.health: leave environmentMetrics and instanceMetrics out",
        lost: "alarms and graphs of them; the console of Elastic Beanstalk shows them still",
        alter: changing(({ options }) =>
            optionText(options, "aws:elasticbeanstalk:healthreporting:system", "ConfigDocument") === undefined
                ? undefined
                : { "aws:elasticbeanstalk:healthreporting:system": { ConfigDocument: undefined } },
        ),
    },
];
