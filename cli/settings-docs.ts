import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { runCommand } from "./command-line";
import { repository } from "./repository";
import { withoutSetting } from "../components/option-catalogue/without-setting";
import { effects } from "./settings-docs/effects";
import { stackFileSchema } from "./settings-docs/json-schema";
import { settingsPage } from "./settings-docs/markdown";
import { fixedOptions } from "./settings-docs/options";
import { settingsTables } from "./settings-docs/rows";

const help = `npm run --silent settings-docs -- [--check]

Writes docs/settings.md and docs/settings.schema.json from the schema of the settings (components/settings/) and the table of effects (cli/settings-docs/).

  --check  writes nothing; tells whether the two files are up to date
  --help   this text

Exit code: 0; 1 when --check finds a file that is not up to date; 2 for a wrong option.`;

/** @param root - where the two files are */
export const main = (args: readonly string[], root: string = repository): Promise<number> =>
    runCommand(args, {
        help,
        read: readOptions,
        run: async (options) => {
            const files = await settingsFiles();
            return options.check ? check(files, root) : write(files, root);
        },
    });

/** @returns undefined when the help is asked for */
function readOptions(args: readonly string[]): { check: boolean } | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ args: [...args], options: { help: flag, check: flag } });
    return values.help ? undefined : { check: values.check };
}

/** Content of each file by its path in the repository. */
export async function settingsFiles(): Promise<ReadonlyMap<string, string>> {
    const page = settingsPage({ tables: settingsTables(), effects, fixedOptions: fixedOptions(), withoutSetting });
    // Written as the check of the format wants it.
    const style = await resolveConfig(path.join(repository, schemaFile));
    const schema = await format(JSON.stringify(stackFileSchema()), { ...style, parser: "json" });
    return new Map([
        ["docs/settings.md", page],
        [schemaFile, schema],
    ]);
}

const schemaFile = "docs/settings.schema.json";

/** Names of the files that differ from what they should be. */
export function outdated(files: ReadonlyMap<string, string>, root: string): string[] {
    return [...files].filter(([file, content]) => read(path.join(root, file)) !== content).map(([file]) => file);
}

const read = (file: string): string | undefined => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined);

function check(files: ReadonlyMap<string, string>, root: string): number {
    const old = outdated(files, root);
    if (old.length === 0) {
        console.log(`${[...files.keys()].join(" and ")} are up to date.`);
        return 0;
    }
    for (const file of old) {
        console.error(`${file} is not up to date.`);
    }
    console.error("Run: npm run settings-docs");
    return 1;
}

function write(files: ReadonlyMap<string, string>, root: string): number {
    const old = new Set(outdated(files, root));
    for (const [file, content] of files) {
        if (old.has(file)) {
            fs.writeFileSync(path.join(root, file), content);
        }
        console.log(`${file} ${old.has(file) ? "written" : "unchanged"}`);
    }
    return 0;
}
