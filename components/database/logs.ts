import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { exportedLogs, logGroupName } from "./plan-logs";

export interface LogGroupArgs {
    /** Of the server whose logs they are. */
    readonly identifier: string;
    readonly retentionDays: number;
    readonly tags: Readonly<Record<string, string>>;
}

/** Made before their server: RDS writes into a group that is there, and makes one that keeps everything for ever where there is none. */
export const createLogGroups = (
    name: string,
    { identifier, retentionDays, tags }: LogGroupArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup[] =>
    exportedLogs.map(
        (log) =>
            new aws.cloudwatch.LogGroup(
                `${name}-log-${log}`,
                { name: logGroupName(identifier, log), retentionInDays: retentionDays, tags },
                opts,
            ),
    );
