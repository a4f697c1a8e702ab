import type { ConfigFile, ConfigPart } from "../model";
import { must } from "./model-error";

/**
 * A file of `.ebextensions`. Commands get numbers in the order given, because Elastic Beanstalk runs them in alphabetical order of their names.
 *
 * @param name - two digits, a hyphen and lower-case words; files are applied in alphabetical order
 * @throws ModelError when it has no part, or two parts of one name: Elastic Beanstalk drops one of them without a word
 */
export function configFile(name: string, reason: string, parts: readonly ConfigPart[]): ConfigFile {
    mustBeFileName(name);
    must(parts.length > 0, `${name} has at least one part`, parts);
    const keys = parts.map(keyOf);
    const twice = keys.find((key, i) => keys.indexOf(key) !== i);
    must(twice === undefined, `${name} has each part once`, twice);
    return { kind: "config", name, reason, parts };
}

export function mustBeFileName(name: string): void {
    must(/^\d\d-[a-z0-9-]+$/.test(name), "A file is named by two digits, a hyphen and lower-case words", name);
}

function keyOf(part: ConfigPart): string {
    switch (part.kind) {
        case "package":
            return `package ${part.manager} ${part.name}`;
        case "source":
            return `source ${part.folder}`;
        case "file":
            return `file ${part.path}`;
        case "resource":
            return `resource ${part.logicalId}`;
        case "group":
        case "user":
        case "command":
        case "service":
        case "container-command":
        case "output":
            return `${part.kind} ${part.name}`;
    }
}
