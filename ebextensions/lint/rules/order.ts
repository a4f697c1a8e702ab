import { Application, section } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { source } from "../sources";

/** What the order of an instance's steps makes of files and commands. */
export const orderRules: readonly FileRule[] = [
    rule(
        {
            name: "file-under-application",
            level: "error",
            what: "files: below /var/app",
            happens:
                "files: are written before the application is extracted, which takes the folder's place: the file is gone.",
            instead:
                "Put the file into the application, or write it in a container command, whose working folder goes live.",
            source: source.instanceKeys,
        },
        ({ configs }) =>
            configs.flatMap((config) =>
                section(config, "files")
                    .filter(({ key }) => key.startsWith("/var/app/"))
                    .map(({ key, line }) => ({ file: config.path, line, found: key })),
            ),
    ),
    rule(
        {
            name: "command-order",
            level: "warning",
            what: "commands whose numbers have different lengths: 2_x and 10_y",
            happens: "Commands run in alphabetical order: 10_y comes before 2_x.",
            instead: "Numbers of the same length: 02_x, 10_y.",
            source: source.instanceKeys,
        },
        misordered,
    ),
];

function misordered({ configs }: Application): Hit[] {
    return configs.flatMap((config) =>
        (["commands", "container_commands"] as const).flatMap((name): Hit[] => {
            const numbered = section(config, name).flatMap(({ key, line }) => {
                const digits = /^\d+/.exec(key)?.[0];
                return digits === undefined ? [] : [{ key, line, number: Number(digits) }];
            });
            const sorted = [...numbered].sort((a, b) => (a.key < b.key ? -1 : 1));
            const wrong = sorted.find(({ number }, i) => number > (sorted[i + 1]?.number ?? number));
            return wrong === undefined ? [] : [{ file: config.path, line: wrong.line, found: `${name}.${wrong.key}` }];
        }),
    );
}
