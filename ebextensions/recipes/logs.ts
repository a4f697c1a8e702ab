import { configFile } from "../factories/config-file";
import { file } from "../factories/files";
import { hook } from "../factories/scripts";
import type { ConfigFile, HookScript } from "../model";
import { shellWord } from "../shell";
import { addToAgent } from "./agent";

export interface LogsPlan {
    /** Files that the application writes, each in a folder below /var/log. */
    readonly application: readonly string[];
    /** User of the application on the host, who needs to write them; none where it runs in a container. */
    readonly user: "webapp" | undefined;
    /** Undefined when logs do not go to CloudWatch. */
    readonly stream: { readonly environmentName: string; readonly retentionDays: number } | undefined;
}

/** The log of a job; the hooks' own logs begin with the same words. */
export const jobLog = (job: string): string => `/var/log/django-beanstalk-job-${job}.log`;

const ownLogs = "/var/log/django-beanstalk-*.log";

/**
 * What becomes of log files besides the platform's own.
 *
 * @param jobs - names of the scheduled jobs
 */
export function logs(plan: LogsPlan, jobs: readonly string[]): (ConfigFile | HookScript)[] {
    const streamed = [...jobs.map(jobLog), ...plan.application].sort();
    return [lists(plan), ...folders(plan), ...stream(plan.stream, streamed)];
}

/**
 * Elastic Beanstalk reads a list of paths from each of these folders: for a request of the last lines, of whole logs, and rotated ones for its bucket.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.logging.html
 */
function lists({ application, user }: LogsPlan): ConfigFile {
    const all = [ownLogs, ...application];
    const list = (paths: readonly string[]) => ({ content: paths.map((path) => `${path}\n`).join("") });
    const listFile = (folder: string) => `/opt/elasticbeanstalk/tasks/${folder}/django-beanstalk.conf`;
    return configFile(
        "30-logs",
        "adds the logs of hooks, jobs and application to those that can be fetched, and rotates them",
        [
            file("/etc/logrotate.d/django-beanstalk", { content: rotation(application, user) }),
            file(listFile("bundlelogs.d"), list(all)),
            file(listFile("publishlogs.d"), list(all.map((path) => `${path}-*.gz`))),
            file(listFile("taillogs.d"), list(all)),
        ],
    );
}

/**
 * Copied and emptied instead of renamed, so that whoever writes need not be told. A folder that is not root's is refused unless the user is named.
 * Amazon Linux 2023 runs logrotate once a day by a timer.
 */
function rotation(application: readonly string[], user: string | undefined): string {
    const block = (paths: readonly string[], more: string) => `${paths.join(" ")} {
    size 10M
    rotate 5
    copytruncate
    compress
    dateext
    dateformat -%Y%m%d-%s
    missingok
    notifempty
${more}}
`;
    const owner = user === undefined ? "" : `    su ${user} ${user}\n`;
    return [block([ownLogs], ""), ...(application.length === 0 ? [] : [block(application, owner)])].join("\n");
}

/**
 * Django opens its log files when it starts. The first to do so is `migrate`, as root, and then the application could not write them any more; so
 * folders are made before that, and files are handed over after it.
 */
function folders({ application, user }: LogsPlan): HookScript[] {
    if (user === undefined || application.length === 0) {
        return [];
    }
    const quoted = application.map(shellWord).join(" ");
    const body = `files=(${quoted})
for file in "\${files[@]}"; do
  folder=$(dirname "$file")
  [ -d "$folder" ] || install -d -o ${user} -g ${user} -m 755 "$folder"
  if [ -e "$file" ]; then
    chown --no-dereference ${user}:${user} "$file"
  fi
done
`;
    const name = "15-application-logs";
    const script = (phase: "prebuild" | "predeploy", reason: string) =>
        hook(phase, name, { reason, onConfigurationChange: true, body });
    return [
        script("prebuild", "makes the folders of the application's log files"),
        script("predeploy", "hands log files that a command of root began to the application"),
    ];
}

/**
 * Adds files to what the CloudWatch agent sends, before the probe, whose failure should be seen.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html (custom log files)
 * https://github.com/awsdocs/elastic-beanstalk-samples/pull/174 (with append-config)
 */
function stream(target: LogsPlan["stream"], paths: readonly string[]): HookScript[] {
    if (target === undefined || paths.length === 0) {
        return [];
    }
    const { environmentName, retentionDays } = target;
    const configuration = {
        logs: {
            logs_collected: {
                files: {
                    collect_list: paths.map((path) => ({
                        file_path: path,
                        log_group_name: `/aws/elasticbeanstalk/${environmentName}${path}`,
                        log_stream_name: "{instance_id}",
                        retention_in_days: retentionDays,
                    })),
                },
            },
        },
    };
    const body = addToAgent(
        "cloudwatch-logs",
        configuration,
        "the logs of jobs and of the application are not streamed",
    );
    const reason = "streams the logs of jobs and of the application to CloudWatch";
    return [hook("postdeploy", "80-stream-logs", { reason, onConfigurationChange: true, body })];
}
