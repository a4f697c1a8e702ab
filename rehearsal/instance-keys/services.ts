import { listed } from "../../components/words";
import type { Outcome, StepEnd } from "../model";
import type { ServiceEntry } from "./model";
import { log, Site, refused, Task } from "./task";

/**
 * `sysvinit` is the documented key; "on Amazon Linux 2 and later it is applied by systemd", and cfn-init has `systemd` too.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html#aws-resource-init-services
 */
const managers = ["sysvinit", "systemd"];

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-services */
export const serviceTasks = (entries: readonly ServiceEntry[], site: Site): Task[] =>
    entries.map((entry) => ({
        start: { phase: "services", name: entry.name, file: entry.file, line: entry.line, log: log.others },
        work: () =>
            managers.includes(entry.manager)
                ? applied(entry, site)
                : Promise.resolve(refused(`${entry.manager} is no service manager: ${listed(managers, "or")}.`)),
    }));

async function applied(entry: ServiceEntry, { shell, changes, absent }: Site): Promise<StepEnd> {
    const { name, restartAfter } = entry;
    const cause = restartAfter.find((each) => changes.has(each));
    let output = "";
    for (const verb of verbsOf(entry, cause !== undefined)) {
        const outcome: Outcome = await shell.run(["systemctl", verb, name]);
        output += outcome.output;
        if (isUnknown(outcome) && absent.length > 0) {
            const note = `Not done: there is no such unit here, and these packages are not installed: ${listed(absent)}.`;
            return { verdict: "assumed", exitCode: outcome.code, output, note };
        }
        if (outcome.code !== 0) {
            return { verdict: "failed", exitCode: outcome.code, output, note: `Could not ${verb} service ${name}` };
        }
    }
    const note = cause === undefined ? {} : { note: `Restarted after a change: ${cause}.` };
    return { verdict: "ok", exitCode: 0, output, ...(entry.ensureRunning === false ? {} : note) };
}

/** In the words of systemd, for units that a package would bring. */
const isUnknown = ({ code, output }: Outcome): boolean =>
    code !== 0 && /not found|not be found|does not exist|not loaded/i.test(output);

/** What is not said is left as it is. "If cfn-init changes one directly through the files block, this service is restarted." */
function verbsOf({ enabled, ensureRunning }: ServiceEntry, changed: boolean): string[] {
    const boot = enabled === undefined ? [] : [enabled ? "enable" : "disable"];
    const now = ensureRunning === false ? ["stop"] : changed ? ["restart"] : ensureRunning === true ? ["start"] : [];
    return [...boot, ...now];
}
