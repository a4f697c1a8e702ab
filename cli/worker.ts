import { runCommand } from "./command-line";
import { bundle, readBundleOptions } from "./worker/bundle";
import { readReportOptions, report } from "./worker/report";
import { readStatusOptions, status } from "./worker/status";

export const help = `npm run --silent worker -- report [--stack NAME] [--worker NAME] [--json]
npm run --silent worker -- bundle [--stack NAME] [--worker NAME] [--output FILE] [--json]
npm run --silent worker -- status HOST [--user USER] [--key FILE] [options]

report  packs the workers of a stack as an update would, and prints what they weigh: the files, the user data of stage one and how much of its
        limit that is, the bundle, and all that is transferred. No AWS account is used.
bundle  packs one worker and prints the place of its bundle, and its SHA-256 to standard error: what delivery over a URL needs.
status  looks at a worker's instance over SSH, and explains what it sees: cloud-init, what waits for a bundle, the release, the services, the end of
        the startup log. It changes nothing there. docs/worker.md tells of the rest.

  --stack NAME       stack whose settings hold; default: dev
  --worker NAME      one of its workers; default: all, for bundle the only one
  --output FILE      where to put the bundle; default: it stays in .cache/workers
  --json             one object: version, stack, workers; of bundle version, worker, path, bytes, sha256;
                     of status version, host, user, port, verdict, checks, facts, or verdict unreachable with reason, seen, advice

  HOST               name or address, as pulumi stack output workers has it
  --user USER        who logs in; default: ec2-user, the one of Amazon Linux
  --key FILE         private key; default: what ssh uses by itself
  --port PORT        default: 22
  --known-hosts FILE of host keys; default: what ssh uses by itself
  --accept-new       take the host key of a host that this machine does not know yet; a changed one is refused all the same
  --timeout SECONDS  for all of it; default: 60
  --help, -h         this text

Exit code: 0; 1 for a problem in settings or files; 2 for a wrong option.
Of status: 0 when the worker runs; 1 when something is wrong; 3 when it is not done yet; 4 when it could not be looked at.`;

type Work = () => Promise<number>;

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: (work) => work() });

/** @returns what to do, or what is wrong with the options; undefined when the help is asked for */
function readOptions([subcommand, ...args]: readonly string[]): Work | string | undefined {
    if (subcommand === undefined || [subcommand, ...args].some((arg) => arg === "--help" || arg === "-h")) {
        return undefined;
    }
    switch (subcommand) {
        case "report": {
            const options = readReportOptions(args);
            return () => report(options);
        }
        case "bundle": {
            const options = readBundleOptions(args);
            return () => bundle(options);
        }
        case "status": {
            const options = readStatusOptions(args);
            return typeof options === "string" ? options : () => status(options);
        }
        default:
            return `There is no ${subcommand}: report, bundle or status.`;
    }
}
