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

/** Runs the whole program for a stack, with keys of its configuration replaced. */
export function recordProgram(
    stack: string,
    preview: boolean,
    changes: Readonly<Record<string, unknown>> = {},
): Promise<Recording<Outputs>> {
    return record({ preview, stack, config: { ...stackConfig(stack), ...changes } }, program);
}
