import * as path from "node:path/posix";
import { type Instruction, instructionsOf } from "../../ebextensions/lint/dockerfile-instructions";
import { assignments, commandOf, dockerWords, jsonWords } from "./dockerfile-words";
import type { BuildStep, BuildWork, ContainerUser, ImagePlan, Stage } from "./model";
import { runWork, usersMadeBy, venvMadeBy } from "./run-instruction";

/** What is known of an image while its Dockerfile is read. */
interface State {
    readonly name: string;
    readonly base: string;
    readonly steps: BuildStep[];
    readonly users: ContainerUser[];
    environment: Record<string, string>;
    folder: string;
    user: string;
    entrypoint: readonly string[] | undefined;
    command: readonly string[] | undefined;
    readonly exposed: number[];
    venv: string | undefined;
}

export interface Build {
    readonly context: string;
    readonly file: string;
    /** The stage that is built; the last one where none is named. */
    readonly target?: string | undefined;
    readonly arguments?: Readonly<Record<string, string>>;
}

/** What the official images of Python set, which every stage begins with. https://github.com/docker-library/python */
const initialPath = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Reads a Dockerfile.
 *
 * @returns undefined where it has no stage, or not the one that is asked for
 */
export function readDockerfile(
    text: string,
    { context, file, target, arguments: given = {} }: Build,
): ImagePlan | undefined {
    const stages: State[] = [];
    const values: Record<string, string> = {};
    for (const each of instructionsOf(text)) {
        const last = stages.at(-1);
        if (each.name === "FROM") {
            if (last !== undefined && last.name === target) {
                break;
            }
            stages.push(stage(each, stages, (name) => values[name]));
        } else if (each.name === "ARG") {
            const [[name = "", value = ""] = []] = assignments(each.text, (known) => values[known]);
            values[name] = given[name] ?? value;
        } else if (last !== undefined) {
            apply(each, last, stages, values);
        }
    }
    const built = stages.at(-1);
    return built === undefined || (target !== undefined && built.name !== target)
        ? undefined
        : { context, file, ...finished(built, stages) };
}

function finished(built: State, stages: readonly State[]): Omit<ImagePlan, "context" | "file"> {
    const { environment, folder, users, entrypoint, command, exposed } = built;
    const venv = stages.findLast((each) => each.venv !== undefined)?.venv;
    return {
        stages: stages.map(({ name, base, steps }): Stage => ({ name, base, steps })),
        environment,
        folder,
        user: userOf(built.user, users),
        users,
        entrypoint,
        command,
        exposed,
        venv,
    };
}

/** `1000`, `1000:1000`, `app` or `app:app`; a name that nothing explains has the number of no one. */
export function userOf(text: string, users: readonly ContainerUser[]): ContainerUser {
    const [who = "", group] = text.split(":");
    const known = users.find(({ name, uid }) => name === who || String(uid) === who);
    const uid = /^\d+$/.test(who) ? Number(who) : (known?.uid ?? (who === "root" || who === "" ? 0 : nobody));
    const groupId = group !== undefined && /^\d+$/.test(group) ? Number(group) : known?.gid;
    const name = known?.name ?? (/^\d+$/.test(who) || who === "" ? undefined : who);
    return { name: uid === 0 ? "root" : name, uid, gid: groupId ?? (uid === nobody ? nobody : 0) };
}

const nobody = 65534;

function stage(
    { text, line }: Instruction,
    before: readonly State[],
    lookup: (name: string) => string | undefined,
): State {
    const words = dockerWords(text, lookup).filter((word) => !word.startsWith("--"));
    const [image = ""] = words;
    const name = words[1]?.toLowerCase() === "as" ? (words[2] ?? "") : String(before.length);
    const base = before.find((each) => each.name.toLowerCase() === image.toLowerCase());
    const from: BuildStep = { text: `FROM ${text}`, line, do: "from", image };
    return {
        entrypoint: base?.entrypoint,
        command: base?.command,
        folder: base?.folder ?? "/",
        user: base?.user ?? "root",
        venv: undefined,
        name,
        base: base?.name ?? image,
        steps: base === undefined ? [from] : [],
        users: [...(base?.users ?? [])],
        environment: { ...(base?.environment ?? { PATH: initialPath }) },
        exposed: [...(base?.exposed ?? [])],
    };
}

function apply(instruction: Instruction, state: State, stages: readonly State[], values: Record<string, string>): void {
    const { name, text, line } = instruction;
    const lookup = (variable: string) => state.environment[variable] ?? values[variable];
    const words = () => dockerWords(text, lookup);
    const add = (work: BuildWork | undefined) => {
        if (work !== undefined) {
            state.steps.push({ text: `${name} ${text}`, line, ...work });
        }
    };
    switch (name) {
        case "ENV":
            state.environment = { ...state.environment, ...Object.fromEntries(assignments(text, lookup)) };
            break;
        case "WORKDIR":
            state.folder = path.resolve(state.folder, words()[0] ?? "");
            add({ do: "folder", folders: [state.folder], owner: undefined });
            break;
        case "USER":
            state.user = words()[0] ?? "";
            break;
        case "EXPOSE":
            state.exposed.push(...words().map((each) => Number.parseInt(each, 10)));
            break;
        case "ENTRYPOINT":
            state.entrypoint = commandOf(text);
            // https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact: one of the base image is forgotten.
            break;
        case "CMD":
            state.command = commandOf(text);
            break;
        case "COPY":
        case "ADD":
            add(copyWork(instruction, state, lookup, stages));
            break;
        case "RUN":
            state.users.push(...usersMadeBy(text));
            state.venv = venvMadeBy(text) ?? state.venv;
            add(runWork(text, state.folder));
            break;
    }
}

/** https://docs.docker.com/reference/dockerfile/#copy */
function copyWork(
    { name, text }: Instruction,
    { folder, environment }: State,
    lookup: (name: string) => string | undefined,
    stages: readonly State[],
): BuildWork {
    const options = /^(?:--\S+\s+)*/.exec(text)?.[0] ?? "";
    const option = (wanted: string) => new RegExp(`--${wanted}=(\\S+)`).exec(options)?.[1];
    const rest = text.slice(options.length).trim();
    const words = jsonWords(rest) ?? dockerWords(rest, lookup);
    const target = words.at(-1) ?? "";
    const sources = words.slice(0, -1);
    const stage = option("from");
    const from = stages.find((each, i) => each.name === stage || String(i) === stage);
    if (stage !== undefined && from === undefined) {
        return { do: "assumed", why: `The files are in the image ${stage}, which only an engine pulls.` };
    }
    if (name === "ADD" && sources.some((each) => /^[a-z]+:|^git@|\.(tar|tgz|tar\.\w+)$/.test(each))) {
        return { do: "assumed", why: "Docker fetches or unpacks it." };
    }
    const venv = from?.venv;
    if (venv !== undefined && sources.every((each) => path.resolve("/", each) === venv) && environment !== undefined) {
        return { do: "requirements" };
    }
    const isFolder = target.endsWith("/") || target === "." || sources.length > 1;
    const absolute = path.resolve(folder, target);
    return {
        do: "copy",
        sources,
        target: isFolder ? absolute.replace(/\/?$/, "/") : absolute,
        stage: from?.name,
        owner: option("chown"),
    };
}
