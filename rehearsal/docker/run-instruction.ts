import * as path from "node:path/posix";
import type { BuildWork, ContainerUser } from "./model";

/** Commands of a RUN of which each runs only when the one before has succeeded; undefined where the shell does anything else. */
function chain(text: string): string[][] | undefined {
    return /[|;<>$`"'*?()]|(^|[^&])&([^&]|$)/.test(text)
        ? undefined
        : text.split("&&").map((each) => each.trim().split(/\s+/));
}

const packageManagers = /\b(apt-get|apt|apk|dnf|yum|microdnf)\s/;
const installsRequirements =
    /\b(pip3?|uv|poetry|pipenv)\s+(\S+\s+)*?(install|sync)\b|\bpython3?\s+-m\s+venv\b|\bvirtualenv\s|\buv\s+venv\b/;

/** What comes of a RUN without an engine. Few commands are simple enough to be carried out on the image's folder alone. */
export function runWork(text: string, folder: string): BuildWork {
    if (packageManagers.test(text)) {
        return { do: "assumed", why: "It installs packages of the image's own system; this machine's stand for them." };
    }
    if (installsRequirements.test(text)) {
        return { do: "requirements" };
    }
    const commands = chain(text) ?? [];
    if (
        commands.length > 0 &&
        commands.every(([program]) => /^(group|user)add$|^add(user|group)$/.test(program ?? ""))
    ) {
        return { do: "user" };
    }
    const only = commands.length === 1 ? commands[0] : undefined;
    return (only === undefined ? undefined : onFiles(only, folder)) ?? unknown;
}

const unknown: BuildWork = { do: "assumed", why: "Only an engine runs a command inside the image while it is built." };

/** `rm`, `mkdir -p` and `install -d`, with the paths that they name. */
function onFiles([program = "", ...words]: readonly string[], folder: string): BuildWork | undefined {
    const absolute = (files: readonly string[]) => files.map((file) => path.resolve(folder, file));
    const plain = words.filter((word) => !word.startsWith("-"));
    if (program === "rm" && words.some((word) => word.startsWith("-"))) {
        return { do: "remove", files: absolute(plain) };
    }
    if (program === "mkdir") {
        return { do: "folder", folders: absolute(plain), owner: undefined };
    }
    const made = program === "install" && words.includes("-d") ? installWords(words) : undefined;
    return made === undefined ? undefined : { do: "folder", folders: absolute(made.folders), owner: made.owner };
}

function installWords(words: readonly string[]): { folders: string[]; owner: string | undefined } {
    const options: Record<string, string> = {};
    const folders: string[] = [];
    for (let i = 0; i < words.length; i++) {
        const word = words[i] ?? "";
        if (/^-[omg]$/.test(word)) {
            options[word] = words[i + 1] ?? "";
            i++;
        } else if (!word.startsWith("-")) {
            folders.push(word);
        }
    }
    const { "-o": owner, "-g": group } = options;
    return { folders, owner: owner === undefined ? undefined : group === undefined ? owner : `${owner}:${group}` };
}

/** Users that a RUN makes with a number of their own; a group is found by its name in the same instruction. */
export function usersMadeBy(text: string): ContainerUser[] {
    const commands = text.split(/&&|;/).map((each) => each.trim().split(/\s+/));
    const groups = new Map(
        commands
            .filter(([program]) => /^(groupadd|addgroup)$/.test(program ?? ""))
            .map((words) => [words.at(-1) ?? "", option(words, "-g", "--gid")]),
    );
    return commands
        .filter(([program]) => /^(useradd|adduser)$/.test(program ?? ""))
        .flatMap((words) => {
            const uid = option(words, "-u", "--uid");
            const group = option(words, "-g", "--gid", "-G", "--ingroup") ?? "";
            const gid = groups.get(group) ?? group;
            return uid === undefined
                ? []
                : [{ name: words.at(-1) ?? "", uid: Number(uid), gid: /^\d+$/.test(gid) ? Number(gid) : Number(uid) }];
        });
}

function option(words: readonly string[], ...names: readonly string[]): string | undefined {
    const at = words.findIndex((word) => names.includes(word));
    const joined = words.find((word) => names.some((name) => word.startsWith(`${name}=`)));
    return at >= 0 ? words[at + 1] : joined?.slice(joined.indexOf("=") + 1);
}

export const venvMadeBy = (text: string): string | undefined =>
    /(?:python3?\s+-m\s+venv|virtualenv|uv\s+venv)\s+(?:-\S+\s+)*(\/\S+)/.exec(text)?.[1];
