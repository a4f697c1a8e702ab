import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { catalogue } from "../policies/catalogue";
import { runCommand } from "./command-line";
import { failuresOf } from "./policy-docs/failures";
import { policiesPage } from "./policy-docs/markdown";
import { repository } from "./repository";

const file = "docs/policies.md";

const help = `npm run --silent policy-docs -- [--check]

Writes ${file} from the catalogue of rules (policies/) and the failures that docs/failures.md names them for.

  --check  writes nothing; tells whether the file is up to date
  --help   this text

Exit code: 0; 1 when --check finds that the file is not up to date; 2 for a wrong option.`;

/** @param root - where the file is */
export const main = (args: readonly string[], root: string = repository): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: (options) => Promise.resolve(run(options, root)) });

/** @returns undefined when the help is asked for */
function readOptions(args: readonly string[]): { check: boolean } | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ args: [...args], options: { help: flag, check: flag } });
    return values.help ? undefined : { check: values.check };
}

/** The page as it should be. */
export function page(): string {
    const failures = failuresOf(fs.readFileSync(path.join(repository, "docs", "failures.md"), "utf8"));
    return policiesPage(catalogue, failures);
}

function run({ check }: { check: boolean }, root: string): number {
    const target = path.join(root, file);
    const wanted = page();
    const isCurrent = fs.existsSync(target) && fs.readFileSync(target, "utf8") === wanted;
    if (check && !isCurrent) {
        console.error(`${file} is not up to date.\nRun: npm run policy-docs`);
        return 1;
    }
    if (!isCurrent) {
        fs.writeFileSync(target, wanted);
    }
    console.log(`${file} ${check ? "is up to date." : isCurrent ? "unchanged" : "written"}`);
    return 0;
}
