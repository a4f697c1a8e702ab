import * as fs from "node:fs";
import * as path from "node:path";
import type { SandboxLayout } from "../sandbox/layout";

/**
 * The stack selected in a sandbox. The engine keeps it in one file of its home, whose name is a hash of the project's path; a sandbox has one project,
 * so there is one such file. Reading it saves the 0.4 s of asking the engine.
 */
export function selectedStack({ home }: SandboxLayout): string {
    const folder = path.join(home, "workspaces");
    const files = fs.existsSync(folder)
        ? fs.readdirSync(folder).filter((file) => file.endsWith("-workspace.json"))
        : [];
    const selections = files.map(
        (file) => (JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as { stack?: string }).stack,
    );
    return (
        selections
            .find((stack) => stack !== undefined && stack !== "")
            ?.split("/")
            .pop() ?? "dev"
    );
}
