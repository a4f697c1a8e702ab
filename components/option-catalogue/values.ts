/** Values that options take and settings offer, each list once. */

export const triggerMeasures = [
    "CPUUtilization",
    "NetworkIn",
    "NetworkOut",
    "DiskWriteOps",
    "DiskReadBytes",
    "DiskReadOps",
    "DiskWriteBytes",
    "Latency",
    "RequestCount",
    "HealthyHostCount",
    "UnhealthyHostCount",
    "TargetResponseTime",
] as const;

export const triggerStatistics = ["Minimum", "Maximum", "Sum", "Average"] as const;

export const triggerUnits = [
    "Seconds",
    "Percent",
    "Bytes",
    "Bits",
    "Count",
    "Bytes/Second",
    "Bits/Second",
    "Count/Second",
    "None",
] as const;

export const zoneCounts = ["Any", "Any 1", "Any 2", "Any 3"] as const;

export const spotAllocations = [
    "capacity-optimized",
    "price-capacity-optimized",
    "capacity-optimized-prioritized",
    "lowest-price",
] as const;

export const deploymentPolicies = [
    "AllAtOnce",
    "Rolling",
    "RollingWithAdditionalBatch",
    "Immutable",
    "TrafficSplitting",
] as const;

export const healthThresholds = ["Ok", "Warning", "Degraded", "Severe"] as const;

/** Days that CloudWatch Logs offers to Elastic Beanstalk. */
export const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const;
