import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Problem, throwProblems } from "../components/problem";
import { firstLine, listed } from "../components/words";

/** The machine as a rehearsal looks at it. */
export interface Machine {
    readonly platform: NodeJS.Platform;
    /** Folders of programs. */
    readonly folders: readonly string[];
    /** Where the kernel's settings are read. */
    readonly sysctls: string;
}

/** What of it, why, and the packages that bring it. Programs that every system has by itself, such as sed, are left out. */
interface Need {
    readonly programs: readonly string[];
    readonly why: string;
    readonly debian: string;
    readonly fedora: string;
    /** Amazon Linux 2023. */
    readonly amazon: string;
}

const same = (name: string) => ({ debian: name, fedora: name, amazon: name });

const needs: readonly Need[] = [
    { programs: ["bwrap"], why: "simulated instances", ...same("bubblewrap") },
    { programs: ["unshare", "nsenter", "setpriv"], why: "simulated instances", ...same("util-linux") },
    { programs: ["ip"], why: "their network", debian: "iproute2", fedora: "iproute", amazon: "iproute" },
    { programs: ["unzip"], why: "the source bundle", ...same("unzip") },
    { programs: ["tar"], why: "sources of .ebextensions", ...same("tar") },
    { programs: ["bzip2"], why: "sources of .ebextensions", ...same("bzip2") },
    {
        programs: ["groupadd", "useradd", "usermod"],
        why: "groups and users of .ebextensions",
        debian: "passwd",
        fedora: "shadow-utils",
        amazon: "shadow-utils",
    },
    { programs: ["nginx"], why: "the proxy", ...same("nginx") },
    {
        programs: ["initdb", "postgres", "psql"],
        why: "the database",
        debian: "postgresql",
        fedora: "postgresql-server",
        amazon: "postgresql15-server",
    },
    { programs: ["openssl"], why: "certificates", ...same("openssl") },
    // Amazon Linux comes with curl-minimal, with which the package curl is in conflict.
    { programs: ["curl"], why: "the health probe", debian: "curl", fedora: "curl", amazon: "curl-minimal" },
];

const python: Need = {
    programs: ["Python 3.11 or newer with venv"],
    why: "the application",
    debian: "python3 python3-venv",
    fedora: "python3",
    amazon: "python3.11",
};

/** Any of them can run the application; which one does is chosen elsewhere. */
const interpreters = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"];

/** @throws ProblemError with all that this machine lacks */
export function assertNeeds(options: { readonly python?: string | undefined } = {}, machine = thisMachine()): void {
    throwProblems("This machine", missingOn(machine, options.python));
}

/**
 * A program of this machine, by its path.
 *
 * @throws ProblemError where it is missing
 */
export function programPath(name: string, machine = thisMachine()): string {
    throwProblems("This machine", missingPrograms([name], machine));
    return find(machine, name) ?? name;
}

/** What to install before these can start. */
export const missingPrograms = (names: readonly string[], machine = thisMachine()): Problem[] =>
    toInstall(
        needs.flatMap((need) =>
            absentOf(machine, { ...need, programs: need.programs.filter((each) => names.includes(each)) }),
        ),
    );

/** Servers lie in folders that a user's PATH leaves out, and Debian's PostgreSQL in one for each version; the newest comes first. */
function thisMachine(): Machine {
    const versions = "/usr/lib/postgresql";
    const servers = fs.existsSync(versions)
        ? fs
              .readdirSync(versions)
              .sort((one, other) => Number(other) - Number(one))
              .map((each) => path.join(versions, each, "bin"))
        : [];
    const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((each) => path.isAbsolute(each));
    return {
        platform: process.platform,
        folders: [...servers, ...folders, "/usr/local/sbin", "/usr/sbin", "/sbin"],
        sysctls: "/proc/sys",
    };
}

/** @param wanted - the interpreter that the user asked for */
export function missingOn(machine: Machine, wanted?: string): Problem[] {
    if (machine.platform !== "linux") {
        const got = machine.platform === "darwin" ? "macOS" : machine.platform;
        const remedy = "Run it in a container; docs/rehearsal.md has the command.";
        return [{ where: "operating system", got, allowed: "Linux, for its namespaces", remedy }];
    }
    const noPython = wanted === undefined && !interpreters.some((name) => runsPython(machine, name));
    const absent = needs.flatMap((need) => absentOf(machine, need));
    return [
        ...toInstall(noPython ? [...absent, python] : absent),
        ...[pythonProblem(machine, wanted), namespaceProblem(machine)].filter((problem) => problem !== undefined),
    ];
}

