import { bundle } from "./bundle";
import { compile } from "./compile";
import { environments } from "./environments";
import { faults } from "./faults";
import { generate } from "./generate";
import { policies } from "./policies";
import { preview } from "./preview";
import { rehearse } from "./rehearse";

const benches: Readonly<Record<string, () => Promise<void>>> = {
    bundle,
    compile,
    environments,
    generate,
    policies,
    preview,
    rehearse,
};

/**
 * `npm run bench -- NAME`: prints times and ratios of one run on this machine. Nothing fails on a number: a slow machine is not a bug. `faults` measures nothing
 * and can fail.
 */
export async function main(args: readonly string[]): Promise<number> {
    const [name = "", ...rest] = args;
    if (name === "faults") {
        return faults(rest);
    }
    const bench = benches[name];
    if (bench === undefined) {
        const names = [...Object.keys(benches), "faults [PART]"].sort();
        console.log(`npm run bench -- NAME\n\nNAME is one of: ${names.join(", ")}`);
        return name === "--help" ? 0 : 2;
    }
    await bench();
    return 0;
}
