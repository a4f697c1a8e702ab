import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { ProblemError } from "../components/problem";
import { firstLine } from "../components/words";

type Tree = Record<string, unknown>;

/** What the sandbox uses instead of a real secret's value; it is set as a secret again, so that it stays one. */
export const placeholder = "placeholder-of-the-sandbox";

/** Keys that tie a stack file to its secrets provider; one on KMS would otherwise call AWS. */
const secretsHeader = ["secretsprovider", "encryptedkey", "encryptionsalt"];

export interface StackCopy {
    /** Name of the stack. */
    readonly stack: string;
    /** Content for the sandbox, without secrets. */
    readonly content: Tree;
    /** Paths of values that were encrypted, in the form that `pulumi config set --path` takes. */
    readonly securePaths: readonly string[];
}

/** Names of the stacks that have a file in a folder. */
export function stackNames(folder: string): string[] {
    return fs
        .readdirSync(folder)
        .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
        .sort();
}

export const stackFile = (folder: string, stack: string): string => path.join(folder, `Pulumi.${stack}.yaml`);

/**
 * A stack file as the sandbox may have it.
 *
 * @param overrides - `config` keys that are replaced whole, such as `django-beanstalk:app`
 */
export function copyOfStack(stack: string, text: string, overrides: Readonly<Tree>): StackCopy {
    const source = asTree(parseStackFile(stack, text));
    const securePaths: string[] = [];
    const config = Object.entries({ ...asTree(source["config"]), ...overrides }).flatMap(
        ([key, value]): [string, unknown][] => {
            const clean = withoutSecure(value, key, securePaths);
            return clean === undefined ? [] : [[key, clean]];
        },
    );
    const rest = Object.fromEntries(Object.entries(source).filter(([key]) => !secretsHeader.includes(key)));
    return { stack, content: { ...rest, config: Object.fromEntries(config) }, securePaths };
}

/** @throws ProblemError naming file and line: a tab is a user's mistake */
function parseStackFile(stack: string, text: string): unknown {
    try {
        return parse(text);
    } catch (error) {
        const got = firstLine(error).replace(/:$/, "");
        const file = `Pulumi.${stack}.yaml`;
        throw new ProblemError(file, [
            {
                where: file,
                got,
                allowed: "YAML",
                remedy: "Correct the line that is named; YAML is indented by spaces.",
            },
        ]);
    }
}

/** @returns the value without its encrypted parts, or undefined when it is one whole */
function withoutSecure(value: unknown, at: string, securePaths: string[]): unknown {
    if (Array.isArray(value)) {
        return value.map((item, i) => withoutSecure(item, `${at}[${i}]`, securePaths) ?? placeholder);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if ("secure" in value) {
        securePaths.push(at);
        return undefined;
    }
    return Object.fromEntries(
        Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
            const clean = withoutSecure(item, `${at}.${key}`, securePaths);
            return clean === undefined ? [] : [[key, clean]];
        }),
    );
}

/**
 * Writes a copy where its source changed, and leaves it alone otherwise: what `pulumi config set` wrote into it stays.
 *
 * @returns whether it was written
 */
export function writeStackCopy(folder: string, copy: StackCopy): boolean {
    const file = stackFile(folder, copy.stack);
    const stamp = stampOf(folder, copy);
    if (fs.existsSync(file) && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === digestOf(copy)) {
        return false;
    }
    // The salt belongs to the state of the sandbox, which outlives a change of the settings.
    const salt = fs.existsSync(file) ? asTree(parse(fs.readFileSync(file, "utf8")))["encryptionsalt"] : undefined;
    fs.rmSync(stamp, { force: true });
    fs.writeFileSync(file, quoted(salt === undefined ? copy.content : { encryptionsalt: salt, ...copy.content }));
    return true;
}

/** Every text in quotes: the engine's YAML is an older one, which would take 2027-01-31 for a day and 1_000 for a number. */
const quoted = (content: Tree): string =>
    stringify(content, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });

/** Says that a copy is complete, its secrets included. A run that is interrupted before that makes the copy anew. */
export function completeStackCopy(folder: string, copy: StackCopy): void {
    fs.writeFileSync(stampOf(folder, copy), digestOf(copy));
}

const stampOf = (folder: string, { stack }: StackCopy): string => path.join(folder, `.${stack}.source`);

const digestOf = ({ content, securePaths }: StackCopy): string =>
    createHash("sha256")
        .update(JSON.stringify([content, securePaths]))
        .digest("hex");

function asTree(value: unknown): Tree {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Tree) : {};
}
