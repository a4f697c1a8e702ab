import { optionText } from "../../changes/stated-options";
import type { Charge } from "../charge";
import { instancesNamespace, launch, numberIn, Shape } from "../shape";
import type { Usage } from "../usage";
import { instanceHours } from "./instance-hours";
import { monthsOf } from "./months";

/** The instances of an environment, their volumes and addresses. */
export const instanceCharges = (shape: Shape, usage: Usage): Charge[] => [
    ...hours(shape, usage),
    ...rootVolume(shape, usage),
    ...moreVolumes(shape, usage),
    ...addresses(shape, usage),
];

function hours(shape: Shape, usage: Usage): Charge[] {
    const { instances, instanceType, options } = shape;
    const spot = optionText(options, instancesNamespace, "EnableSpot") === "true" ? spotCount(shape) : 0;
    const maxPrice = numberIn(options, instancesNamespace, "SpotMaxPrice");
    const charges = instanceHours({
        instanceType,
        onDemand: (instances.count - spot) * usage.hours,
        spot: spot * usage.hours,
        maxPrice,
        because: instances.because,
        bound: maxPrice === undefined ? "" : `, and never more than ${maxPrice} USD an hour`,
    });
    return charges.filter(({ quantity }) => quantity > 0);
}

/** Above the base, 70 % are on demand where nothing else is set, and none of a single instance. */
function spotCount({ options, instances, isSingle }: Shape): number {
    const base = numberIn(options, instancesNamespace, "SpotFleetOnDemandBase") ?? 0;
    const percent =
        numberIn(options, instancesNamespace, "SpotFleetOnDemandAboveBasePercentage") ?? (isSingle ? 0 : 70);
    return Math.max(0, instances.count - base) * (1 - percent / 100);
}

interface Volume {
    readonly what: string;
    readonly type: string;
    readonly sizeGb: number;
    readonly iops: number | undefined;
    readonly throughput: number | undefined;
    readonly because: string;
}

function rootVolume({ options, instances }: Shape, usage: Usage): Charge[] {
    const size = numberIn(options, launch, "RootVolumeSize");
    return volumeCharges(
        {
            what: "root volume",
            type: optionText(options, launch, "RootVolumeType") ?? "gp3",
            sizeGb: size ?? 8,
            iops: numberIn(options, launch, "RootVolumeIOPS"),
            throughput: numberIn(options, launch, "RootVolumeThroughput"),
            because: size === undefined ? "no size is set: 8 GB of the image, assumed" : `${size} GB are set`,
        },
        instances.count,
        usage,
    );
}

/** `/dev/sdj=:100,/dev/sdh=snap-1:20:true:gp3,/dev/sdb=ephemeral0`; https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-autoscalinglaunchconfiguration */
function moreVolumes({ options, instances }: Shape, usage: Usage): Charge[] {
    const mappings = (optionText(options, launch, "BlockDeviceMappings") ?? "").split(",");
    return mappings.flatMap((mapping) => {
        const [device = "", parts = ""] = mapping.split("=");
        const [, size = "", , type = "gp2", iops] = parts.split(":");
        const volume = {
            what: `volume ${device.trim()}`,
            type,
            sizeGb: Number(size),
            iops: iops === undefined ? undefined : Number(iops),
            throughput: undefined,
            because: "option BlockDeviceMappings",
        };
        return Number(size) > 0 ? volumeCharges(volume, instances.count, usage) : [];
    });
}

/** gp3 comes with 3,000 IOPS and 125 MiB/s. */
function volumeCharges(volume: Volume, count: number, usage: Usage): Charge[] {
    const { what, type, sizeGb, iops = 0, throughput = 0, because } = volume;
    const months = count * monthsOf(usage);
    const isPiops = type === "io1" || type === "io2";
    const kind = type === "standard" ? "" : `.${isPiops ? "piops" : type}`;
    return [
        { what: `${what}, ${type}`, quantity: sizeGb * months, key: `AmazonEC2/EBS:VolumeUsage${kind}` },
        {
            what: `${what}, IOPS that are bought`,
            quantity: Math.max(0, iops - (isPiops ? 0 : 3000)) * months,
            key: `AmazonEC2/EBS:VolumeP-IOPS${kind}`,
        },
        {
            what: `${what}, throughput above 125 MiB/s`,
            quantity: Math.max(0, throughput - 125) * months,
            key: `AmazonEC2/EBS:VolumeP-Throughput${kind}`,
        },
    ]
        .filter(({ quantity }) => quantity > 0)
        .map((charge) => ({ group: "volumes", because, ...charge }) satisfies Charge);
}

function addresses({ instances, hasPublicAddresses, isSingle }: Shape, usage: Usage): Charge[] {
    return hasPublicAddresses || isSingle
        ? [
              {
                  group: "public IPv4",
                  what: "addresses of instances",
                  quantity: instances.count * usage.hours,
                  key: "AmazonVPC/PublicIPv4:InUseAddress",
                  because: "each instance has a public address",
              },
          ]
        : [];
}
