import { createHash } from "node:crypto";
import { hook, plainFile } from "../factories/scripts";
import type { InstanceFile, PlainFile } from "../model";
import { systemdUnit, unitCommand, unitText } from "../systemd";
import { instanceFolder } from "./instance-folder";
import { jobRunner, runnerPath } from "./job-runner";
import { jobLog } from "./logs";

export interface Job {
    readonly command: string;
    readonly arguments: readonly string[];
    /** As OnCalendar of systemd takes it. */
    readonly schedule: string;
    readonly timeoutSeconds: number;
}

export interface JobsPlan {
    readonly jobs: Readonly<Record<string, Job>>;
    /** Jobs of one application have locks of their own in a database; those of the same name in two of its stacks share one. */
    readonly application: string;
    /** One instance without a PostgreSQL database needs no lock. */
    readonly locked: boolean;
}

const bundleFolder = "django-beanstalk/systemd";
const applicationFolder = "/var/app/current";
const variablesFile = `${instanceFolder}/variables`;

/** What a run may take beyond its command: coming late, keeping the lock, ending the command. */
const graceSeconds = 90;

/**
 * Scheduled jobs as timers of systemd on every instance, of which one runs each. (Cron is not in the base system of Amazon Linux 2023, and what only a
 * leader has is gone when that instance is.)
 *
 * @returns nothing without jobs: the units of earlier ones stay on an instance, and run nothing, because they ask for a file of the application that is gone
 */
export function jobs({ jobs, application, locked }: JobsPlan): InstanceFile[] {
    const names = Object.keys(jobs).sort();
    return names.length === 0
        ? []
        : [
              jobRunner(),
              ...Object.entries(jobs).flatMap(([name, job]) => [
                  service(name, job, locked ? lockKey(application, name) : undefined),
                  timer(name, job),
              ]),
              hook("postdeploy", "50-jobs", {
                  reason: "installs the timers of scheduled jobs on each instance, and removes those of jobs that are gone",
                  onConfigurationChange: true,
                  body: script(names),
              }),
          ];
}

/** A number of 64 bits with a sign, as PostgreSQL takes it. */
export const lockKey = (application: string, job: string): string =>
    createHash("sha256").update(`django-beanstalk\0${application}\0${job}`).digest().readBigInt64BE().toString();

const unitName = (job: string) => `django-beanstalk-job-${job}`;

function service(name: string, job: Job, key: string | undefined): PlainFile {
    const path = `${bundleFolder}/${unitName(name)}.service`;
    const content = systemdUnit({
        Unit: {
            Description: unitText(`Job ${name} of the application`),
            // Gone when the job is.
            ConditionPathExists: `${applicationFolder}/${path}`,
            Wants: "network-online.target",
            After: "network-online.target",
        },
        Service: {
            Type: "oneshot",
            User: "webapp",
            Group: "webapp",
            WorkingDirectory: applicationFolder,
            ExecStart: unitCommand(commandLine(name, job, key)),
            // The runner ends the command; this ends the runner.
            TimeoutStartSec: String(job.timeoutSeconds + graceSeconds),
            NoNewPrivileges: "yes",
            StandardOutput: `append:${jobLog(name)}`,
            StandardError: "inherit",
        },
    });
    return plainFile(path, { reason: `runs the job ${name}`, content });
}

/** The folder of the virtual environment has a name of the platform's choosing, which only a shell finds. */
function commandLine(name: string, job: Job, key: string | undefined): string[] {
    return [
        "/bin/bash",
        "-c",
        'exec /var/app/venv/*/bin/python "$0" "$@"',
        runnerPath,
        `--job=${name}`,
        `--schedule=${job.schedule}`,
        ...(key === undefined ? [] : [`--key=${key}`]),
        `--timeout=${job.timeoutSeconds}`,
        `--variables=${variablesFile}`,
        "--",
        job.command,
        ...job.arguments,
    ];
}

/** On time: the default is anywhere in the minute after. One that was missed while the instance was down has been run by another one. */
function timer(name: string, { schedule }: Job): PlainFile {
    const content = systemdUnit({
        Unit: { Description: unitText(`Times of the job ${name}`) },
        Timer: { OnCalendar: unitText(schedule), AccuracySec: "1s", Persistent: "no" },
        Install: { WantedBy: "timers.target" },
    });
    return plainFile(`${bundleFolder}/${unitName(name)}.timer`, { reason: `says when the job ${name} runs`, content });
}

/**
 * Hooks have the environment's variables and secrets, which is documented; where Elastic Beanstalk keeps them for its own services is not. The
 * file is for the application's user, who has them anyway.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html
 */
const script = (names: readonly string[]) => `jobs=(${names.map(unitName).join(" ")})
source=$PWD/${bundleFolder}
units=/etc/systemd/system
variables=${variablesFile}

install -d -m 755 "$(dirname "$variables")"
rm -f "$variables.new"
(umask 077 && env -0 >"$variables.new")
chgrp webapp "$variables.new"
chmod 640 "$variables.new"
mv -f "$variables.new" "$variables"

for timer in "$units"/${unitName("*")}.timer; do
  name=$(basename "$timer")
  if [ -e "$timer" ] && [ ! -e "$source/$name" ]; then
    systemctl disable --now "$name"
    rm -f "$timer" "\${timer%.timer}.service"
    echo "$name is gone."
  fi
done
for job in "\${jobs[@]}"; do
  install -m 644 "$source/$job.service" "$source/$job.timer" "$units/"
done
systemctl daemon-reload
for job in "\${jobs[@]}"; do
  systemctl enable "$job.timer"
  # Started anew, it follows a schedule that has changed; a run that has begun goes on.
  systemctl restart "$job.timer"
done
echo "Timers: \${jobs[*]}."
`;
