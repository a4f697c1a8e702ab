import * as fs from "node:fs";
import * as path from "node:path";

/** The policy configuration of a stack: its own file, else that of all stacks, beside Pulumi.yaml; undefined when there is none. */
export function policyConfigOf(stack: string, folder: string): string | undefined {
    return [`policy-config.${stack}.json`, "policy-config.json"]
        .map((name) => path.join(folder, name))
        .find((file) => fs.existsSync(file));
}
