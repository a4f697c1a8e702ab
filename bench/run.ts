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
    faults,
    generate,
    policies,
    preview,
    rehearse,
};

/** `npm run bench -- NAME`: prints times and ratios of one run on this machine. Nothing fails on a number: a slow machine is not a bug. */
export async function main(args: readonly string[]): Promise<number> {
    const bench = benches[args[0] ?? ""];
    if (bench === undefined) {
        console.log(`npm run bench -- NAME\n\nNAME is one of: ${Object.keys(benches).join(", ")}`);
        return args[0] === "--help" ? 0 : 2;
    }
    await bench();
    return 0;
}
