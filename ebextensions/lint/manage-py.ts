import type { Application, Script } from "./application";
import type { Hit } from "./finding";
import { textOf, valueOf } from "./read-config";
import { managePy } from "./steps";

/** The first command of manage.py in a script, of any name or of this one. */
export function django(script: Script, wanted?: string): Hit[] {
    const found = script.commands.find(({ text }) => {
        const command = managePy(text);
        return command !== undefined && (wanted === undefined || command === wanted);
    });
    return found === undefined
        ? []
        : [{ file: script.file, line: found.line, found: `manage.py ${managePy(found.text) ?? ""} in ${script.name}` }];
}

export function first({ file, name, commands }: Script, pattern: RegExp): Hit[] {
    const found = commands.find(({ text }) => pattern.test(text));
    return found === undefined
        ? []
        : [{ file, line: found.line, found: `${pattern.exec(found.text)?.[0] ?? ""} in ${name}` }];
}

/** On the Docker platform none of them can run at all, which is told. */
export const containerCommands = ({ scripts, platform }: Application, wanted: string): { script: Script; hit: Hit }[] =>
    scripts
        .filter(({ role }) => role === "container_command" && platform === "python")
        .flatMap((script) => django(script, wanted).map((hit) => ({ script, hit: { ...hit, found: script.name } })));

/** YAML 1.1 and the platform take `yes` and a quoted true for the same. */
export const isLeaderOnly = ({ entry }: Script): boolean =>
    /^(true|yes|on)$/i.test(textOf(valueOf(entry, "leader_only")) ?? "");
