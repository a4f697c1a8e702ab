import * as fs from "node:fs";
import * as path from "node:path";
import type { DependencyPlan } from "../../../components/python-dependencies/check-dependencies";
import type { Command, RunResult, Tools } from "../../../components/python-dependencies/run";

/** Writes an application and returns a plan for it; every file of it is in the bundle. */
export function application(
    root: string,
    files: Readonly<Record<string, string>>,
    changes: Partial<DependencyPlan> = {},
): DependencyPlan {
    const directory = path.join(root, "app");
    for (const [file, content] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
        fs.writeFileSync(path.join(directory, file), content);
    }
    fs.mkdirSync(directory, { recursive: true });
    return {
        directory,
        ownPaths: new Set(Object.keys(files)),
        pythonVersion: "3.13",
        architecture: "x86_64",
        check: "auto",
        lock: false,
        vendorWheels: false,
        cacheFolder: path.join(root, "cache"),
        ...changes,
    };
}

export type Reply = (command: Command) => RunResult;

export const ended = (code: number, stdout: string, stderr = ""): RunResult => ({
    kind: "ended",
    code,
    stdout,
    stderr,
});

/** A machine without a real resolver: each program answers as told, and what was started is kept. */
export function machine(
    replies: Readonly<Record<string, Reply>>,
    env: Tools["env"] = {},
): Tools & { readonly started: Command[]; time: number } {
    const started: Command[] = [];
    const tools = {
        started,
        time: 0,
        env,
        now: () => tools.time,
        run: (command: Command): Promise<RunResult> => {
            started.push(command);
            return Promise.resolve(replies[nameOf(command)]?.(command) ?? { kind: "missing" });
        },
    };
    return tools;
}

/** `uv`, `find python`, `python -m uv`, `pip install`, `pip download` */
function nameOf({ program, args }: Command): string {
    if (program === "uv") {
        return "uv";
    }
    if (args[0] === "-c") {
        return "find python";
    }
    return args[1] === "uv" ? "python -m uv" : `pip ${args[2] ?? ""}`;
}

const hash = (letter: string): string => letter.repeat(64);

/** What uv prints for packages with a wheel, or with `sdist` alone. */
export const pylock = (
    ...packages: readonly { name: string; version: string; sdistOnly?: boolean; directory?: string }[]
): string =>
    [
        'lock-version = "1.0"',
        ...packages.map(({ name, version, sdistOnly = false, directory }) =>
            [
                "[[packages]]",
                `name = "${name}"`,
                ...(directory === undefined
                    ? [
                          `version = "${version}"`,
                          `sdist = { url = "https://files.example.org/${name}-${version}.tar.gz", hashes = { sha256 = "${hash("a")}" } }`,
                          ...(sdistOnly
                              ? []
                              : [
                                    `wheels = [{ url = "https://files.example.org/${name}-${version}-py3-none-any.whl", hashes = { sha256 = "${hash("b")}" } }]`,
                                ]),
                      ]
                    : [`directory = { path = "${directory}", editable = true }`]),
            ].join("\n"),
        ),
    ].join("\n");
