import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { indexEnvironment } from "./index-access";
import type { Requirements } from "./inputs";
import { pipArguments, pipResolution } from "./pip";
import type { DependencyPlan } from "./plan";
import type { Answer } from "./resolution";
import type { Tools } from "./run";
import { uvArguments, uvResolution } from "./uv";

/** Asks `uv`, then `python3 -m uv`, then pip; the first that works answers. Nothing is installed on this machine. */
export async function resolveRequirements(
    plan: DependencyPlan,
    requirements: Requirements,
    tools: Tools,
): Promise<Answer> {
    const env = indexEnvironment(plan.indexUrl, tools.env);
    const input = requirements.derived;
    const asked = {
        args: uvArguments(plan, input === undefined ? "requirements.txt" : "-"),
        cwd: plan.directory,
        env,
        ...(input === undefined ? {} : { input }),
    };
    const direct = uvResolution(await tools.run({ program: "uv", ...asked }));
    if (direct.kind !== "unusable") {
        return direct;
    }
    const python = await findPython(tools);
    if (python === undefined) {
        return { kind: "unchecked", reason: "neither uv nor Python was found on this machine" };
    }
    const asModule = uvResolution(await tools.run({ program: python, ...asked, args: ["-m", "uv", ...asked.args] }));
    if (asModule.kind !== "unusable") {
        return asModule;
    }
    const last = await withFile(input, async (file, folder) =>
        pipResolution(
            await tools.run({
                program: python,
                args: pipArguments(plan, file, path.join(folder, "unused")),
                cwd: plan.directory,
                env,
            }),
        ),
    );
    return last.kind === "unusable"
        ? { kind: "unchecked", reason: "neither uv nor a current pip was found on this machine" }
        : last;
}

/** pip cannot read requirements from its input, so derived ones go through a temporary file. */
async function withFile<T>(text: string | undefined, use: (file: string, folder: string) => Promise<T>): Promise<T> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-"));
    try {
        const file = path.join(folder, "requirements.txt");
        if (text !== undefined) {
            fs.writeFileSync(file, text);
        }
        return await use(text === undefined ? "requirements.txt" : file, folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

/**
 * The interpreter behind `python3`, asked for in the temporary folder: a version manager may refuse its own shim in a folder that pins another version.
 */
export async function findPython({ run, env }: Tools): Promise<string | undefined> {
    const args = ["-c", "import sys; print(sys.executable)"];
    const result = await run({ program: "python3", args, cwd: os.tmpdir(), env });
    const found = result.kind === "ended" && result.code === 0 ? result.stdout.trim() : "";
    return found === "" ? undefined : found;
}
