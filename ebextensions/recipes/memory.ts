import { hook } from "../factories/scripts";
import type { HookScript } from "../model";
import { addToAgent } from "./agent";

/** How CloudWatch knows how much memory the instances of an environment use, in percent. */
export interface MemoryMetric {
    readonly namespace: string;
    readonly environmentName: string;
}

/** The agent's own name of it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html */
export const memoryMetricName = "mem_used_percent";

/**
 * One series for the environment, to which each instance adds its value, so that it costs as much with ten instances as with one.
 *
 * @param metric - undefined where nobody asks for it
 */
export const memory = (metric: MemoryMetric | undefined): HookScript[] =>
    metric === undefined
        ? []
        : [
              hook("postdeploy", "82-memory", {
                  reason: "tells CloudWatch how much memory is used",
                  onConfigurationChange: true,
                  body: addToAgent("cloudwatch-memory", configuration(metric), "nobody hears how much memory is used"),
              }),
          ];

const configuration = ({ namespace, environmentName }: MemoryMetric) => ({
    metrics: {
        namespace,
        aggregation_dimensions: [["EnvironmentName"]],
        metrics_collected: {
            mem: {
                measurement: [memoryMetricName],
                metrics_collection_interval: 60,
                append_dimensions: { EnvironmentName: environmentName },
                // Else there is a series for each instance that ever was.
                drop_original_metrics: [memoryMetricName],
            },
        },
    },
});