const find = ({ folders }: Machine, name: string): string | undefined =>
    path.isAbsolute(name) ? name : folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));

/** What a machine lacks of a need; nothing where it has all. */
function absentOf(machine: Machine, need: Need): Need[] {
    const programs = need.programs.filter((name) => find(machine, name) === undefined);
    return programs.length === 0 ? [] : [{ ...need, programs }];
}

/** One problem for all, so that one command mends it. */
function toInstall(absent: readonly Need[]): Problem[] {
    if (absent.length === 0) {
        return [];
    }
    const packages = (system: "debian" | "fedora" | "amazon") => absent.map((need) => need[system]).join(" ");
    return [
        {
            where: "programs",
            got: `none of this name: ${absent.map(({ programs, why }) => `${listed(programs)} (${why})`).join("; ")}`,
            remedy: [
                "Install them.",
                `Debian, Ubuntu     sudo apt install ${packages("debian")}`,
                `Fedora             sudo dnf install ${packages("fedora")}`,
                `Amazon Linux 2023  sudo dnf install ${packages("amazon")}`,
            ].join("\n             "),
        },
    ];
}

function pythonProblem(machine: Machine, wanted: string | undefined): Problem | undefined {
    return wanted === undefined || runsPython(machine, wanted)
        ? undefined
        : {
              where: "--python",
              got: wanted,
              allowed: "a program of Python 3.11 or newer that has the modules venv and ensurepip",
              remedy: "Name another, or leave the option out.",
          };
}

/** Asked in the temporary folder: a version manager may refuse its own name for it in a folder that pins another version. */
function runsPython(machine: Machine, name: string): boolean {
    const program = find(machine, name);
    const script = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";
    return (
        program !== undefined && spawnSync(program, ["-c", script], { cwd: os.tmpdir(), stdio: "ignore" }).status === 0
    );
}

/** Settings of kernels that keep ordinary users from namespaces, and the value that lets them. */
const sysctls = [
    // Debian's kernels: https://salsa.debian.org/kernel-team/linux/-/blob/debian/latest/debian/patches/debian/add-sysctl-to-disallow-unprivileged-CLONE_NEWUSER-by-default.patch
    { name: "kernel.unprivileged_userns_clone", forbids: 0, allow: 1, rootToo: false },
    // Ubuntu since 23.10: https://ubuntu.com/blog/ubuntu-23-10-restricted-unprivileged-user-namespaces
    { name: "kernel.apparmor_restrict_unprivileged_userns", forbids: 1, allow: 0, rootToo: false },
    // https://docs.kernel.org/admin-guide/sysctl/user.html
    { name: "user.max_user_namespaces", forbids: 0, allow: 15_000, rootToo: true },
];

/** Asked for in earnest: what a setting allows, a container or a security module may still refuse. */
const probes: readonly (readonly [string, ...string[]])[] = [
    ["unshare", "--user", "--map-root-user", "--net", "true"],
    ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"],
];

function namespaceProblem(machine: Machine): Problem | undefined {
    const refusals = probes.flatMap(([name, ...args]) => {
        const program = find(machine, name);
        const run = program === undefined ? undefined : spawnSync(program, args, { encoding: "utf8" });
        return run === undefined || run.status === 0 ? [] : [firstLine(run.error ?? run.stderr) || `${name} failed`];
    });
    const [refusal] = refusals;
    return refusal === undefined
        ? undefined
        : {
              where: "namespaces",
              got: refusal,
              allowed: "user, mount, process and network namespaces",
              remedy: remedyFor(machine),
          };
}

function remedyFor(machine: Machine): string {
    const forbidding = sysctls.filter(({ name, forbids }) => {
        const file = path.join(machine.sysctls, ...name.split("."));
        return fs.existsSync(file) && Number(fs.readFileSync(file, "utf8")) === forbids;
    });
    if (forbidding.length === 0) {
        return "The kernel's settings allow them. Inside a container start that with the options of docs/rehearsal.md; elsewhere ask what keeps users from namespaces (a security module, a seccomp filter).";
    }
    const settings = forbidding.map(({ name, allow }) => `${name}=${allow}`).join(" ");
    const orRoot = forbidding.every(({ rootToo }) => !rootToo) ? ", or run the rehearsal as root" : "";
    return `Allow them until the next start of the machine with sudo sysctl -w ${settings}${orRoot}.`;
}
