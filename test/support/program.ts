import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { record, Recording } from "./record";
import program from "../../index";

export const repository = path.resolve(__dirname, "..", "..");

/** Configuration of one of the repository's own stacks, as the engine hands it to the program. */
export function stackConfig(stack: string): Record<string, unknown> {
    const project = parse(fs.readFileSync(path.join(repository, "Pulumi.yaml"), "utf8")) as {
        config: Record<string, unknown>;
    };
    const file = parse(fs.readFileSync(path.join(repository, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    const unset = Object.keys(project.config).map((key): [string, unknown] => [`django-beanstalk:${key}`, {}]);
    return { ...Object.fromEntries(unset), ...file.config };
}

export type Outputs = Awaited<ReturnType<typeof program>>;

/**
 * Runs the whole program for a stack, with keys of its configuration replaced.
 *
 * @param secretKeys - keys of which some part is encrypted, as the engine tells them
 */
export async function recordProgram(
    stack: string,
    preview: boolean,
    changes: Readonly<Record<string, unknown>> = {},
    secretKeys: readonly string[] = ["django-beanstalk:secrets"],
): Promise<Recording<Outputs>> {
    process.env[secretKeysVariable] = JSON.stringify(secretKeys);
    try {
        return await record({ preview, stack, config: { ...stackConfig(stack), ...changes } }, program);
    } finally {
        delete process.env[secretKeysVariable];
    }
}

const secretKeysVariable = "PULUMI_CONFIG_SECRET_KEYS";
