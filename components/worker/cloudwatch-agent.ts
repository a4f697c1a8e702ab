import { onInstance } from "./paths";

/**
 * Configuration of the CloudWatch agent: the startup log and the output of each service, a stream each. The group and its retention are the stack's.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentConfiguration(logGroup: string, services: readonly string[]): string {
    const files = [
        { path: onInstance("log"), stream: "startup" },
        ...services.map((service) => ({ path: `${onInstance("logs")}/${service}.log`, stream: service })),
    ];
    const collected = files.map(({ path, stream }) => ({
        file_path: path,
        log_group_name: logGroup,
        log_stream_name: `{instance_id}/${stream}`,
    }));
    const configuration = {
        agent: { run_as_user: "root" },
        logs: { logs_collected: { files: { collect_list: collected } } },
    };
    return `${JSON.stringify(configuration, undefined, 2)}\n`;
}

/** Files that would grow for ever. The agent notices a file that was emptied. https://man7.org/linux/man-pages/man8/logrotate.8.html */
export const logRotation = (): string => `${onInstance("logs")}/*.log ${onInstance("log")} {
  size 20M
  rotate 2
  compress
  copytruncate
  missingok
  notifempty
}
`;
