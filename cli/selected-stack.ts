import * as fs from "node:fs";
import * as path from "node:path";
import type { SandboxLayout } from "../sandbox/layout";

/** What the engine writes: a selection for each backend; older engines had one for all. */
interface Workspace {
    readonly stacks?: Readonly<Record<string, string>>;
    readonly stack?: string;
}

/**
 * The stack selected in a sandbox. The engine keeps it in one file of its home, whose name is a hash of the project's path; a sandbox has one project and
 * one backend, so there is one selection. Reading it saves the 0.4 s of asking the engine.
 */
export function selectedStack({ home }: SandboxLayout): string {
    const folder = path.join(home, "workspaces");
    const files = fs.existsSync(folder)
        ? fs.readdirSync(folder).filter((file) => file.endsWith("-workspace.json"))
        : [];
    const selections = files.flatMap((file) => {
        const { stacks = {}, stack = "" } = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as Workspace;
        return [...Object.values(stacks), stack].filter((name) => name !== "");
    });
    return selections[0]?.split("/").pop() ?? "dev";
}
