import { Table, table, tables, text, texts } from "../../../components/parsed-values";
import type { Charge, ChargesOf, Planned, Surroundings } from "../charge";
import type { Usage } from "../usage";
import { instanceHours } from "./instance-hours";
import { monthsOf } from "./months";

/** Instances of one kind, of which some are bought as spare capacity. */
interface Bought {
    readonly instanceType: string;
    readonly onDemand: number;
    readonly spot: number;
    /** Most that is paid for one of those an hour, in USD. */
    readonly maxPrice: number | undefined;
    readonly volume: Table;
    readonly hasPublicAddress: boolean;
    readonly because: string;
}

/** One instance that the stack makes itself, such as a worker. */
export const lonelyInstanceCharges: ChargesOf = ({ inputs }, { usage }) => {
    const market = table(inputs["instanceMarketOptions"]);
    const isSpot = market["marketType"] === "spot";
    const maxPrice = Number(text(table(market["spotOptions"])["maxPrice"]) ?? NaN);
    return charges(
        {
            instanceType: text(inputs["instanceType"]) ?? "unknown",
            onDemand: isSpot ? 0 : 1,
            spot: isSpot ? 1 : 0,
            maxPrice: Number.isNaN(maxPrice) ? undefined : maxPrice,
            volume: table(inputs["rootBlockDevice"]),
            hasPublicAddress: inputs["associatePublicIpAddress"] === true,
            because: "one instance",
        },
        usage,
    );
};

/** An Auto Scaling group with mixed instances, as large as it is at least. Its launch template says what its instances have. */
export const groupCharges: ChargesOf = (group, { graph, usage }) => {
    const { inputs } = group;
    const policy = table(inputs["mixedInstancesPolicy"]);
    const distribution = table(policy["instancesDistribution"]);
    const size = Number(inputs["desiredCapacity"] ?? inputs["minSize"] ?? 0);
    const base = Math.min(size, Number(distribution["onDemandBaseCapacity"] ?? 0));
    // AWS's own is 100. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
    const percent = Number(distribution["onDemandPercentageAboveBaseCapacity"] ?? 100);
    const onDemand = base + (size - base) * (percent / 100);
    const template = templateOf(group, graph);
    const [override] = tables(table(policy["launchTemplate"])["overrides"]);
    const [mapping] = tables(template["blockDeviceMappings"]);
    const [network] = tables(template["networkInterfaces"]);
    const bought: Bought = {
        instanceType: text(override?.["instanceType"]) ?? text(template["instanceType"]) ?? "unknown",
        onDemand,
        spot: size - onDemand,
        maxPrice: undefined,
        volume: table(mapping?.["ebs"]),
        hasPublicAddress: network?.["associatePublicIpAddress"] === "true",
        because: `${size} instances, all of the first type: ${texts([override?.["instanceType"]]).join("")}`,
    };
    return charges(bought, usage);
};

/** A preview does not know the template's id, but the one that lies in the same component as the group. */
function templateOf(group: Planned, graph: Surroundings["graph"]): Table {
    const beside = (urn: string) => urn.slice(0, urn.lastIndexOf("$"));
    const found = graph.filter(({ type }) => type === "aws:ec2:LaunchTemplate");
    return (
        found.find(({ urn, name }) => beside(urn) === beside(group.urn) && name.startsWith(group.name))?.inputs ?? {}
    );
}

function charges(bought: Bought, usage: Usage): Charge[] {
    const { instanceType, onDemand, spot, maxPrice, volume, hasPublicAddress, because } = bought;
    const count = onDemand + spot;
    const kind = text(volume["volumeType"]) ?? "gp3";
    const all: Charge[] = [
        ...instanceHours({
            instanceType,
            onDemand: onDemand * usage.hours,
            spot: spot * usage.hours,
            maxPrice,
            because,
        }),
        {
            group: "volumes",
            what: `root volume, ${kind}`,
            quantity: Number(volume["volumeSize"] ?? 8) * count * monthsOf(usage),
            key: `AmazonEC2/EBS:VolumeUsage.${kind}`,
            because: volume["volumeSize"] === undefined ? "8 GB of the image, assumed" : "its size is set",
        },
        {
            group: "public IPv4",
            what: "addresses of instances",
            quantity: hasPublicAddress ? count * usage.hours : 0,
            key: "AmazonVPC/PublicIPv4:InUseAddress",
            because: "each instance has a public address",
        },
    ];
    return all.filter(({ quantity }) => quantity > 0);
}
