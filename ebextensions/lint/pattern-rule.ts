import type { Application, Script } from "./application";
import type { Hit, Rule } from "./finding";

export type FileRule = Rule<Application>;

type Words = Omit<FileRule, "find">;

export const rule = (words: Words, find: (application: Application) => readonly Hit[]): FileRule => ({
    ...words,
    find,
});

/** A rule about a sign in the texts that reach an instance, once for each script. */
export const patternRule = (
    words: Words,
    pattern: RegExp,
    applies: (script: Script) => boolean = () => true,
): FileRule => rule(words, ({ scripts }) => scripts.filter(applies).flatMap((script) => firstHit(script, pattern)));

/** The key of a file that `files:` writes counts as its first line. */
export function firstHit(script: Script, pattern: RegExp): Hit[] {
    const { file, line, name, lines } = script;
    if (script.file !== name && pattern.test(name)) {
        return [{ file, line, found: name }];
    }
    const found = lines.find(({ text }) => pattern.test(text));
    if (found === undefined) {
        return [];
    }
    const sign = pattern.exec(found.text)?.[0].trim() ?? "";
    return [{ file, line: found.line, found: script.file === name ? sign : `${sign} in ${name}` }];
}
