import type { Settings } from "../settings";
import { common } from "../settings/defaults";
import { isScalable } from "./option-context";
import type { OptionLinks } from "./option-links";
import { given, onlyOn, OptionTree } from "./options";

/** What an instance is made from, how many there are, and where they stand. */
export function instanceOptions<V>(
    { environment }: Settings,
    links: OptionLinks<V>,
): readonly OptionTree<V | string>[] {
    const { instances } = environment;
    return [
        { "aws:ec2:instances": { InstanceTypes: environment.instanceTypes.join(","), ...spot(environment) } },
        {
            "aws:autoscaling:launchconfiguration": {
                // Also what makes Elastic Beanstalk use a launch template; new accounts cannot have launch configurations.
                DisableIMDSv1: "true",
                DisableDefaultEC2SecurityGroup: "true",
                IamInstanceProfile: links.instanceProfileName,
                SecurityGroups: links.instanceSecurityGroupId,
                RootVolumeType: "gp3",
                ...rootVolume(instances.rootVolume),
                ImageId: instances.imageId,
                MonitoringInterval: instances.detailedMonitoring ? "1 minute" : undefined,
                LaunchTemplateTagPropagationEnabled: onlyOn(instances.propagateTags),
                EC2KeyName: instances.keyPair?.name,
                SSHSourceRestriction:
                    instances.keyPair === undefined ? undefined : `tcp,22,22,${instances.keyPair.source}`,
            },
        },
        size(environment),
        isScalable(environment) && environment.scaling.max > environment.scaling.min ? trigger(environment) : {},
    ];
}

type Environment = Settings["environment"];

const rootVolume = ({ sizeGb, iops, throughputMibps }: Environment["instances"]["rootVolume"]) => ({
    RootVolumeSize: given(sizeGb),
    RootVolumeIOPS: given(iops),
    RootVolumeThroughput: given(throughputMibps),
});

function spot({ spot: settings }: Environment): Readonly<Record<string, string | undefined>> {
    return settings === undefined
        ? {}
        : {
              EnableSpot: "true",
              SpotFleetOnDemandBase: String(settings.onDemandBase),
              SpotFleetOnDemandAboveBasePercentage: String(settings.onDemandPercent),
              SpotAllocationStrategy: settings.allocation,
              SpotMaxPrice: given(settings.maxPrice),
          };
}

/** A single instance has no size of its own to set: AWS fixes it at one. */
function size(environment: Environment): OptionTree<string> {
    const { scaling } = environment;
    const scalable = isScalable(environment);
    return {
        "aws:elasticbeanstalk:environment": { EnvironmentType: scalable ? "LoadBalanced" : "SingleInstance" },
        "aws:autoscaling:asg": {
            ...(scalable ? { MinSize: String(scaling.min), MaxSize: String(scaling.max) } : {}),
            Cooldown: String(scaling.cooldownSeconds),
            "Availability Zones": scaling.zones,
            "Custom Availability Zones": scaling.zoneNames?.join(","),
            EnableCapacityRebalancing: onlyOn(environment.spot?.rebalance === true),
        },
    };
}

/** AWS wants the breach to last as long as its measurements do, and changes one of the two if it does not. */
function trigger({ scaling }: Environment): OptionTree<string> {
    const { trigger: settings } = scaling;
    return {
        "aws:autoscaling:trigger": {
            MeasureName: settings.measure,
            Statistic: settings.statistic,
            Unit: settings.unit ?? unitOf(settings.measure),
            LowerThreshold: String(settings.lower ?? common.triggerLower),
            UpperThreshold: String(settings.upper ?? common.triggerUpper),
            LowerBreachScaleIncrement: String(-settings.remove),
            UpperBreachScaleIncrement: String(settings.add),
            Period: String(settings.periodMinutes),
            EvaluationPeriods: String(settings.evaluationPeriods),
            BreachDuration: String(settings.periodMinutes * settings.evaluationPeriods),
        },
    };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html */
function unitOf(measure: Environment["scaling"]["trigger"]["measure"]): string {
    switch (measure) {
        case "CPUUtilization":
            return "Percent";
        case "Latency":
        case "TargetResponseTime":
            return "Seconds";
        case "NetworkIn":
        case "NetworkOut":
        case "DiskReadBytes":
        case "DiskWriteBytes":
            return "Bytes";
        case "DiskReadOps":
        case "DiskWriteOps":
        case "RequestCount":
        case "HealthyHostCount":
        case "UnhealthyHostCount":
            return "Count";
    }
}

/** Options of each scheduled action, by its name. */
export function scheduledActions({ environment }: Settings): Readonly<Record<string, OptionTree<string>>> {
    return Object.fromEntries(
        Object.entries(environment.scaling.schedule).map(([name, action]) => [
            name,
            {
                "aws:autoscaling:scheduledaction": {
                    StartTime: action.start,
                    EndTime: action.end,
                    Recurrence: action.recurrence,
                    MinSize: given(action.min),
                    MaxSize: given(action.max),
                    DesiredCapacity: given(action.desired),
                    Suspend: String(action.suspend),
                },
            },
        ]),
    );
}
