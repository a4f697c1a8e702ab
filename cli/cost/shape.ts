import { text } from "../../components/parsed-values";
import { environmentNamespace, isSingleInstance, Options, optionsIn, optionText } from "../changes/stated-options";
import type { Planned, Surroundings } from "./charge";
import { ScheduledSize, weeklyAverage } from "./schedule";

/** A number, and where it comes from. */
export interface Counted {
    readonly count: number;
    readonly because: string;
}

/** What an environment's option settings say about its cost. */
export interface Shape {
    readonly options: Options;
    readonly isWorker: boolean;
    readonly isSingle: boolean;
    readonly balancer: "none" | "shared" | "application" | "network" | "classic";
    /** Zones with a public address of the load balancer; 0 for an internal one. */
    readonly zones: Counted;
    readonly instances: Counted;
    readonly instanceType: string;
    readonly hasPublicAddresses: boolean;
}

const asg = "aws:autoscaling:asg";
const vpc = "aws:ec2:vpc";
export const instancesNamespace = "aws:ec2:instances";
export const launch = "aws:autoscaling:launchconfiguration";

export function shapeOf({ inputs }: Planned, around: Surroundings): Shape {
    const options = optionsIn(inputs);
    const isWorker = inputs["tier"] === "Worker";
    const isSingle = isSingleInstance(options);
    const publicAddress = optionText(options, vpc, "AssociatePublicIpAddress");
    return {
        options,
        isWorker,
        isSingle,
        balancer: isWorker || isSingle ? "none" : balancerOf(options),
        zones: zonesOf(options, around),
        instances: instancesOf(options, isSingle, around.usage.instances),
        instanceType: firstType(options),
        // Without a VPC of its own it is in the default one, whose subnets give public addresses.
        hasPublicAddresses: publicAddress === "true" || !options.has(JSON.stringify([vpc, "VPCId", ""])),
    };
}

function balancerOf(options: Options): Shape["balancer"] {
    if (optionText(options, environmentNamespace, "LoadBalancerIsShared") === "true") {
        return "shared";
    }
    const kind = optionText(options, environmentNamespace, "LoadBalancerType");
    return kind === "application" || kind === "network" ? kind : "classic";
}

/** The first type is the one that Elastic Beanstalk would rather have. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-ec2instances */
function firstType(options: Options): string {
    const list =
        optionText(options, instancesNamespace, "InstanceTypes") ?? optionText(options, launch, "InstanceType");
    return (list ?? "").split(",")[0]?.trim() || "t3.micro";
}

function zonesOf(options: Options, { graph, usage }: Surroundings): Counted {
    if (optionText(options, vpc, "ELBScheme") === "internal") {
        return { count: 0, because: "an internal load balancer has no public address" };
    }
    if (usage.zones > 0) {
        return { count: usage.zones, because: "assumption zones" };
    }
    const subnets = (optionText(options, vpc, "ELBSubnets") ?? "").split(",").filter((id) => id.trim() !== "");
    const planned = new Set(
        graph.flatMap(({ type, inputs }) =>
            type === "aws:ec2:Subnet" ? (text(inputs["availabilityZone"]) ?? []) : [],
        ),
    );
    if (subnets.length > 0) {
        return {
            count: subnets.length,
            because: `the load balancer has ${subnets.length} subnets, each with an address`,
        };
    }
    return planned.size > 0
        ? { count: planned.size, because: `the planned subnets are in ${planned.size} zones, each with an address` }
        : { count: 2, because: "the subnets are not known: at least 2 zones" };
}

function instancesOf(options: Options, isSingle: boolean, given: number): Counted {
    if (given > 0) {
        return { count: given, because: "assumption instances" };
    }
    if (isSingle) {
        return { count: 1, because: "a single-instance environment" };
    }
    const min = numberIn(options, asg, "MinSize") ?? 1;
    const max = numberIn(options, asg, "MaxSize") ?? 4;
    const sizes = scheduledSizes(options);
    const average = weeklyAverage(min, sizes);
    const grows = max > min ? `; up to ${max} under load` : "";
    if (average === undefined) {
        return {
            count: min,
            because: `smallest size ${min}${grows}; its schedule is not by the week, and is left out`,
        };
    }
    return sizes.length === 0
        ? { count: min, because: `smallest size ${min}${grows}` }
        : { count: average, because: `smallest size by the week's schedule${grows}` };
}

export function numberIn(options: Options, namespace: string, name: string): number | undefined {
    const value = optionText(options, namespace, name);
    return value === undefined || value.trim() === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
}

function scheduledSizes(options: Options): ScheduledSize[] {
    const actions = new Map<string, Map<string, string>>();
    for (const { namespace, name, resource, value } of options.values()) {
        if (namespace === "aws:autoscaling:scheduledaction" && value.kind === "known") {
            actions.set(resource, (actions.get(resource) ?? new Map<string, string>()).set(name, value.text));
        }
    }
    const numberOf = (value: string | undefined) => (value === undefined ? undefined : Number(value));
    return [...actions.values()]
        .filter((action) => action.get("Suspend") !== "true")
        .map((action) => ({
            recurrence: action.get("Recurrence") ?? "once",
            min: numberOf(action.get("MinSize")),
            max: numberOf(action.get("MaxSize")),
            desired: numberOf(action.get("DesiredCapacity")),
        }));
}
