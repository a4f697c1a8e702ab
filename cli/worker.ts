import { runCommand } from "./command-line";
import { readStatusOptions, status, StatusOptions } from "./worker/status";

export const help = `npm run --silent worker -- status HOST [options]

status looks at the instance of a worker over SSH, and explains what it sees: cloud-init, what waits for a bundle, the release, the services, the end of
the startup log. It changes nothing there. docs/worker.md tells of the rest.

  HOST               name or address, as pulumi stack output workers has it
  --user USER        who logs in; default: ec2-user, the one of Amazon Linux
  --key FILE         private key; default: what ssh uses by itself
  --port PORT        default: 22
  --known-hosts FILE of host keys; default: what ssh uses by itself
  --accept-new       take the host key of a host that this machine does not know yet; a changed one is refused all the same
  --timeout SECONDS  for all of it; default: 60
  --json             one object: version, host, user, port, verdict, checks, facts; or verdict unreachable with reason, seen, advice
  --help, -h         this text

Exit code of status: 0 when the worker runs; 1 when something is wrong; 3 when it is not done yet; 4 when it could not be looked at; 2 for a wrong option.`;

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: (options) => status(options) });

/** @returns the options, or what is wrong with them; undefined when the help is asked for */
function readOptions([subcommand, ...args]: readonly string[]): StatusOptions | string | undefined {
    if (subcommand === undefined || [subcommand, ...args].some((arg) => arg === "--help" || arg === "-h")) {
        return undefined;
    }
    return subcommand === "status" ? readStatusOptions(args) : `There is no ${subcommand}.`;
}
