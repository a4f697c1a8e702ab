import { systemdUnit, unitText } from "../../ebextensions/systemd";
import type { WorkerFilesInput } from "./model";
import { onInstance, releaseFiles } from "./paths";

/** Who runs services and set-up commands: nobody who may become root, as the user who logs in may. */
export const serviceUser = "worker";

/** Name of a service's unit; the prefix keeps it apart from units of the system. */
export const unitName = (service: string): string => `worker-${service}.service`;

export const interruptionUnit = "spot-interruption.service";

/**
 * Units by file name. Output goes into a file each, because the agent of CloudWatch reads files and not the journal.
 * https://www.freedesktop.org/software/systemd/man/252/systemd.service.html
 */
export function workerUnits({ name, services, spot }: WorkerFilesInput): Record<string, string> {
    const units = Object.entries(services).map(([service, { stopSeconds }]) => [
        unitName(service),
        serviceUnit(name, service, stopSeconds),
    ]);
    return Object.fromEntries([...units, ...(spot ? [[interruptionUnit, listener(name)]] : [])]) as Record<
        string,
        string
    >;
}

/**
 * Started again whenever it ends, however often: a worker whose queue is away for an hour has to come back by itself. It counts as started when its secrets
 * are read, of which the script that reads them tells systemd: reading may take longer than a release is watched.
 */
function serviceUnit(worker: string, service: string, stopSeconds: number): string {
    const output = `append:${onInstance("logs")}/${service}.log`;
    return systemdUnit({
        Unit: {
            Description: unitText(`${service} of the worker ${worker}`),
            Wants: "network-online.target",
            After: "network-online.target",
            StartLimitIntervalSec: "0",
        },
        Service: {
            Type: "notify",
            NotifyAccess: "all",
            TimeoutStartSec: "300",
            User: serviceUser,
            WorkingDirectory: onInstance("current"),
            ExecStart: `${onInstance("current")}/${releaseFiles.run} ${service}`,
            Restart: "always",
            RestartSec: "5",
            TimeoutStopSec: String(stopSeconds),
            StandardOutput: output,
            StandardError: output,
            NoNewPrivileges: "yes",
            PrivateTmp: "yes",
            ProtectSystem: "full",
        },
        Install: { WantedBy: "multi-user.target" },
    });
}

/** As root, since it stops the others. It ends when it has done so; only a failure starts it again. */
const listener = (worker: string): string =>
    systemdUnit({
        Unit: {
            Description: unitText(`Drains the worker ${worker} before its spot instance is interrupted`),
            Wants: "network-online.target",
            After: "network-online.target",
            StartLimitIntervalSec: "0",
        },
        Service: {
            Type: "exec",
            ExecStart: `${onInstance("current")}/${releaseFiles.interruption}`,
            Restart: "on-failure",
            RestartSec: "5",
            StandardOutput: `append:${onInstance("log")}`,
            StandardError: `append:${onInstance("log")}`,
        },
        Install: { WantedBy: "multi-user.target" },
    });
