import { procfileLines, wrongProcfileLines } from "../../ebextensions/lint/procfile-lines";
import { processUnit, variablesFile } from "../systemd/platform-units";
import type { StepEnd } from "../model";
import { step } from "./command-step";
import { Deployment, optionOf, Part, Target, virtualEnvironment } from "./target";

/** Each process by its name, in the Procfile's order. */
export function processesOf({ bundle, options }: Pick<Deployment, "bundle" | "options">): [string, string][] {
    const text = bundle.texts.get("Procfile");
    if (text !== undefined) {
        return procfileLines(text).map(({ name, command }) => [name, command]);
    }
    const option = (name: string, standard: string) =>
        optionOf(options, "aws:elasticbeanstalk:container:python", name) ?? standard;
    // The form of the command is assumed, its numbers are the options' documented defaults.
    const command = `gunicorn --bind 127.0.0.1:8000 --workers=${option("NumProcesses", "1")} --threads=${option("NumThreads", "15")} ${option("WSGIPath", "application")}`;
    return [["web", command]];
}

/** What a process finds in its environment; also in the file that people read to see the properties on an instance. */
const processVariables = ({ variables }: Deployment): Record<string, string> => ({
    PATH: `${virtualEnvironment}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    PORT: "8000",
    ...variables,
});

/** The processes of the version before end. */
export const stopProcesses: Part = async (target, deployment) => {
    const units = await ownUnits(target);
    return units.length === 0
        ? true
        : step(target, deployment, { phase: "flip", name: `stop ${units.join(", ")}` }, async () => {
              const outcome = await target.services.systemctl(["stop", ...units]);
              await target.shell.run(["rm", "-f", ...units.map(unitFile)]);
              return outcome;
          });
};

/** A unit for each line of the Procfile; systemd starts what ends again. The unit's form is assumed, seen on instances. */
export const startProcesses: Part = async (target, deployment) => {
    const processes = processesOf(deployment);
    const start = { phase: "processes" as const, name: `start ${processes.map(([name]) => name).join(", ")}` };
    const [wrong] = wrongProcfileLines(deployment.bundle.texts.get("Procfile") ?? "");
    if (wrong !== undefined) {
        return step(target, deployment, { ...start, file: "Procfile", line: wrong }, () => Promise.resolve(unreadable));
    }
    return step(target, deployment, { ...start, ...fileOf(deployment) }, async () => {
        await target.shell.run(["sh", "-c", 'umask 077; cat >"$0"', variablesFile], {
            input: environmentText(processVariables(deployment)),
        });
        for (const [name, command] of processes) {
            await target.shell.run(["tee", unitFile(`${name}.service`)], { input: processUnit(name, command) });
        }
        await target.services.systemctl(["daemon-reload"]);
        // The version before may have come to systemd's limit of starts; seen in the log of the platform's engine.
        await target.services.systemctl(["reset-failed"]);
        return target.services.systemctl(["start", ...processes.map(([name]) => `${name}.service`)]);
    });
};

/** That such a line ends the deployment here is assumed; its form is documented. */
const unreadable: StepEnd = {
    verdict: "failed",
    output: "",
    note: "A line of a Procfile is a name, a colon and a command: ^[A-Za-z0-9_-]+:\\s*[^\\s].*$",
};

const fileOf = ({ bundle }: Deployment) => (bundle.sizes.has("Procfile") ? { file: "Procfile" } : {});

const unitFile = (name: string): string => `/etc/systemd/system/${name}`;

/** Those of the Procfile that ran before, by the mark that is in each. */
async function ownUnits({ shell }: Target): Promise<string[]> {
    const { stdout } = await shell.run([
        "sh",
        "-c",
        "cd /etc/systemd/system && grep -l '^PartOf=eb-app.target' -- *.service",
    ]);
    return stdout.split("\n").filter((each) => each !== "");
}

/** Values between quotes may have several lines. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile= */
const environmentText = (variables: Readonly<Record<string, string>>): string =>
    Object.entries(variables)
        .map(([name, value]) => `${name}="${value.replaceAll(/[\\"`$]/g, "\\$&")}"\n`)
        .join("");
