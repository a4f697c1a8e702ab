import { systemdUnit, unitText } from "../../ebextensions/systemd";

/**
 * The unit of a Procfile's process. AWS documents that a process that ends is started again, and no more; the entries are assumed, from what instances
 * and hooks in public repositories show: the target, the file of variables, the shell, `Restart=always` with systemd's own delay and limit of starts.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.build-proc.html
 */
export function processUnit(process: string, command: string): string {
    return systemdUnit({
        Unit: { Description: unitText(`This is ${process} daemon`), PartOf: applicationTarget },
        Service: {
            User: "webapp",
            Type: "simple",
            EnvironmentFile: variablesFile,
            ExecStart: `/bin/sh -c ${quoted(command)}`,
            Restart: "always",
            SyslogIdentifier: process,
            WorkingDirectory: "/var/app/current/",
        },
        Install: { WantedBy: "multi-user.target" },
    });
}

/** Variables of the environment for the platform's own units. Assumed. */
export const variablesFile = "/opt/elasticbeanstalk/deployment/env";

/** What all processes of the application are part of: stopping it stops them. Assumed. */
export const applicationTarget = "eb-app.target";
export const applicationTargetUnit = systemdUnit({
    Unit: { Description: "EB application target" },
    Install: { WantedBy: "multi-user.target" },
});

/** Where the log daemon writes what a process prints. Assumed. */
export const processLog = (process: string): string => `/var/log/${process}.stdout.log`;

/**
 * nginx in the foreground, so that its end is seen; Amazon Linux's own unit lets it go to the background.
 *
 * @param program - and its arguments
 * @param user - who starts it: root, which leaves its workers to nginx's own user
 */
export function nginxUnit(program = "/usr/sbin/nginx", user = "root"): string {
    return systemdUnit({
        Unit: {
            Description: "The nginx HTTP and reverse proxy server",
            After: "network-online.target",
            Wants: "network-online.target",
        },
        Service: {
            Type: "simple",
            User: user,
            ExecStartPre: ["/usr/bin/rm -f /run/nginx.pid", `${program} -t`],
            ExecStart: `${program} -g "daemon off;"`,
            ExecReload: '/bin/sh -c "kill -s HUP $MAINPID"',
            KillSignal: "SIGQUIT",
            TimeoutStopSec: "5",
            KillMode: "mixed",
        },
        Install: { WantedBy: "multi-user.target" },
    });
}

/** Text of a shell as one word of systemd, in which a dollar sign is the shell's. */
const quoted = (command: string): string =>
    `"${command.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%").replaceAll("$", "$$$$")}"`;
