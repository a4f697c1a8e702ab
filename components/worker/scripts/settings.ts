import { shellWord } from "../../../ebextensions/shell";
import { written } from "../../../ebextensions/written";
import type { WorkerFilesInput } from "../model";
import { serviceUser } from "../units";

/** What the install script knows of the settings. */
export const installSettings = ({ setup }: WorkerFilesInput): string => `user=${serviceUser}
${forAnotherShell}
setup=(${words(setup)})`;

/** What the script that runs a command knows of the settings. */
export function runSettings({ region, services, secrets, secretsParameter = "" }: WorkerFilesInput): string {
    const named = (isRequired: boolean) =>
        words(secrets.filter(({ required }) => required === isRequired).map(({ name }) => name));
    const commands = Object.entries(services).map(([name, { command }]) => `[${name}]=${shellWord(command)}`);
    return `region=${shellWord(region)}
${forAnotherShell}
declare -A commands=(${commands.join(" ")})
secrets_parameter=${shellWord(secretsParameter)}
required_secrets=(${named(true)})
optional_secrets=(${named(false)})`;
}

/** What the script that starts and stops knows of the settings. The array keeps the order of the stack file, the associative one does not. */
export function serviceSettings({ services }: WorkerFilesInput): string {
    const seconds = Object.entries(services).map(([name, { stopSeconds }]) => `[${name}]=${stopSeconds}`);
    return `services=(${words(Object.keys(services))})
declare -A stop_seconds=(${seconds.join(" ")})`;
}

/** Commands are quoted here for the shell that runs them. */
const forAnotherShell = "# shellcheck disable=SC2016 # the shell that runs them expands them";

/**
 * Plain variables. The region is there for SDKs, which do not ask the instance for it; Python is told to write each line at once, because output into a file
 * would be held back otherwise. Both may be set to something else.
 */
export function environmentScript({ region, environmentVariables }: WorkerFilesInput): string {
    const all = { AWS_REGION: region, AWS_DEFAULT_REGION: region, PYTHONUNBUFFERED: "1", ...environmentVariables };
    const lines = Object.entries(all).map(
        ([name, value]) =>
            `# shellcheck disable=SC2016 # a value is taken as it is\nexport ${name}=${shellWord(value)}\n`,
    );
    return `#!/bin/bash\n${written}\n${lines.join("")}`;
}

const words = (texts: readonly string[]): string => texts.map(shellWord).join(" ");
