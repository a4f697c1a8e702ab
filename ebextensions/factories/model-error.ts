/** Something that Elastic Beanstalk would not take, or would take for something else. Thrown where a part is made, so that the line that asks for it is in the trace. */
export class ModelError extends Error {}

/** @throws ModelError naming what was wanted and what was got, unless the condition holds */
export function must(holds: boolean, wanted: string, got: unknown): asserts holds {
    if (!holds) {
        throw new ModelError(`${wanted}, not ${JSON.stringify(got)}.`);
    }
}

/** Nothing that the shell tools, YAML or CloudFormation cannot hold. */
export function mustBeText(what: string, text: string): void {
    must(!text.includes("\0"), `${what} is text without NUL bytes`, text);
}

export function mustBeAbsolute(what: string, path: string): void {
    must(
        /^\/[^\0\n]*$/.test(path) && !path.split("/").includes(".."),
        `${what} is an absolute path without ".."`,
        path,
    );
}

export function mustBeUrl(what: string, url: string): void {
    must(/^https:\/\/[^\s\0]+$/.test(url), `${what} has an https:// URL`, url);
}
