import { InstanceGroup, isSsh, LoneInstance, WorkerPlan } from "./plan-worker";

/** Version 2 of the metadata service alone, and no further than the instance itself: a container on it must not get its role. */
export const metadataOptions = {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: 1,
} as const;

/** The root volume, whatever is behind it. */
export const rootVolume = (volumeGiB: number) =>
    ({ volumeType: "gp3", volumeSize: volumeGiB, encrypted: true, deleteOnTermination: true }) as const;

/**
 * How the instance is bought. One that is stopped and started again needs a request that persists; it ends with the instance, because the provider cancels it.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotMarketOptions.html
 */
export const marketOptions = (instance: LoneInstance) =>
    instance.kind === "on-demand"
        ? {}
        : {
              instanceMarketOptions: {
                  marketType: "spot",
                  spotOptions: {
                      instanceInterruptionBehavior: instance.interruption,
                      spotInstanceType: instance.interruption === "stop" ? "persistent" : "one-time",
                      ...(instance.maxPrice === undefined ? {} : { maxPrice: String(instance.maxPrice) }),
                  },
              },
          };

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html */
export const distribution = ({ onDemandBase, onDemandPercentage }: InstanceGroup) => ({
    onDemandBaseCapacity: onDemandBase,
    onDemandPercentageAboveBaseCapacity: onDemandPercentage,
    onDemandAllocationStrategy: "prioritized",
    spotAllocationStrategy: "price-capacity-optimized",
});

/**
 * What to know of a worker before AWS takes its instance back; undefined where nothing is to be done then. The state keeps the address of an instance until
 * someone asks AWS for it, and another customer may have it by then.
 */
export function interruptionNotice({ name, settings }: WorkerPlan): string | undefined {
    const { delivery, instances } = settings;
    if (instances.kind !== "spot") {
        return undefined;
    }
    const stranger = isSsh(delivery) ? warnOfStranger(name, delivery.hostKey) : "";
    if (instances.interruption === "stop") {
        return isSsh(delivery)
            ? `Worker ${name} has another address after each interruption, which the engine learns by \`pulumi up --refresh\`.${stranger}`
            : undefined;
    }
    return `Worker ${name} is one spot instance: after an interruption it is gone until \`pulumi up --refresh\` makes another. A group replaces it by itself: worker.${name}.instances: {kind: group}, with delivery over s3 or url.${stranger}`;
}

const warnOfStranger = (name: string, hostKey: string | undefined): string =>
    hostKey === undefined
        ? ` Without --refresh the engine would hand the next release to whoever has the old address, because worker.${name}.delivery.hostKey is not given.`
        : "";
