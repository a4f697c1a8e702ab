import type { RunOptions } from "../model";
import { programPath } from "../needs";
import type { Namespaces } from "./namespaces";
import { users } from "./users";

/**
 * What a deployment's scripts may do as root inside: no mounts, no swap, no devices, no clock. They would reach this machine's kernel.
 * See capabilities(7). `setfcap` is for an ordinary user's machine, where a second name for the one id that there is needs it.
 */
const capabilities = [
    "-all",
    ...[
        "chown",
        "dac_override",
        "fowner",
        "fsetid",
        "kill",
        "net_bind_service",
        "setfcap",
        "setgid",
        "setuid",
        "sys_chroot",
    ].map((each) => `+${each}`),
].join(",");

/** The order of Amazon Linux, with our own programs before. */
export const searchPath = "/run/rehearsal/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A program, its arguments and its environment, as this machine starts them. */
export interface Entering {
    readonly program: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
}

/** How a command enters an instance's namespaces and leaves what it need not have. */
export function entering(
    { pid, manyUsers }: Namespaces,
    command: readonly string[],
    { cwd = "/", env = {}, user = "root", network = false }: RunOptions,
): Entering {
    const who = users.find(({ name }) => name === user);
    const spaces = ["--user", "--mount", "--pid", "--ipc", "--uts", ...(network ? [] : ["--net"])];
    const credentials = manyUsers ? ["--setuid", "0", "--setgid", "0"] : ["--preserve-credentials"];
    return {
        program: nsenter(),
        args: [
            ...["--target", String(pid), ...spaces, ...credentials, "--wd=/", "--"],
            ...["setsid", "--wait", "setpriv", "--bounding-set", capabilities, "--inh-caps", "-all"],
            ...asUser(user, who?.id, manyUsers),
            ...["env", `--chdir=${cwd}`, ...command],
        ],
        env: {
            PATH: searchPath,
            HOME: who?.home ?? "/",
            USER: user,
            LANG: "en_US.UTF-8",
            LC_ALL: "C.UTF-8",
            ...(network ? ofPackageManagers() : {}),
            ...env,
        },
    };
}

/** By its path, since the environment that it is started with is the instance's. */
export const nsenter = (): string => programPath("nsenter");

/** With one id only, the other user's number is a second name for it. */
function asUser(user: string, id: number | undefined, manyUsers: boolean): string[] {
    if (user === "root") {
        return [];
    }
    if (manyUsers) {
        return ["--reuid", user, "--regid", user, "--init-groups"];
    }
    return id === undefined ? [] : ["unshare", "--user", `--map-user=${id}`, `--map-group=${id}`];
}

/** How this machine reaches package indexes: proxies, mirrors, certificates. */
function ofPackageManagers(): Record<string, string> {
    const names = /^(PIP_.+|UV_.+|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy)$/;
    return Object.fromEntries(
        Object.entries(process.env).filter((entry): entry is [string, string] => names.test(entry[0])),
    );
}
